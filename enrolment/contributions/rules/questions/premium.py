"""What is paid for a year of the residents' scheme, or for months of the employees' one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, one_of, read_day, read_object
from enrolment.contributions.rules.premiums import PAYS, premium_of, tier_of
from enrolment.contributions.rules.questions.bases import BOUNDS, bounded
from enrolment.contributions.rules.records import Amount, Step, to_fen
from enrolment.coverage.rules.reading.question import read_scheme
from enrolment.coverage.rules.reading.values import list_of, read_money, read_share, read_wage, read_whole, read_year
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import EMPLOYEES
from enrolment.coverage.rules.terms import Cited, Terms, terms_of


def _read_tier(value: object) -> dict[str, Any]:
    return read_object(value, {"from": read_day, "until": read_day, "pays": one_of(PAYS)}, ("from", "until", "pays"))


RULES: Mapping[str, Reader] = {
    "personal": read_money,
    "subsidy": read_money,
    "tiers": list_of(_read_tier),
    "extended_until": read_day,
    "employer_rate": read_share,
    "person_rate": read_share,
    **BOUNDS,
}
READERS: Mapping[str, Reader] = {
    "scheme": read_scheme,
    "year": read_year,
    "paid_on": read_day,
    "base": read_wage,
    "average_wage": read_wage,
    "average_wage_year": read_wage,
    "months": read_whole,
    "rules": lambda value: read_object(value, RULES),
}


def answer(found: dict[str, Any], place: str) -> Amount:
    """What the person pays for a year (residents), or person and employer together for months (employees). Raises FactsError,
    NoSource."""
    if found.get("scheme") == EMPLOYEES or ("base" in found and "scheme" not in found):
        return _of_employees(found)
    if "year" not in found:
        raise FactsError("key_missing", "year", key="year")
    return _of_residents(found, place)


def _of_residents(found: dict[str, Any], place: str) -> Amount:
    rules, year = found.get("rules", {}), found["year"]
    terms = _premium_terms(place, year, rules)
    personal, subsidy = terms.need("personal"), terms.get("subsidy")
    used: tuple[str, ...] = ("personal",)
    steps: list[Step] = [("premium_personal", {"year": year, "amount": personal})]
    pays = "personal"
    if (paid_on := found.get("paid_on")) is not None:
        pays, tier = _tier(place, year, paid_on, rules)
        if tier is not None:
            terms, used = terms.with_cited("tier", tier), (*used, "tier")
        steps.append(("premium_pays_" + pays, {"paid_on": paid_on}))
    if subsidy is not None:
        known = premium_of(place, year)
        least = "subsidy" not in rules and known is not None and known.get("subsidy_at_least", False)
        steps.append(("premium_subsidy_at_least" if least else "premium_subsidy", {"amount": subsidy}))
        used += ("subsidy",)
    if pays == "whole":
        amount = personal + terms.need("subsidy")
        steps.append(("premium_whole", {"personal": personal, "subsidy": subsidy, "amount": amount}))
    else:
        amount = personal
    more = {"personal": personal, "subsidy": subsidy, "total": None if subsidy is None else personal + subsidy}
    return Amount(amount=amount, steps=tuple(steps), used=used, more=more, terms=terms)


def _premium_terms(place: str, year: int, rules: Mapping[str, Any]) -> Terms:
    known = premium_of(place, year) or {}
    cited: dict[str, Cited] = {
        key: (known[key], known["source"], known["status"]) for key in ("personal", "subsidy") if key in known
    }
    given = {key: rules[key] for key in ("personal", "subsidy") if key in rules}
    # Whoever states the person's premium speaks of another premium than the one on file: its subsidy is not that one's.
    if "personal" in given:
        cited = {}
    return Terms(cited).with_given(given)


def _tier(place: str, year: int, paid_on: date, rules: Mapping[str, Any]) -> tuple[str, tuple[Any, str, str] | None]:
    """What whoever pays on that day pays, and the entry that says so. Raises NoSource for a day no source speaks of."""
    for tier in rules.get("tiers", ()):
        if tier["from"] <= paid_on <= tier["until"]:
            return tier["pays"], None
    if "tiers" not in rules and (known := tier_of(place, year, paid_on)) is not None:
        return known["pays"], (known["pays"], known["source"], known["status"])
    extended = rules.get("extended_until") or terms_of(place, year).get("extended_until")
    if paid_on < date(year, 1, 1) or (extended is not None and paid_on <= extended):
        return "personal", None
    raise NoSource("tier")


def _of_employees(found: dict[str, Any]) -> Amount:
    """A base within its bounds times the rates; each month rounded to the fen, times the months. Raises NoSource, FactsError."""
    rules = found.get("rules", {})
    if "base" not in found:
        raise FactsError("key_missing", "base", key="base")
    rates = {name: rules[name] for name in ("employer_rate", "person_rate") if name in rules}
    if not rates:
        raise NoSource("employer_rate")
    base, steps = bounded(found["base"], found, rules)
    months = found.get("months", 1)
    said, parts = list(steps), {}
    for name, rate in rates.items():
        part = to_fen(base * rate) * months
        parts[name.removesuffix("_rate")] = part
        said.append((f"premium_{name}", {"base": base, "rate": rate, "months": months, "amount": part}))
    amount = sum(parts.values(), Decimal("0.00"))
    return Amount(amount=amount, steps=tuple(said), used=tuple(rates), more=parts, terms=Terms({}).with_given(rates))
