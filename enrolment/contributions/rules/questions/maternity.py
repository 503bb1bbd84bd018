"""The maternity allowance: the employer's average wage of the year before, divided by the days of a month, times the days."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, read_day, read_object
from enrolment.contributions.rules.questions.bases import BOUNDS, bounded
from enrolment.contributions.rules.records import Amount, Step, to_fen
from enrolment.contributions.rules.terms import readers, terms_on
from enrolment.coverage.rules.reading.values import one_way, read_count, read_money, read_wage


def _read_days(value: object) -> Decimal:
    """How many days, or several kinds of them that are added: {"birth": 98, "difficult": 15}."""
    if type(value) is dict:
        return sum(read_object(value, dict.fromkeys(value, read_count)).values(), Decimal(0))
    if type(value) is list:
        return sum((read_count(entry) for entry in value), Decimal(0))
    return read_count(value)


RULES: Mapping[str, Reader] = {"maternity_divisor": readers()["maternity_divisor"], "year_days": read_count, **BOUNDS}
READERS: Mapping[str, Reader] = {
    "on": read_day,
    "days": _read_days,
    "wage": read_wage,
    "wage_year": read_wage,
    "wages_total": read_money,
    "people": read_count,
    "months": read_count,
    "average_wage": read_wage,
    "average_wage_year": read_wage,
    "own_wage": read_wage,
    "rules": lambda value: read_object(value, RULES),
}


def answer(found: dict[str, Any], place: str) -> Amount:
    """The allowance: multiplied before divided, rounded once. Raises FactsError, NoSource."""
    rules = found.get("rules", {})
    one_way(rules, "maternity_divisor", "year_days", path="rules")
    if "days" not in found:
        raise FactsError("key_missing", "days", key="days")
    days = found["days"]
    given = {key: rules[key] for key in ("maternity_divisor",) if key in rules}
    terms = terms_on(place, found.get("on") or date(2026, 1, 1), given)
    divisor = terms.need("maternity_divisor")
    if not divisor or not rules.get("year_days", 1):
        raise FactsError("not_a_number", f"rules.{'year_days' if divisor else 'maternity_divisor'}", value="0")
    total, parts = _wage(found)
    # The average wage as a fraction total / parts, so that nothing is divided before everything is multiplied.
    base, steps = bounded(total / parts, found, rules)
    if steps:
        total, parts = base, Decimal(1)
    if "year_days" in rules:
        amount, divisor = to_fen(total * 12 * days / (parts * rules["year_days"])), rules["year_days"]
    else:
        amount = to_fen(total * days / (parts * divisor))
    counted = int(days) if days == days.to_integral_value() else days
    said: tuple[Step, ...] = (
        *steps,
        ("maternity", {"wage": base, "days": counted, "divisor": divisor, "amount": amount}),
    )
    more: dict[str, Any] = {"days": counted}
    if "own_wage" in found:
        # Days of a year divide the wage of a year.
        own = to_fen(found["own_wage"] * (12 if "year_days" in rules else 1) * days / divisor)
        more["employer_adds"] = max(Decimal("0.00"), own - amount)
        said += (("maternity_own_wage", {"wage": found["own_wage"], "amount": more["employer_adds"]}),)
    return Amount(amount=amount, steps=said, used=("maternity_divisor",), more=more, terms=terms)


def _wage(found: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """The average monthly wage as a fraction: told for a month, for a year, or as all wages of a year over the people. The average
    wage is it where nothing else is told; otherwise its bounds are taken of it. Raises FactsError."""
    one_way(found, "wage", "wage_year", "wages_total")
    if "wages_total" not in found and ("people" in found or "months" in found):
        raise FactsError("key_missing", "wages_total", key="wages_total")
    if "wages_total" not in found:
        one_way(found, "average_wage", "average_wage_year")
        for name, parts in (("wage", 1), ("wage_year", 12), ("average_wage", 1), ("average_wage_year", 12)):
            if name in found:
                return found[name], Decimal(parts)
        raise FactsError("key_missing", "wage", key="wage")
    people, months = found.get("people", Decimal(0)), found.get("months", Decimal(12))
    if not people or not months:
        raise FactsError("key_missing", "people", key="people")
    return found["wages_total"], people * months
