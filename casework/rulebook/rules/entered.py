"""Values that offices entered beside those of the files. A process holds them whole, one state at a time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from casework.rulebook.rules.rule_records import Rule, Value

WHOLE = re.compile(r"[0-9]{1,4}")
AMOUNT = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
SHARE = re.compile(r"(0|1|0?\.[0-9]{1,8}|0\.[0-9]{1,8}|1\.0+)")
PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*[%％]")
SHARES = ("fraction", "fraction_per_day")
FLAGS = {"yes": True, "no": False, "是": True, "否": False}


@dataclass(frozen=True)
class Held:
    """The values of one state of the table, by rule."""

    state: str | None = None
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Enterable:
    """A rule whose values an office may enter for its place. `yearly`: a value holds for the one year it begins in;
    `persons`: whom a value may be for, where the rule tells people apart."""

    rule: Rule
    yearly: bool = False
    persons: tuple[str, ...] = ()
    # The least and the most of a whole number that has bounds.
    between: tuple[int, int] | None = None
    # Places and first days of which a file of another shape has values.
    in_files: frozenset[tuple[str, date]] = frozenset()

    def read(self, text: str) -> int | Decimal | str | bool | date:
        """A value as an officer writes it, within the bounds of the rule. Raises NotAValue."""
        value = read_value(self.rule, text)
        if self.between and isinstance(value, int) and not self.between[0] <= value <= self.between[1]:
            raise NotAValue(text)
        return value


class NotAValue(ValueError):
    """A text that is no value of the rule's unit."""


_held = [Held()]


def hold(held: Held) -> None:
    """From now on these values stand beside those of the files, in this process."""
    _held[0] = held


def state() -> str | None:
    """Names what is held, for whoever keeps something worked out from it."""
    return _held[0].state


def entered_values(rule_id: str) -> tuple[Value, ...]:
    """The values of a rule that offices entered."""
    return _held[0].values.get(rule_id, ())


def with_entered(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules of files with the values that offices entered; the nearest place and the latest day win as ever."""
    return {
        rule_id: replace(rule, values=(*rule.values, *more)) if (more := entered_values(rule_id)) else rule
        for rule_id, rule in rules.items()
    }


def by_rule(values: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    """Values by the rule each is of."""
    found: dict[str, list[Value]] = {}
    for rule_id, value in values:
        found.setdefault(rule_id, []).append(value)
    return {rule_id: tuple(rows) for rule_id, rows in found.items()}


def read_value(rule: Rule, text: str) -> int | Decimal | str | bool | date:
    """A value as an officer writes it: a whole number, yuan, 0.05 or 5 %, a day, yes or no, one of the rule's words. Raises
    NotAValue."""
    text = text.strip()
    if rule.unit == "code" and text in rule.choices:
        return text
    if rule.unit == "flag" and text.lower() in FLAGS:
        return FLAGS[text.lower()]
    if rule.unit == "day":
        return _day(text)
    if rule.unit == "yuan" and AMOUNT.fullmatch(text):
        return Decimal(text)
    if rule.unit in SHARES:
        return _share(text)
    if rule.unit not in ("code", "flag", "yuan") and WHOLE.fullmatch(text):
        return int(text)
    raise NotAValue(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotAValue(text) from error


def _share(text: str) -> Decimal:
    percent = PERCENT.fullmatch(text)
    if percent and Decimal(percent[1]) <= 100:
        return Decimal(percent[1]) / 100
    if SHARE.fullmatch(text):
        return Decimal(text)
    raise NotAValue(text)
