"""That a person has died, recorded with its proof by a second officer; every page and every message asks this."""

from datetime import date

from casework.casefile.services.events import record
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.persons.models.person import Person


def record_death(person: Person, day: date, *, by: Officer, case: CaseFile) -> None:
    """Write the day of death on the file, in the transaction of the case that proves it."""
    Person.objects.filter(pk=person.pk).update(died_on=day)
    person.died_on = day
    record("record_death", by=by, subject=person.pk, case=case, facts={"day": day.isoformat()})


def take_death_back(person: Person, *, by: Officer, case: CaseFile) -> None:
    """The file says no more that she has died, in the transaction of the case that proves it."""
    facts = {"day": person.died_on.isoformat() if person.died_on else ""}
    Person.objects.filter(pk=person.pk).update(died_on=None)
    person.died_on = None
    record("take_death_back", by=by, subject=person.pk, case=case, facts=facts)
