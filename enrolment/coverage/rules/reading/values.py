"""Reads single values of a question: money, ratios, numbers, days, months. Liberal in form, strict in value; exact.

A number may be a JSON number or a text. Every refusal is a FactsError with an empty path: the caller knows where it was reading.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.numbers import read_money as read_money  # every reader of cover takes it from here
from casework.questions.rules.numbers import read_number, with_decimals
from casework.questions.rules.reading import EARLIEST, LATEST, Reader, at, read_day, read_object, shown
from enrolment.coverage.rules.days import first_day, month_of

MONTH = re.compile(r"([0-9]{4})(?:-|/|年|\.)?([0-9]{1,2})月?")
PLACE = re.compile(r"([0-9]{2}){0,3}")
PARTS = {"%": 2, "％": 2, "‰": 3, "‱": 4}


def read_wage(value: object) -> Decimal:
    """A wage or base: yuan, six decimals at most, since averages are seldom whole. Raises FactsError."""
    return with_decimals(read_number(value), 6, value)


def read_ratio(value: object) -> Decimal:
    """A share: 0.02, "2%", "20‰", with ten decimals at most. Raises FactsError."""
    if type(value) is str and value.strip()[-1:] in PARTS:
        text = value.strip()
        return with_decimals(read_number(text[:-1].strip()).scaleb(-PARTS[text[-1]]), 10, value)
    return with_decimals(read_number(value), 10, value)


def read_share(value: object) -> Decimal:
    """A share of a whole, not above one: "2%" that is written 2 would be two hundred percent. Raises FactsError."""
    share = read_ratio(value)
    if share > 1:
        raise FactsError("above_one", value=shown(value))
    return share


def read_multiple(value: object) -> Decimal:
    """A multiple of an average, "300%" or 3, not above ten. Raises FactsError."""
    multiple = read_ratio(value)
    if multiple > 10:
        raise FactsError("too_large", value=shown(value), limit=10)
    return multiple


def read_shares(value: object) -> Decimal:
    """One share, or several that are added: {"employer": "8%", "person": "2%"}. Raises FactsError."""
    if type(value) is not dict:
        return read_share(value)
    total = sum(read_object(value, dict.fromkeys(value, read_share)).values(), Decimal(0))
    if total > 1:
        raise FactsError("above_one", value=shown(total))
    return total


def read_count(value: object) -> Decimal:
    """A count that may have a part, as years of contributions have. Raises FactsError."""
    number = with_decimals(read_number(value), 6, value)
    if number > 100_000:
        raise FactsError("too_large", value=shown(value), limit=100_000)
    return number


def read_whole(value: object) -> int:
    """A whole number from 0 to 100,000. Raises FactsError."""
    number = read_number(value)
    if number != number.to_integral_value():
        raise FactsError("not_whole", value=shown(value))
    if number > 100_000:
        raise FactsError("too_large", value=shown(value), limit=100_000)
    return int(number)


def read_flag(value: object) -> bool:
    """true or false, nothing else. Raises FactsError."""
    if type(value) is not bool:
        raise FactsError("wrong_type", expected="true or false")
    return value


def read_year(value: object) -> int:
    """A year. Raises FactsError."""
    text = value.strip().removesuffix("年") if type(value) is str else value
    if type(text) is str and text.isascii() and text.isdigit():
        text = int(text[:9])
    if type(text) is not int or not EARLIEST <= text <= LATEST:
        raise FactsError("not_a_year", value=shown(value))
    return text


def read_month(value: object) -> int:
    """A month as year * 12 + month - 1: "2026-03", 2026年3月, or any day of it. Raises FactsError."""
    if type(value) is str and (found := MONTH.fullmatch(value.strip())):
        year, month = int(found[1]), int(found[2])
        if 1 <= month <= 12 and EARLIEST <= year <= LATEST:
            return year * 12 + month - 1
    try:
        return month_of(read_day(value))
    except FactsError:
        raise FactsError("not_a_month", value=shown(value)) from None


def read_stretch(value: object) -> tuple[int, int]:
    """The first and the last month of {"from", "to"}. Raises FactsError."""
    found = read_object(value, {"from": read_month, "to": read_month}, ("from", "to"))
    if found["to"] < found["from"]:
        raise reversed_months(found["from"], found["to"])
    return found["from"], found["to"]


def reversed_months(first: int, last: int) -> FactsError:
    """The refusal of a stretch of months that ends before it begins, as months are written."""
    starts, ends = first_day(first).isoformat()[:7], first_day(last).isoformat()[:7]
    return FactsError("dates_reversed", "to", starts=starts, ends=ends)


def read_id(value: object) -> str | int:
    """The name a question gives itself: a text or a whole number, so that it can come back. Raises FactsError."""
    if type(value) not in (str, int):
        raise FactsError("wrong_type", expected="text")
    return value  # type: ignore[return-value]


def one_way(found: Mapping[str, Any], *keys: str, path: str = "") -> None:
    """Refuse two ways of telling one thing: one of them would be left out without a word. Raises FactsError."""
    told = [key for key in keys if key in found]
    if len(told) > 1:
        raise FactsError("not_together", f"{path}.{told[1]}" if path else told[1], keys=", ".join(told))


def read_place(value: object) -> str:
    """A division code of two, four or six digits; closing zeros of a wider place are left out. Raises FactsError."""
    if type(value) is not str or not value.isascii() or not PLACE.fullmatch(value):
        raise FactsError("not_a_place", value=shown(value))
    while value.endswith("00"):
        value = value[:-2]
    return value


def division_of(code: str) -> str:
    """A place on record as the rules name it: the division down to the county that a code of any length lies in."""
    return read_place(code[:6])


def read_text(value: object) -> str:
    """A short text. Raises FactsError."""
    if type(value) is not str or len(value) > 200:
        raise FactsError("wrong_type", expected="text")
    return value


def list_of(reader: Reader, most: int = 1000, *, least: int = 1) -> Reader:
    """A reader for a list of at least so many; one entry alone is a list of one."""

    def read(value: object) -> list[Any]:
        entries = value if type(value) is list else [value]
        if len(entries) < least:
            raise FactsError("empty")
        if len(entries) > most:
            raise FactsError("too_many", limit=most)
        return [at(f"[{number}]" if type(value) is list else "", reader, entry) for number, entry in enumerate(entries)]

    return read
