"""What the pages of staff and accounts show. A fixed number of queries each."""

from django.db.models import Prefetch, Q
from django.db.models.fields.json import KeyTransform

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.queries.staff import may_be_second, requests_in_area, staff_of
from casework.casefile.models.event import Event
from casework.desk.queries.case_page import Entry
from casework.engine.words import words_for
from casework.staff.models.appointment import Appointment, Role
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind

PAGE = 50
ACCOUNT_VERBS = (
    "log_in",
    "fail_log_in",
    "lock_out",
    "log_out",
    "fail_proof",
    "refuse_codes",
    "set_password",
    "change_password",
    "end_sessions",
    "ask_account_change",
    "agree_account_change",
    "refuse_account_change",
    "withdraw_account_change",
    "deactivate_officer",
    "first_administrator",
    "alert_many_misses",
)


def staff_page(officer: Officer, *, office: Office | None, after: str) -> Page:
    """The people of the area by user name, with their appointments. Three queries, four behind a key."""
    current = Appointment.objects.not_ended(officer.on).select_related("office")
    people = staff_of(officer)
    if office is not None:
        people = people.filter(pk__in=current.filter(office=office).values("user"))
    return page_behind(
        people.prefetch_related(Prefetch("appointments", current, "current")), ("username", "pk"), after, PAGE
    )


def open_requests(officer: Officer) -> list[tuple[AccountRequest, bool]]:
    """The requests of the area that wait, each with whether this officer may decide it. Two queries."""
    rows = list(requests_in_area(officer).filter(outcome="")[:PAGE])
    if not rows:
        return []
    heads = Appointment.objects.not_ended(officer.on).filter(
        role=Role.ADMINISTRATOR, user__in={r.user_id for r in rows}
    )
    administrators = set(heads.values_list("user", flat=True))
    heavy = {row.pk for row in rows if row.role == Role.ADMINISTRATOR or row.user_id in administrators}
    return [(row, may_be_second(row, officer, heavy=row.pk in heavy)) for row in rows]


def account_history(user: User, most: int = 40) -> list[Entry]:
    """What happened to an account, newest first. One query."""
    about = Event.objects.annotate(about=KeyTransform("user", "facts")).filter(facts__has_key="user", about=user.pk)
    rows = about.filter(Q(verb__in=ACCOUNT_VERBS)).select_related("actor", "office")[:most]
    return [
        Entry(
            at=row.at,
            title=words_for(row.verb).done,
            actor=str(row.actor) if row.actor else "",
            office=str(row.office) if row.office else "",
            detail=_detail(row.facts),
        )
        for row in rows
    ]


def _detail(facts: dict) -> str:
    """What was asked for, or from where somebody logged in."""
    asked = [
        dict(AccountRequest.Kind.choices).get(facts.get("kind", "")),
        dict(Role.choices).get(facts.get("role", "")),
    ]
    return " · ".join(str(part) for part in asked if part) or facts.get("address") or ""
