"""The receipts of a claim and their lines, each in its order."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, Func, OuterRef, Q, QuerySet, Subquery, When

from casework.money.rules.amounts import total_of
from casework.tables.queries.composed import Row, Together
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.original import OriginalMove
from claims.reimbursements.models.receipt import Receipt, ReceiptLine
from claims.reimbursements.states import GIVEN_UP
from enrolment.persons.models.person import Person


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


LINE = tuple(one.attname for one in ReceiptLine._meta.concrete_fields)
RECEIPT = tuple(one.attname for one in Receipt._meta.concrete_fields)


# Of what is not settled any more nothing overlaps and nothing was given before.
COUNTS_NO_MORE = (*GIVEN_UP, "draft")


class Each(Func):
    """The items of a column that holds several, a row each."""

    function = "unnest"
    set_returning = True
    output_field = CharField()


def sheet_of(claim: Reimbursement) -> Sheet:
    """Its receipts and lines. One query, once for a claim in hand."""
    if "_sheet" not in claim.__dict__:
        keep_sheet(claim, SHEET.read(claim.pk))
    return claim.__dict__["_sheet"]


def keep_sheet(claim: Reimbursement, rows: Mapping[str, list[Row]]) -> None:
    """Put the sheet together of its rows (`sheet_asked`) and keep it with the claim in hand."""
    twins = frozenset(row["id"] for row in rows["receipts"] if row.pop("twin"))
    told = {row["id"]: (row.pop("original_at"), row.pop("original_since")) for row in rows["receipts"]}
    originals = {
        key: Whereabouts(place, date.fromisoformat(str(since))) for key, (place, since) in told.items() if place
    }
    receipts = {row["id"]: Receipt.from_db("default", RECEIPT, row.values()) for row in rows["receipts"]}
    traced = {
        row["id"]: frozenset([*(row.pop("traced") or ()), *(row.pop("declared") or ())]) & {*row["traces"]}
        for row in rows["lines"]
    }
    lines = tuple(ReceiptLine.from_db("default", LINE, row.values()) for row in rows["lines"])
    for line in lines:
        line.receipt = receipts[line.receipt_id]
    claim.__dict__["_sheet"] = Sheet(
        receipts=tuple(receipts.values()), lines=lines, twins=twins, originals=originals, traced=traced
    )


def sheet_asked(claim: uuid.UUID) -> dict[str, QuerySet]:
    """The rows of a sheet, to be read with other questions."""
    return {"receipts": _receipts_of(claim), "lines": _lines_of(claim)}


def _receipts_of(claim: uuid.UUID) -> QuerySet:
    like = Receipt.objects.filter(holds=True, number=OuterRef("number")).exclude(pk=OuterRef("pk"))
    same = Q(total=OuterRef("total")) | Q(issued_on=OuterRef("issued_on"))
    newest = OriginalMove.objects.filter(receipt=OuterRef("pk")).order_by("-recorded_at")
    rows = (
        Receipt.objects.filter(claim=claim)
        .order_by("position")
        .annotate(
            twin=Exists(like.filter(same)),
            original_at=Subquery(newest.values("place")[:1]),
            original_since=Subquery(newest.values("moved_on")[:1]),
        )
    )
    return rows.values(*RECEIPT, "twin", "original_at", "original_since")


def _lines_of(claim: uuid.UUID) -> QuerySet:
    # A line without traceability codes asks for none.
    others = ReceiptLine.objects.filter(traces__overlap=OuterRef("traces"), receipt__holds=True)
    others = others.exclude(receipt__claim=claim).exclude(receipt__claim__state__in=COUNTS_NO_MORE).order_by()
    lines = ReceiptLine.objects.filter(receipt__claim=claim).annotate(
        traced=_unless_none(others.values(pack=Each("traces"))),
        declared=_unless_none(_declared().values(pack=Each("declared_care__lines__traces"))),
    )
    return lines.order_by("receipt__position", "position").values(*LINE, "traced", "declared")


def _unless_none(packs: QuerySet) -> Case:
    return Case(When(traces=[], then=None), default=ArraySubquery(packs))


def _declared() -> QuerySet[Person]:
    """Whoever was given one of the packs by an institution that settled it itself, in a month that is posted, and no
    correction took its place. The room that keeps it stands above this one: it is reached from her files."""
    corrected = Person.objects.filter(declared_care=OuterRef("declared_care"), declared_care__entries__taken_back=True)
    return Person.objects.filter(
        ~Exists(corrected),
        declared_care__lines__traces__overlap=OuterRef("traces"),
        declared_care__results__run__mode="post",
        declared_care__results__outcome__in=("agrees", "differs"),
    ).order_by()


SHEET = Together(sheet_asked)
