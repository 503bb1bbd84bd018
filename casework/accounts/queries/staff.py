"""Whose accounts an officer manages, and who may agree to what is asked for them."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.accounts.models.account_request import AccountRequest
from casework.staff.models.appointment import Appointment, Role
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.officer import Officer
from casework.staff.permissions import matrix

FEWEST_ADMINISTRATORS = 2
_ROLES_THAT_ASK = tuple(matrix()["manage_staff"])


def offices_of(officer: Officer) -> QuerySet[Office]:
    """The officer's own office and those under it."""
    return Office.objects.filter(path__startswith=officer.office.path)


def is_acted_for(office: Office) -> bool:
    """Whether anybody is or was appointed at an office or at one under it, or one stands under it."""
    under = Appointment.objects.filter(office__path__startswith=office.path)
    return under.exists() or office.children.exists()


def is_staffed_after(office: Office, day: date) -> bool:
    """Whether an active member of staff is appointed at an office for longer than until this day."""
    return Appointment.objects.filter(office=office, user__is_active=True).not_ended(day + timedelta(days=1)).exists()


def staff_of(officer: Officer) -> QuerySet[User]:
    """The people whose accounts are hers to manage: appointed in the officer's area, now or before, or nowhere yet, and
    with no appointment outside of it, now or later. Who has left another office stays that office's and its superiors'."""
    appointed = Appointment.objects.filter(user=OuterRef("pk"))
    inside = appointed.filter(office__path__startswith=officer.office.path)
    elsewhere = Appointment.objects.not_ended(officer.on).exclude(office__path__startswith=officer.office.path)
    return User.objects.filter(Exists(inside) | ~Exists(appointed)).exclude(pk__in=elsewhere.values("user"))


def is_administrator(user: User, on: date) -> bool:
    """Whether the person administers an office, now or later."""
    return Appointment.objects.not_ended(on).filter(user=user, role=Role.ADMINISTRATOR).exists()


def concerns_administrator(request: AccountRequest, on: date) -> bool:
    """Whether the account is an administrator's, or would become one."""
    return request.role == Role.ADMINISTRATOR or is_administrator(request.user, on)


def needs_second(request: AccountRequest, on: date) -> bool:
    """Whether somebody else has to agree before it is done."""
    return request.kind not in AccountRequest.MAY_BE_DONE_ALONE or concerns_administrator(request, on)


def may_be_second(request: AccountRequest, officer: Officer, *, heavy: bool) -> bool:
    """The same for a request known to lie in the officer's area; `heavy` says that it concerns an administrator."""
    if officer.user.pk in (request.asked_by_id, request.user_id) or not officer.may("decide_account_request"):
        return False
    return officer.role == Role.ADMINISTRATOR or not heavy


def may_decide(request: AccountRequest, officer: Officer) -> bool:
    """Whether this officer may be the second person: not the one who asked and not the one it is about; what concerns
    an administrator is for another administrator, everything else also for the supervisor of the person's office."""
    if not may_be_second(request, officer, heavy=concerns_administrator(request, officer.on)):
        return False
    in_area = request.office is None or request.office.path.startswith(officer.office.path)
    return in_area and staff_of(officer).filter(pk=request.user_id).exists()


def may_still_ask(request: AccountRequest, on: date) -> bool:
    """Whether the one who asked has the right to it today, over the whole place the request is about."""
    if not request.asked_by.is_active:
        return False
    places = [request.office.path] if request.office else []
    held = Appointment.objects.not_ended(on).filter(user=request.user).values_list("office__path", flat=True)
    places += held
    asker = Appointment.objects.in_force(on).filter(user=request.asked_by, role__in=_ROLES_THAT_ASK)
    areas = list(asker.values_list("office__path", flat=True))
    return any(all(place.startswith(area) for place in places) for area in areas)


def requests_in_area(officer: Officer) -> QuerySet[AccountRequest]:
    """The requests about people whose accounts lie in the officer's area."""
    rows = AccountRequest.objects.select_related("user", "office", "appointment__office", "asked_by", "decided_by")
    return rows.filter(user__in=staff_of(officer)).filter(
        Q(office__isnull=True) | Q(office__path__startswith=officer.office.path)
    )


def administrators_beside(user: User, on: date) -> int:
    """The smallest number of other active administrators over any office this person administers today: those of the
    office itself and of the offices above it. Whose last day is today counts no longer."""
    heads = Appointment.objects.in_force(on).exclude(ends_on=on).filter(role=Role.ADMINISTRATOR)
    own = heads.filter(user=user).select_related("office")
    others = heads.filter(user__is_active=True).exclude(user=user)
    over = list(others.values_list("user", "office__path"))
    counts = [len({who for who, path in over if row.office.path.startswith(path)}) for row in own]
    return min(counts, default=FEWEST_ADMINISTRATORS)
