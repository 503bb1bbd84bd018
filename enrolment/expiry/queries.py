"""Documents that run out, as their office reads of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from casework.staff.officer import Officer
from casework.tables.queries.pages import page_behind
from enrolment.documents.models import ExpiryTask

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Expiring:
    """One line: who, until when, how many days are left. Which kind of document it is, no list says."""

    task: ExpiryTask
    who: str
    days_left: int


def visible_to(officer: Officer) -> QuerySet[ExpiryTask]:
    """The tasks of this officer's area that are not done: the document is still current and ends on that day. The last stage of
    each stands for those before."""
    if officer.scope("see_expiring") != "area":
        return ExpiryTask.objects.none()
    rows = ExpiryTask.objects.filter(
        office__in=officer.area,
        document__superseded_at=None,
        document__expires_on=F("expires_on"),
        document__person__died_on=None,
    )
    later = ExpiryTask.objects.filter(document=OuterRef("document"), expires_on=OuterRef("expires_on"))
    return rows.exclude(Exists(later.filter(pk__gt=OuterRef("pk"))))


def expiring(officer: Officer, after: str) -> tuple[list[Expiring], str]:
    """A page of them, the nearest day first, and the key of the next page. One query."""
    rows = visible_to(officer).select_related("document__person")
    page = page_behind(rows, ("expires_on", "id"), after, PAGE)
    return [_line(row, officer.on) for row in page.rows], page.following


def _line(row: ExpiryTask, on: date) -> Expiring:
    return Expiring(task=row, who=row.document.person.masked_name, days_left=(row.expires_on - on).days)
