"""Which kind of document a row means: what was written, read with the help of the number and never against it."""

from datetime import date

from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values
from enrolment.documents.rules.identity_numbers import check, kinds_of

# Between the kinds that one word may mean (居住证), as the description writes them.
SEVERAL = "|"
PASSPORT = "passport"


def settle_kind(values: Values, on: date) -> list[Problem]:
    """Puts one kind in place of a word for several, or of an empty cell; says what is asked or wrong where that cannot be."""
    kind, number = values.get("kind"), values.get("number")
    if kind is None:
        return []
    if not kind:
        return _from_number(values, number, on)
    if SEVERAL in kind:
        values["kind"] = _nearest(kind.split(SEVERAL), number or "", on)
        # Without a number nothing tells which of them it is, and nothing is said of it beside the missing number.
        if not number:
            del values["kind"]
    return []


def _nearest(kinds: list[str], number: str, on: date) -> str:
    """The kind the number is of; of a number that is of none of them the one that has the least against it."""
    return min(kinds, key=lambda kind: len(check(kind, number, on=on).reasons))


def _from_number(values: Values, number: str | None, on: date) -> list[Problem]:
    """The one kind a number is surely of is taken and said; a number that a passport may bear tells none."""
    found = kinds_of(number, on=on) if number else ()
    if len(found) != 1 or check(PASSPORT, number or "", on=on).valid:
        del values["kind"]
        return [Problem("kind", "missing_value")]
    values["kind"] = found[0]
    return [Problem("kind", "kind_from_number", asks=True)]
