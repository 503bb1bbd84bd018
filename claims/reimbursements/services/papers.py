"""The papers of a claim: accepted with its day, what is missing said once, the decision with reason and remedies, the statement
of what was posted. Each is verifiable by its code, as every paper is."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import IssuedPaper
from casework.money.models.payments import Payable
from casework.money.table import purpose_words
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import may_issue, register_offers, withhold
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.reimbursements.choices import Care, ComesAs, HeirRelation, OriginalAt, Outside
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import ClaimSettlement
from claims.reimbursements.queries.claim import claim_of, missing_papers, papers_of
from claims.reimbursements.queries.door import shown_in_part
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.coded import grounds
from claims.reimbursements.rules.limits import RULE_ID
from claims.reimbursements.services.custody import copied, enter_copies, in_custody, split
from claims.reimbursements.states import POSTED_IN, REIMBURSEMENT_KIND
from enrolment.receipts.services.on_person import holder

ACCEPTANCE = PaperKind("claim_acceptance", _("Acceptance of a manual reimbursement"), "1")
MISSING = PaperKind("claim_missing", _("One-time notice of what a manual reimbursement lacks"), "1")
DECISION = PaperKind("claim_decision", _("Decision on a manual reimbursement"), "1")
STATEMENT = PaperKind("claim_statement", _("Settlement statement of a manual reimbursement"), "1")
ADVICE = PaperKind("payment_advice", _("Payment advice of a manual reimbursement"), "1")
ORIGINALS = PaperKind("claim_originals", _("List of the originals of a manual reimbursement"), "1")
CERTIFIED = PaperKind("certified_copy", _("Certified copy of receipts in custody"), "1")
SPLIT = PaperKind("split_certificate", _("Split certificate of receipts in custody"), "1")
CUSTODY = (CERTIFIED, SPLIT)
KINDS = {kind.kind: kind for kind in (ACCEPTANCE, MISSING, DECISION, STATEMENT, ADVICE, ORIGINALS, *CUSTODY)}
for _kind in KINDS.values():
    register_paper(_kind)
register_printed((ACCEPTANCE.kind,), "receipt_is_no_decision")
register_printed((STATEMENT.kind, ADVICE.kind, ORIGINALS.kind, CERTIFIED.kind, SPLIT.kind))
register_printed((DECISION.kind,), "remedies", notice=True)
register_printed((MISSING.kind,), notice=True)
LANGUAGES = ("zh-hans", "zh-hant", "en")
DECIDED = (DECISION, STATEMENT)
# Whoever only takes claims in hands out what says so; what was decided and paid the deciding office says.
AT_CENTERS = (ACCEPTANCE, MISSING, ORIGINALS, CERTIFIED)
OF_STATE: dict[str, tuple[PaperKind, ...]] = {
    "received": (ACCEPTANCE,),
    "returned": (MISSING,),
    "reviewed": (ACCEPTANCE,),
    "second_reviewed": (ACCEPTANCE,),
    "approved": DECIDED,
    "payment_returned": DECIDED,
    "paid": (*DECIDED, ADVICE),
    "settled": DECIDED,
    "refused": (DECISION,),
}
NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state; the list of originals once somebody has said where one is, what
    is certified of those in custody. One query more of a claim that
    came to nothing: a supplement may have been paid since."""
    offered = list(OF_STATE.get(case.state, ()))
    if case.state == "settled" and Payable.objects.filter(case=case, state=Payable.State.PAID).exists():
        offered.append(ADVICE)
    sheet = sheet_of(claim_of(case))
    if sheet.originals:
        offered.append(ORIGINALS)
    if case.state != "draft" and in_custody(sheet):
        offered += CUSTODY if case.state in POSTED_IN else (CERTIFIED,)
    return offered


register_offers(
    REIMBURSEMENT_KIND,
    lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in papers_offered(case)],
    at_centers=frozenset(kind.kind for kind in AT_CENTERS),
)


def _withheld(case: CaseFile, kind: str, by: Officer) -> bool:
    """What was decided and paid is not for whoever is shown a claim in part."""
    return KINDS.get(kind) not in AT_CENTERS and shown_in_part(case, by)


withhold(REIMBURSEMENT_KIND, _withheld)


def issue_claim_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue a paper of a claim. Raises Blocked when the case is not at it, or when its remedies are not on record,
    OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if _withheld(case, kind.kind, by) or not may_issue(case.kind, kind.kind, by):
        raise PermissionDenied("a paper of the deciding office")
    if kind not in papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    claim, languages = claim_of(case), languages_for(case.client_language)
    codes = {ACCEPTANCE: ("receipt_is_no_decision",), DECISION: ("remedies",)}.get(kind, ())
    notice = kind in (MISSING, DECISION)
    facts = head(case, by, on) | {"texts": texts_for(languages, codes, on, notice=notice)}
    if kind is STATEMENT:
        facts |= _statement(claim)
    else:
        facts |= holder(claim.person) | _claimed(claim) | FACTS[kind](case, claim, on)
    if kind is DECISION and lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    with transaction.atomic():
        paper = issue_paper(case, kind.kind, facts, languages=languages, by=by, on=on, op=op)
        if kind in CUSTODY:
            enter_copies(paper, in_custody(sheet_of(claim)), on)
    return paper


def _claimed(claim: Reimbursement) -> dict:
    """What is claimed, in the words of each language."""
    at, sheet = claim.institution, sheet_of(claim)
    where = frozen(Outside(claim.outside).label) if claim.outside else dict.fromkeys(LANGUAGES, claim.institution_name)
    return {
        "care": frozen(Care(claim.care).label),
        "starts_on": claim.starts_on,
        "ends_on": claim.ends_on,
        "where": in_each_language(at, "name") if at else where,
        "receipts": [
            {"code": row.code, "number": row.number, "issued_on": row.issued_on, "total": str(row.total)}
            for row in sheet.receipts
        ],
        "total": str(sheet.total),
    } | heir_told(claim)


def heir_told(claim: Reimbursement) -> dict:
    """Who claims for somebody who has died, as a paper names her; nothing of any other claim."""
    if claim.comes_as != ComesAs.HEIR:
        return {}
    relation = frozen(HeirRelation(claim.heir_relation).label)
    return {"heir": {"name": claim.heir_name, "number": str(claim.heir_number), "relation": relation}}


def _originals(_case: CaseFile, claim: Reimbursement, _on: date) -> dict:
    sheet = sheet_of(claim)
    return {
        "originals": [
            {
                "number": row.number,
                "total": str(row.total),
                "place": frozen(OriginalAt(sheet.originals[row.pk].place).label),
                "since": sheet.originals[row.pk].since,
            }
            for row in sheet.receipts
            if row.pk in sheet.originals
        ]
    }


def _acceptance(case: CaseFile, _claim: Reimbursement, on: date) -> dict:
    kept = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    clock = case.deadlines.filter(rule=RULE_ID, stopped_on=None, superseded_by=None).first()
    due = {"nominal": clock.nominal_on, "legal": clock.legal_on, "provisional": clock.provisional} if clock else None
    papers = [in_each_language(item, "name") for item in papers_of(case, on) if item.code in kept]
    lacks = [in_each_language(item, "name") for item in missing_papers(case, on)]
    return {"due": due, "papers": papers, "lacks": lacks}


def _missing(case: CaseFile, claim: Reimbursement, on: date) -> dict:
    asked = [item for item in papers_of(case, on) if item.code in claim.asked_papers]
    return {
        "missing": [
            {"name": in_each_language(item, "name"), "basis": in_each_language(item, "legal_basis")} for item in asked
        ],
        "words": claim.asked_words.open_for_work(),
        "come_back_by": claim.come_back_by,
    }


def _decision(case: CaseFile, claim: Reimbursement, _on: date) -> dict:
    refused = claim.state == "refused"
    facts = {
        "refused": refused,
        "decided_on": claim.decided_on,
        "amount": "" if refused else str(claim.approved_amount),
        "account": str(claim.payee.account_number) if claim.payee and not refused else "",
        "answer": claim.answer.open_for_work(),
    }
    if refused:
        ground = grounds()[claim.ground]
        facts |= {"ground": dict(ground.words), "provision": ground.provision}
    return facts | remedies(case.office)


def _statement(claim: Reimbursement) -> dict:
    """What was posted, or what the reversal of an earlier claim made of it, as the calculator's statement tells a settlement."""
    posted = ClaimSettlement.objects.get(claim=claim)
    anew = posted.resettlements.order_by("-pk").first()
    on = localdate(anew.posted_at) if anew else posted.posted_on
    document = holder(claim.person)
    return {
        "person": document["person"],
        "number": document["number"],
        "calculated_on": on,
        "posted_on": on,
        "case": (anew or posted).input,
        "record": (anew or posted).record,
    }


def _advice(case: CaseFile, _claim: Reimbursement, _on: date) -> dict:
    """What the bank paid for the claim: each payment with its day and the account as a mask."""
    rows = Payable.objects.filter(case=case, state=Payable.State.PAID).select_related("payee").order_by("paid_on", "pk")
    return {
        "payments": [
            {
                "amount": str(row.amount),
                "paid_on": row.paid_on,
                "purpose": frozen(purpose_words(row.purpose)),
                "bank": row.payee.bank_name if row.payee else "",
                "account": str(row.payee.account_number) if row.payee else "",
            }
            for row in rows
        ],
    }


FACTS = {
    ACCEPTANCE: _acceptance,
    MISSING: _missing,
    DECISION: _decision,
    ADVICE: _advice,
    ORIGINALS: _originals,
    CERTIFIED: lambda _case, claim, _on: copied(claim),
    SPLIT: lambda _case, claim, _on: split(claim),
}
