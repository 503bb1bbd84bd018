"""What follows from tables by their sums: the hidden numbers for which only one value fits, found by elimination, exactly."""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def determined(equations: Iterable[Mapping[Name, int]]) -> list[Name]:
    """The unknowns that a system of equations fixes, whatever its right sides are. An equation is its coefficients by unknown."""
    rows: dict[Name, dict[Name, Fraction]] = {}
    for equation in equations:
        _take_in(rows, {name: Fraction(value) for name, value in equation.items() if value})
    return [lead for lead, row in rows.items() if len(row) == 1]


def _take_in(rows: dict[Name, dict[Name, Fraction]], new: dict[Name, Fraction]) -> None:
    """Add an equation to a system in reduced form, each row led by an unknown no other row has."""
    for lead in [name for name in new if name in rows]:
        _subtract(new, rows[lead], new[lead])
    if not new:
        return
    lead = next(iter(new))
    first = new[lead]
    new = {name: value / first for name, value in new.items()}
    for row in rows.values():
        if lead in row:
            _subtract(row, new, row[lead])
    rows[lead] = new


def _subtract(row: dict[Name, Fraction], other: Mapping[Name, Fraction], times: Fraction) -> None:
    for name, value in other.items():
        left = row.get(name, Fraction(0)) - times * value
        if left:
            row[name] = left
        else:
            row.pop(name, None)
