"""What the codes on the lines of a chunk hit: doctors by the register of staff, packs that stand elsewhere. Asked with what is on
record beside, and of a chunk without codes nothing is asked."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from casework.tables.queries.composed import Row
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.queries.sheet import COUNTS_NO_MORE, Each
from claims.runs.models.care import DeclaredCare, DeclaredLine
from claims.runs.models.run import CareResult
from institutions.staff_qualification.queries.coded import staff_answers, staff_asked
from institutions.staff_qualification.rules.standing import Standing

if TYPE_CHECKING:
    from claims.runs.queries.chunk import Line

# A line by its settlement and its number there.
LineKey = tuple[uuid.UUID, str]
EMERGENCY = "emergency"
NO_PACKS: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Coded:
    """By code, day and whether it is an emergency what the register of staff answers; by line its packs that stand in an earlier
    settlement of the month, and those that stand in a claim or in another month: not whose."""

    staff: Mapping[tuple[str, date, bool], Standing] = field(default_factory=dict)
    in_month: Mapping[LineKey, frozenset[str]] = field(default_factory=dict)
    elsewhere: Mapping[LineKey, frozenset[str]] = field(default_factory=dict)


def coded_asked(
    lines: Mapping[uuid.UUID, Sequence["Line"]], month: uuid.UUID, posted: QuerySet[DeclaredCare]
) -> dict[str, QuerySet]:
    """What is to be read for the codes of some lines, with other things. `posted`: what counts of other months."""
    found: dict[str, QuerySet] = {}
    doctors = sorted({line.doctor for each in lines.values() for line in each if line.doctor})
    if doctors:
        found |= staff_asked(doctors)
    cares = [care for care, each in lines.items() if any(line.traces for line in each)]
    if cares:
        found["packs"] = _packs(cares, month, posted)
    return found


def _packs(cares: Collection[uuid.UUID], month: uuid.UUID, posted: QuerySet[DeclaredCare]) -> QuerySet:
    """The lines with packs of some settlements, each with what else holds one of them."""
    same = {"traces__overlap": OuterRef("traces")}
    claims = ReceiptLine.objects.filter(receipt__holds=True, **same)
    claims = claims.exclude(receipt__claim__state__in=COUNTS_NO_MORE).order_by()
    result = CareResult.objects.filter(run__mode="post", care=OuterRef("care")).values("findings")[:1]
    others = DeclaredLine.objects.filter(care__in=posted.values("pk"), **same).order_by()
    told = JSONObject(packs="traces", number="number", findings=Subquery(result))
    return (
        DeclaredLine.objects.filter(care__in=list(cares), traces__isnull=False)
        .annotate(
            in_claims=ArraySubquery(claims.values(pack=Each("traces"))),
            in_months=ArraySubquery(others.values(told=told)),
            in_month=ArraySubquery(_before(month).filter(**same).values(pack=Each("traces"))),
        )
        .order_by()
        .values("care_id", "number", "in_claims", "in_months", "in_month")
    )


def _before(month: uuid.UUID) -> QuerySet[DeclaredLine]:
    """Lines of earlier settlements of the same month, whatever becomes of them: chunks are worked out in any order, and none may
    hang on another. What names nobody on file is never settled; what another one takes the place of does not count."""
    replaced = DeclaredCare.objects.filter(
        month=month, person_key=OuterRef("care__person_key"), original=OuterRef("care__number")
    )
    earlier = Q(care__settled_on__lt=OuterRef("care__settled_on")) | Q(
        care__settled_on=OuterRef("care__settled_on"), care__number__lt=OuterRef("care__number")
    )
    rows = DeclaredLine.objects.filter(earlier, care__month=month, care__person__isnull=False)
    return rows.exclude(Exists(replaced)).exclude(care=OuterRef("care")).order_by()


def coded_of(
    rows: Mapping[str, Sequence[Row]],
    cares: Sequence[DeclaredCare],
    lines: Mapping[uuid.UUID, Sequence["Line"]],
    place: str,
    left_out: Any,
) -> Coded:
    """What was read, put together. `place`: the division whose rules count; `left_out`: the lines that kept findings left out. No
    query."""
    staff: dict[tuple[str, date, bool], Standing] = {}
    if "staff_posts" in rows:
        asked: dict[bool, set[tuple[str, date]]] = defaultdict(set)
        for care in cares:
            at = asked[care.care == EMERGENCY]
            at |= {(line.doctor, line.on or care.starts_on) for line in lines[care.pk] if line.doctor}
        for emergency, wanted in asked.items():
            answers = staff_answers(rows, wanted, place=place, emergency=emergency)
            staff |= {(code, day, emergency): said for (code, day), said in answers.items()}
    in_month, elsewhere = {}, {}
    for row in rows.get("packs", ()):
        key = row["care_id"], row["number"]
        if row["in_month"]:
            in_month[key] = frozenset(row["in_month"])
        settled = [one for one in row["in_months"] if one["number"] not in left_out(one["findings"] or ())]
        if row["in_claims"] or settled:
            elsewhere[key] = frozenset(row["in_claims"]).union(*(one["packs"] for one in settled))
    return Coded(staff=staff, in_month=in_month, elsewhere=elsewhere)
