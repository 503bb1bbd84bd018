"""What areas owe each other for people who are insured in the one and were treated in the other: by pair, for a month of the
books."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from casework.money.models.ledger import LedgerTransfer
from casework.money.queries import city_of, pooling_areas_of
from casework.money.rules.amounts import ZERO
from casework.rulebook.rules.months import last_day_of
from casework.staff.models.office import Office
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.months.words import BETWEEN_AREAS

KIND = "clearing"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two areas: what each paid for people of the other, in yuan."""

    one: Place
    other: Place
    one_paid: Decimal
    other_paid: Decimal

    @property
    def due(self) -> Decimal:
        """What the other pays the one in the end; below zero, the one pays the other."""
        return self.one_paid - self.other_paid

    @property
    def debtor(self) -> Place:
        """Who owes by this month."""
        return self.other if self.due > 0 else self.one

    @property
    def creditor(self) -> Place:
        """Who is owed by this month."""
        return self.one if self.due > 0 else self.other


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """A month between areas: the pairs; of each area what it is due, below zero what it owes."""

    pairs: list[Pair]
    nets: list[tuple[Place, Decimal]]

    @property
    def balance(self) -> Decimal:
        """Zero, as what one is due another owes."""
        return sum((amount for _place, amount in self.nets), ZERO)


def _paid(rows) -> dict[tuple[str, str], Decimal]:
    """(area that paid an institution, area whose people they were) → yuan: what its clearing account gave less what came back. Two
    queries."""
    found: dict[tuple[str, str], Decimal] = {}
    rows = rows.exclude(purpose=BETWEEN_AREAS)
    for side, back, sign in (("source", "target", 1), ("target", "source", -1)):
        # What stands against payables; what was borne for another area's payments stands against layers.
        for pair, amount in _summed(rows.filter(**{f"{back}__kind__in": PAID_OUT}), side):
            found[pair] = found.get(pair, ZERO) + sign * amount
    return found


def _summed(rows, side: str) -> Iterator[tuple[tuple[str, str], Decimal]]:
    """What clearing accounts on a side of bookings gave or took: (area, the area it is about), yuan. One query."""
    booked = rows.filter(**{f"{side}__kind": KIND}).order_by()
    for place, holder, amount in booked.values_list(f"{side}__place", f"{side}__holder_key").annotate(s=Sum("amount")):
        yield (place, holder), amount


# A prepayment that is cleared pays an institution as well, and what it owes back that is set off.
PAID_OUT = ("payable", "prepayments", "receivable")


def areas_of(officer: Officer) -> set[str]:
    """The areas whose books the officer's office and those under it keep; none where she may not see what they clear. Two
    queries."""
    if officer.scope("see_clearing") != "area":
        return set()
    places = Office.objects.filter(pk__in=officer.area).values_list("place", flat=True)
    return {area.pk for area in pooling_areas_of(set(places)).values()}


def own_area(officer: Officer) -> tuple[str, str]:
    """The keys of which one is the area whose books the officer's own office keeps: of its city, or of its place itself.
    No query."""
    place = officer.office.place_id
    return city_of(place), place


def booked_between(one: Place, other: Place, first: date, last: date) -> tuple[Decimal, Decimal]:
    """What the other of two areas paid institutions for people of the one from a day to another, and the one for people of the
    other, in yuan. Two queries."""
    pair = Q(source__place=one, source__holder_key=other.pk) | Q(target__place=one, target__holder_key=other.pk)
    pair |= Q(source__place=other, source__holder_key=one.pk) | Q(target__place=other, target__holder_key=one.pk)
    paid = _paid(LedgerTransfer.objects.filter(pair, booked_on__range=(first, last)))
    return paid.get((other.pk, one.pk), ZERO), paid.get((one.pk, other.pk), ZERO)


def paid_until(last: date) -> dict[tuple[str, str], Decimal]:
    """(area that paid an institution, area whose people they were) → yuan, from the first booking to a day. Two queries."""
    return _paid(LedgerTransfer.objects.filter(booked_on__lte=last))


def clearing_of_month(month: date, officer: Officer) -> Clearing:
    """What was booked from the first day of a month to its last between an area of the officer and another one. Five queries."""
    hers = areas_of(officer)
    booked = _paid(LedgerTransfer.objects.filter(booked_on__range=(month.replace(day=1), last_day_of(month))))
    paid = {pair: amount for pair, amount in booked.items() if not hers.isdisjoint(pair)}
    places = Place.objects.in_bulk({key for pair in paid for key in pair})
    pairs = [
        Pair(
            one=places[one],
            other=places[other],
            one_paid=paid.get((one, other), ZERO),
            other_paid=paid.get((other, one), ZERO),
        )
        for one, other in sorted({(min(pair), max(pair)) for pair in paid})
    ]
    return Clearing(pairs=pairs, nets=_nets(pairs))


def _nets(pairs: list[Pair]) -> list[tuple[Place, Decimal]]:
    found: dict[str, tuple[Place, Decimal]] = {}
    for pair in pairs:
        for place, amount in ((pair.one, pair.due), (pair.other, -pair.due)):
            found[place.pk] = (place, found.get(place.pk, (place, ZERO))[1] + amount)
    return [found[key] for key in sorted(found)]


def unbalanced() -> int:
    """How many pairs of areas do not hold the same of each other, with the sign turned. Two queries."""
    held: dict[tuple[str, str], Decimal] = {}
    for side, sign in (("target", 1), ("source", -1)):
        for (place, holder), amount in _summed(LedgerTransfer.objects, side):
            pair = min(place, holder), max(place, holder)
            held[pair] = held.get(pair, ZERO) + sign * amount
    return sum(amount != 0 for amount in held.values())


def as_rows(clearing: Clearing) -> list[Mapping[str, object]]:
    """The pairs as plain rows of a file."""
    return [
        {
            "area": pair.one.pk,
            "other_area": pair.other.pk,
            "area_paid": pair.one_paid,
            "other_area_paid": pair.other_paid,
            "due_to_area": pair.due,
        }
        for pair in clearing.pairs
    ]
