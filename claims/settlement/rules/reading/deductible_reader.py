"""Reads the deductible (D1 to D6) and the changes for off-site care (O1 to O4)."""

from decimal import Decimal
from typing import Any

from claims.settlement.rules.reading.amount_reader import AmountReader, optional_money, read_ratio_at
from claims.settlement.rules.reading.choice_reader import NONE, Leaf, Reading, read_choice, read_condition
from claims.settlement.rules.reading.pot_reader import read_pot
from claims.settlement.rules.reading.values import read_code, read_codes, read_factor, read_flag
from claims.settlement.rules.records.amounts import Amount, Formula
from claims.settlement.rules.records.choices import Missing, Node, Stated
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.policy import DeductibleRule, OffSite, Reduction, Repeat
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.settling.year import COUNTERS

KEYS = (
    "id",
    "amount",
    "period",
    "repeat",
    "yearly_ceiling",
    "reductions",
    "transfer",
    "exempt_item_classes",
    "counter",
    "pot",
)
PERIODS = ("admission", "visit", "year", "once_a_year", "quarter", "month")
TRANSFERS = ("up", "down", "same", "consortium")
TRANSFER_FORMS = ("difference", "full", "none")
# A path as a code: deductible.cases[0] is deductible.cases.0.
AS_NAME = str.maketrans({"[": ".", "]": None, "|": "+"})
REDUCTIONS = ("share", "less", "to")
OFF_SITE_KEYS = ("extra_first_pay", "points_off", "factor", "deductible", "deductible_factor")


class DeductibleReader:
    """Reads one document's deductible and off-site sections."""

    def __init__(self, amounts: AmountReader) -> None:
        self.amounts, self.reading = amounts, amounts.reading

    def node(self, value: object, path: str) -> Node[DeductibleRule | None]:
        """The deductible section, a choice between some, or an amount alone; "none" charges nothing."""
        return read_choice(self.reading, value, path, self._section, optional=True)

    def off_site(self, value: object, path: str) -> Node[OffSite | None]:
        """The off-site section or a choice; "none" changes nothing."""
        return read_choice(self.reading, value, path, self._off_site, optional=True)

    def _section(self, reading: Reading, value: object, path: str) -> DeductibleRule:
        if type(value) is not dict or "share" in value:
            # An amount alone is charged at every admission alike.
            return self._rule({"repeat": NONE}, self.amounts.node(value, path), path)
        table = reading.table(value, path, KEYS)
        at = joined(path, "amount")
        amount = self.amounts.node(table["amount"], at, optional=True) if "amount" in table else Missing(at)
        return self._rule(table, amount, path)

    def _rule(self, table: dict[str, Any], amount: Node[Amount | None], path: str) -> DeductibleRule:
        self._warn_of_formula(amount, path)
        period = self.reading.word(table, "period", path, PERIODS)
        if period != PERIODS[0] and table.get("repeat") not in (None, NONE):
            self.reading.refuse(joined(path, "repeat"), "not_together", keys=[f"period: {period}", "repeat"])
        return DeductibleRule(
            amount=amount,
            period=period,
            repeat=self._repeat(table, path),
            yearly_ceiling=self._amount(table, "yearly_ceiling", path),
            reductions=self._reductions(table, path),
            transfer=self._transfer(table, path),
            transfer_counts=self._transfer_counts(table, path),
            exempt=self._exempt(table, path),
            counter=self.reading.word(table, "counter", path, COUNTERS),
            path=path,
            id=self._id(table, path),
            # What is charged once a year is kept by its own name.
            pot=read_pot(self.reading, table, path, period, without=("once_a_year",)),
        )

    def _id(self, table: dict[str, Any], path: str) -> str:
        """The name under which the year keeps that it was charged once: its own, else where it stands."""
        if table.get("id") is None:
            return path.translate(AS_NAME)
        return self.reading.take(read_code, table["id"], joined(path, "id")) or ""

    def _warn_of_formula(self, amount: Node[Amount | None], path: str) -> None:
        """A deductible that grows with the bill (D6) may make a payment fall as the cost rises."""
        if isinstance(amount, Stated) and isinstance(amount.value, Formula) and isinstance(amount.value.of, str):
            self.reading.warn(path, "payment_may_fall", shape="D6")

    def _amount(self, table: dict[str, Any], key: str, path: str) -> Node[Amount | None]:
        at = joined(path, key)
        return self.amounts.node(table[key], at, optional=True) if key in table else Stated(None, at)

    def _repeat(self, table: dict[str, Any], path: str) -> Node[Repeat | None]:
        """What a further admission costs must be said before there is one; there is no default."""
        at = joined(path, "repeat")
        return read_choice(self.reading, table.get("repeat"), at, self._repeat_leaf, optional=True)

    def _repeat_leaf(self, reading: Reading, value: object, path: str) -> Repeat:
        table = reading.table(value, path, ("shares", "less_each_time", "at_least"))
        if ("shares" in table) == ("less_each_time" in table):
            reading.refuse(path, "exactly_one_of", allowed=["shares", "less_each_time"])
        least = optional_money(reading, table, "at_least", path) or ZERO
        if "less_each_time" in table:
            less = self.amounts.node(table["less_each_time"], joined(path, "less_each_time"))
            return Repeat((), less, least)
        at = joined(path, "shares")
        entries = reading.entries(table.get("shares"), at) if "shares" in table else []
        if "shares" in table and not entries:
            reading.refuse(at, "empty")
        shares = [read_ratio_at(reading, entry, f"{at}[{number}]") for number, entry in enumerate(entries)]
        if shares and shares[0] not in (None, 1):
            # The first is the admission whose deductible the others are shares of.
            reading.refuse(f"{at}[0]", "unknown_choice", value=str(shares[0]), allowed=["1"])
        return Repeat(tuple(share or Decimal(0) for share in shares), None, least)

    def _reductions(self, table: dict[str, Any], path: str) -> tuple[Reduction, ...]:
        at = joined(path, "reductions")
        if table.get("reductions") in (None, "none"):
            return ()
        entries = self.reading.entries(table["reductions"], at)
        return tuple(self._reduction(entry, f"{at}[{number}]") for number, entry in enumerate(entries))

    def _reduction(self, value: object, path: str) -> Reduction:
        table = self.reading.table(value, path, ("when", *REDUCTIONS), needed=("when",))
        forms = [form for form in REDUCTIONS if form in table]
        if len(forms) != 1:
            self.reading.refuse(path, "exactly_one_of", allowed=list(REDUCTIONS))
        form = forms[0] if forms else "share"
        at = joined(path, form)
        if form == "share":
            by: Node[Amount] = read_choice(self.reading, table.get("share"), at, read_ratio_at)
        else:
            by = self.amounts.node(table[form], at)
        return Reduction(read_condition(self.reading, table.get("when", {}), joined(path, "when")), form, by, path)

    def _transfer(self, table: dict[str, Any], path: str) -> dict[str, Node[str]]:
        at = joined(path, "transfer")
        if table.get("transfer") is None:
            return {}
        if table["transfer"] == "none":
            return {form: Stated("full", at) for form in TRANSFERS}
        found = self.reading.table(table["transfer"], at, (*TRANSFERS, "counts_as_admission"))
        return {
            form: read_choice(self.reading, found[form], joined(at, form), self._transfer_leaf)
            for form in TRANSFERS
            if form in found
        }

    def _transfer_leaf(self, reading: Reading, value: object, path: str) -> str | None:
        return reading.choose(value, path, TRANSFER_FORMS)

    def _transfer_counts(self, table: dict[str, Any], path: str) -> bool:
        found = table.get("transfer")
        if found == NONE:
            # Transfers change nothing: the stay is one as any other.
            return True
        if type(found) is not dict or "counts_as_admission" not in found:
            return False
        return bool(self.reading.take(read_flag, found["counts_as_admission"], f"{path}.transfer.counts_as_admission"))

    def _exempt(self, table: dict[str, Any], path: str) -> Node[frozenset[str] | None]:
        at = joined(path, "exempt_item_classes")
        if "exempt_item_classes" not in table:
            return Stated(None, at)
        return read_choice(self.reading, table["exempt_item_classes"], at, _read_exempt, optional=True)

    def _off_site(self, reading: Reading, value: object, path: str) -> OffSite:
        table = reading.table(value, path, OFF_SITE_KEYS)
        deductible = self._amount(table, "deductible", path)
        self._warn_of_formula(deductible, joined(path, "deductible"))
        return OffSite(
            extra_first_pay=self._ratio(table, "extra_first_pay", path, read_ratio_at),
            points_off=self._ratio(table, "points_off", path, read_ratio_at),
            factor=self._ratio(table, "factor", path, read_ratio_at),
            deductible=deductible,
            deductible_factor=self._ratio(table, "deductible_factor", path, _read_factor),
        )

    def _ratio(self, table: dict[str, Any], key: str, path: str, leaf: Leaf[Decimal]) -> Node[Decimal | None]:
        at = joined(path, key)
        return read_choice(self.reading, table[key], at, leaf, optional=True) if key in table else Stated(None, at)


def _read_factor(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_factor, value, path)


def _read_exempt(reading: Reading, value: object, path: str) -> frozenset[str] | None:
    found = reading.take(read_codes, value, path)
    reading.item_classes |= found or frozenset()
    return found
