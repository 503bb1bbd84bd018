"""Reads the rules from the bill to the in-scope cost (B1 to B5), and who may pay from the personal account (P1)."""

from decimal import Decimal
from typing import Any

from claims.settlement.rules.reading.amount_reader import AmountReader, read_ratio_at
from claims.settlement.rules.reading.choice_reader import Reading, read_choice
from claims.settlement.rules.reading.ratio_reader import RatioReader, bound_belongs_to
from claims.settlement.rules.reading.values import read_code, read_codes, read_flag
from claims.settlement.rules.records.choices import Missing, Node
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.policy import FIRST, PARTS, ItemClass, Items, Limit, PriceBands

LIMIT_PER = ("day", "visit", "stay_day", "year")
LIMIT_ON = ("in_scope", "cost")


class ItemReader:
    """Reads one document's `items` and `payment` sections."""

    def __init__(self, amounts: AmountReader, ratios: RatioReader) -> None:
        self.amounts, self.ratios, self.reading = amounts, ratios, amounts.reading

    def node(self, value: object, path: str) -> Node[Items | None]:
        """The items section or a choice; without one only what the lines themselves state is known."""
        return read_choice(self.reading, {} if value is None else value, path, self._section, optional=True)

    def _section(self, reading: Reading, value: object, path: str) -> Items:
        table = reading.table(value, path, ("class_b_first_pay", "item_classes", "limits"))
        at = joined(path, "class_b_first_pay")
        classes, limits = table.get("item_classes"), table.get("limits")
        limits = () if limits in (None, "none") else self._limits(limits, joined(path, "limits"))
        classes = {} if classes is None else self._classes(classes, joined(path, "item_classes"))
        return Items(
            first_pay=self._ratio(table, "class_b_first_pay", path) or Missing(at),
            classes=classes,
            limits=limits,
            limited=frozenset().union(*(limit.kinds or () for limit in limits)),
            limits_all=any(limit.kinds is None for limit in limits),
            final=frozenset(name for name, one in classes.items() if one.final_ratio is not None),
        )

    def _ratio(self, table: dict[str, Any], key: str, path: str) -> Node[Decimal] | None:
        if key not in table:
            return None
        return read_choice(self.reading, table[key], joined(path, key), read_ratio_at)

    def _classes(self, value: object, path: str) -> dict[str, ItemClass]:
        if type(value) is not dict:
            self.reading.refuse(path, "wrong_type", expected="object")
            return {}
        self.reading.item_classes |= {str(name) for name in value}
        return {str(name): self._class(entry, joined(path, str(name)[:60])) for name, entry in value.items()}

    def _class(self, value: object, path: str) -> ItemClass:
        table = self.reading.table(value, path, ("first_pay", "final_ratio", "counts_for_deductible"))
        counts = table.get("counts_for_deductible", False)
        return ItemClass(
            first_pay=self._first_pay(table, path),
            final_ratio=self._ratio(table, "final_ratio", path),
            counts_for_deductible=bool(self.reading.take(read_flag, counts, joined(path, "counts_for_deductible"))),
        )

    def _first_pay(self, table: dict[str, Any], path: str) -> Node[Decimal | PriceBands] | None:
        """A ratio, or bands of the unit price with a ratio each."""
        if "first_pay" not in table:
            return None
        return read_choice(self.reading, table["first_pay"], joined(path, "first_pay"), self._first_pay_leaf)

    def _first_pay_leaf(self, reading: Reading, value: object, path: str) -> Decimal | PriceBands | None:
        if type(value) is not dict:
            return read_ratio_at(reading, value, path)
        table = reading.table(value, path, ("segments", "slabs", "bound_belongs_to"))
        keys = [key for key in ("segments", "slabs") if key in table]
        if len(keys) != 1:
            reading.refuse(path, "exactly_one_of", allowed=["segments", "slabs"])
            return None
        at, rows, inside = joined(path, keys[0]), table[keys[0]], {}
        if type(rows) is dict:
            inside = reading.table(rows, at, ("rows", "bound_belongs_to"), needed=("rows",))
            at, rows = joined(at, "rows"), inside.get("rows") or []
        rows = self.ratios.rows(reading, rows, at)
        belongs = bound_belongs_to(reading, inside, joined(path, keys[0]), table, path)
        return PriceBands(rows, keys[0] == "slabs", belongs)

    def _limits(self, value: object, path: str) -> tuple[Limit, ...]:
        entries = self.reading.entries(value, path)
        limits = tuple(self._limit(entry, f"{path}[{number}]") for number, entry in enumerate(entries))
        of_year = [limit for limit in limits if limit.per == "year"]
        for number, limit in enumerate(of_year):
            if any(limit.id == other.id for other in of_year[:number]):
                self.reading.refuse(joined(limit.path, "id"), "duplicate_id", id=limit.id)
        return limits

    def _limit(self, value: object, path: str) -> Limit:
        table = self.reading.table(value, path, ("id", "per", "on", "amount", "item_classes"), needed=("per",))
        per = table.get("per")
        kinds = table.get("item_classes")
        if kinds is not None:
            kinds = self.reading.take(read_codes, kinds, joined(path, "item_classes")) or frozenset()
            self.reading.item_classes |= kinds
        at = joined(path, "amount")
        limit_id = table.get("id", "+".join(sorted(kinds)) if kinds else "all")
        return Limit(
            id=self.reading.take(read_code, limit_id, joined(path, "id")) or "",
            per=self.reading.choose(per, joined(path, "per"), LIMIT_PER) or "visit" if per is not None else "visit",
            on=(self.reading.choose(table["on"], joined(path, "on"), LIMIT_ON) if "on" in table else None)
            or LIMIT_ON[0],
            amount=self.amounts.node(table["amount"], at, optional=True) if "amount" in table else Missing(at),
            kinds=kinds,
            path=path,
        )

    def personal_account(self, value: object, path: str) -> Node[tuple[str, ...] | str | None]:
        """`payment.personal_account`: "all", "none", the parts it may pay, or "first": it pays before anything else."""
        at = joined(path, "personal_account")
        if value is None:
            return Missing(at)
        table = self.reading.table(value, path, ("personal_account",))
        return read_choice(self.reading, table.get("personal_account"), at, self._parts, optional=True)

    def _parts(self, reading: Reading, value: object, path: str) -> tuple[str, ...] | str:
        if value == "all":
            return PARTS
        if value == FIRST:
            reading.account_first = True
            return FIRST
        names = [reading.choose(name, path, PARTS) for name in reading.entries(value, path)]
        return tuple(name for name in names if name)
