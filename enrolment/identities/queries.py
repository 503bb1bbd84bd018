"""What a counter may know of a person held at another office: a masked name, the office, and insured or not."""

from dataclasses import dataclass
from datetime import date

from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person


@dataclass(frozen=True, kw_only=True)
class Glimpse:
    """All that leaves the holding office."""

    person: Person
    masked_name: str
    office_name: str
    registered_on: date
    insured: bool


def glimpse_of(document: IdentityDocument, on: date) -> Glimpse:
    """The glimpse for an exactly matched document. The caller has recorded the reason and the event."""
    person = document.person
    return Glimpse(
        person=person,
        masked_name=person.masked_name,
        office_name=person.home_office.name,
        registered_on=person.registered_on,
        insured=enrolment_on(person.pk, on) is not None,
    )
