"""Papers that were promised, for the case's page, its promise in writing, and the guard of every decision."""

from dataclasses import dataclass
from datetime import date

from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.promised import PromisedPaper


@dataclass(frozen=True)
class Promised:
    """One paper with its words, and whether its day has passed without it."""

    row: PromisedPaper
    late: bool


def promised_of(application: EnrolmentApplication, on: date) -> list[Promised]:
    """Everything that was promised, the nearest day first. One query."""
    rows = application.promised.select_related("item", "taken_in_by")
    return [Promised(row, row.brought_on is None and row.due_on < on) for row in rows]


def awaited(application: EnrolmentApplication) -> bool:
    """Whether a promised paper is not here yet. One query."""
    return application.promised.filter(brought_on=None).exists()
