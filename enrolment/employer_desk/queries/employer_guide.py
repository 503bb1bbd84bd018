"""What the public page tells employers: taken from the rules in force, so that page and clock never disagree."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.clocks.queries import due_from
from casework.clocks.rules.due_dates import DueDate
from casework.evidence.queries import checklist_of
from casework.models import ChecklistItem
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from enrolment.applications.states import APPLICATION_KIND
from enrolment.employers.rules import employer_registration
from enrolment.hires.queries.fine_range import fine_range
from enrolment.hires.rules.registration_deadline import RULE_ID
from enrolment.persons.models.person import Person

KINDS = ("taiwan", "hong_kong", "macao", "foreign")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The time limit for one kind of person: days, the day that starts it, the source."""

    category: object
    days: int
    starts: str
    source: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Everything the page shows, as of a day."""

    limits: list[Limit]
    examples: list[DueDate]
    papers: list[ChecklistItem]
    own_days: int
    own_source: str
    fines: dict | None


def guide(on: date) -> Guide:
    """The guide as of a day. Four queries."""
    rule, own = rule_by_id(RULE_ID), rule_by_id(employer_registration.RULE_ID)
    limits = []
    for kind in KINDS:
        value = rule.value_for(on=on, person=kind)
        limits.append(
            Limit(
                category=Person.Category(kind).label,
                days=value.value,
                starts=value.starts,
                source=value.source,
                status=value.status,
            )
        )
    own_value = own.value_for(on=on)
    return Guide(
        limits=limits,
        examples=[due_from(RULE_ID, day, person="taiwan") for day in example_days(on)],
        papers=checklist_of(APPLICATION_KIND, on, "employed", place=""),
        own_days=own_value.number,
        own_source=own_value.source,
        fines=_fines(on),
    )


def example_days(on: date) -> list[date]:
    """Today, the first of this month and of the next."""
    first = on.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return sorted({first, on, following})


def _fines(on: date) -> dict | None:
    try:
        return fine_range(on)
    except ValueMissing:
        return None
