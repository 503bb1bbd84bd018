"""A claim in hand: its row with what is read beside it, its receipts and lines, its papers, what the last review said."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, When

from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.money.models.payments import Payee
from casework.money.rules.amounts import ZERO, total_of
from casework.rulebook.rules.parameters import rule_by_id
from casework.tables.queries import read_together
from claims.reimbursements.choices import ComesAs, ReceiptKind
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.models.original import OriginalMove
from claims.reimbursements.models.receipt import Receipt, ReceiptLine
from claims.reimbursements.queries.beside import COUNTS_NO_MORE, beside
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
    "place",
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


class Each(Func):
    """The items of a column that holds several, a row each."""

    function = "unnest"
    set_returning = True
    output_field = CharField()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an original is, and since when."""

    place: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Receipts and lines of a claim, in their order."""

    receipts: tuple[Receipt, ...]
    lines: tuple[ReceiptLine, ...]
    # The receipts that resemble one in use, wherever: same number and the same total or day, of another kind, code or issuer.
    twins: frozenset[int] = frozenset()
    # Of the paper ones: where the original is, of those of which somebody has said it.
    originals: Mapping[int, Whereabouts] = field(default_factory=dict)
    # By line: those of its traceability codes that stand in another claim, wherever.
    traced: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """The sum of the receipts in yuan."""
        return total_of([row.total for row in self.receipts])

    def lines_of(self, receipt: Receipt) -> list[ReceiptLine]:
        """The lines of one receipt."""
        return [line for line in self.lines if line.receipt_id == receipt.pk]


def claim_of(case: CaseFile) -> Reimbursement:
    """The claim of a case with what its page reads beside it; until it is paid with the account its person named last, to which it
    would go. One query, one more where that is not the one the claim was entered with; once for a case in hand."""
    if "_claim" not in case.__dict__:
        row = Reimbursement.objects.select_related(*JOINED).annotate(**CORRECTS).get(case=case)
        if "office" not in case._state.fields_cache:
            case.office = row.case.office
        case.opened_by = row.case.opened_by
        row.case = case
        if case.state not in DONE and (row.payee is None or row.payee.ends_on is not None):
            row.payee = account_of_person(row)
        case.__dict__["_claim"] = row
    return case.__dict__["_claim"]


def holder_of_claim(claim: Reimbursement) -> tuple[str, str]:
    """Who is paid, as the ledger names her: the person; of a claim of an heir the heir of this claim alone, since another claim may
    be another heir's."""
    return (HEIR, str(claim.case_id)) if claim.comes_as == ComesAs.HEIR else (HOLDER, str(claim.person_id))


def account_of_person(claim: Reimbursement) -> Payee | None:
    """The account that whoever is paid named last; the person in whichever claim. One query."""
    kind, key = holder_of_claim(claim)
    return Payee.objects.filter(holder_kind=kind, holder_key=key, ends_on=None).first()


LINE = tuple(one.attname for one in ReceiptLine._meta.concrete_fields)
RECEIPT = tuple(one.attname for one in Receipt._meta.concrete_fields)


def sheet_of(claim: Reimbursement) -> Sheet:
    """Its receipts and lines. One query, once for a claim in hand."""
    if "_sheet" not in claim.__dict__:
        rows = read_together(receipts=_receipts_of(claim), lines=_lines_of(claim))
        twins = frozenset(row["id"] for row in rows["receipts"] if row.pop("twin"))
        told = {row["id"]: (row.pop("original_at"), row.pop("original_since")) for row in rows["receipts"]}
        originals = {
            key: Whereabouts(place, date.fromisoformat(str(since))) for key, (place, since) in told.items() if place
        }
        receipts = {row["id"]: Receipt.from_db("default", RECEIPT, row.values()) for row in rows["receipts"]}
        traced = {row["id"]: frozenset(row.pop("traced") or ()) & {*row["traces"]} for row in rows["lines"]}
        lines = tuple(ReceiptLine.from_db("default", LINE, row.values()) for row in rows["lines"])
        for line in lines:
            line.receipt = receipts[line.receipt_id]
        claim.__dict__["_sheet"] = Sheet(
            receipts=tuple(receipts.values()), lines=lines, twins=twins, originals=originals, traced=traced
        )
    return claim.__dict__["_sheet"]


def _receipts_of(claim: Reimbursement) -> QuerySet:
    like = Receipt.objects.filter(holds=True, number=OuterRef("number")).exclude(pk=OuterRef("pk"))
    same = Q(total=OuterRef("total")) | Q(issued_on=OuterRef("issued_on"))
    newest = OriginalMove.objects.filter(receipt=OuterRef("pk")).order_by("-recorded_at")
    rows = claim.receipts.order_by("position").annotate(
        twin=Exists(like.filter(same)),
        original_at=Subquery(newest.values("place")[:1]),
        original_since=Subquery(newest.values("moved_on")[:1]),
    )
    return rows.values(*RECEIPT, "twin", "original_at", "original_since")


def _lines_of(claim: Reimbursement) -> QuerySet:
    # A line without traceability codes asks for none.
    others = ReceiptLine.objects.filter(traces__overlap=OuterRef("traces"), receipt__holds=True)
    others = others.exclude(receipt__claim=claim.pk).exclude(receipt__claim__state__in=COUNTS_NO_MORE).order_by()
    lines = ReceiptLine.objects.filter(receipt__claim=claim.pk).annotate(
        traced=Case(When(traces=[], then=None), default=ArraySubquery(others.values(pack=Each("traces"))))
    )
    return lines.order_by("receipt__position", "position").values(*LINE, "traced")


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


def review_of(claim: Reimbursement) -> ClaimReview | None:
    """The first review in force: the newest one. One query, once for a claim in hand."""
    if "_review" not in claim.__dict__:
        rows = claim.reviews.filter(level=1).select_related("reviewed_by")
        claim.__dict__["_review"] = rows.order_by("-reviewed_at").first()
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
    """What the first review in force decided, by the key of the finding."""
    review = review_of(claim)
    return {one["key"]: one["ruling"] for one in review.rulings} if review else {}


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
