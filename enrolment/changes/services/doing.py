"""A change that is being recorded, as its effects are handed it."""

from dataclasses import dataclass
from datetime import date

from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.changes.models import EnrolmentChange
from enrolment.persons.models.person import Person


@dataclass(frozen=True, kw_only=True)
class Doing:
    """The locked case and person, who records it, on which day."""

    case: CaseFile
    change: EnrolmentChange
    person: Person
    by: Officer
    on: date

    @property
    def day(self) -> date:
        """The day the change takes effect."""
        return self.change.takes_effect_on
