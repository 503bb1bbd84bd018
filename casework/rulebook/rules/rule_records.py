"""A number with a date and a source, as frozen records, and the one way to look a value up."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

# From the best founded to the least; an answer is only as well founded as the weakest thing it used.
STATUSES = ("stated", "reported", "inferred", "assumed")


class RuleError(Exception):
    """Something is wrong with the dated rules; `code` is stable and `rule_id` names the rule."""

    code = "rule_error"

    def __init__(self, rule_id: str, message: str) -> None:
        super().__init__(f"{rule_id}: {message}")
        self.rule_id = rule_id


class ValueMissing(RuleError):
    """No source gives a value of this rule for that date, place and facts. Never answered with a guess or zero."""

    code = "value_missing"


class RuleUnknown(RuleError):
    """There is no rule of that id."""

    code = "unknown_rule"


def weakest(*statuses: str) -> str:
    """The least founded of some statuses: what an answer that rests on all of them may claim."""
    return max(statuses, key=STATUSES.index)


def covers_place(prefix: str, place: str) -> bool:
    """Whether a division prefix ("" the country, "35", "3502", "350203") holds the place with that code."""
    return place.startswith(prefix)


@dataclass(frozen=True, kw_only=True)
class Value:
    """One dated value of a rule. `value` is None when a source is known to be silent."""

    place: str
    applies_to: tuple[tuple[str, tuple[str, ...]], ...]
    starts: str | None
    from_: date
    until: date | None
    value: int | Decimal | str | bool | date | None
    source: str
    status: str
    checked: date

    @property
    def version(self) -> str:
        """Names this value within its rule, to be stored beside whatever was computed from it."""
        return f"{self.place}:{self.from_.isoformat()}" if self.place else self.from_.isoformat()

    @property
    def number(self) -> int:
        """The value of a rule in whole numbers: days, months, a count. Raises TypeError for a rule of another unit."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise TypeError(f"{self.value!r} is no whole number")
        return self.value

    def in_force(self, on: date) -> bool:
        return self.from_ <= on and (self.until is None or on <= self.until)

    def fits(self, facts: dict[str, str]) -> bool:
        return all(facts.get(name) in allowed for name, allowed in self.applies_to)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule with its name in three languages (by script), its unit, how it is counted, and its values."""

    id: str
    zh_hans: str
    zh_hant: str
    en: str
    unit: str
    counted: str | None
    values: tuple[Value, ...]
    note: str = ""
    choices: tuple[str, ...] = field(default=())

    def value_for(self, *, on: date, place: str = "", **facts: str) -> Value:
        """The value in force on a day: the nearest place wins, then the closer fit, then the latest start.

        Raises ValueMissing when no value is in force, or when the one in force says that no source gives it.
        """
        fitting = [v for v in self.values if covers_place(v.place, place) and v.fits(facts)]
        in_force = [v for v in fitting if v.in_force(on)]
        if not in_force:
            raise ValueMissing(self.id, self._why_missing(fitting, on, place, facts))
        best = max(in_force, key=lambda v: (len(v.place), len(v.applies_to), v.from_))
        if best.value is None:
            raise ValueMissing(self.id, f"no source gives a value on {on} ({best.source})")
        return best

    def _why_missing(self, fitting: list[Value], on: date, place: str, facts: dict[str, str]) -> str:
        where = f"for place {place or 'any'} and {facts or 'no facts'}"
        if not fitting:
            return f"no value {where}"
        first = min(v.from_ for v in fitting)
        if on < first:
            return f"no value on {on} {where}; the first one starts on {first}"
        return f"no value in force on {on} {where}"
