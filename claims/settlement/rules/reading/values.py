"""Reads single values of a document: money, ratios, whole numbers, dates, codes. Liberal in form, strict in value.

A number may be a JSON number or a text ("0.85"); a ratio also a percentage ("85%"). Every refusal is a SettlementError with an
empty path: the caller knows where it was reading.
"""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.rounding import FEN, ZERO

LARGEST = Decimal(10) ** 12
LARGEST_QUANTITY = Decimal(10) ** 6
NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
# What most numbers look like; they need no further look.
MONEY = re.compile(r"[0-9]{1,11}\.[0-9]{2}")
PRICE = re.compile(r"[0-9]{1,11}\.[0-9]{1,4}")
QUANTITY = re.compile(r"[0-9]{1,5}")
CODE = re.compile(r"[\w.+/-]{1,80}")


def read_number(value: object) -> Decimal:
    """A finite number, not negative and below 10^12. Raises SettlementError."""
    if type(value) is str:
        if not NUMBER.fullmatch(value) or not value.isascii():
            raise _not_a_number(value)
        number = Decimal(value)
    elif type(value) is int:
        if abs(value) >= 10**12:
            raise SettlementError("negative" if value < 0 else "too_large", **_over(value))
        number = Decimal(value)
    elif type(value) in (Decimal, float):
        number = value if type(value) is Decimal else Decimal(repr(value))
    else:
        raise SettlementError("wrong_type", expected="number")
    if not number.is_finite():
        raise SettlementError("not_finite", value=shown(value))
    if number < 0:
        raise SettlementError("negative", value=shown(value))
    if number >= LARGEST:
        raise SettlementError("too_large", value=shown(value), limit=f"{LARGEST:f}")
    return number


def _over(value: int) -> dict[str, str]:
    return {"value": shown(value)} if value < 0 else {"value": shown(value), "limit": f"{LARGEST:f}"}


def _not_a_number(value: str) -> SettlementError:
    try:
        finite = Decimal(value).is_finite()
    except (InvalidOperation, ValueError):
        return SettlementError("not_a_number", value=shown(value))
    return SettlementError("not_a_number" if finite else "not_finite", value=shown(value))


def shown(value: object) -> str:
    """What was typed, short enough to be shown."""
    if type(value) is int and abs(value) >= 10**60:
        return "1e60 or more"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _at_most_decimals(number: Decimal, places: int, value: object) -> Decimal:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places and number != round(number, places):
        raise SettlementError("too_many_decimals", value=shown(value), limit=places)
    return number


def read_money(value: object) -> Decimal:
    """Yuan with two decimals at most. Raises SettlementError."""
    if type(value) is str and MONEY.fullmatch(value):  # by far the most frequent form
        return Decimal(value)
    number = read_number(value)
    return _at_most_decimals(number, 2, value).quantize(FEN) if number else ZERO


def read_price(value: object) -> Decimal:
    """A unit price: yuan with four decimals at most. Raises SettlementError."""
    if type(value) is str:
        return _price(value)
    return _at_most_decimals(read_number(value), 4, value)


# Unit prices come from price lists: the same few thousand stand on most bills.
@lru_cache(maxsize=8192)
def _price(text: str) -> Decimal:
    return Decimal(text) if PRICE.fullmatch(text) else _at_most_decimals(read_number(text), 4, text)


def read_quantity(value: object) -> Decimal:
    """A quantity with four decimals at most, at most a million. Raises SettlementError."""
    if type(value) is int and 0 <= value < 1000:
        return Decimal(value)
    return _quantity(value) if type(value) is str else _any_quantity(value)


@lru_cache(maxsize=2048)
def _quantity(text: str) -> Decimal:
    return Decimal(text) if QUANTITY.fullmatch(text) else _any_quantity(text)


def _any_quantity(value: object) -> Decimal:
    number = _at_most_decimals(read_number(value), 4, value)
    if number > LARGEST_QUANTITY:
        raise SettlementError("too_large", value=shown(value), limit=f"{LARGEST_QUANTITY:f}")
    return number


def read_ratio(value: object) -> Decimal:
    """A fraction between 0 and 1 with six decimals at most; "85%" is read as 0.85. Raises SettlementError."""
    number = read_factor(value)
    if number > 1:
        raise SettlementError("above_one", value=shown(value))
    return number


def read_factor(value: object) -> Decimal:
    """A factor with six decimals at most, which may be above one. Raises SettlementError."""
    if type(value) is str and value.endswith("%"):
        return _at_most_decimals(read_number(value[:-1]).scaleb(-2), 6, value)
    return _at_most_decimals(read_number(value), 6, value)


def read_whole(value: object, largest: int = 100_000) -> int:
    """A whole number from 0 to `largest`. Raises SettlementError."""
    if type(value) is int and 0 <= value <= largest:
        return value
    number = read_number(value)
    if number != number.to_integral_value():
        raise SettlementError("not_whole", value=shown(value))
    if number > largest:
        raise SettlementError("too_large", value=shown(value), limit=largest)
    return int(number)


def read_flag(value: object) -> bool:
    """true or false, nothing else. Raises SettlementError."""
    if type(value) is not bool:
        raise SettlementError("wrong_type", expected="true or false")
    return value


def read_date(value: object) -> date:
    """A day: "2026-11-21", or a date of a TOML file. Raises SettlementError."""
    if type(value) is str:
        return _day(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise SettlementError("wrong_type", expected="date")


@lru_cache(maxsize=2048)
def _day(text: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise SettlementError("not_a_date", value=shown(text))


def read_code(value: object) -> str:
    """A short name without spaces: a level, a category, a disease. A whole number is taken as its digits."""
    if type(value) is int and 0 <= value < 10**9:
        return str(value)
    if type(value) is not str or not _is_code(value):
        raise SettlementError("wrong_type", expected="code")
    return value


@lru_cache(maxsize=2048)
def _is_code(text: str) -> bool:
    return CODE.fullmatch(text) is not None


def read_text(value: object) -> str:
    """A text of at most 2,000 characters. Raises SettlementError."""
    if type(value) is not str or len(value) > 2000:
        raise SettlementError("wrong_type", expected="text")
    return value


def read_codes(value: object) -> frozenset[str]:
    """A list of codes, or one code alone. Raises SettlementError with the place in the list."""
    if not isinstance(value, list):
        return frozenset({read_code(value)})
    if len(value) > 1000:
        raise SettlementError("too_many", limit=1000)
    found = set()
    for number, entry in enumerate(value):
        try:
            found.add(read_code(entry))
        except SettlementError as error:
            raise error.under(f"[{number}]") from None
    return frozenset(found)
