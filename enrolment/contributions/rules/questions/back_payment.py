"""A back payment: of the years short at retirement, of months that were missed, or of years of the residents' scheme."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, one_of, read_day, read_object
from enrolment.contributions.rules.premiums import premium_of
from enrolment.contributions.rules.questions.bases import BOUNDS, average_wage, bounded
from enrolment.contributions.rules.records import Amount, Step, to_fen
from enrolment.contributions.rules.terms import readers, terms_on
from enrolment.coverage.rules.reading.question import read_scheme
from enrolment.coverage.rules.reading.values import (
    list_of,
    one_way,
    read_count,
    read_money,
    read_month,
    read_multiple,
    read_shares,
    read_stretch,
    read_wage,
    read_whole,
    read_year,
)
from enrolment.coverage.rules.records.facts import RESIDENTS
from enrolment.coverage.rules.terms import Terms

ROUNDINGS = ("once", "each_month")
TERMS = ("required_years", "required_actual_years", "back_payment_share", "back_payment_rate")


def _read_by_sex(value: object) -> Any:
    """Years for everybody, or by sex: {"male": 30, "female": 25}."""
    if type(value) is dict:
        return read_object(value, {"male": read_count, "female": read_count}, ("male", "female"))
    return read_count(value)


def _read_missing(value: object) -> int:
    """How many months, or a stretch {"from", "to"}, or the months themselves."""
    if type(value) is dict:
        first, last = read_stretch(value)
        return last - first + 1
    return len(set(list_of(read_month)(value))) if type(value) is list else read_whole(value)


def _read_part(value: object) -> dict[str, Any]:
    keys = {"months": _read_missing, "base": read_wage, "rate": read_shares}
    return read_object(value, keys, ("months", "base"))


RULES: Mapping[str, Reader] = {
    **{name: readers()[name] for name in TERMS},
    "required_years": _read_by_sex,
    "required_actual_years": _read_by_sex,
    "back_payment_share": read_multiple,
    "back_payment_rate": read_shares,
    "premium": read_money,
    "rounding": one_of(ROUNDINGS),
    **BOUNDS,
}
READERS: Mapping[str, Reader] = {
    "scheme": read_scheme,
    "on": read_day,
    "sex": one_of(("male", "female")),
    "contribution_years": read_count,
    "contribution_months": read_whole,
    "actual_years": read_count,
    "actual_months": read_whole,
    "missing_months": _read_missing,
    "missing_years": read_count,
    "base": read_wage,
    "average_wage": read_wage,
    "average_wage_year": read_wage,
    "parts": list_of(_read_part),
    "year": read_year,
    "years": lambda value: len(set(list_of(read_year)(value))) if type(value) is list else read_whole(value),
    "rules": lambda value: read_object(value, RULES),
}


def answer(found: dict[str, Any], place: str) -> Amount:
    """What is paid back. Raises FactsError, NoSource."""
    rules = found.get("rules", {})
    if found.get("scheme", RESIDENTS) != RESIDENTS:
        one_way(found, "scheme", "years")
    if found.get("scheme") == RESIDENTS or "years" in found:
        return _of_residents(found, place, rules)
    on = found.get("on") or date(found.get("year", 2026), 1, 1)
    terms = terms_on(place, on, {key: value for key, value in rules.items() if key in TERMS})
    for key in ("base", "missing_months", "missing_years", "contribution_years", "contribution_months"):
        one_way(found, "parts", key)
    if "parts" in found:
        return _of_parts(found, rules, terms)
    months, steps, used = _months(found, terms)
    share, said = _base(found, rules, terms)
    rate = terms.need("back_payment_rate")
    used += tuple(name for name in ("back_payment_share",) if "base" not in found)
    amount = _product(share, rate, months, rules)
    steps += (*said, ("back_payment", {"months": months, "base": share, "rate": rate, "amount": amount}))
    more = {"months": months}
    return Amount(amount=amount, steps=steps, used=(*used, "back_payment_rate"), more=more, terms=terms)


def _product(base: Decimal, rate: Decimal, months: int, rules: Mapping[str, Any]) -> Decimal:
    """Base times rate times months: multiplied first and rounded once, unless each month is told to be rounded."""
    if rules.get("rounding") == "each_month":
        return to_fen(base * rate) * months
    return to_fen(base * rate * months)


def _of_parts(found: dict[str, Any], rules: Mapping[str, Any], terms: Terms) -> Amount:
    """Months of several years, each with a base of its own."""
    amount, months, steps = Decimal("0.00"), 0, []
    for part in found["parts"]:
        rate = part.get("rate") if "rate" in part else terms.need("back_payment_rate")
        each = _product(part["base"], rate, part["months"], rules)
        amount, months = amount + each, months + part["months"]
        steps.append(("back_payment", {"months": part["months"], "base": part["base"], "rate": rate, "amount": each}))
    steps.append(("back_payment_sum", {"months": months, "amount": amount}))
    return Amount(amount=amount, steps=tuple(steps), used=("back_payment_rate",), more={"months": months}, terms=terms)


def _months(found: dict[str, Any], terms: Terms) -> tuple[int, tuple[Step, ...], tuple[str, ...]]:
    """The months to pay: told, or those short of the years the place asks, all or actual ones. Raises NoSource, FactsError."""
    if "missing_years" in found:
        # Years and months beside each other are added: 2 years and 6 months.
        months = _whole_months(found["missing_years"]) + found.get("missing_months", 0)
        return months, (("months_missing", {"months": months}),), ()
    if "missing_months" in found:
        return found["missing_months"], (), ()
    have = _held(found, "contribution")
    if have is None:
        raise FactsError("key_missing", "contribution_years", key="contribution_years")
    actual = _held(found, "actual")
    needed = _whole_months(_for_sex(terms.need("required_years"), found))
    short = max(0, needed - have)
    steps: list[Step] = [("months_short", {"have": have, "needed": needed, "months": short})]
    used = ["required_years"]
    if actual is not None and (years := terms.get("required_actual_years")) is not None:
        needed_actual = _whole_months(_for_sex(years, found))
        lacking = max(0, needed_actual - actual)
        steps.append(("actual_months_short", {"have": actual, "needed": needed_actual, "months": lacking}))
        used.append("required_actual_years")
        short = max(short, lacking)
    return short, tuple(steps), tuple(used)


def _held(found: dict[str, Any], name: str) -> int | None:
    years, months = found.get(f"{name}_years"), found.get(f"{name}_months")
    if years is None:
        return months
    # Years and months together are years and months beside each other: 22 years and 6 months.
    return int(years * 12) + (months or 0)


def _whole_months(years: Decimal | int) -> int:
    return int((Decimal(years) * 12).to_integral_value(ROUND_CEILING))


def _for_sex(value: Any, found: dict[str, Any]) -> Any:
    if type(value) is not dict:
        return value
    if "sex" not in found:
        raise FactsError("key_missing", "sex", key="sex")
    return value[found["sex"]]


def _base(found: dict[str, Any], rules: Mapping[str, Any], terms: Terms) -> tuple[Decimal, tuple[Step, ...]]:
    """The base of a month: told, or a share of the average wage. Raises NoSource, FactsError."""
    if "base" in found:
        if "back_payment_share" in rules:
            raise FactsError("not_together", "rules.back_payment_share", keys="base, rules.back_payment_share")
        return bounded(found["base"], found, rules)
    wage = average_wage(found)
    share = terms.need("back_payment_share")
    return wage * share, (("base_share", {"wage": wage, "share": share, "base": wage * share}),)


def _of_residents(found: dict[str, Any], place: str, rules: Mapping[str, Any]) -> Amount:
    """Missed years of the residents' scheme, each at the premium of the year in which they are paid. Raises NoSource."""
    years = found.get("years")
    one_way(found, "years", "missing_years", "missing_months")
    if years is None and "missing_years" in found:
        if found["missing_years"] != int(found["missing_years"]):
            raise FactsError("not_whole", "missing_years", value=str(found["missing_years"]))
        years = int(found["missing_years"])
    if years is None:
        raise FactsError("key_missing", "years", key="years")
    if "premium" in rules:
        terms = Terms({}).with_given({"personal": rules["premium"]})
    else:
        if "year" not in found:
            raise FactsError("key_missing", "year", key="year")
        known = premium_of(place, found["year"])
        cited = {"personal": (known["personal"], known["source"], known["status"])} if known else {}
        terms = Terms(cited)
    premium = terms.need("personal")
    amount = to_fen(premium * years)
    steps: tuple[Step, ...] = (("years_bought_back", {"years": years, "premium": premium, "amount": amount}),)
    return Amount(amount=amount, steps=steps, used=("personal",), more={"years": years}, terms=terms)
