"""Who acts for a person, for pages and services."""

from enrolment.persons.models.representative import Kinship, Representative

# The paper that shows a delegate's authority, on the list of the case.
AUTHORITY = "letter_of_authority"


def relation_words(row: Representative) -> object:
    """A relation as a page shows it: a kinship in the reader's language, a delegate's as it was written."""
    return dict(Kinship.choices).get(row.relation, row.relation)
