"""The trial balance of one fund: what each kind of account took and gave in a time, and what it holds at its end."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from casework.books.models import MonthProposed
from casework.money.models.ledger import ClosedMonth, LedgerTransfer
from casework.money.queries import pooling_areas_of
from casework.money.rules.accounts import account_kind_on, account_kinds
from casework.money.rules.amounts import ZERO
from casework.staff.models.office import Office
from casework.staff.models.place import Place
from casework.staff.officer import Officer


@dataclass(frozen=True, kw_only=True)
class Balance:
    """A kind of account, of a scheme where there is one per scheme; amounts in yuan."""

    kind: str
    scheme: str
    books: str
    taken: Decimal
    given: Decimal
    held: Decimal


def funds_of(officer: Officer) -> list[Place]:
    """The funds whose books her offices keep: an office of the pooling area itself, none under it. Two queries."""
    if officer.scope("see_books") != "area":
        return []
    codes = set(Office.objects.filter(pk__in=officer.area).values_list("place_id", flat=True))
    found = pooling_areas_of(codes) if codes else {}
    return sorted((place for code, place in found.items() if place.pk == code), key=lambda place: place.pk)


def balances(place: Place, first: date, last: date) -> list[Balance]:
    """Per kind and scheme what was taken and given from a day to another, and what is held by the end of it; what is held sums to
    zero. Four queries."""
    taken, given = (
        _sums("target", place, Q(booked_on__range=(first, last))),
        _sums("source", place, Q(booked_on__range=(first, last))),
    )
    until = Q(booked_on__lte=last)
    all_taken, all_given = _sums("target", place, until), _sums("source", place, until)
    order = list(account_kinds())
    keys = sorted({*all_taken, *all_given}, key=lambda key: (order.index(key[0]), key[1]))
    return [
        Balance(
            kind=kind,
            scheme=scheme,
            books=account_kind_on(kind, last, place.pk).books,
            taken=taken.get((kind, scheme), ZERO),
            given=given.get((kind, scheme), ZERO),
            held=all_taken.get((kind, scheme), ZERO) - all_given.get((kind, scheme), ZERO),
        )
        for kind, scheme in keys
    ]


def _sums(side: str, place: Place, within: Q) -> dict[tuple[str, str], Decimal]:
    rows = LedgerTransfer.objects.filter(within, **{f"{side}__place": place}).order_by()
    kind, scheme = f"{side}__kind", f"{side}__scheme"
    return {(row[kind], row[scheme]): row["sum"] for row in rows.values(kind, scheme).annotate(sum=Sum("amount"))}


@dataclass(frozen=True, kw_only=True)
class MonthState:
    """Whether a month is closed, and who proposes to close it."""

    month: date
    closed: ClosedMonth | None
    proposed: MonthProposed | None


def month_state(place: Place, month: date) -> MonthState:
    """A month of a fund. Two queries."""
    closed = ClosedMonth.objects.filter(place=place, month=month).select_related("closed_by", "confirmed_by").first()
    proposed = MonthProposed.objects.filter(place=place, month=month).select_related("proposed_by").first()
    return MonthState(month=month, closed=closed, proposed=proposed)


def open_month_before(place: Place, month: date) -> date | None:
    """An earlier month in which something was booked and that is not closed; None where there is none. Two queries."""
    closed = set(ClosedMonth.objects.filter(place=place, month__lt=month).values_list("month", flat=True))
    booked = LedgerTransfer.objects.filter(source__place=place, booked_on__lt=month).order_by()
    months = booked.dates("booked_on", "month")
    return next((one for one in months if one not in closed), None)
