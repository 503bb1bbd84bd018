"""What a form must refuse, a row at a time: one post in which all its fields are wrong at once.

Every pair of field and bad value stands in exactly one row (test_forms counts that), so a row does the work of as many
posts as it has fields. A field whose error another one hides (`Sheet.hidden`) is never wrong together with it, and what is
told only when all else is right (`Sheet.late`) is a row of its own.
"""

from collections.abc import Callable
from typing import TypeVar

from tests.badinput.cases import CASES, LANGUAGES, TRIED, wanted_of
from tests.badinput.sheets import SHEETS, Sheet, sheet
from tests.profiles import FULL

Row = dict[str, str]


T = TypeVar("T")


def per_sheet(work: Callable[[Sheet], T]) -> Callable[[Sheet], T]:
    """Worked out once a sheet, which has a name of its own; nobody changes what is given."""
    done: dict[str, T] = {}

    def kept(one: Sheet) -> T:
        if one.name not in done:
            done[one.name] = work(one)
        return done[one.name]

    return kept


@per_sheet
def refused(one: Sheet) -> dict[str, list[str]]:
    """The cases each field must refuse."""
    found = {
        field: [case["id"] for case in CASES[kind] if wanted_of(case, one, field) == "refused"]
        for field, kind in one.kinds.items()
    }
    return {field: cases for field, cases in found.items() if cases}


@per_sheet
def rows_of(one: Sheet) -> list[Row]:
    """Field to case, until every pair has had its turn."""
    late = [{field: case} for field, cases in refused(one).items() for case in cases if is_late(one, field, case)]
    left = {field: [case for case in cases if not is_late(one, field, case)] for field, cases in refused(one).items()}
    return late + _in_rows(one, left)


def rows_in_languages(one: Sheet) -> list[tuple[int, str]]:
    """Each row with the languages it is posted in: one, in turn, and more until every field was refused in all of them."""
    rows, asked = rows_of(one), []
    lacking = {field: set(LANGUAGES) for row in rows for field in row}
    for number, row in enumerate(rows):
        last = {field for field in row if not any(field in later for later in rows[number + 1 :])}
        wanted = {LANGUAGES[number % len(LANGUAGES)]}.union(*(lacking[field] for field in last))
        wanted = set(LANGUAGES) if FULL else wanted
        for field in row:
            lacking[field] -= wanted
        asked.append((number, " ".join(one for one in LANGUAGES if one in wanted)))
    return asked


@per_sheet
def rows_taken(one: Sheet) -> list[Row]:
    """The same of what need not be refused."""
    left = {
        field: [case["id"] for case in CASES[kind] if case["id"] not in refused(one).get(field, ())]
        for field, kind in one.kinds.items()
    }
    return _in_rows(one, left)


def _in_rows(one: Sheet, left: dict[str, list[str]]) -> list[Row]:
    rows: list[Row] = []
    while any(left.values()):
        row: Row = {}
        for field, cases in left.items():
            if cases and not any(apart(one, field, other) for other in row):
                row[field] = cases.pop(0)
        rows.append(row)
    return rows


def is_late(one: Sheet, field: str, case: str) -> bool:
    return case in one.late.get(field, ())


def apart(one: Sheet, field: str, other: str) -> bool:
    """Whether one hides what is said of the other."""
    return other in one.hidden.get(field, ()) or field in one.hidden.get(other, ())


ROWS = [(one.name, number, languages) for one in SHEETS for number, languages in rows_in_languages(one)]
TAKEN = [(one.name, number) for one in SHEETS for number in range(len(rows_taken(one)))]


def one_alone_of_each_field() -> list[tuple[str, str, str, str]]:
    """One refused case a field with the language to ask in, both taken in turn."""
    chosen = []
    for one in SHEETS:
        for field, cases in refused(one).items():
            number = len(chosen)
            chosen.append((one.name, field, cases[number % len(cases)], LANGUAGES[number % len(LANGUAGES)]))
    return chosen


def every_pair_alone() -> list[tuple[str, str, str, str]]:
    """What --full posts: each refused pair by itself in each language."""
    return [
        (one.name, field, case, language)
        for one in SHEETS
        for field, cases in refused(one).items()
        for case in cases
        for language in LANGUAGES
    ]


def not_refused() -> list[tuple[str, str, str]]:
    """What is to be taken, or may be: one post each."""
    return [(name, field, case) for name, field, case in TRIED if case not in refused(sheet(name)).get(field, ())]
