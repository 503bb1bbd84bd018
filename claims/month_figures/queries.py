"""The posted months of a year in the area of an officer. The one place of the months that asks whose capital an institution has."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Greatest

from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from claims.month_figures.rules.tables import Cares, Paid
from claims.months.models import InstitutionMonth
from claims.months.states import POSTED
from claims.runs.models.run import CareResult, Run
from claims.runs.rules.outcomes import LAYER_FIELDS

WHOSE = "institution__taiwan_funded"
# What was charged to all layers of a settlement.
CHARGED = reduce(add, (F(f"care__{layer}") for layer in LAYER_FIELDS))


def _months(officer: Officer, year: int) -> QuerySet[InstitutionMonth]:
    if officer.scope("see_month_figures") != "area":
        return InstitutionMonth.objects.none()
    days = (date(year, 1, 1), date(year, 12, 31))
    return InstitutionMonth.objects.filter(case__office__in=officer.area, month__range=days, state__in=POSTED)


def paid_of(officer: Officer, year: int) -> list[Paid]:
    """The months with something to pay, by how long payment took from the cut-off: the tenth, or a later declaration. One query,
    and one for the area."""
    rows = _months(officer, year).exclude(state="settled")
    rows = rows.annotate(cut_off=Greatest("declare_by", "case__received_on"))
    grouped = (
        rows.order_by().values(WHOSE, "state", "cut_off", "case__closed_on", "pay_by").annotate(number=Count("pk"))
    )
    found: Counter[Paid] = Counter()
    for row in grouped:
        closed = row["case__closed_on"] if row["state"] == "paid" else None
        days = None if closed is None else max((closed - row["cut_off"]).days, 0)
        late = closed is not None and row["pay_by"] is not None and closed > row["pay_by"]
        found[Paid(taiwan=row[WHOSE], days=days, late=late, number=0)] += row["number"]
    return [Paid(taiwan=one.taiwan, days=one.days, late=one.late, number=number) for one, number in found.items()]


def months_behind(officer: Officer, year: int) -> dict[bool, int]:
    """How many posted months are of Taiwan-funded institutions and how many of others. One query, and one for the area."""
    rows = _months(officer, year).order_by().values_list(WHOSE)
    return dict(rows.annotate(number=Count("pk")))


def cares_of(officer: Officer, year: int) -> list[Cares]:
    """The settlements of the posted months, grouped by what became of them. One query, and one for the area."""
    rows = CareResult.objects.filter(run__month__in=_months(officer, year).values("pk"), run__mode=Run.Mode.POST)
    grouped = rows.order_by().values(f"run__month__{WHOSE}", "outcome", "reason")
    summed = grouped.annotate(number=Count("pk"), charged=Sum(CHARGED), comes_to=Sum("paid"))
    return [
        Cares(
            taiwan=row[f"run__month__{WHOSE}"],
            outcome=row["outcome"],
            reason=row["reason"],
            number=row["number"],
            charged=Decimal(row["charged"] or ZERO),
            paid=Decimal(row["comes_to"] or ZERO),
        )
        for row in summed
    ]
