"""Reads caps (C1, C2) and the layers after the basic fund (C3, L1 to L6)."""

from decimal import Decimal

from claims.rules.settlement.amount_reader import AmountReader, optional_money, read_ratio_at
from claims.rules.settlement.choice_reader import Reading, read_choice, read_condition
from claims.rules.settlement.choices import Missing, Node, Stated
from claims.rules.settlement.conditions import Condition
from claims.rules.settlement.errors import joined
from claims.rules.settlement.policy import ELSEWHERE, KINDS, PARTS, Cap, Layer, Tilt
from claims.rules.settlement.ratio_reader import RatioReader
from claims.rules.settlement.reading import read_code, read_flag
from claims.rules.settlement.rounding import ONE, ZERO

CAP_ON = ("payment", "cost", "cost_after_deductible")
LAYER_KEYS = ("id", "kind", "when", "base", "measured", "deductible", "ratio", "caps", "tilts")
TILT_KEYS = ("when", "deductible_factor", "points", "capped")


class LayerReader:
    """Reads one document's caps and layers."""

    def __init__(self, amounts: AmountReader, ratios: RatioReader):
        self.amounts, self.ratios, self.reading = amounts, ratios, amounts.reading

    def caps(self, value: object, path: str) -> Node:
        """A list of caps, one cap alone, or a choice; "none" is no cap."""
        return read_choice(self.reading, value, path, self._caps, optional=True)

    def _caps(self, reading: Reading, value: object, path: str) -> tuple[Cap, ...]:
        if type(value) is dict:
            return (self._cap(reading, value, path),)
        entries = reading.entries(value, path)
        return tuple(self._cap(reading, entry, f"{path}[{number}]") for number, entry in enumerate(entries))

    def _cap(self, reading: Reading, value: object, path: str) -> Cap:
        table = reading.table(value, path, ("on", "amount", "period", "counter"), needed=("on",))
        on = reading.choose(table["on"], joined(path, "on"), CAP_ON) if table.get("on") is not None else None
        at = joined(path, "amount")
        return Cap(
            on=on or CAP_ON[0],
            amount=self.amounts.node(table["amount"], at, optional=True) if "amount" in table else Missing(at),
            period=self._word(table, "period", path, ("year", "visit")),
            counter=self._word(table, "counter", path, ("own", "all")),
            path=path,
        )

    def _word(self, table: dict, key: str, path: str, allowed: tuple[str, ...]) -> str:
        if key not in table:
            return allowed[0]
        return self.reading.choose(table[key], joined(path, key), allowed) or allowed[0]

    def layers(self, value: object, path: str) -> Node:
        """The list of layers in the order they pay, or a choice. "none" or []: there are none; "elsewhere": not in this policy."""
        return read_choice(self.reading, value, path, self._layers, optional=True)

    def _layers(self, reading: Reading, value: object, path: str) -> tuple[Layer, ...] | str:
        if value == ELSEWHERE:
            return ELSEWHERE
        entries = reading.entries(value, path, most=50)
        layers = tuple(self._layer(entry, f"{path}[{number}]") for number, entry in enumerate(entries))
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
        base, between = self._base(table.get("base"), joined(path, "base"))
        when = table.get("when")
        return Layer(
            id=layer_id or "",
            kind=kind or KINDS[0],
            condition=Condition() if when is None else read_condition(self.reading, when, joined(path, "when")),
            base=base,
            between=between,
            measured=self._word(table, "measured", path, ("year", "visit")),
            deductible=self._stated(table, "deductible", path, self._deductible),
            ratio=self._stated(table, "ratio", path, self.ratios.node),
            caps=self.caps(table["caps"], joined(path, "caps")) if "caps" in table else Stated(None, path),
            tilts=self._tilts(table, path),
            path=path,
        )

    def _stated(self, table: dict, key: str, path: str, read) -> Node:
        at = joined(path, key)
        return read(table[key], at) if key in table else Missing(at)

    def _deductible(self, value: object, path: str) -> Node:
        return self.amounts.node(value, path, optional=True)

    def _base(self, value: object, path: str) -> tuple[tuple[str, ...], tuple[Decimal, Decimal | None] | None]:
        """Names of parts, or a range of the year's in-scope cost."""
        if value is None:
            return (), None
        if type(value) is dict:
            table = self.reading.table(value, path, ("in_scope_from", "in_scope_to"), needed=("in_scope_from",))
            low, high = (optional_money(self.reading, table, key, path) for key in ("in_scope_from", "in_scope_to"))
            if low is not None and high is not None and high <= low:
                self.reading.refuse(path, "range_reversed", starts=str(low), ends=str(high))
            return (), (low or ZERO, high)
        names = [self.reading.choose(name, path, PARTS) for name in self.reading.entries(value, path)]
        if value == []:
            self.reading.refuse(path, "empty")
        if len(set(names)) != len(names):
            self.reading.refuse(path, "duplicate_key", key=", ".join(sorted({str(n) for n in names})))
        # Whatever the order in the document, a layer takes the parts over in one order.
        return tuple(part for part in PARTS if part in names), None

    def _tilts(self, table: dict, path: str) -> tuple[Tilt, ...]:
        at = joined(path, "tilts")
        if table.get("tilts") in (None, "none"):
            return ()
        entries = self.reading.entries(table["tilts"], at)
        return tuple(self._tilt(entry, f"{at}[{number}]") for number, entry in enumerate(entries))

    def _tilt(self, value: object, path: str) -> Tilt:
        table = self.reading.table(value, path, TILT_KEYS, needed=("when",))
        numbers = {
            key: default if table.get(key) is None else read_ratio_at(self.reading, table[key], joined(path, key))
            for key, default in (("deductible_factor", ONE), ("points", ZERO))
        }
        capped = table.get("capped", True)
        return Tilt(
            condition=read_condition(self.reading, table.get("when", {}), joined(path, "when")),
            deductible_factor=numbers["deductible_factor"],
            points=numbers["points"],
            capped=self.reading.take(read_flag, capped, joined(path, "capped")) is not False,
        )
