"""The claims of a year in the area of an officer, counted by what the tables tell. Never by kind of permit; the one place that asks
who of the insured is a compatriot of Taiwan."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, TruncMonth

from casework.models import Deadline
from casework.staff.officer import Officer
from claims.figures.rules.tables import APPROVED, DECIDED, LAYERS, OTHERS, TAIWAN, Group, band_of
from claims.reconsiderations.models import Reconsideration
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import ClaimSettlement
from claims.reimbursements.rules.limits import RULE_ID
from claims.reversals.models import Resettlement
from enrolment.models import Person

WAITS = ("received", "returned", "reviewed", "second_reviewed")
# Never handed in.
NOT_YET = ("draft",)


def groups_of(officer: Officer, year: int) -> list[Group]:
    """The claims whose papers came in a year, at the offices of an officer's area, grouped. One query, and one for the area."""
    late = Deadline.objects.filter(case=OuterRef("pk"), rule=RULE_ID, superseded_by=None)
    rows = (
        _claims(officer)
        .filter(case__received_on__range=(date(year, 1, 1), date(year, 12, 31)))
        .annotate(
            month=TruncMonth("case__received_on"),
            days=F("decided_on") - F("case__received_on"),
            late=Exists(late.filter(legal_on__lt=OuterRef("decided_on"))),
            compatriot=_whether(person__category=Person.Category.TAIWAN),
            whole=_whether(asked_papers=[]),
        )
        .values("month", "case__office", "compatriot", "state", "days", "late", "whole", "ground")
        .annotate(number=Count("pk"))
        .order_by()
    )
    return [_group(row) for row in rows]


def _claims(officer: Officer) -> QuerySet[Reimbursement]:
    if officer.scope("see_claim_figures") != "area":
        return Reimbursement.objects.none()
    return Reimbursement.objects.filter(case__office__in=officer.area).exclude(state__in=NOT_YET)


def _whether(**told) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**told), output_field=BooleanField())


def _group(row: Mapping[str, Any]) -> Group:
    told = {}
    state = "withdrawn" if row["state"] == "withdrawn" else "open"
    if row["days"] is not None and row["state"] not in WAITS:
        state = DECIDED
        told = {
            "time": "late" if row["late"] else "in_time",
            "days": band_of(row["days"].days),
            "papers": "whole" if row["whole"] else "asked",
            "grounds": row["ground"] if row["state"] == "refused" else APPROVED,
        }
    return Group(
        month=f"{row['month']:%Y-%m}",
        office=str(row["case__office"]),
        who=TAIWAN if row["compatriot"] else OTHERS,
        states=state,
        number=row["number"],
        **told,
    )


def waiting_by_age(officer: Officer) -> dict[tuple[str, str], int]:
    """The claims that wait for a decision today, counted by (state, band of days since their papers came). One query, and one for
    the area."""
    rows = _claims(officer).filter(state__in=WAITS, case__received_on__isnull=False)
    found: Counter[tuple[str, str]] = Counter()
    for row in rows.values("state", "case__received_on").annotate(number=Count("pk")).order_by():
        found[_waits(row, officer.on)] += row["number"]
    return dict(found)


def _waits(row: Mapping[str, Any], on: date) -> tuple[str, str]:
    return row["state"], band_of((on - row["case__received_on"]).days)


def complaints_of(officer: Officer, year: int) -> dict[tuple[str, str], int]:
    """The complaints of a year about decisions of her area, counted by (before whom, state). One query, and one for the area."""
    if officer.scope("see_claim_figures") != "area":
        return {}
    rows = Reconsideration.objects.filter(case__office__in=officer.area, filed_on__year=year)
    found = rows.values_list("way", "state").annotate(number=Count("pk")).order_by()
    return {(way, state): number for way, state, number in found}


def costs_by_month(officer: Officer, year: int) -> dict[str, tuple[int, list[Decimal]]]:
    """What the settlements posted in a year come to: month → number, yuan by layer. Claims reversed since are left out, others as
    reversals left them. One query, and one for the area."""
    newest = Resettlement.objects.filter(settlement=OuterRef("pk")).order_by("-pk").values("record")[:1]
    answer = KeyTransform("settlement", "stands")
    sums = {
        f"sum_{name}": Sum(Cast(KeyTextTransform(name, answer), DecimalField(max_digits=20, decimal_places=2)))
        for name in LAYERS
    }
    rows = (
        ClaimSettlement.objects.filter(
            claim__in=_claims(officer).exclude(state="reversed").values("pk"), posted_on__year=year
        )
        .annotate(month=TruncMonth("posted_on"), stands=Coalesce(Subquery(newest), F("record")))
        .values("month")
        .annotate(number=Count("pk"), **sums)
        .order_by()
    )
    return dict(_costs(row) for row in rows)


def _costs(row: Mapping[str, Any]) -> tuple[str, tuple[int, list[Decimal]]]:
    amounts = [row[f"sum_{name}"] or Decimal("0.00") for name in LAYERS]
    return f"{row['month']:%Y-%m}", (row["number"], amounts)
