"""Telling a colleague, or another office, what became of what they had asked for."""

from django.db.models import Q
from django.utils import timezone

from casework.casefile.models.answer import Answer
from casework.casefile.models.case_file import CaseFile
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.officer import Officer


def tell(
    case: CaseFile, verb: str, *, reason: str = "", officer: User | None = None, office: Office | None = None
) -> Answer:
    """Put an answer on the home of an officer, or of whoever works at an office. In the transaction of the act itself."""
    return Answer.objects.create(case=case, verb=verb, reason=reason[:300], officer=officer, office=office)


def for_officer(by: Officer) -> Q:
    """The answers addressed to this officer, or to the office she works for."""
    return Q(officer=by.user) | Q(office=by.office)


def see(case: CaseFile, by: Officer) -> int:
    """The case was opened by somebody the answer is for: it has been seen. Who only reads cases sees none for others.

    Returns how many. One query.
    """
    if not by.may("see_work_list"):
        return 0
    unseen = Answer.objects.filter(for_officer(by), case=case, seen_at=None)
    return unseen.update(seen_at=timezone.now(), seen_by=by.user)
