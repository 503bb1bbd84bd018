"""The late fee: on each month's arrears from its own due date to the day of payment (Social Insurance Law, article 86)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, one_of, read_day, read_object
from enrolment.contributions.rules.records import ZERO, Amount, Step, to_fen
from enrolment.contributions.rules.terms import readers, terms_on
from enrolment.coverage.rules.days import first_day
from enrolment.coverage.rules.reading.values import (
    list_of,
    read_money,
    read_month,
    read_shares,
    read_stretch,
    read_wage,
    read_whole,
)
from enrolment.coverage.rules.terms import Terms

TERMS = ("late_fee_rate", "late_fee_days", "late_fee_rounding")
# Days added to the difference of the two dates.
ADDED = {"due_day_excluded": 0, "both_included": 1, "both_excluded": -1}
OF_MONTH: Mapping[str, Reader] = {
    "month": read_month,
    "amount": read_money,
    "base": read_wage,
    "rate": read_shares,
    "due_on": read_day,
    "paid_on": read_day,
    "days": read_whole,
}


def _read_month_of_arrears(value: object) -> dict[str, Any]:
    return _one_way(read_object(value, OF_MONTH))


def _one_way(entry: dict[str, Any]) -> dict[str, Any]:
    """Arrears are told as an amount, or as a base and a rate: of two ways one would be ignored. Raises FactsError."""
    if "amount" in entry and ("base" in entry or "rate" in entry):
        raise FactsError("not_together", "amount", keys="amount, base, rate")
    return entry


READERS: Mapping[str, Reader] = {
    "arrears": list_of(_read_month_of_arrears, 1200),
    "months": read_stretch,
    **OF_MONTH,
    "due_day": read_whole,
    "due_in": one_of(("month", "next_month")),
    "rules": lambda value: read_object(value, {name: readers()[name] for name in TERMS}),
}


def answer(found: dict[str, Any], place: str) -> Amount:
    """The fee on each month of arrears and their sum; `more` has the arrears themselves and both together. Raises FactsError."""
    arrears = _arrears(found)
    paid = [_paid_on(entry, found) for entry in arrears]
    days = [day for day in paid if day is not None]
    terms = terms_on(place, max(days, default=date(2026, 1, 1)), found.get("rules"))
    rate, rounding = terms.need("late_fee_rate"), terms.need("late_fee_rounding")
    exact, steps, owed = Decimal(0), [], ZERO
    for entry, paid_on in zip(arrears, paid, strict=True):
        amount = _amount(entry)
        fee, step = _fee(entry, amount, paid_on, found, terms, rate, rounding)
        exact, owed = exact + fee, owed + amount
        steps.append(step)
    total = to_fen(exact)
    steps.append(("late_fee_sum", {"amount": total}))
    more = {"arrears": owed, "total": owed + total}
    return Amount(amount=total, steps=tuple(steps), used=TERMS, more=more, terms=terms)


def _arrears(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The months of arrears: as listed, one alone, or a range of months; what stands beside a list holds for each entry that
    does not say otherwise. Raises FactsError."""
    _one_way(found)
    own: dict[str, Any] = {
        key: found[key] for key in ("month", "amount", "base", "rate", "due_on", "days") if key in found
    }
    if "arrears" in found:
        if "months" in found:
            raise FactsError("not_together", "arrears", keys="arrears, months")
        return [_of_entry(own, entry) for entry in found["arrears"]]
    if "months" in found:
        first, last = found["months"]
        if last - first >= 1200:
            raise FactsError("too_many", "months", limit=1200)
        return [own | {"month": month} for month in range(first, last + 1)]
    if not own:
        raise FactsError("key_missing", "arrears", key="arrears")
    return [own]


# What an entry says in one way goes before what stands beside the list in the other.
_OTHER_WAY: Mapping[str, tuple[str, ...]] = {
    "amount": ("base", "rate"),
    "base": ("amount",),
    "rate": ("amount",),
    "days": ("due_on",),
    "due_on": ("days",),
}


def _of_entry(own: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    left_out = {other for key in entry for other in _OTHER_WAY.get(key, ())}
    return {key: value for key, value in own.items() if key not in left_out} | entry


def _paid_on(entry: dict[str, Any], found: dict[str, Any]) -> date | None:
    return entry.get("paid_on", found.get("paid_on"))


def _amount(entry: dict[str, Any]) -> Decimal:
    """The arrears of a month: told, or a base times a rate. Raises FactsError."""
    if "amount" in entry:
        return entry["amount"]
    if "base" not in entry or "rate" not in entry:
        raise FactsError("key_missing", "amount", key="amount")
    return to_fen(entry["base"] * entry["rate"])


def _fee(
    entry: dict[str, Any],
    amount: Decimal,
    paid_on: date | None,
    found: dict[str, Any],
    terms: Terms,
    rate: Decimal,
    rounding: str,
) -> tuple[Decimal, Step]:
    days, due_on = entry.get("days"), None
    if days is None:
        due_on = _due_on(entry, found)
        if paid_on is None:
            raise FactsError("key_missing", "paid_on", key="paid_on")
        days = late_days(due_on, paid_on, terms.need("late_fee_days"))
    elif "due_on" in entry and paid_on is not None:
        _check_days(days, entry["due_on"], paid_on)
    fee = amount * rate * days
    if rounding == "each_month":
        fee = to_fen(fee)
    values: dict[str, Any] = {"arrears": amount, "rate": rate, "days": days, "amount": fee}
    if "month" in entry:
        values["month"] = first_day(entry["month"]).isoformat()[:7]
    if due_on is not None:
        return fee, ("late_fee_from", values | {"due_on": due_on, "paid_on": paid_on})
    return fee, ("late_fee_days", values)


def _check_days(days: int, due_on: date, paid_on: date) -> None:
    """Days told beside both dates are one of the readings of these. Raises FactsError."""
    if days not in {late_days(due_on, paid_on, counted) for counted in ADDED}:
        raise FactsError("not_together", "days", keys="days, due_on, paid_on")


def late_days(due_on: date, paid_on: date, counted: str) -> int:
    """Days a payment is late, as the named parameter counts them; none when it is not late."""
    if paid_on <= due_on:
        return 0
    return (paid_on - due_on).days + ADDED[counted]


def _due_on(entry: dict[str, Any], found: dict[str, Any]) -> date:
    """The due date of a month: told, or its day in that month or the next. Raises FactsError."""
    if "due_on" in entry:
        return entry["due_on"]
    if "due_day" not in found or "month" not in entry:
        raise FactsError("key_missing", "due_on", key="due_on")
    if not 1 <= found["due_day"] <= 31:
        raise FactsError("too_large", "due_day", value=str(found["due_day"]), limit=32)
    first = first_day(entry["month"] + (found.get("due_in") == "next_month"))
    return first + timedelta(days=min(found["due_day"], monthrange(first.year, first.month)[1]) - 1)
