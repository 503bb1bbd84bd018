"""Whose residence is asked about and not answered, as their office reads it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from casework.staff.officer import Officer
from casework.tables.queries.pages import page_behind
from enrolment.rechecks.models import ResidenceCheck

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One line: who, by when, how many days are left; below zero nobody answered in time."""

    check: ResidenceCheck
    who: str
    days_left: int


def visible_to(officer: Officer) -> QuerySet[ResidenceCheck]:
    """Those of this officer's area that wait for an answer, of people who live and whose file goes on."""
    if officer.scope("see_residence_checks") != "area":
        return ResidenceCheck.objects.none()
    rows = ResidenceCheck.objects.filter(office__in=officer.area, answer="")
    return rows.filter(person__died_on=None, person__merged_into=None)


def asked(officer: Officer, after: str) -> tuple[list[Asked], str]:
    """A page of them, the nearest day first, and the key of the next page. One query."""
    page = page_behind(visible_to(officer).select_related("person"), ("answer_by", "id"), after, PAGE)
    lines = [
        Asked(check=row, who=row.person.masked_name, days_left=(row.answer_by - officer.on).days) for row in page.rows
    ]
    return lines, page.following
