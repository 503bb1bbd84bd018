"""An officer leaves: her account and sessions end, her cases are freed."""

from django.db import transaction

from casework.accounts.services.sessions import end_sessions, void_codes
from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.desk.services.assignment import _hand
from casework.staff.models.user import User
from casework.staff.officer import Officer


@transaction.atomic
def deactivate_officer(user: User, *, by: Officer) -> list[CaseFile]:
    """End an officer's account and sessions at once; her open cases are freed and returned, to be given to others."""
    by.must("manage_staff")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    cases = list(CaseFile.objects.select_for_update(of=("self",)).filter(assigned_to=user, is_open=True))
    for case in cases:
        _hand(case, None, by, "free_case")
    # Codes for a new password given before open nothing when she is reactivated.
    void_codes(user)
    record("deactivate_officer", by=by, facts={"user": user.pk, "cases": len(cases)})
    return cases
