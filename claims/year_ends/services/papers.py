"""The statement of a year that was closed. It names nobody."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.books.words import SCHEMES
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.year_ends.queries.year_end import year_end_of
from claims.year_ends.states import YEAR_END_KIND

STATEMENT = PaperKind("year_end_statement", _("Statement of a closed year of claims"), "1")
register_paper(STATEMENT)
register_printed((STATEMENT.kind,))
NOT_NOW = _("The statement is issued once the year is closed.")
LANGUAGES = ("zh-hans", "zh-hant")
register_offers(
    YEAR_END_KIND,
    lambda case: [(STATEMENT.kind, STATEMENT.name, "issue_year_end_statement")] if case.state == "closed" else [],
)


def issue_year_end_statement(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the statement as the year was closed. Raises Blocked before that, OperationMismatch, PermissionDenied,
    CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if case.state != "closed":
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row = year_end_of(case)
    facts = head(case, by, on) | {"texts": texts_for(LANGUAGES, (), on)}
    facts |= {
        "area": in_each_language(row.place, "name"),
        "scheme": frozen(SCHEMES.get(row.scheme, row.scheme)),
        "year": row.year,
        "proposed_by": row.proposed_by.full_name,
        "closed_by": row.closed_by.full_name if row.closed_by else "",
        "closed_on": row.closed_on,
        "digest": row.digest[:16],
        "figures": row.figures,
        # Sources are translated as any message is.
        "source": frozen(_(row.figures["source"])) if row.figures.get("source") else {},
    }
    return issue_paper(case, STATEMENT.kind, facts, languages=LANGUAGES, by=by, on=on, op=op)
