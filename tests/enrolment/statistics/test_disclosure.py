"""No number under five is shown, nor worked out from what is: pair by pair of tables, and from all of them together."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.disclosure.rules.hiding import LEAST, SUM, Table, protected, with_sums
from casework.disclosure.rules.working_out import determined
from enrolment.statistics.rules.tables import ANSWERED, COLUMNS, GROUPINGS, STATES, Group, band_of, tables


def table_of(*rows: str, columns: str = "abcd") -> Table:
    """Rows as "7 0 3": a row a line, a number a column."""
    numbers = {
        (str(row), columns[place]): int(number)
        for row, line in enumerate(rows)
        for place, number in enumerate(line.split())
    }
    width = len(rows[0].split())
    return with_sums([str(row) for row in range(len(rows))], columns[:width], numbers)


def drawn(table: Table) -> list[str]:
    """The rows and the sums as text, a hidden number as "·"."""

    def said(row, column):
        number = table.shown(row, column)
        return "·" if number is None else str(number)

    return [" ".join(said(row, column) for column in (*table.columns, SUM)) for row in (*table.rows, SUM)]


TABLES = [
    # Nothing small: all of it.
    (["9 0", "8 7"], ["9 0 9", "8 7 15", "17 7 24"]),
    # One small number takes its neighbours in row and column along.
    (["3 9", "8 7"], ["· · 12", "· · 15", "11 16 27"]),
    # A row of few is no row: another's sum goes too.
    (["2 0", "8 7", "9 9"], ["· 0 ·", "· 7 ·", "9 9 18", "19 16 35"]),
    # Two small ones that come to less than five together need a third.
    (["1 2 30", "9 9 9"], ["· · · 33", "· · · 27", "10 11 39 60"]),
    # All of it under five: nothing is said.
    (["1 1"], ["· · ·", "· · ·"]),
    (["0 0"], ["0 0 0", "0 0 0"]),
]


@pytest.mark.parametrize(("rows", "wanted"), TABLES)
def test_what_is_hidden(rows, wanted):
    assert drawn(protected(table_of(*rows))) == wanted


def test_what_another_table_shows_or_hides_stays_so():
    table = table_of("3 9", "8 7")
    settled = {("0", SUM): True, ("1", SUM): False, (SUM, SUM): False}
    found = protected(table, settled)
    assert ("0", SUM) not in found.hidden and {("1", SUM), (SUM, SUM)} <= found.hidden


@pytest.mark.parametrize(
    ("days", "band"), [(0, "to_5"), (5, "to_5"), (6, "to_10"), (10, "to_10"), (20, "to_20"), (21, "over_20")]
)
def test_bands_of_days(days, band):
    assert band_of(days) == band


ANSWERS = st.tuples(*(st.sampled_from(COLUMNS[name]) for name in ("time", "days", "returns")))
GROUP = st.builds(
    lambda month, path, office, state, answer, number: Group(
        month=month,
        path=path,
        office=office,
        states=state,
        number=number,
        **dict(zip(("time", "days", "returns"), answer if state == ANSWERED else ("", "", ""), strict=True)),
    ),
    st.sampled_from(["01", "02", "03"]),
    st.sampled_from(["employed", "student"]),
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(COLUMNS[STATES]),
    ANSWERS,
    st.integers(1, 12),
)
GROUPS = st.lists(GROUP, max_size=24)


def everything(groups) -> dict[tuple, int]:
    """Every number that one reader is shown, by the set of applications it counts: (grouping, row, table, column)."""
    found = {}
    for by in GROUPINGS:
        for name, table in tables(groups, by).items():
            for row, column in table.numbers:
                number = table.shown(row, column)
                if number is not None:
                    found[by, row, name, column] = number
    return found


def condition(name: str, column: str) -> tuple[str, str]:
    """What a column counts, under one name: the sum of a table of answers is the answered ones."""
    return (STATES, ANSWERED) if name != STATES and column == SUM else (name, column)


def within(small: tuple, large: tuple) -> bool:
    """Whether everybody a number counts is counted by another by the meaning of the two, whatever the data."""
    (by, row, *one), (other_by, other_row, *other) = small, large
    inner, outer = condition(*one), condition(*other)
    narrower = outer in (inner, (STATES, SUM)) or (outer == (STATES, ANSWERED) and inner[0] != STATES)
    return narrower and (other_row == SUM or (by, row) == (other_by, other_row))


@given(GROUPS)
def test_no_pair_of_numbers_subtracts_to_few(groups):
    shown = everything(groups)
    assert all(number == 0 or number >= LEAST for number in shown.values())
    for small, large in permutations(shown, 2):
        if within(small, large):
            rest = shown[large] - shown[small]
            assert rest >= LEAST or rest == 0, (small, large, rest)


@given(GROUPS)
def test_nothing_hidden_follows_from_all_tables_together(groups):
    nothing_follows(groups)


def nothing_follows(groups) -> None:
    """The equations of all tables, with what is shown put in: no hidden number of few is the only one that fits."""
    unknown: dict[tuple, int] = {}
    numbers: dict[int, int] = {}
    equations = []
    for by in GROUPINGS:
        for name, table in tables(groups, by).items():
            for total, parts in table.lines():
                equations.append(_equation(by, name, table, total, parts, unknown))
            for row, column in table.hidden:
                numbers[unknown[_name(by, row, name, column)]] = table.numbers[row, column]
    # A zero, or a large number that was hidden for another's sake, may come out.
    assert [at for at in fixed(equations, len(unknown)) if 0 < numbers[at] < LEAST] == []


PRIME = 2_147_483_647


def fixed(equations, many: int) -> list[int]:
    """The unknowns that the equations fix: rows of the reduced form with a single entry, counted modulo a prime."""
    rows = [[equation.get(at, 0) % PRIME for at in range(many)] for equation in equations if any(equation.values())]
    found = 0
    for column in range(many):
        at = next((one for one in range(found, len(rows)) if rows[one][column]), None)
        if at is None:
            continue
        rows[found], rows[at] = rows[at], rows[found]
        inverse = pow(rows[found][column], -1, PRIME)
        lead = rows[found] = [value * inverse % PRIME for value in rows[found]]
        for other, row in enumerate(rows):
            if other != found and row[column]:
                times = row[column]
                rows[other] = [(left - times * right) % PRIME for left, right in zip(row, lead, strict=True)]
        found += 1
    alone = [[at for at, value in enumerate(row) if value] for row in rows[:found]]
    return [at[0] for at in alone if len(at) == 1]


SYSTEMS = [
    ([], []),
    ([{"a": 1}], ["a"]),
    ([{"a": 1, "b": 1}], []),
    ([{"a": 1, "b": 1}, {"a": 1, "b": -1}], ["a", "b"]),
    ([{"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1}], ["c"]),
    ([{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"c": 1, "a": 1}], ["a", "b", "c"]),
]


@pytest.mark.parametrize(("equations", "wanted"), SYSTEMS)
def test_what_equations_fix(equations, wanted):
    assert sorted(determined(equations)) == wanted


# Found by thousands of draws: no line gives a number away, several together do. Office, days to the answer or state, number.
GIVEN_AWAY = [
    [
        *(("A", "to_5", 2), ("A", "to_10", 7), ("A", "over_20", 2), ("A", "open", 5)),
        *(("B", "to_10", 1), ("B", "over_20", 4), ("C", "to_5", 4), ("C", "to_20", 1)),
    ],
    [("A", "to_5", 1), ("A", "open", 1), ("B", "to_5", 4), ("B", "withdrawn", 1), ("C", "open", 4)],
    [("A", "to_5", 4), ("A", "open", 1), ("A", "withdrawn", 1), ("B", "open", 4), ("C", "open", 1)],
]


@pytest.mark.parametrize("told", GIVEN_AWAY)
def test_what_only_several_lines_together_give_away_is_hidden_too(told):
    nothing_follows([_group(*one) for one in told])


def _group(office: str, what: str, number: int) -> Group:
    answered = what not in COLUMNS[STATES]
    return Group(
        month="01",
        path="employed",
        office=office,
        states=ANSWERED if answered else what,
        time="in_time" if answered else "",
        days=what if answered else "",
        returns="first" if answered else "",
        number=number,
    )


def _name(by, row, name, column):
    """One name for a number that stands in several tables."""
    name, column = condition(name, column)
    return ("", SUM, name, column) if row == SUM else (by, row, name, column)


def _equation(by, name, table, total, parts, unknown):
    left: dict[int, int] = {}
    for cell, sign in ((total, -1), *((part, 1) for part in parts)):
        if cell in table.hidden:
            at = unknown.setdefault(_name(by, cell[0], name, cell[1]), len(unknown))
            left[at] = left.get(at, 0) + sign
    return left
