"""The line that stays on top of every page about a person: masked, without the kind of permit in lists."""

from dataclasses import dataclass

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.staff.officer import Officer
from enrolment.activation.queries.activation_advice import handles_file_of
from enrolment.coverage.models import Enrolment
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.persons.models.person import Person


@dataclass(frozen=True, kw_only=True)
class IdentityBar:
    """What the bar shows of a person."""

    person: Person
    reference: str
    masked_name: str
    category_label: object
    office: object
    language_label: str
    cover: Enrolment | None
    documents: list
    own: bool


def identity_bar(person: Person, officer: Officer) -> IdentityBar:
    """The bar for a person; documents with their kinds only for those who handle her file. Two queries."""
    own = handles_file_of(person, officer.office)
    documents = []
    if own and officer.may("see_document_kind"):
        current = person.documents.filter(superseded_at=None).select_related("kind")
        documents = [{"kind": row.kind.name, "mask": str(row.number)} for row in current]
    return IdentityBar(
        person=person,
        reference=person.reference,
        masked_name=person.masked_name,
        category_label=person.get_category_display(),
        office=person.home_office,
        language_label=dict(CLIENT_LANGUAGES)[person.language],
        cover=enrolment_on(person.pk, officer.on),
        documents=documents,
        own=own,
    )
