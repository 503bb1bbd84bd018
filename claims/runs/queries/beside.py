"""What is on record beside a chunk, read in one statement: lines and stays of the same people, in claims of the counter and
in months that are posted, what the codes on its lines hit, the closed years of its care."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Left

from casework.tables.queries.composed import Row, read_together
from claims.findings.words import from_kept
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.closed_year import ClosedYear
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.queries.sheet import COUNTS_NO_MORE
from claims.runs.choices import APPROVED
from claims.runs.models.care import DeclaredCare, DeclaredLine
from claims.runs.models.run import CareEntry, CareResult, Run
from claims.runs.queries.book import Book
from claims.runs.queries.coded import Coded, coded_asked, coded_of
from claims.runs.rules.consequences import LEAVES_OUT, consequence_of, leaving_out
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from institutions.catalogue.queries.spans import Listing
from institutions.catalogue.rules.codes import CONSUMABLE, GENERIC, kind_of
from institutions.catalogue.rules.pricing import rules_of
from institutions.catalogue.rules.supervision import LOOKS_BACK, BilledLine

if TYPE_CHECKING:
    from claims.runs.queries.chunk import Line


class Billed(BilledLine, frozen=True, gc=False, kw_only=True):
    """A line on record of other care of the same person, as the rules of supervision ask about it, and its amount in yuan."""

    number: int = 0
    on: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Stay:
    """Another stay of the same person."""

    reference: str
    starts_on: date
    ends_on: date


@dataclass(kw_only=True)
class Beside:
    """What is on record of a person beside the settlement in hand; those of the chunk that come before it are added as they are
    worked out."""

    lines: list[Billed] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Which lines on record can matter to a chunk: all on its own days, both included; on other days of the year those of the codes
    of which rules count what lies behind, or which they set apart. Most of what somebody had in a year is none of these."""

    first: date
    last: date
    codes: Sequence[str]

    def lines(self, rows: QuerySet) -> QuerySet:
        """Of lines with their `day` those in reach."""
        consumables = [code for code in self.codes if kind_of(code) == CONSUMABLE]
        rows = rows.annotate(generic=Left("code", GENERIC))
        own_days = Q(day__gte=self.first, day__lte=self.last)
        return rows.filter(own_days | Q(code__in=self.codes) | Q(generic__in=consumables))


def reach_of(
    cares: Sequence[DeclaredCare], lines: Mapping[uuid.UUID, Sequence["Line"]], listing: Listing | None, book: Book
) -> Reach:
    """Of a chunk whose prices were learned. No query."""
    asked = {(line.code, line.on or care.starts_on) for care in cares for line in lines[care.pk]}
    rules = [rule for one in asked for rule in rules_of(book.price_of(*one)) if rule.kind in LOOKS_BACK]
    codes = {code for rule in rules for code in (rule.code, rule.second_code)}
    for row in listing.rules if listing else ():
        if row["kind"] in LOOKS_BACK:
            codes |= {row["code"], row["second_code"]}
    days = [day for care in cares for day in (care.starts_on, care.ends_on)] + [day for _code, day in asked]
    return Reach(first=min(days), last=max(days), codes=sorted(codes - {""}))


def read_beside(
    cares: Sequence[DeclaredCare],
    lines: Mapping[uuid.UUID, Sequence["Line"]],
    files: Mapping[uuid.UUID, uuid.UUID],
    book: Book,
    corrected: Sequence[uuid.UUID],
    listing: Listing | None,
) -> tuple[dict[uuid.UUID, Beside], Coded, dict[tuple[str, str], dict[int, date]]]:
    """Lines in reach and stays of the same people, in claims of the counter and in other months, of the year of their care;
    what the codes on the lines hit; the closed years of the care. One query."""
    found: dict[uuid.UUID, Beside] = defaultdict(Beside)
    if not files:
        return found, Coded(), {}
    first, last = min(care.starts_on for care in cares), max(care.ends_on for care in cares)
    since = date(first.year, 1, 1)
    counting, within = _counting(book, corrected), reach_of(cares, lines, listing, book)
    rows = read_together(
        **_counted(list(files), since, last, within),
        **_declared(counting.filter(person__in=list(files)), since, last, within),
        **coded_asked(lines, book.run.month_id, counting),
        closed=_closed(cares),
    )
    left_out = {(row["care_id"], line) for row in rows["left_out"] for line in lines_left_out(row["findings"])}
    for row in rows["lines"]:
        found[files[row["person_id"]]].lines.append(_line(row))
    for row in rows["declared"]:
        if (row["care_id"], row["number"]) not in left_out:
            found[files[row["person_id"]]].lines.append(_line(row))
    for name in ("stays", "declared_stays"):
        for row in rows[name]:
            stay = Stay(reference=row["reference"] or "", starts_on=row["starts_on"], ends_on=row["ends_on"])
            found[files[row["person_id"]]].stays.append(stay)
    return found, coded_of(rows, cares, lines, book.institution.place_id, lines_left_out), _by_place(rows["closed"])


def closed_of(cares: Sequence[DeclaredCare]) -> dict[tuple[str, str], dict[int, date]]:
    """The closed years of some care: scheme and place → year → the day. One query."""
    return _by_place(_closed(cares))


def _closed(cares: Sequence[DeclaredCare]) -> QuerySet:
    first, last = min(care.starts_on for care in cares), max(care.ends_on for care in cares)
    rows = ClosedYear.objects.filter(year__gte=first.year, year__lte=last.year)
    return rows.order_by("year").values("scheme", "place_id", "year", "closed_on")


def _by_place(rows: Iterable[Row]) -> dict[tuple[str, str], dict[int, date]]:
    found: dict[tuple[str, str], dict[int, date]] = {}
    for row in rows:
        found.setdefault((row["scheme"], row["place_id"]), {})[row["year"]] = row["closed_on"]
    return found


def _line(row: Row) -> Billed:
    return Billed(code=row["code"], on=row["day"], quantity=Decimal(row["quantity"]), amount=Decimal(row["amount"]))


def _counted(people: list[uuid.UUID], since: date, last: date, reach: Reach) -> dict[str, QuerySet]:
    """Of claims of the counter. A line without a day is of the day of its visit, where that is one."""
    first = F("receipt__claim__starts_on")
    one_day = Case(When(receipt__claim__ends_on=first, then=first))
    lines = ReceiptLine.objects.annotate(day=Coalesce("on", one_day), person_id=F("receipt__claim__person")).filter(
        receipt__claim__person__in=people, receipt__holds=True, day__gte=since, day__lte=last
    )
    lines = lines.exclude(receipt__claim__state__in=COUNTS_NO_MORE).exclude(code="").order_by("day", "pk")
    stays = Reimbursement.objects.filter(
        person__in=people, care__in=COUNTED_AS_STAY, ends_on__gte=since, starts_on__lte=last
    )
    stays = stays.exclude(state__in=COUNTS_NO_MORE).annotate(reference=F("case__reference")).order_by("starts_on", "pk")
    return {
        "lines": reach.lines(lines).values("person_id", "code", "day", "quantity", "amount"),
        "stays": stays.values("person_id", "reference", "starts_on", "ends_on"),
    }


def _counting(book: Book, corrected: Sequence[uuid.UUID]) -> QuerySet[DeclaredCare]:
    """What institutions declared in months that are posted, but for what was refused there: that is paid where it is right. Of two
    that are posted at the same time the first one counts for the second alone, whichever is done first: else each would leave out
    what stands in the other."""
    behind = Run.objects.filter(mode=Run.Mode.POST, started_at__gt=book.run.started_at).values("month")
    cares = DeclaredCare.objects.filter(month__state__in=APPROVED).exclude(month=book.run.month_id)
    # What another settlement took the place of, or takes it now, is on record no more.
    cares = cares.exclude(pk__in=corrected).exclude(
        Exists(CareEntry.objects.filter(care=OuterRef("pk"), taken_back=True))
    )
    posted = CareResult.objects.filter(run__mode=Run.Mode.POST)
    cares = cares.exclude(Exists(posted.filter(care=OuterRef("pk"), outcome=CareResult.Outcome.REFUSED)))
    if book.run.mode == Run.Mode.POST:
        cares = cares.exclude(month__in=behind)
    return cares


def _declared(cares: QuerySet[DeclaredCare], since: date, last: date, reach: Reach) -> dict[str, QuerySet]:
    """Of these the lines and stays of some people, and what was left out of them."""
    posted = CareResult.objects.filter(run__mode=Run.Mode.POST)
    lines = DeclaredLine.objects.filter(care__in=cares.values("pk")).annotate(
        day=Coalesce("on", "care__starts_on"), person_id=F("care__person")
    )
    stays = cares.filter(care__in=COUNTED_AS_STAY, ends_on__gte=since, starts_on__lte=last)
    stays = stays.annotate(reference=F("month__case__reference")).order_by("starts_on", "pk")
    return {
        "declared": reach.lines(lines.filter(day__gte=since, day__lte=last))
        .order_by("day", "pk")
        .values("person_id", "code", "day", "quantity", "amount", "care_id", "number"),
        "declared_stays": stays.values("person_id", "reference", "starts_on", "ends_on"),
        "left_out": posted.filter(_leaves_out(), care__in=cares.values("pk"))
        .order_by("pk")
        .values("care_id", "findings"),
    }


def _leaves_out() -> Q:
    """Results with a finding that leaves lines out."""
    found = Q()
    for code, kind in leaving_out():
        found |= Q(findings__contains=[{"code": code} | ({"params": {"kind": kind}} if kind else {})])
    return found


def lines_left_out(findings: Sequence[Mapping[str, Any]]) -> set[str]:
    """The lines, as the institution numbers them, that kept findings of a result left out."""
    return {
        str(line)
        for one in findings
        if consequence_of(from_kept({**one, "lines": ()})) == LEAVES_OUT
        for line in one["lines"]
    }
