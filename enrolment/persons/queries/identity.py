"""What a counter types from a document, and how it is compared with a person's file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.models import CaseFile
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.persons.models.person import Person

# What a paper proves of a person, and what only she says of herself.
PROVEN = ("name", "latin_name", "sex", "birth_on")
SAID = ("language", "telephone", "address")
SEALED = frozenset({"telephone", "address"})


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What the counter typed from a document. `number` is normalised already."""

    kind: str
    number: str
    # Three letters of the state that issued a passport.
    issuer: str = ""
    name: str
    latin_name: str
    sex: str
    birth_on: date
    issued_on: date | None = None
    expires_on: date | None = None
    # Printed after a travel permit's lifelong number.
    issue_count: int | None = None
    language: str = "zh-hant"
    telephone: str = ""
    address: str = ""
    # Whose a child without a permit is; for every other document the kind and its number say it.
    category: str = ""

    @property
    def key(self) -> DocumentKey:
        """What makes the document one document."""
        return DocumentKey(self.kind, self.number, self.issuer)


@dataclass(frozen=True)
class Difference:
    """A field in which what was typed is not what the file says; `mask` is how the file's value is shown where it is sealed."""

    field: str
    on_file: object
    typed: object
    mask: str = ""


def values_of(row) -> dict:
    """The fields of a person, of her facts or of an applicant, in plaintext."""
    return {
        field: getattr(row, field).open_for_work() if field in SEALED else getattr(row, field)
        for field in PROVEN + SAID
    }


def differences(person: Person, typed: Identity | Mapping) -> list[Difference]:
    """Where what was typed differs from a person's file, field by field. What was left empty differs in nothing: a client
    who gives no telephone number today does not thereby take back the one on file."""
    new = typed if isinstance(typed, Mapping) else {field: getattr(typed, field) for field in PROVEN + SAID}
    old = values_of(person)
    return [
        Difference(field, old[field], new[field], str(getattr(person, field)) if field in SEALED else "")
        for field in PROVEN + SAID
        if new.get(field) and new[field] != old[field]
    ]


def proven_differences(found: list[Difference]) -> list[Difference]:
    """Those that a paper must show: whether this is another human, or her details were renewed, is a question."""
    return [difference for difference in found if difference.field in PROVEN]


def are_only_claimed_in(person: Person, case: CaseFile) -> bool:
    """Whether all that is known of a person is what this case claims, verified by nobody: a first application may correct
    itself. Two queries."""
    rows = person.facts.values_list("case", "verified_on")
    return all(row == (case.pk, None) for row in rows) and not person.documents.exclude(case=case).exists()
