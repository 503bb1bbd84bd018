"""Reads caps (C1, C2) and the layers after the basic fund (C3, L1 to L6)."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypedDict, TypeVar

from claims.settlement.rules.reading.amount_reader import AmountReader, optional_money, read_ratio_at
from claims.settlement.rules.reading.choice_reader import Reading, read_choice, read_condition
from claims.settlement.rules.reading.class_cap_reader import check_class_caps, read_classes_of_cap
from claims.settlement.rules.reading.pot_reader import read_pot
from claims.settlement.rules.reading.ratio_reader import RatioReader
from claims.settlement.rules.reading.values import read_code, read_codes, read_flag
from claims.settlement.rules.records.amounts import Amount
from claims.settlement.rules.records.choices import Missing, Node, Stated
from claims.settlement.rules.records.conditions import Condition
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.policy import (
    BY_BILL,
    BY_CLASS,
    ELSEWHERE,
    KINDS,
    PARTS,
    BasePart,
    Cap,
    Layer,
    LeftOf,
    Tilt,
)
from claims.settlement.rules.records.rounding import ONE, ZERO
from claims.settlement.rules.settling.year import COUNTERS

T = TypeVar("T")
CAP_ON = ("payment", "cost", "cost_after_deductible")
CAP_KEYS = ("on", "amount", "period", "counter", "overflow", "pot", "item_classes", "paid_as")
CAP_PERIODS = ("year", "visit", "quarter", "month", "day")
BASE_KEYS = ("part", "share", "item_classes", "except_item_classes")
LAYER_KEYS = ("id", "kind", "when", "base", "measured", "deductible", "ratio", "caps", "tilts")
TILT_KEYS = ("when", "deductible_factor", "points", "capped")


class CapsOfLayer(TypedDict):
    """The fields of a Layer that its caps decide."""

    caps: Node[tuple[Cap, ...] | None]
    counts_year: bool
    cost_capped: bool


class LayerReader:
    """Reads one document's caps and layers."""

    def __init__(self, amounts: AmountReader, ratios: RatioReader) -> None:
        self.amounts, self.ratios, self.reading = amounts, ratios, amounts.reading
        # The caps of the layer that is being read, whatever choice they stand in.
        self._found: list[Cap] = []
        self._ids: list[str] = []
        # Layers whose deductible another one shares.
        self._lending: set[str] = set()

    def caps(self, value: object, path: str) -> Node[tuple[Cap, ...] | None]:
        """A list of caps, one cap alone, or a choice; "none" is no cap."""
        return read_choice(self.reading, value, path, self._caps, optional=True)

    def _caps(self, reading: Reading, value: object, path: str) -> tuple[Cap, ...]:
        if type(value) is dict:
            return (self._cap(reading, value, path),)
        entries = reading.entries(value, path)
        caps = tuple(self._cap(reading, entry, f"{path}[{number}]") for number, entry in enumerate(entries))
        check_class_caps(reading, caps)
        return caps

    def _cap(self, reading: Reading, value: object, path: str) -> Cap:
        table = reading.table(value, path, CAP_KEYS, needed=("on",))
        on = reading.choose(table["on"], joined(path, "on"), CAP_ON) if table.get("on") is not None else None
        at = joined(path, "amount")
        period = self.reading.word(table, "period", path, CAP_PERIODS)
        kinds, paid_as = read_classes_of_cap(reading, table, path, on or CAP_ON[0], period)
        cap = Cap(
            on=on or CAP_ON[0],
            amount=self.amounts.node(table["amount"], at, optional=True) if "amount" in table else Missing(at),
            period=period,
            counter=self.reading.word(table, "counter", path, COUNTERS),
            overflow=self.reading.word(table, "overflow", path, ("payment", "cost")),
            path=path,
            # A cap by visit or by day counts nothing of the year.
            pot=read_pot(self.reading, table, path, period, without=BY_BILL),
            kinds=kinds,
            paid_as=paid_as,
        )
        self._found.append(cap)
        return cap

    def layers(self, value: object, path: str) -> Node[tuple[Layer, ...] | str | None]:
        """The list of layers in the order they pay, or a choice. "none" or []: there are none; "elsewhere": not in this policy."""
        return read_choice(self.reading, value, path, self._layers, optional=True)

    def _layers(self, reading: Reading, value: object, path: str) -> tuple[Layer, ...] | str:
        if value == ELSEWHERE:
            return ELSEWHERE
        entries = reading.entries(value, path, most=50)
        self._ids, self._lending = [], set()
        layers = tuple(self._layer(entry, f"{path}[{number}]") for number, entry in enumerate(entries))
        layers = tuple(replace(layer, lends=layer.id in self._lending) for layer in layers)
        seen: set[str] = set()
        for layer in layers:
            if layer.id in seen:
                reading.refuse(joined(layer.path, "id"), "duplicate_id", id=layer.id)
            seen.add(layer.id)
        return layers

    def _layer(self, value: object, path: str) -> Layer:
        table = self.reading.table(value, path, LAYER_KEYS, needed=("kind", "base"))
        kind = self.reading.choose(table["kind"], joined(path, "kind"), KINDS) if table.get("kind") else None
        layer_id = self.reading.take(read_code, table.get("id", kind or ""), joined(path, "id")) if kind else None
        shares, between = self._base(table.get("base"), joined(path, "base"))
        when = table.get("when")
        measured = self.reading.word(table, "measured", path, ("year", "visit"))
        cumulative = measured == "year" and between is None
        plain = not any(one.share or one.classes or one.but_classes for one in shares)
        deductible = self._stated(table, "deductible", path, self._deductible)
        self._ids.append(layer_id or "")
        return Layer(
            id=layer_id or "",
            kind=kind or KINDS[0],
            condition=Condition() if when is None else read_condition(self.reading, when, joined(path, "when")),
            base=tuple(one.part for one in shares) if plain else (),
            shares=() if plain else shares,
            between=between,
            measured=measured,
            cumulative=cumulative,
            deductible=deductible,
            ratio=self._stated(table, "ratio", path, self.ratios.node),
            tilts=self._tilts(table, path),
            path=path,
            **self._caps_of_layer(table, path, cumulative=cumulative),
        )

    def _caps_of_layer(self, table: dict[str, Any], path: str, *, cumulative: bool) -> CapsOfLayer:
        """The caps, and what follows from them for the year. A base that goes on through the year has no cap by visit."""
        self._found = []
        caps: Node[tuple[Cap, ...] | None] = Stated(None, path)
        if "caps" in table:
            caps = self.caps(table["caps"], joined(path, "caps"))
        for cap in self._found:
            if cumulative and cap.of_bill:
                keys = ["measured: year", f"period: {cap.period}"]
                self.reading.refuse(joined(cap.path, "period"), "not_together", keys=keys)
            if cap.pot is not None:
                # The year keeps each layer by its own name.
                self.reading.refuse(joined(cap.path, "pot"), "not_together", keys=[f"layers: {path}", "pot"])
            if cap.kinds is not None:
                # What a layer pays is of the person's burden, which is not known by class of items.
                keys = [f"layers: {path}", "item_classes"]
                self.reading.refuse(joined(cap.path, "item_classes"), "not_together", keys=keys)
            if cap.overflow == "cost":
                # What a layer does not pay stays with the person either way.
                at = joined(cap.path, "overflow")
                self.reading.refuse(at, "unknown_choice", value="cost", allowed=["payment"])
        return {
            "caps": caps,
            "counts_year": any(cap.period == "year" for cap in self._found),
            "cost_capped": any(cap.on != "payment" and cap.period == "year" for cap in self._found),
        }

    def _stated(self, table: dict[str, Any], key: str, path: str, read: Callable[[object, str], Node[T]]) -> Node[T]:
        at = joined(path, key)
        return read(table[key], at) if key in table else Missing(at)

    def _deductible(self, value: object, path: str) -> Node[Amount | LeftOf | None]:
        """An amount, or what a layer before this one has left of its own: {"left_of": id}."""
        if type(value) is dict and "left_of" in value:
            table = self.reading.table(value, path, ("left_of",))
            left_of = self.reading.choose(table["left_of"], joined(path, "left_of"), tuple(self._ids))
            self._lending.add(left_of or "")
            return Stated(LeftOf(left_of or ""), path)
        return self.amounts.node(value, path, optional=True)

    def _base(self, value: object, path: str) -> tuple[tuple[BasePart, ...], tuple[Decimal, Decimal | None] | None]:
        """Parts, whole or in some share, of all or some classes of items; or a range of the year's in-scope cost."""
        if value is None:
            return (), None
        if type(value) is dict:
            table = self.reading.table(value, path, ("in_scope_from", "in_scope_to"), needed=("in_scope_from",))
            low, high = (optional_money(self.reading, table, key, path) for key in ("in_scope_from", "in_scope_to"))
            if low is not None and high is not None and high <= low:
                self.reading.refuse(path, "range_reversed", starts=str(low), ends=str(high))
            return (), (low or ZERO, high)
        entries = self.reading.entries(value, path)
        found = [self._base_part(entry, f"{path}[{number}]") for number, entry in enumerate(entries)]
        if value == []:
            self.reading.refuse(path, "empty")
        for number, one in enumerate(found):
            if any(_meet(one, other) for other in found[:number]):
                self.reading.refuse(f"{path}[{number}]", "duplicate_key", key=one.part)
        # Whatever the order in the document, a layer takes the parts over in one order.
        return tuple(sorted(found, key=lambda one: PARTS.index(one.part))), None

    def _base_part(self, value: object, path: str) -> BasePart:
        if type(value) is not dict:
            return BasePart(self.reading.choose(value, path, PARTS) or PARTS[0])
        table = self.reading.table(value, path, BASE_KEYS, needed=("part",))
        classes, but = (self._classes(table, key, path) for key in ("item_classes", "except_item_classes"))
        if classes and but:
            self.reading.refuse(path, "not_together", keys=["item_classes", "except_item_classes"])
        # Only of some parts it is known from which items they come.
        allowed = BY_CLASS if classes or but else PARTS
        part = table.get("part")
        part = self.reading.choose(part, joined(path, "part"), allowed) if part is not None else None
        at = joined(path, "share")
        share = read_choice(self.reading, table["share"], at, read_ratio_at) if "share" in table else None
        return BasePart(part or allowed[0], share, classes, but)

    def _classes(self, table: dict[str, Any], key: str, path: str) -> frozenset[str]:
        if table.get(key) is None:
            return frozenset()
        found = self.reading.take(read_codes, table[key], joined(path, key)) or frozenset()
        self.reading.layer_classes |= found
        self.reading.item_classes |= found
        return found

    def _tilts(self, table: dict[str, Any], path: str) -> tuple[Tilt, ...]:
        at = joined(path, "tilts")
        if table.get("tilts") in (None, "none"):
            return ()
        entries = self.reading.entries(table["tilts"], at)
        return tuple(self._tilt(entry, f"{at}[{number}]") for number, entry in enumerate(entries))

    def _tilt(self, value: object, path: str) -> Tilt:
        table = self.reading.table(value, path, TILT_KEYS, needed=("when",))
        capped = table.get("capped", True)
        return Tilt(
            condition=read_condition(self.reading, table.get("when", {}), joined(path, "when")),
            deductible_factor=self._ratio(table, "deductible_factor", path, ONE),
            points=self._ratio(table, "points", path, ZERO),
            capped=self.reading.take(read_flag, capped, joined(path, "capped")) is not False,
        )

    def _ratio(self, table: dict[str, Any], key: str, path: str, default: Decimal) -> Decimal:
        found = None if table.get(key) is None else read_ratio_at(self.reading, table[key], joined(path, key))
        return default if found is None else found


def _meet(one: BasePart, other: BasePart) -> bool:
    """Whether the same yuan would enter a base twice."""
    if one.part != other.part:
        return False
    if one.classes and other.classes:
        return bool(one.classes & other.classes)
    if one.classes or other.classes:
        classes, but = (one.classes, other.but_classes) if one.classes else (other.classes, one.but_classes)
        return not classes <= but
    return True
