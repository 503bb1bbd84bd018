"""Reads a line of JSON with exact numbers; a key given twice and NaN are refused."""

from decimal import Decimal, InvalidOperation

from casework.questions.rules import reading
from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import shown


def read_line(text: str, line: int = 1) -> object:
    """The value of a line with exact numbers; `line` is its number in the file. Raises FactsError."""
    return reading.read_line(text, line, parse_float=_exact, parse_constant=_refused)


def _exact(text: str) -> Decimal:
    """A number with a fraction or an exponent as it is written. Raises FactsError for an exponent that no number can have."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise FactsError("not_a_number", value=shown(text)) from None


def _refused(text: str) -> object:
    raise FactsError("not_a_number", value=text)
