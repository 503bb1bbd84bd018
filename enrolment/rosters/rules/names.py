"""What the name of a hire shows: a remark in it, a character without a public code; and two rows that may be one person."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values
from casework.imports.rules.table_words import in_brackets
from enrolment.documents.rules.identity_numbers import check
from enrolment.persons.rules.name_keys import fold_name

# What offices write behind a name and no document shows.
REMARKS = (
    *(
        "借调",
        "借調",
        "劳务",
        "勞務",
        "派遣",
        "实习",
        "實習",
        "兼职",
        "兼職",
        "离职",
        "離職",
        "退休",
        "返聘",
        "试用",
        "試用",
    ),
    *("新入职", "新進", "外籍", "已核", "核对", "待定", "补", "補", "法人", "股东", "股東", "总经理", "總經理", "停薪"),
    *("台籍", "臺籍", "台胞", "臺胞", "港籍", "产假", "產假"),
)
# Somebody may have two of these at once, or one after the other with another number; of every other kind the number is one
# person's for life, and two numbers are two people.
NOT_FOR_LIFE = ("passport", "foreign_permanent_residence")

Rows = Sequence[tuple[int, Values]]


def against_names(values: Values) -> list[Problem]:
    """What is wrong with the name of a row, and what is asked of it."""
    name = values.get("name") or ""
    inside = in_brackets(name)
    if inside and any(remark in inside[1] for remark in REMARKS):
        return [Problem("name", "remark_in_name")]
    # Such a character is another one, or none, on other computers.
    if any(unicodedata.category(char) == "Co" for char in name):
        return [Problem("name", "private_character", asks=True)]
    return []


def perhaps_one_person(rows: Rows, on: date) -> dict[int, Problem]:
    """The rows whose name an earlier row has under another document, where nothing says that they are two people: born on one
    day as far as the numbers tell."""
    by_name: dict[str, list[tuple[int, str, date | None]]] = {}
    found = {}
    for number, values in rows:
        # A name of characters without a public code folds to nothing.
        same = by_name.setdefault(fold_name(values["name"]) or values["name"], [])
        one = (number, values["kind"], check(values["kind"], values["number"], on=on).birth_on)
        first = next((other for other in same if _may_be_one(one[1:], other[1:])), None)
        if first:
            found[number] = Problem("name", "perhaps_one_person", {"row": first[0]}, asks=True)
        same.append(one)
    return found


def _may_be_one(one: tuple[str, date | None], other: tuple[str, date | None]) -> bool:
    (kind, born), (other_kind, other_born) = one, other
    if kind == other_kind and kind not in NOT_FOR_LIFE:
        return False
    return not born or not other_born or born == other_born
