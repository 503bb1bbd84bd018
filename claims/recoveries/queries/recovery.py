"""A recovery in hand: what is left of it, its plan as it stands, the payments it may be set off against; and the list of all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.models import CaseFile
from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE
from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.recoveries.models import Instalment, Recovery, Repayment
from claims.recoveries.rules.plans import Due, repaid_in_order
from claims.reimbursements.words import PURPOSE
from claims.reversals.words import HELD, SUPPLEMENT

PAGE = 50
# What it may be set off against.
BENEFITS = (PURPOSE, SUPPLEMENT)


def recovery_of(case: CaseFile) -> Recovery:
    """The recovery of a case with its claim. One query, once for a case in hand."""
    if "_recovery" not in case.__dict__:
        beside = (
            *("overpayment__claim__person", "overpayment__claim__case__office", "overpayment__claim__institution"),
            *("overpayment__claim__place", "overpayment__account__place", "overpayment__reversal__case"),
            "overpayment__value_recall__case",
            *("proposed_by", "agreed_by"),
        )
        row = Recovery.objects.select_related(*beside).get(case=case)
        row.case = case
        case.__dict__["_recovery"] = row
    return case.__dict__["_recovery"]


def repaid_of(recovery: Recovery) -> Decimal:
    """What came in so far, in yuan. One query."""
    return recovery.repayments.aggregate(sum=Sum("amount"))["sum"] or ZERO


def left_of(recovery: Recovery) -> Decimal:
    """What is still to be repaid, in yuan. One query."""
    return recovery.overpayment.amount - repaid_of(recovery)


def plan_as_it_stands(recovery: Recovery) -> list[Due]:
    """Its instalments with what came in laid on them. Two queries; of prefetched rows none."""
    dues = [Due(position=row.position, due_on=row.due_on, amount=row.amount) for row in recovery.instalments.all()]
    came = sum((row.amount for row in recovery.repayments.all()), ZERO)
    before = recovery.overpayment.amount - sum((one.amount for one in dues), ZERO)
    return repaid_in_order(dues, came - before)


def payments_to_set_off(recovery: Recovery) -> list[Payable]:
    """Benefits owed to the same person out of the same fund, not at the bank nor of a claim whose reversal is proposed, the
    earliest first. One query."""
    account = recovery.overpayment.account
    rows = Payable.objects.filter(
        account__holder_kind=account.holder_kind,
        account__holder_key=account.holder_key,
        account__place=account.place_id,
        state__in=WITHDRAWABLE,
        purpose__in=BENEFITS,
        case__isnull=False,
    ).exclude(held_because=HELD)
    return list(rows.select_related("case").order_by("created_at", "pk"))


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A recovery as the list shows it; amounts in yuan."""

    row: Recovery
    left: Decimal
    next_due: Due | None
    late: bool


def recoveries_visible_to(officer: Officer) -> QuerySet[Recovery]:
    """Recoveries of offices of her area."""
    if officer.scope("see_recoveries") != "area":
        return Recovery.objects.none()
    return Recovery.objects.filter(case__office__in=officer.area)


def recoveries_page(officer: Officer, after: str) -> Page:
    """A page of recoveries that are not repaid, the oldest first, each with what is left and the next instalment. Three queries."""
    came = Repayment.objects.filter(recovery=OuterRef("pk")).order_by().values("recovery").annotate(sum=Sum("amount"))
    rows = recoveries_visible_to(officer).exclude(state="repaid").select_related("case", "overpayment__claim__case")
    rows = rows.annotate(left=F("overpayment__amount") - Coalesce(Subquery(came.values("sum")), ZERO))
    prefetched = (
        Prefetch("instalments", Instalment.objects.order_by("position")),
        Prefetch("repayments", Repayment.objects.order_by("bank_day")),
    )
    page = page_behind(rows.prefetch_related(*prefetched), ("notified_on", "pk"), after, PAGE)
    return Page([_listed(row, officer.on) for row in page.rows], page.following)


def _listed(row: Recovery, on: date) -> Listed:
    open_ones = [one for one in plan_as_it_stands(row) if one.left]
    return Listed(
        row=row,
        left=row.overpayment.amount - sum((one.amount for one in row.repayments.all()), ZERO),
        next_due=open_ones[0] if open_ones else None,
        late=any(one.late(on) for one in open_ones),
    )
