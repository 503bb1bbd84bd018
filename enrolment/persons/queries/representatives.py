"""Who acts for a person, for pages and services."""

import uuid

from enrolment.documents.queries import documents_by_numbers
from enrolment.documents.rules.identity_numbers import KINDS, check
from enrolment.persons.models.representative import Kinship, Representative

# The paper that shows a delegate's authority, on the list of the case.
AUTHORITY = "letter_of_authority"


def relation_words(row: Representative) -> object:
    """A relation as a page shows it: a kinship in the reader's language, a delegate's as it was written."""
    return dict(Kinship.choices).get(row.relation, row.relation)


def is_of(number: str, person_id: uuid.UUID) -> bool:
    """Whether a number is that of a document of this person, as typed or in the normal form of a kind. One query."""
    normal = {read.normalised for kind in KINDS if (read := check(kind, number)).valid}
    return any(found.person_id == person_id for found in documents_by_numbers(sorted(normal | {number})))
