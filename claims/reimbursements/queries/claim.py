"""A claim in hand: its row with what is read beside it, its receipts and lines, its papers, what the last review said."""

import unicodedata
from datetime import date
from decimal import Decimal

from django.db.models import F

from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.money.models.payments import Payee
from casework.money.queries import city_of, pooling_area_of
from casework.money.rules.amounts import ZERO
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.models.place import Place
from casework.tables.queries.composed import Composed, one_of
from claims.reimbursements.choices import ComesAs, ReceiptKind
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.queries.beside import beside, first_reviews
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.limits import THIRD_REVIEW
from claims.reimbursements.states import GIVEN_UP
from enrolment.contributions.queries.cover import Record, record_of

# Whose account it is in the ledger.
HOLDER = "person"
# Of a claim by an heir, by the key of its case.
HEIR = "claim_heir"
# The papers of an heir, beside those of the care.
OF_HEIRS = "heir"
# What is read in one with a claim.
JOINED = (
    "person__home_office",
    "place__parent",
    "representative",
    "institution__place",
    "payee",
    "case__office",
    "case__opened_by",
)
# What is said of the account then is what was.
DONE = ("paid", "settled", *GIVEN_UP)
# Of a claim that was entered anew: the reversal of the other one, and that one's reference.
CORRECTS = {
    "corrects_by": F("correction_of__reversal"),
    "corrects": F("correction_of__reversal__claim__case__reference"),
}


CLAIM = Composed(lambda case: Reimbursement.objects.filter(case=case).select_related(*JOINED).annotate(**CORRECTS))


def claim_of(case: CaseFile) -> Reimbursement:
    """The claim of a case with what its page reads beside it; until it is paid with the account its person named last, to which it
    would go. One query, one more where that is not the one the claim was entered with; once for a case in hand."""
    if "_claim" not in case.__dict__:
        row = one_of(CLAIM.read(case.pk), Reimbursement)
        if "office" not in case._state.fields_cache:
            case.office = row.case.office
        case.opened_by = row.case.opened_by
        row.case = case
        if case.state not in DONE and (row.payee is None or row.payee.ends_on is not None):
            row.payee = account_of_person(row)
        case.__dict__["_claim"] = row
    return case.__dict__["_claim"]


def area_of_claim(claim: Reimbursement) -> Place:
    """The area whose fund bears a claim. No query where the place of insurance lies in a city; one elsewhere."""
    place = claim.place
    if place is not None and place.parent is not None and place.parent_id == city_of(place.pk):
        return place.parent
    return pooling_area_of(claim.place_id or claim.case.office.place_id)


def holder_of_claim(claim: Reimbursement) -> tuple[str, str]:
    """Who is paid, as the ledger names her: the person; of a claim of an heir the heir of this claim alone, since another claim may
    be another heir's."""
    return (HEIR, str(claim.case_id)) if claim.comes_as == ComesAs.HEIR else (HOLDER, str(claim.person_id))


ACCOUNT = Composed(
    lambda kind, key: Payee.objects.filter(holder_kind=kind, holder_key=key, ends_on=None).order_by("pk")[:1]
)


def account_of_person(claim: Reimbursement) -> Payee | None:
    """The account that whoever is paid named last; the person in whichever claim. One query."""
    kind, key = holder_of_claim(claim)
    return ACCOUNT.first(kind, key)


def cover_of(claim: Reimbursement) -> Record:
    """What is on record about the cover of its person. One query, once for a claim in hand."""
    if "_cover" not in claim.__dict__:
        claim.__dict__["_cover"] = record_of(claim.person_id)
    return claim.__dict__["_cover"]


def papers_of(case: CaseFile, on: date) -> list[ChecklistItem]:
    """The papers a claim is asked for, by its kind of care and place; an heir for hers besides. One query, two of an heir,
    once for a case in hand."""
    known: dict[date, list[ChecklistItem]] = case.__dict__.setdefault("_papers_of_claim", {})
    if on not in known:
        claim = claim_of(case)
        papers = checklist_of(case.kind, on, claim.care, place=case.office.place_id, holding="")
        if claim.comes_as == ComesAs.HEIR:
            hers = checklist_of(case.kind, on, OF_HEIRS, place=case.office.place_id, holding="")
            papers += [item for item in hers if item.path == OF_HEIRS]
        known[on] = papers
    return known[on]


def missing_papers(case: CaseFile, on: date) -> list[ChecklistItem]:
    """What may be demanded and of which no file is kept. Two queries at most, once for a case in hand."""
    kept = {row["item"] for row in beside(claim_of(case))["kept"]}
    return [item for item in papers_of(case, on) if item.required and item.code not in kept]


REVIEW = Composed(lambda claim: first_reviews(claim).select_related("reviewed_by"))


def review_of(claim: Reimbursement) -> ClaimReview | None:
    """The first review in force: the newest one. One query, once for a claim in hand."""
    if "_review" not in claim.__dict__:
        claim.__dict__["_review"] = REVIEW.first(claim.pk)
    return claim.__dict__["_review"]


def sent_back_because(case: CaseFile) -> str:
    """Why a claim waits for its first review again; "" where it does not. Two queries."""
    if case.state != "received":
        return ""
    moved = case.events.filter(verb__in=["send_back_claim", "submit_claim", "supply_claim"]).order_by("-pk").first()
    if moved is None or "note" not in moved.facts:
        return ""
    return case.notes.get(pk=moved.facts["note"]).text.open_for_work()


def rulings_of(claim: Reimbursement) -> dict[str, str]:
    """What the first review in force decided, by the key of the finding. No query of its own."""
    return {one["key"]: one["ruling"] for row in beside(claim)["review"] for one in row["rulings"]}


def advice_of(claim: Reimbursement) -> str:
    """What the first review in force proposes, "" where there is none. No query of its own."""
    return next((row["advice"] for row in beside(claim)["review"]), "")


def needs_third(claim: Reimbursement, on: date) -> bool:
    """Whether a third person reviews, by the sum of the receipts and the dated amount."""
    value = rule_by_id(THIRD_REVIEW).value_for(on=on, place=claim.case.office.place_id).value
    return sheet_of(claim).total >= Decimal(str(value))


def amount_due(claim: Reimbursement) -> Decimal:
    """What is approved, zero before it is."""
    return claim.approved_amount if claim.approved_amount is not None else ZERO


def folded(name: str) -> str:
    """A name to be compared: half-width, without blanks, in one case."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def issuer_of(claim: Reimbursement, kind: str) -> str:
    """Who issued a paper receipt: numbers of two issuers may agree. An e-receipt is known by code and number alone."""
    if kind == ReceiptKind.ELECTRONIC:
        return ""
    if claim.institution is not None:
        return claim.institution.code
    return folded(claim.institution_name) or claim.outside
