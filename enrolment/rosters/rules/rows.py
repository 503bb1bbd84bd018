"""Checks one row of a roster: every cell by itself, then what the cells say together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.rulebook.rules.rule_records import Rule, ValueMissing
from casework.workbooks.rules.cells import Cell
from enrolment.documents.rules.identity_numbers import check
from enrolment.hires.rules.registration_deadline import counted_from
from enrolment.rosters.rules.cells import CellRefused, Problem, read_cell
from enrolment.rosters.rules.columns import EMPLOYERS, HIRES, columns_of

# Codes of an identity number's reasons are kept apart from those of cells.
IDENTITY_PREFIX = "identity."


@dataclass(frozen=True)
class Vocabulary:
    """What choices mean and what the law counts: labels (folded) to codes by column, category of a kind of document,
    and the rule of the registration deadline."""

    choices: Mapping[str, dict[str, str]]
    categories: Mapping[str, str] = field(default_factory=dict)
    deadline: Rule | None = None


@dataclass(frozen=True)
class CheckedRow:
    """A row as it would be entered, and every problem with its cells."""

    values: dict[str, str | date]
    problems: tuple[Problem, ...]


def check_row(kind: str, cells: Mapping[str, Cell], vocabulary: Vocabulary, on: date) -> CheckedRow:
    """A row of hires or employers; `cells` by column code, `on` is today."""
    values, problems = {}, []
    for column in columns_of(kind):
        try:
            values[column.code] = read_cell(column, cells.get(column.code), vocabulary.choices.get(column.code, {}))
        except CellRefused as refused:
            problems.append(Problem(column.code, refused.code, refused.params))
    problems += _TOGETHER[kind](values, vocabulary, on)
    return CheckedRow(values, tuple(problems))


def _hire(values: dict, vocabulary: Vocabulary, on: date) -> list[Problem]:
    found = []
    kind, number = values.get("kind"), values.get("number")
    category = vocabulary.categories.get(kind, "")
    if kind and number:
        found += _number(values, "number", kind, on)
    if category == "mainland":
        found.append(Problem("kind", "no_clock"))
    return found + _days(values, category, vocabulary.deadline, on)


def _number(values: dict, column: str, kind: str, on: date) -> list[Problem]:
    """Puts the normalised number in place of the typed one."""
    result = check(kind, values[column], on=on)
    values[column] = result.normalised
    return [
        Problem(column, IDENTITY_PREFIX + reason.code, _set_only(position=reason.position, kind=reason.kind))
        for reason in result.reasons
    ]


def _set_only(**params) -> dict:
    return {name: value for name, value in params.items() if value is not None}


def _days(values: dict, category: str, deadline: Rule, on: date) -> list[Problem]:
    """Work has begun when a hire is reported, and the limit has a value on the day it is counted from."""
    found = [
        Problem(code, "in_future")
        for code in ("work_began_on", "document_handled_on")
        if values.get(code) and values[code] > on
    ]
    if category in ("", "mainland") or not values.get("work_began_on"):
        return found
    first = values.get("document_handled_on") or values["work_began_on"]
    fact = counted_from(deadline, category, first, today=on)
    if values.get(fact) == "":
        return [*found, Problem(fact, "handled_day_missing")]
    try:
        if values.get(fact):
            deadline.value_for(on=values[fact], person=category)
    except ValueMissing:
        found.append(Problem(fact, "before_the_limit"))
    return found


def _employer(values: dict, vocabulary: Vocabulary, on: date) -> list[Problem]:
    found = _number(values, "uscc", "uscc", on) if values.get("uscc") else []
    if values.get("taiwan_form") and values.get("taiwan_funded") != "yes":
        found.append(Problem("taiwan_form", "form_without_funds"))
    if values.get("founded_on") and values["founded_on"] > on:
        found.append(Problem("founded_on", "in_future"))
    reachable = values.get("contact_telephone") or values.get("contact_email")
    if reachable and values.get("contact_name") == "":
        found.append(Problem("contact_name", "contact_missing"))
    if values.get("contact_name") and values.get("contact_telephone") == "" and values.get("contact_email") == "":
        found.append(Problem("contact_telephone", "contact_unreachable"))
    return found


_TOGETHER = {HIRES: _hire, EMPLOYERS: _employer}


def duplicates(kind: str, rows: list[tuple[int, CheckedRow]]) -> dict[int, Problem]:
    """For each row that repeats an earlier one's person or employer: the problem, naming the earlier row."""
    column = "number" if kind == HIRES else "uscc"
    first: dict[str, int] = {}
    found = {}
    for row_number, row in rows:
        key = row.values.get(column)
        if key and key in first:
            found[row_number] = Problem(column, "twice_in_file", {"row": first[key]})
        elif key:
            first[key] = row_number
    return found
