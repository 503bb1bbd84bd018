"""Reads how much is paid (S1 to S8): flat, segments, slabs or fixed, with what changes the ratio."""

from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from claims.settlement.rules.reading.amount_reader import (
    GROWTH_KEYS,
    AmountReader,
    optional_money,
    read_growth,
    read_ratio_at,
)
from claims.settlement.rules.reading.choice_reader import Leaf, Reading, read_choice, read_condition
from claims.settlement.rules.reading.values import read_factor
from claims.settlement.rules.records.choices import Node, Stated
from claims.settlement.rules.records.conditions import Condition
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.policy import ADJUSTMENTS, BOUNDS, Bonus, Floor, RatioRule, Row, Segments
from claims.settlement.rules.records.rounding import ONE, ZERO

FORMS = ("flat", "flat_person", "segments", "slabs", "fixed")
KEYS = (
    *FORMS,
    "bound_belongs_to",
    "fixed_per",
    "fixed_within",
    "points",
    "person_share_factor",
    "at_most",
    "floor",
    "order",
)
FLOOR_OF = ("base", "in_scope", "total", "total_after_deductible")
BONUS_KEYS = ("when", "add", "subtract", *GROWTH_KEYS)
NO_CONDITION = Condition()
T = TypeVar("T")


class RatioReader:
    """Reads ratio sections: the basic fund's and those of the layers, which have the same form."""

    def __init__(self, amounts: AmountReader) -> None:
        self.amounts = amounts

    def node(self, value: object, path: str) -> Node[RatioRule | None]:
        """A ratio section, or a choice between some; "none" pays nothing."""
        return read_choice(self.amounts.reading, value, path, self._section, optional=True)

    def _section(self, reading: Reading, value: object, path: str) -> RatioRule | None:
        alone = type(value) is not dict
        table = reading.table({"flat": value} if alone else value, path, KEYS)
        if sum(1 for form in FORMS if form in table) != 1:
            reading.refuse(path, "exactly_one_of", allowed=list(FORMS))
        if "bound_belongs_to" in table and not {"segments", "slabs"} & set(table):
            keys = [form for form in FORMS if form in table]
            reading.refuse(joined(path, "bound_belongs_to"), "not_together", keys=[*keys, "bound_belongs_to"])
        flat = table.get("flat", table.get("flat_person"))
        flat_key = "flat_person" if "flat_person" in table else "flat"
        floor = self._optional(table, "floor", path, self._floor)
        return RatioRule(
            flat=self._rate(flat, path if alone else joined(path, flat_key)) if flat_key in table else None,
            of_person="flat_person" in table,
            segments=self._segments(table, path),
            fixed=self.amounts.node(table["fixed"], joined(path, "fixed")) if "fixed" in table else None,
            fixed_per=self.amounts.reading.word(table, "fixed_per", path, ("stay", "day")),
            fixed_within=self.amounts.reading.word(table, "fixed_within", path, ("in_scope", "total")),
            points=self._points(table, path),
            person_share_factor=self._optional(table, "person_share_factor", path, _factor),
            at_most=self._optional(table, "at_most", path, read_ratio_at),
            floor=floor,
            floored=not (isinstance(floor, Stated) and floor.value is None),
            order=self._order(table, path),
            path=path,
        )

    def _rate(self, value: object, path: str) -> Node[Decimal]:
        return read_choice(self.amounts.reading, value, path, read_ratio_at)

    def _optional(self, table: dict[str, Any], key: str, path: str, leaf: Leaf[T]) -> Node[T | None]:
        at = joined(path, key)
        if key not in table:
            return Stated(None, at)
        return read_choice(self.amounts.reading, table[key], at, leaf, optional=True)

    def _order(self, table: dict[str, Any], path: str) -> tuple[str, ...]:
        if "order" not in table:
            return ADJUSTMENTS
        at = joined(path, "order")
        reading = self.amounts.reading
        names = [reading.choose(name, at, ADJUSTMENTS) for name in reading.entries(table["order"], at)]
        known = tuple(name for name in names if name)
        if sorted(known) != sorted(ADJUSTMENTS):
            reading.refuse(at, "key_missing", key=", ".join(name for name in ADJUSTMENTS if name not in names) or "-")
            return ADJUSTMENTS
        return known

    def _floor(self, reading: Reading, value: object, path: str) -> Floor:
        if type(value) is not dict:
            value = {"ratio": value}
        table = reading.table(value, path, ("ratio", "of"), needed=("ratio",))
        return Floor(
            self._rate(table.get("ratio"), joined(path, "ratio")),
            self.amounts.reading.word(table, "of", path, FLOOR_OF),
        )

    def _points(self, table: dict[str, Any], path: str) -> tuple[Bonus, ...]:
        at, reading = joined(path, "points"), self.amounts.reading
        if table.get("points") in (None, "none"):
            return ()
        entries = reading.entries(table["points"], at)
        return tuple(self._bonus(reading, entry, f"{at}[{number}]") for number, entry in enumerate(entries))

    def _bonus(self, reading: Reading, value: object, path: str) -> Bonus:
        table = reading.table(value, path, BONUS_KEYS)
        if ("add" in table) == ("subtract" in table):
            reading.refuse(path, "exactly_one_of", allowed=["add", "subtract"])
        key = "subtract" if "subtract" in table else "add"
        condition = read_condition(reading, table["when"], joined(path, "when")) if "when" in table else NO_CONDITION
        most = table.get("at_most")
        return Bonus(
            condition=condition,
            points=self._rate(table.get(key), joined(path, key)),
            sign=-1 if key == "subtract" else 1,
            **read_growth(reading, table, path),
            at_most=None if most is None else read_ratio_at(reading, most, joined(path, "at_most")),
            path=path,
        )

    def _segments(self, table: dict[str, Any], path: str) -> Node[Segments] | None:
        key = next((form for form in ("segments", "slabs") if form in table), None)
        if key is None:
            return None
        beside = table, path
        return read_choice(
            self.amounts.reading,
            table[key],
            joined(path, key),
            lambda reading, value, at: self._read_segments(reading, value, at, beside, slab=key == "slabs"),
        )

    def _read_segments(
        self, reading: Reading, value: object, path: str, beside: tuple[dict[str, Any], str], *, slab: bool
    ) -> Segments:
        if type(value) is list:
            value = {"rows": value}
        table = reading.table(value, path, ("rows", "bounds", "measured", "bound_belongs_to"), needed=("rows",))
        if "bounds" not in table:
            reading.warn(joined(path, "bounds"), "bounds_not_stated", default=BOUNDS[0])
        rows = self.rows(reading, table.get("rows") or [], joined(path, "rows"))
        if rows and rows[0].low > 0:
            reading.warn(f"{joined(path, 'rows')}[0].from", "first_segment_above_zero", starts=str(rows[0].low))
        if slab and _may_fall(rows):
            reading.warn(path, "payment_may_fall", shape="S3")
        return Segments(
            rows=rows,
            bounds=self.amounts.reading.word(table, "bounds", path, BOUNDS),
            measured=self.amounts.reading.word(table, "measured", path, ("visit", "year")),
            slab=slab,
            bound_belongs_to=bound_belongs_to(reading, table, path, *beside),
        )

    def rows(self, reading: Reading, value: object, path: str) -> tuple[Row, ...]:
        """Bands from zero upwards, without gap or overlap, each with a ratio."""
        entries = reading.entries(value, path)
        rows: list[Row] = []
        reached: Decimal | None = ZERO
        if value == []:
            reading.refuse(path, "empty")
        for number, entry in enumerate(entries):
            at = f"{path}[{number}]"
            entry = reading.table(entry, at, ("from", "to", "ratio", "person_ratio"))
            row = self._row(reading, entry, at, reached if number else ZERO)
            if reached is None:
                reading.refuse(f"{path}[{number - 1}]", "open_end_not_last")
            elif number and row.low != reached:
                code = "gap" if row.low > reached else "overlap"
                reading.refuse(joined(at, "from"), code, ends=str(reached), starts=str(row.low))
            rows.append(row)
            reached = row.high
        return tuple(rows)

    def _row(self, reading: Reading, table: dict[str, Any], path: str, reached: Decimal | None) -> Row:
        if ("ratio" in table) == ("person_ratio" in table):
            reading.refuse(path, "exactly_one_of", allowed=["ratio", "person_ratio"])
        key = "person_ratio" if "person_ratio" in table else "ratio"
        low, high = (optional_money(reading, table, name, path) for name in ("from", "to"))
        low = (reached or ZERO) if low is None else low
        if high is not None and high <= low:
            reading.refuse(joined(path, "to"), "range_reversed", starts=str(low), ends=str(high))
        return Row(
            low=low,
            high=high,
            ratio=self._rate(table.get(key), joined(path, key)),
            of_person=key == "person_ratio",
            path=path,
        )


def bound_belongs_to(reading: Reading, inside: dict[str, Any], path: str, beside: dict[str, Any], above: str) -> str:
    """To which band a bound belongs: said beside the rows, which is its place, or beside the whole table; never in both."""
    key = "bound_belongs_to"
    if key in inside and key in beside:
        reading.refuse(joined(above, key), "not_together", keys=[joined(above, key), joined(path, key)])
    table, at = (inside, path) if key in inside else (beside, above)
    return reading.word(table, key, at, ("lower", "upper"))


def _factor(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_factor, value, path)


def _may_fall(rows: tuple[Row, ...]) -> bool:
    """Whether a slab's ratio falls from one band to the next, or cannot be known without a case."""
    ratios = [row.ratio.value for row in rows if isinstance(row.ratio, Stated)]
    if len(ratios) < len(rows):
        return True
    funds = [ONE - ratio if row.of_person else ratio for row, ratio in zip(rows, ratios, strict=True)]
    return any(after < before for before, after in pairwise(funds)) or bool(rows and rows[-1].high is not None)
