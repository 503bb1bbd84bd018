"""Which list told a value of an item: of a first pay the place whose list was the nearest to the institution; of the highest
price the institution's own list, and beside it the payment standard of the nearest list of items."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from casework.staff.models.place import Place
from casework.tables.queries.composed import read_together
from claims.reimbursements.models.claim import Reimbursement
from claims.value_recalls.rules.righted import FIRST_PAY, Wrong
from institutions.catalogue.models.items import CatalogueItem, FirstPay
from institutions.catalogue.models.lists import ItemPrice
from institutions.catalogue.queries.places import places_over
from institutions.register.models.institution import Institution


def name_of_teller(code: str) -> str:
    """The name of a place or an institution whose list told a value, in the reader's language; "" for none. Two queries at most."""
    if not code:
        return ""
    row = Institution.objects.filter(code=code).first() or Place.objects.filter(code=code).first()
    return str(row.name) if row is not None else ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row of a list that told a value on some days, while it stood on record. `own`: it is of the list of items,
    of which only the narrowest counts; `tells`: it states a value, or is wrong in stating none."""

    by: str
    first: date
    last: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    own: bool
    tells: bool
    value: Decimal | None

    def holds(self, day: date, known_at: datetime) -> bool:
        """Whether it counted for a day, as known at a moment."""
        stood = self.recorded_at <= known_at and (self.superseded_at is None or self.superseded_at > known_at)
        return stood and self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True)
class Tellers:
    """Everything that told a value of an item on the days of a recall."""

    rows: Sequence[Told]

    def named(self) -> list[str]:
        """The codes of the places or institutions that told it."""
        return sorted({row.by for row in self.rows if row.tells})

    def lists(self) -> set[str]:
        """Those whose lists have the item, whether or not they tell the value: who has it without one tells none there."""
        return {row.by for row in self.rows}

    def nearest(self, places: Sequence[str], day: date, known_at: datetime) -> str:
        """Of a first pay: the place that told it there, the narrowest first; "" for none. As the catalogue answers it
        (`institutions/catalogue/rules/pricing.py`): of the lists of items only the narrowest counts."""
        rows = [row for row in self.rows if row.by in places and row.holds(day, known_at)]
        listed = min((places.index(row.by) for row in rows if row.own), default=None)
        ranks = [places.index(row.by) for row in rows if row.tells and (not row.own or places.index(row.by) == listed)]
        return places[min(ranks)] if ranks else ""

    def standard(self, places: Sequence[str], day: date, known_at: datetime) -> Told | None:
        """Of a highest price: the row of the list of items that counted there, the narrowest; it may state none."""
        rows = [row for row in self.rows if row.own and row.by in places and row.holds(day, known_at)]
        return min(rows, key=lambda row: places.index(row.by), default=None)

    def price(self, institution: str, day: date, known_at: datetime) -> Told | None:
        """Of a highest price: the row of the institution's own list."""
        rows = (row for row in self.rows if not row.own and row.by == institution and row.holds(day, known_at))
        return next(rows, None)


def tellers_of(wrong: Wrong) -> Tellers:
    """Who told a value on the days it was wrong, whatever stands there today. One query."""
    within = Q(starts_on__lte=wrong.last) & (Q(ends_on=None) | Q(ends_on__gte=wrong.first))
    items = CatalogueItem.objects.filter(within, code=wrong.code).annotate(by=F("place_id"))
    if wrong.what != FIRST_PAY:
        items = items.annotate(value=F("payment_standard"))
        beside = ItemPrice.objects.filter(within, code=wrong.code).annotate(by=F("institution__code"), value=F("price"))
        rows = read_together(items=_columns(items), beside=_columns(beside))
        # A list of items without a standard may be the one that is wrong.
        return Tellers(rows=[*_told(rows["items"], own=True, always=True), *_told(rows["beside"], own=False)])
    items = items.annotate(value=F("first_pay_ratio"))
    ratios = FirstPay.objects.filter(within, code=wrong.code).annotate(by=F("place_id"), value=F("first_pay_ratio"))
    rows = read_together(items=_columns(items), beside=_columns(ratios))
    return Tellers(rows=[*_told(rows["items"], own=True), *_told(rows["beside"], own=False)])


def _columns(rows: QuerySet) -> QuerySet:
    return rows.order_by("pk").values("by", "starts_on", "ends_on", "recorded_at", "superseded_at", "value")


def _told(rows: Iterable[Mapping[str, Any]], *, own: bool, always: bool = False) -> list[Told]:
    return [
        Told(
            by=row["by"],
            first=row["starts_on"],
            last=row["ends_on"],
            recorded_at=row["recorded_at"],
            superseded_at=row["superseded_at"],
            own=own,
            tells=always or row["value"] is not None,
            value=None if row["value"] is None else Decimal(row["value"]),
        )
        for row in rows
    ]


def anybody(_day: date) -> bool:
    """One alone told it."""
    return True


def none_beside(_day: date) -> None:
    """Nothing else told a highest price."""
    return


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a claim read, by day: whether of whoever told it wrongly, and the highest price that something else told beside it."""

    reads: Callable[[date], bool] = anybody
    beside: Callable[[date], Decimal | None] = none_beside


def reading_of(tellers: Tellers | None, wrong: Wrong, claim: Reimbursement, known_at: datetime) -> Reading:
    """What a claim read that was posted at a moment; every claim reads it where one alone told it. No query where its
    institution is at hand."""
    if not wrong.teller or tellers is None:
        return Reading()
    at, known = claim.institution, tellers
    places = places_over(at.place_id if at is not None else claim.place_id or "")
    if wrong.what == FIRST_PAY:
        return Reading(reads=lambda day: known.nearest(places, day, known_at) == wrong.teller)
    code = at.code if at is not None else ""

    def standard(day: date) -> Told | None:
        return known.standard(places, day, known_at)

    def price(day: date) -> Told | None:
        return known.price(code, day, known_at) if code else None

    # The lower of both is paid on: what was right of the other one stays.
    of_items = any(row.own and row.by == wrong.teller for row in known.rows)
    told, other = (standard, price) if of_items else (price, standard)
    return Reading(reads=lambda day: _by(told(day)) == wrong.teller, beside=lambda day: _value(other(day)))


def _by(row: Told | None) -> str:
    return row.by if row is not None else ""


def _value(row: Told | None) -> Decimal | None:
    return row.value if row is not None else None
