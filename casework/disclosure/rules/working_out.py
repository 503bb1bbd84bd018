"""What follows from tables by their sums: the hidden numbers for which only one value fits, found by elimination, exactly, and by
the least and the most that each can be, since nobody is counted below zero."""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from math import inf
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
# How often the bounds are narrowed: tables of this size are settled after a few rounds.
ROUNDS = 60


def determined(equations: Iterable[Mapping[Name, int]]) -> list[Name]:
    """The unknowns that a system of equations fixes, whatever its right sides are. An equation is its coefficients by unknown."""
    rows: dict[Name, dict[Name, Fraction]] = {}
    for equation in equations:
        _take_in(rows, {name: Fraction(value) for name, value in equation.items() if value})
    return [lead for lead, row in rows.items() if len(row) == 1]


def pinned(equations: Iterable[tuple[Mapping[Name, int], int]]) -> list[Name]:
    """The unknowns between whose least and most there is nothing left. An equation is its coefficients, each 1 or -1, and its right
    side; no unknown is below zero."""
    whole = [(dict(equation), right) for equation, right in equations]
    span: dict[Name, tuple[float, float]] = {name: (0, inf) for equation, _right in whole for name in equation}
    for _round in range(ROUNDS):
        before = dict(span)
        for equation, right in whole:
            for name, sign in equation.items():
                others = [_signed(span[other], factor) for other, factor in equation.items() if other != name]
                least, most = right - sum(high for _low, high in others), right - sum(low for low, _high in others)
                low, high = (least, most) if sign > 0 else (-most, -least)
                span[name] = max(low, span[name][0]), min(high, span[name][1])
        if span == before:
            break
    return [name for name, (low, high) in span.items() if low == high]


def _signed(span: tuple[float, float], sign: int) -> tuple[float, float]:
    return span if sign > 0 else (-span[1], -span[0])


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
