"""Which list told a value of an item: of a first pay the place whose list was the nearest to the institution, of a price the
institution itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from casework.tables.queries.composed import read_together
from claims.reimbursements.models.claim import Reimbursement
from claims.value_recalls.rules.righted import FIRST_PAY, Wrong
from institutions.catalogue.models.items import CatalogueItem, FirstPay
from institutions.catalogue.models.lists import ItemPrice
from institutions.catalogue.queries.places import places_over


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row of a list that told a value on some days, while it stood on record. `own`: it is of the list of items,
    of which only the narrowest counts; `tells`: it states a value."""

    by: str
    first: date
    last: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    own: bool
    tells: bool

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


def tellers_of(wrong: Wrong) -> Tellers:
    """Who told a value on the days it was wrong, whatever stands there today. One query."""
    within = Q(starts_on__lte=wrong.last) & (Q(ends_on=None) | Q(ends_on__gte=wrong.first))
    if wrong.what != FIRST_PAY:
        prices = ItemPrice.objects.filter(within, code=wrong.code).annotate(by=F("institution__code"))
        return Tellers(rows=_told(read_together(prices=_columns(prices))["prices"], own=False))
    items = CatalogueItem.objects.filter(within, code=wrong.code).annotate(by=F("place_id"), value=F("first_pay_ratio"))
    ratios = FirstPay.objects.filter(within, code=wrong.code).annotate(by=F("place_id"))
    rows = read_together(items=_columns(items, "value"), ratios=_columns(ratios))
    return Tellers(rows=[*_told(rows["items"], own=True), *_told(rows["ratios"], own=False)])


def _columns(rows: QuerySet, *more: str) -> QuerySet:
    return rows.order_by("pk").values("by", "starts_on", "ends_on", "recorded_at", "superseded_at", *more)


def _told(rows: Iterable[Mapping[str, Any]], *, own: bool) -> list[Told]:
    return [
        Told(
            by=row["by"],
            first=row["starts_on"],
            last=row["ends_on"],
            recorded_at=row["recorded_at"],
            superseded_at=row["superseded_at"],
            own=own,
            tells=not own or row["value"] is not None,
        )
        for row in rows
    ]


def anybody(_day: date) -> bool:
    """One alone told it."""
    return True


def reads(tellers: Tellers | None, wrong: Wrong, claim: Reimbursement, known_at: datetime) -> Callable[[date], bool]:
    """Whether a claim that was posted at a moment read the value of whoever told it wrongly, by day; every claim where one
    alone told it. No query where its institution is at hand."""
    if not wrong.teller or tellers is None:
        return anybody
    at = claim.institution
    if wrong.what != FIRST_PAY:
        by_it = at is not None and at.code == wrong.teller
        return lambda day: by_it and any(row.by == wrong.teller and row.holds(day, known_at) for row in tellers.rows)
    places = places_over(at.place_id if at is not None else claim.place_id or "")
    return lambda day: tellers.nearest(places, day, known_at) == wrong.teller
