"""Papers that were promised, for the case's page, its promise in writing, and the guard of every decision."""

from dataclasses import dataclass
from datetime import date

from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.promised import PromisedPaper
from enrolment.applications.queries.checklists import items_for


@dataclass(frozen=True)
class Promised:
    """One paper with its words, whether its day has passed without it, and whether it is asked for at all any more."""

    row: PromisedPaper
    late: bool
    asked: bool


def promised_of(application: EnrolmentApplication, on: date) -> list[Promised]:
    """Everything that was promised, the nearest day first. One query, two where anything was."""
    rows = list(application.promised.select_related("item", "taken_in_by"))
    asked = _asked_for(application, on) if rows else set()
    return [
        Promised(row, row.brought_on is None and row.due_on < on and row.code in asked, row.code in asked)
        for row in rows
    ]


def awaited(application: EnrolmentApplication, on: date) -> bool:
    """Whether a promised paper is not here yet that is asked for still. One query, two where one is not here."""
    missing = set(application.promised.filter(brought_on=None).values_list("code", flat=True))
    return bool(missing) and not missing.isdisjoint(_asked_for(application, on))


def _asked_for(application: EnrolmentApplication, on: date) -> set[str]:
    """The papers of the list as it is: corrected to another path or document, an application may need one of them no more."""
    items = items_for(application.case, on, application.path, application.applicant.kind_id)
    return {item.code for item in items if item.required}
