"""Reads numbers and sums of money as people and files write them. Liberal in form, strict in value; exact.

Every refusal is a FactsError with an empty path: the caller knows where it was reading.
"""

import re
from decimal import Decimal, InvalidOperation
from math import isfinite

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import shown

LARGEST = Decimal(10) ** 12
# Commas stand between thousands or nowhere: "1,5" is 1.5 in some countries and 15 in none.
NUMBER = re.compile(r"-?([0-9]{1,30}|[0-9]{1,3}(,[0-9]{3}){1,9})(\.[0-9]{1,30})?")


def read_number(value: object) -> Decimal:
    """A finite number, not negative and below 10^12. Raises FactsError."""
    if type(value) is str and NUMBER.fullmatch(value.strip()):
        number = Decimal(value.strip().replace(",", ""))
    elif type(value) in (int, Decimal):
        number = Decimal(value)  # type: ignore[arg-type]
    elif type(value) is float and isfinite(value):
        number = Decimal(repr(value))
    elif type(value) is str or type(value) is float:
        raise FactsError("not_a_number", value=shown(value))
    else:
        raise FactsError("wrong_type", expected="number")
    try:
        finite = number.is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise FactsError("not_a_number", value=shown(value))
    if number < 0:
        raise FactsError("negative", value=shown(value))
    if number >= LARGEST:
        raise FactsError("too_large", value=shown(value), limit=f"{LARGEST:f}")
    return number


def with_decimals(number: Decimal, places: int, value: object) -> Decimal:
    """The number, if it has no more decimals than that. Raises FactsError."""
    if number != number.quantize(Decimal(1).scaleb(-places)):
        raise FactsError("too_many_decimals", value=shown(value), limit=places)
    return number


def read_money(value: object) -> Decimal:
    """Yuan with two decimals at most. Raises FactsError."""
    return with_decimals(read_number(value), 2, value)
