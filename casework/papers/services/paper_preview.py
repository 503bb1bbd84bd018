"""A paper as it would be, before it is issued: the same template, facts and languages, without number and check code."""

from casework.papers.services.paper_kinds import paper_kind
from casework.papers.services.paper_rendering import Sheet, rows_of_page
from casework.papers.services.papers import frozen_facts, new_code

NO_REFERENCE = "—"


def preview_of(kind: str, facts: dict, languages: tuple[str, ...]) -> str:
    """The rows of the paper as markup for a page. Nothing is written, and the code on it is nobody's."""
    sheet = Sheet(
        kind=paper_kind(kind),
        reference=NO_REFERENCE,
        check_code=new_code(),
        languages=languages,
        facts=frozen_facts(facts),
    )
    return rows_of_page(sheet)
