"""Payments between areas on record, and what is due between two areas by a month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Max, Q, QuerySet, Sum, When

from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.models.payments import Payable
from casework.money.rules.amounts import ZERO
from casework.rulebook.rules.months import last_day_of
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.clearings.models import AreaClearing
from claims.clearings.states import BOOKED_IN, GIVEN_UP
from claims.months.queries.clearing import areas_of, booked_between, paid_until
from claims.months.words import BETWEEN_AREAS

PAGE = 50
UNPAID = ("stated", "approved", "payment_returned")


@dataclass(frozen=True, kw_only=True)
class Due:
    """What one area owes another by the end of a month, in yuan: what each side paid in the month, and what earlier months left."""

    month: date
    debtor: Place
    creditor: Place
    creditor_paid: Decimal
    debtor_paid: Decimal
    carried: Decimal

    @property
    def amount(self) -> Decimal:
        return self.creditor_paid - self.debtor_paid + self.carried


@dataclass(frozen=True, kw_only=True)
class Unstated:
    """What one area owes another by the end of a month and nobody stated, in yuan."""

    debtor: Place
    creditor: Place
    amount: Decimal


def area_clearing_of(case: CaseFile) -> AreaClearing:
    """The payment of a case with its areas. One query, once for a case in hand."""
    if "_area_clearing" not in case.__dict__:
        rows = AreaClearing.objects.select_related("debtor", "creditor", "stated_by", "approved_by")
        case.__dict__["_area_clearing"] = rows.get(case=case.pk)
    return case.__dict__["_area_clearing"]


def due_between(debtor: Place, creditor: Place, month: date) -> Due:
    """What one area owes another by the end of a month beyond what was stated; at or below zero it owes nothing. Five queries."""
    first = month.replace(day=1)
    of_month = booked_between(debtor, creditor, first, last_day_of(first))
    before = booked_between(debtor, creditor, date.min, last_day_of(first))
    creditor_paid, debtor_paid = of_month
    net = before[0] - before[1]
    carried = net - stated_between(debtor, creditor) - (creditor_paid - debtor_paid)
    return Due(
        month=first,
        debtor=debtor,
        creditor=creditor,
        creditor_paid=creditor_paid,
        debtor_paid=debtor_paid,
        carried=carried,
    )


def between(one: Place, other: Place) -> QuerySet[AreaClearing]:
    """The statements of two areas that stand, whichever owes. No query."""
    pair = Q(debtor=one, creditor=other) | Q(debtor=other, creditor=one)
    return AreaClearing.objects.filter(pair).exclude(state__in=GIVEN_UP)


def stated_between(debtor: Place, creditor: Place) -> Decimal:
    """What was stated that one area owes another, less what the other was stated to owe, in yuan. One query."""
    signed = Case(When(debtor=debtor, then=F("amount")), default=-F("amount"))
    return between(debtor, creditor).aggregate(sum=Sum(signed, default=ZERO))["sum"]


def unstated_of(hers: Collection[str], month: date) -> list[Unstated]:
    """What is owed by the end of a month between some areas and another one and was not stated, whichever months it is
    of and whichever owes by this one; pairs of which this month or a later one was stated wait for the next.
    Four queries, or none."""
    if not hers:
        return []
    paid = paid_until(last_day_of(month))
    rows = AreaClearing.objects.exclude(state__in=GIVEN_UP).order_by().values_list("debtor", "creditor")
    stated: dict[tuple[str, str], Decimal] = {}
    latest: dict[frozenset[str], date] = {}
    for debtor, creditor, amount, last in rows.annotate(sum=Sum("amount"), last=Max("month")):
        stated[debtor, creditor] = amount
        latest[frozenset((debtor, creditor))] = max(last, latest.get(frozenset((debtor, creditor)), date.min))
    places = Place.objects.in_bulk({key for pair in paid for key in pair})
    found = []
    for one, other in sorted({(min(pair), max(pair)) for pair in paid if any(key in hers for key in pair)}):
        owed = paid.get((other, one), ZERO) - paid.get((one, other), ZERO)
        owed -= stated.get((one, other), ZERO) - stated.get((other, one), ZERO)
        if owed and latest.get(frozenset((one, other)), date.min) < month.replace(day=1):
            debtor, creditor = (one, other) if owed > 0 else (other, one)
            found.append(Unstated(debtor=places[debtor], creditor=places[creditor], amount=abs(owed)))
    return found


def areas_seen(officer: Officer) -> set[str]:
    """The areas whose payments an officer sees. Two queries, or none."""
    return areas_of(officer) if officer.scope("see_area_clearings") == "area" else set()


def visible_to(officer: Officer) -> QuerySet[AreaClearing]:
    """Those in which an area of the officer owes or is owed. Two queries."""
    return clearings_of(areas_seen(officer))


def clearings_of(hers: Collection[str]) -> QuerySet[AreaClearing]:
    """Those in which one of some areas owes or is owed. No query."""
    return AreaClearing.objects.filter(Q(debtor__in=hers) | Q(creditor__in=hers))


def clearings_page(rows: QuerySet[AreaClearing], after: str = "", *, unpaid: bool = False) -> Page:
    """One page of some, the latest month first. One query."""
    rows = rows.select_related("case__office", "debtor", "creditor")
    if unpaid:
        rows = rows.filter(state__in=UNPAID)
    return page_behind(rows, ("-month", "case"), after, PAGE)


def unpaid_sum(rows: QuerySet[AreaClearing]) -> list[tuple[Place, Decimal]]:
    """What each area owes by some and has not paid, in yuan. Two queries."""
    owing = rows.filter(state__in=UNPAID).order_by("debtor").values_list("debtor")
    sums = dict(owing.annotate(sum=Sum("amount")))
    places = Place.objects.in_bulk(list(sums))
    return [(places[key], amount) for key, amount in sums.items()]


def checked_area_clearings() -> dict[str, int]:
    """Whether what areas wait for is what was approved and not paid. Three queries."""
    waits = _waited()
    held: dict[tuple[str, str], Decimal] = {}
    for side, sign in (("received", 1), ("given", -1)):
        rows = LedgerAccount.objects.filter(kind="clearing_due").order_by()
        for place, holder, amount in rows.values_list("place", "holder_key").annotate(
            sum=Sum(f"{side}__amount", default=ZERO)
        ):
            held[place, holder] = held.get((place, holder), ZERO) + sign * amount
    pairs: Collection = {*waits, *held}
    return {"between_areas_waits_otherwise": sum(held.get(p, ZERO) != -waits.get(p, ZERO) for p in pairs)}


def received_at_bank(place: Place, first: date, last: date) -> list[tuple[date, str, str, Decimal]]:
    """What the bank received for a fund of other areas, on the day on which the bank of the other one paid it: (day, scheme, kind
    of account, amount in yuan). One query."""
    rows = Payable.objects.filter(purpose=BETWEEN_AREAS, account__holder_key=place.pk, paid_on__range=(first, last))
    return [(day, "", "clearing_due", amount) for day, amount in rows.values_list("paid_on", "amount") if day]


def _waited() -> dict[tuple[str, str], Decimal]:
    """(area that is owed, area that owes) → what was approved and the bank did not pay, in yuan. One query."""
    rows = AreaClearing.objects.filter(state__in=BOOKED_IN).exclude(state="paid").order_by()
    summed = rows.values_list("creditor", "debtor").annotate(sum=Sum("amount"))
    return {(creditor, debtor): amount for creditor, debtor, amount in summed}
