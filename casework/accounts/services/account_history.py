"""What happens to an account, in the history: log-ins and failures, what was asked for it and by whom it was agreed."""

from casework.casefile.models.event import Event
from casework.requests.request_id import current_request_id
from casework.staff.models.appointment import Appointment
from casework.staff.models.user import User
from casework.staff.officer import Officer


def record_account(
    verb: str, about: User | None, *, by: Officer | None = None, actor: User | None = None, facts: dict | None = None
) -> Event:
    """Append an event about an account. Its office is the officer's, else the person's own, so that it is found there.

    `about` is None for a name nobody has: what was typed is not kept, it may be a password.
    """
    office_id = by.office.pk if by else _office_of(about)
    return Event.objects.create(
        verb=verb,
        actor=by.user if by else actor,
        office_id=office_id,
        facts={"user": about.pk if about else None} | (facts or {}),
        request_id=current_request_id(),
    )


def _office_of(user: User | None) -> int | None:
    rows = Appointment.objects.filter(user=user).order_by("-starts_on") if user else Appointment.objects.none()
    return rows.values_list("office", flat=True).first()
