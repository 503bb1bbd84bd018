"""What became of employers: their states as they hold, who took over, what a page and a form say of it."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from enrolment.employers.models.employer import Employer
from enrolment.employers.models.standing import EmployerStanding

# Nobody is hired by, and nothing is applied for with, an employer of which one of these holds.
ENDED = ("cancelled", "merged")
# Successors of successors: nobody merges so often that a page could not lead on.
MOST_STEPS = 20


def standings_of(employer: Employer) -> list[EmployerStanding]:
    """Its states, ended ones included, the newest first. One query."""
    return list(EmployerStanding.objects.known().filter(employer=employer).select_related("successor__office", "case"))


def holding(employer_id: object) -> list[EmployerStanding]:
    """The states that hold. One query."""
    rows = EmployerStanding.objects.known().filter(employer_id=employer_id, ends_on=None)
    return list(rows.select_related("successor").order_by("-starts_on", "-recorded_at"))


def has_ended(key: str, _on: date) -> bool:
    """Whether nobody is written to there any more. One query."""
    return EmployerStanding.objects.known().filter(employer=key, ends_on=None, kind__in=ENDED).exists()


def is_unreachable(key: object) -> bool:
    """Whether letters are served by public notice. One query."""
    return EmployerStanding.objects.known().filter(employer=key, ends_on=None, kind="unreachable").exists()


def why_ended(employer_id: object, on: date) -> str:
    """Why nothing is reported to or applied for with an employer any more, and who took over, as a sentence; "" for one that
    goes on. One query."""
    for row in holding(employer_id):
        if row.kind in ENDED and row.starts_on <= on:
            return _sentence(row)
    return ""


def _sentence(row: EmployerStanding) -> str:
    day = row.starts_on.isoformat()
    if row.successor is None:
        return _("The registration of this employer was cancelled on %(day)s.") % {"day": day}
    words = {"day": day, "name": row.successor.name, "code": row.successor.uscc}
    return _("This employer was merged on %(day)s into %(name)s, code %(code)s: use that code.") % words


def line_of(employer_ids: Collection[object]) -> set[object]:
    """An employer with everybody that was merged into it, directly or before: debts and people are its own. A query a step."""
    found, new = set(employer_ids), set(employer_ids)
    for _step in range(MOST_STEPS):
        rows = EmployerStanding.objects.known().filter(successor__in=new, kind="merged", ends_on=None)
        new = set(rows.values_list("employer", flat=True)) - found
        if not new:
            break
        found |= new
    return found
