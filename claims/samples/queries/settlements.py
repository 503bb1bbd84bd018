"""Settlements of an institution's posted month as samples are drawn from them and read a second time: set-based, however many
there are."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Count, Exists, OuterRef, QuerySet

from casework.money.rules.amounts import ZERO
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.models.user import User
from casework.staff.officer import Officer
from claims.runs.models.care import DeclaredCare, DeclaredLine
from claims.runs.models.run import CareEntry, CareResult, Run
from claims.runs.queries.beside import lines_left_out
from claims.runs.queries.judging import POOLED
from claims.runs.rules.natural import natural
from claims.samples.models import SecondReading
from claims.samples.queries.readings import result_read
from claims.samples.rules.drawing import stratum_of_month

# The dated parameters of the stratum of what is dear.
LEAST, PERCENT = "claims.diagnosis_average_least", "claims.diagnosis_average_percent"
MONTHS, YEAR = 12, 12
HUNDRED = 100
# (diagnosis, kind of care)
Kind = tuple[str, str]


def posted_run(officer: Officer, month_case: UUID) -> Run | None:
    """The run that posted a month of her area; None where it is not posted. One query."""
    rows = Run.objects.filter(mode=Run.Mode.POST, state=Run.State.DONE, month__case__office__in=officer.area)
    return rows.select_related("month__case__office", "month__institution").filter(month=month_case).first()


def population_of(run: Run, on: date) -> list[tuple[str, str]]:
    """What a posted month paid and nothing took the place of, each result with its stratum, in the order of their keys. Two
    queries, however many settlements."""
    averages = averages_of(run, on)
    place = run.month.institution.place_id
    bound = Decimal(rule_by_id(PERCENT).value_for(on=on, place=place).number) / HUNDRED
    rows = _standing(CareResult.objects.filter(run=run)).order_by("pk")
    columns = ("pk", "care__total", "care__diagnosis", "care__care", "findings")
    return [
        (
            str(key),
            stratum_of_month(above=_is_above(total, averages.get((diagnosis, care)), bound), told=bool(findings)),
        )
        for key, total, diagnosis, care, findings in rows.values_list(*columns).iterator()
    ]


def _is_above(total: Decimal, average: Decimal | None, bound: Decimal) -> bool:
    return average is not None and total > average * bound


def averages_of(run: Run, on: date) -> dict[Kind, Decimal]:
    """By diagnosis and kind of care what a settlement of the pooling area came to in the middle, in yuan, over the twelve months
    that end with this one; none of which there are too few. One query."""
    month, place = run.month.month, run.month.institution.place_id
    first = date(month.year - (month.month < MONTHS), month.month % YEAR + 1, 1)
    rows = CareResult.objects.filter(
        run__mode=Run.Mode.POST,
        run__state=Run.State.DONE,
        run__month__month__range=(first, month),
        run__month__institution__place__code__startswith=place[:POOLED],
    )
    found = _standing(rows).order_by().values_list("care__diagnosis", "care__care")
    least = _least(on, place)
    averaged = found.annotate(number=Count("pk"), average=Avg("care__total")).filter(number__gte=least)
    return {(diagnosis, care): average for diagnosis, care, _number, average in averaged}


def _least(on: date, place: str) -> int:
    return rule_by_id(LEAST).value_for(on=on, place=place).number


def _standing(rows: QuerySet[CareResult]) -> QuerySet[CareResult]:
    """Results that paid and whose place nothing took."""
    back = CareEntry.objects.filter(care=OuterRef("care"), taken_back=True)
    return rows.filter(paid__gt=0).exclude(Exists(back))


def lines_read(row: SecondReading) -> Mapping[str, DeclaredLine]:
    """The lines of the settlement a reading is about, by their numbers in their order. One query, once for a reading in hand."""
    if "_lines" not in row.__dict__:
        lines = sorted(care_read(row).lines.all(), key=lambda line: natural(line.number))
        row.__dict__["_lines"] = {line.number: line for line in lines}
    return row.__dict__["_lines"]


def care_read(row: SecondReading) -> DeclaredCare:
    """The settlement a reading is about. Raises ValueError for a reading of a claim."""
    return result_read(row).care


def accepted_of(lines: Mapping[str, DeclaredLine], out: Collection[str]) -> Decimal:
    """What of a bill is accepted without some lines, in yuan. No query."""
    return sum((line.amount for number, line in lines.items() if number not in out), ZERO)


def left_out_of(row: SecondReading) -> set[str]:
    """The lines that were left out when it was posted. No query."""
    return lines_left_out(row.result.findings) if row.result is not None else set()


def reads_blind(month_case: UUID, user: User) -> bool:
    """Whether somebody reads a settlement of a month a second time and must not know what any of them came to. One query."""
    rows = SecondReading.objects.filter(reader=user, state="taken", result__run__month=month_case)
    return rows.exists()
