"""The papers of a maternity allowance: accepted with its day, decided with amount or reason and remedies."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.maternity.models import MaternityAllowance
from claims.maternity.queries.allowance import allowance_of, missing_papers
from claims.maternity.rules.limits import LIMIT
from claims.maternity.states import MATERNITY_KIND, WITH_AMOUNT, Kind
from claims.maternity.words import DAYS
from enrolment.receipts.services.on_person import holder

ACCEPTANCE = PaperKind("maternity_acceptance", _("Acceptance of a maternity allowance"), "1")
DECISION = PaperKind("maternity_decision", _("Decision on a maternity allowance"), "1")
KINDS = {kind.kind: kind for kind in (ACCEPTANCE, DECISION)}
for _kind in KINDS.values():
    register_paper(_kind)
register_printed((ACCEPTANCE.kind,), "receipt_is_no_decision")
register_printed((DECISION.kind,), "remedies", notice=True)
NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state."""
    if case.state in ("received", "proposed"):
        return [ACCEPTANCE]
    return [DECISION] if case.state in (*WITH_AMOUNT, "refused") else []


register_offers(
    MATERNITY_KIND, lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in papers_offered(case)]
)


def issue_maternity_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue a paper of an allowance. Raises Blocked when the case is not at it or its remedies are not on record,
    OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind not in papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row, languages = allowance_of(case), languages_for(case.client_language)
    codes = ("remedies",) if kind is DECISION else ("receipt_is_no_decision",)
    facts = head(case, by, on) | {"texts": texts_for(languages, codes, on, notice=kind is DECISION)}
    facts |= holder(row.person) | {"what": frozen(Kind(row.kind).label), "happened_on": row.happened_on}
    facts |= _decision(case, row) if kind is DECISION else _acceptance(case, on)
    if kind is DECISION and lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return issue_paper(case, kind.kind, facts, languages=languages, by=by, on=on, op=op)


def _acceptance(case: CaseFile, on: date) -> dict:
    clock = case.deadlines.filter(rule=LIMIT, stopped_on=None, superseded_by=None).first()
    due = {"legal": clock.legal_on, "provisional": clock.provisional} if clock else None
    return {"due": due, "lacks": [in_each_language(item, "name") for item in missing_papers(case, on)]}


def _decision(case: CaseFile, row: MaternityAllowance) -> dict:
    refused = row.state == "refused"
    return {
        "refused": refused,
        "decided_on": row.decided_on,
        "amount": "" if refused else str(row.amount),
        "account": str(row.payee.account_number) if row.payee and not refused else "",
        "wage": "" if refused else str(row.wage),
        "days": [{"for": frozen(DAYS[name]), "number": number} for name, number in row.days.items()],
        "why": row.why.open_for_work(),
    } | remedies(case.office)
