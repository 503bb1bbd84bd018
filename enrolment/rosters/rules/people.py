"""What the cells of a row say together of somebody who joins: a student of a school, a member of a family."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values, Vocabulary
from casework.rulebook.rules.rule_records import Rule
from enrolment.documents.rules.acting_numbers import against_acting
from enrolment.documents.rules.identity_numbers import Result
from enrolment.documents.rules.possible_days import against_birth, is_of_age
from enrolment.rosters.rules import names
from enrolment.rosters.rules.rows import DAYS_PREFIX, IDENTITY_PREFIX, document_together

GUARDIAN = ("guardian_name", "guardian_number", "guardian_relation")


@dataclass(frozen=True)
class PeopleVocabulary(Vocabulary):
    """Besides: the category of each kind of document, the kinds that are taken at intake, and the rules of ages."""

    categories: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    majority: Rule = field(kw_only=True)
    greatest_age: Rule = field(kw_only=True)


def student_together(values: Values, vocabulary: PeopleVocabulary, on: date) -> list[Problem]:
    """What is wrong with a student whose cells can be read, and what is asked of her. `on` is today."""
    return _somebody(values, vocabulary, on)


def member_together(values: Values, vocabulary: PeopleVocabulary, on: date) -> list[Problem]:
    """The same of a member of a family: somebody acts for whoever is not of age, and for nobody else."""
    found = _somebody(values, vocabulary, on)
    born = values.get("birth_on")
    if not born:
        return found
    grown = is_of_age(born, on, vocabulary.majority)
    return found + (_no_guardian(values) if grown else _guardian(values, vocabulary, on))


def _somebody(values: Values, vocabulary: PeopleVocabulary, on: date) -> list[Problem]:
    found, result = document_together(values, on)
    kind = values.get("kind") or ""
    if kind and kind not in vocabulary.taken:
        found.append(Problem("kind", "not_taken_here"))
    found += _told_by_number(values, result)
    wrong = any(not one.asks for one in found)
    if (code := against_birth(values.get("birth_on") or None, on, vocabulary.greatest_age)) and not wrong:
        found.append(Problem("birth_on", DAYS_PREFIX + code))
    ends = values.get("expires_on")
    if ends and ends < on:
        found.append(Problem("expires_on", "document_run_out", asks=True))
    return found + names.against_names(values)


def _told_by_number(values: Values, result: Result | None) -> list[Problem]:
    """Birth date and sex: the number tells them, or the cell does, and they never say two things."""
    told = {"birth_on": result.birth_on, "sex": result.sex} if result and result.valid else {}
    wrong = {"birth_on": "birth_date_differs", "sex": "sex_differs"}
    found = []
    for column, code in wrong.items():
        typed, told_one = values.get(column), told.get(column)
        if typed is None:
            # The cell itself cannot be read, and that is said already.
            continue
        if not typed and told_one:
            values[column] = told_one
        elif not typed and result and result.valid:
            found.append(Problem(column, "number_tells_nothing"))
        elif typed and told_one and typed != told_one:
            found.append(Problem(column, IDENTITY_PREFIX + code))
    return found


def _guardian(values: Values, vocabulary: PeopleVocabulary, on: date) -> list[Problem]:
    """Who acts for a minor is named, is somebody else, and of age as far as the number tells."""
    found = [Problem(column, "guardian_missing") for column in GUARDIAN if values.get(column) == ""]
    number = values.get("guardian_number")
    if not number:
        return found
    code = against_acting(number, values.get("number"), vocabulary.majority, on)
    return [*found, Problem("guardian_number", f"guardian_{code}")] if code else found


def _no_guardian(values: Values) -> list[Problem]:
    """Nobody acts for whoever is of age; a cell that says so stands in the wrong row or beside the wrong date."""
    return [Problem(column, "guardian_of_grown", asks=True) for column in GUARDIAN[:1] if values.get(column)]
