"""The statement of a payment between two areas: what each paid for people of the other, what is carried, what is owed, and when the
bank paid it. It names nobody who was treated."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.money.queries import payables_of_case
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.clearings.models import AreaClearing
from claims.clearings.queries.clearings import area_clearing_of
from claims.clearings.states import AREA_CLEARING_KIND, GIVEN_UP
from claims.months.services.papers import LANGUAGES

STATEMENT = PaperKind("area_clearing_statement", _("Clearing statement between two areas"), "1")
register_paper(STATEMENT)
register_printed((STATEMENT.kind,))
NOT_NOW = _("This statement was declined or withdrawn: no paper is issued of it.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state."""
    return [] if case.state in GIVEN_UP else [STATEMENT]


register_offers(
    AREA_CLEARING_KIND,
    lambda case: [(kind.kind, kind.name, "issue_area_clearing_statement") for kind in papers_offered(case)],
)


def issue_area_clearing_statement(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the statement as it stands. Raises Blocked for one that was given up, OperationMismatch, PermissionDenied,
    CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if not papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    facts = head(case, by, on) | {"texts": texts_for(LANGUAGES, (), on)} | _stated(area_clearing_of(case))
    return issue_paper(case, STATEMENT.kind, facts, languages=LANGUAGES, by=by, on=on, op=op)


def _stated(row: AreaClearing) -> dict:
    paid = next((one for one in payables_of_case(row.case) if one.state == "paid"), None)
    return {
        "month": f"{row.month:%Y-%m}",
        "debtor": in_each_language(row.debtor, "name"),
        "creditor": in_each_language(row.creditor, "name"),
        "creditor_paid": str(row.creditor_paid),
        "debtor_paid": str(row.debtor_paid),
        "carried": str(row.carried) if row.carried else "",
        "amount": str(row.amount),
        "approved_on": row.approved_on or "",
        "paid_on": paid.paid_on if paid is not None else "",
    }
