"""The statement of an institution's month: what it charged and what it comes to, layer by layer, and how many settlements differ
why. It names nobody who was treated."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.months.models import InstitutionMonth
from claims.months.queries.month import month_of, outcomes_of, to_pay, totals_of
from claims.months.states import MONTH_KIND
from claims.months.words import reason_words
from claims.reimbursements.words import LAYER_WORDS
from claims.runs.models.run import Run

STATEMENT = PaperKind("month_statement", _("Statement of an institution's month"), "1")
register_paper(STATEMENT)
register_printed((STATEMENT.kind,))
NOT_NOW = _("The statement is issued once the month is stated.")
STATED = ("stated", "agreed", "reviewed", "posting", "posted", "payment_returned", "paid", "settled")
# Both scripts: an institution with people from Taiwan reads either.
LANGUAGES = ("zh-hans", "zh-hant")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state."""
    return [STATEMENT] if case.state in STATED else []


register_offers(
    MONTH_KIND, lambda case: [(kind.kind, kind.name, "issue_month_statement") for kind in papers_offered(case)]
)


def issue_month_statement(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the statement as it was sent. Raises Blocked before the month is stated, OperationMismatch, PermissionDenied,
    CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    month = month_of(case)
    if not papers_offered(case) or month.stated_run is None:
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    facts = head(case, by, on) | {"texts": texts_for(LANGUAGES, (), on)} | _stated(month, month.stated_run)
    return issue_paper(case, STATEMENT.kind, facts, languages=LANGUAGES, by=by, on=on, op=op)


def _stated(month: InstitutionMonth, run: Run) -> dict:
    totals, at, pay = totals_of(month, run), month.institution, to_pay(month, run)
    return {
        "institution": in_each_language(at, "name"),
        "code": at.code,
        "month": f"{month.month:%Y-%m}",
        "cares": totals.cares,
        "total": str(totals.total),
        "layers": [
            {
                "name": _said(LAYER_WORDS[layer]),
                "charged": str(totals.charged[layer]),
                "comes_to": str(totals.comes_to[layer]),
            }
            for layer in LAYER_WORDS
        ],
        "charged": str(totals.charged_in_all),
        "paid": str(totals.paid_in_all),
        "deposit": str(pay.deposit),
        "left": str(pay.left),
        "prepaid": str(pay.prepaid),
        "owes": str(pay.owes) if pay.owes else "",
        "taken_back": str(pay.taken_back),
        "areas": [{"area": in_each_language(place, "name"), "amount": str(amount)} for place, amount in pay.areas],
        "differences": [
            {"why": _said(reason_words(row["reason"])), "cares": row["cares"], "amount": str(row["difference"])}
            for row in outcomes_of(run)
            if row["reason"]
        ],
        "stated_on": month.stated_on,
        "reply_until": month.reply_until,
    }


def _said(words) -> dict[str, str]:
    """Words in the languages of the paper."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(words)
    return found
