"""Bases of contributions and credits: a wage kept between a floor and a ceiling."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader
from enrolment.contributions.rules.records import Step
from enrolment.coverage.rules.reading.values import read_multiple, read_wage

# Terms that bound a base: in yuan, or as shares of the average wage that the question gives.
BOUNDS: Mapping[str, Reader] = {
    "base_floor": read_wage,
    "base_ceiling": read_wage,
    "floor_share": read_multiple,
    "ceiling_share": read_multiple,
}


def bounded(base: Decimal, found: dict[str, Any], rules: Mapping[str, Any]) -> tuple[Decimal, tuple[Step, ...]]:
    """The base within its bounds, and the step that says so when they moved it. Raises FactsError for a share without a wage."""
    floor = _bound("base_floor", "floor_share", found, rules)
    ceiling = _bound("base_ceiling", "ceiling_share", found, rules)
    if floor is not None and base < floor:
        return floor, (("base_raised", {"base": base, "floor": floor}),)
    if ceiling is not None and base > ceiling:
        return ceiling, (("base_lowered", {"base": base, "ceiling": ceiling}),)
    return base, ()


def _bound(name: str, share: str, found: dict[str, Any], rules: Mapping[str, Any]) -> Decimal | None:
    if name in rules or share not in rules:
        return rules.get(name)
    return average_wage(found) * rules[share]


def average_wage(found: dict[str, Any]) -> Decimal:
    """The average wage of a month, told for a month or for a year. Raises FactsError."""
    if "average_wage" in found and "average_wage_year" in found:
        raise FactsError("not_together", "average_wage", keys="average_wage, average_wage_year")
    if "average_wage" in found:
        return found["average_wage"]
    if "average_wage_year" in found:
        return found["average_wage_year"] / 12
    raise FactsError("key_missing", "average_wage", key="average_wage")
