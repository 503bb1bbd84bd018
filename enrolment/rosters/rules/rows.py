"""What the cells of a row say together: a hire, and an employer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.imports.rules.cells import FromNumber, Problem
from casework.imports.rules.rows import Values, Vocabulary
from casework.rulebook.rules.rule_records import Rule, ValueMissing
from enrolment.documents.rules.document_key import ISSUED_BY_MANY
from enrolment.documents.rules.identity_numbers import Reason, Result, check
from enrolment.documents.rules.possible_days import against_birth, against_work
from enrolment.hires.rules.registration_deadline import counted_from
from enrolment.rosters.rules import names
from enrolment.rosters.rules.kinds import settle_kind

# Codes of an identity number's reasons, and of days that cannot be, are kept apart from those of cells.
IDENTITY_PREFIX, DAYS_PREFIX = "identity.", "days."
# Numbers that may begin with zero, and how many characters the longest form of such a one has.
LONGEST_WITH_ZEROS = {"taiwan_travel_permit": 10, "passport": 9}
MAY_BEGIN_WITH_ZERO = frozenset(LONGEST_WITH_ZEROS)


@dataclass(frozen=True)
class HireVocabulary(Vocabulary):
    """Besides: the category of each kind of document, and the rules of the registration deadline and of ages."""

    categories: Mapping[str, str] = field(default_factory=dict)
    deadline: Rule = field(kw_only=True)
    least_age: Rule = field(kw_only=True)
    greatest_age: Rule = field(kw_only=True)


@dataclass(frozen=True)
class EmployerVocabulary(Vocabulary):
    """Besides: the codes on record that were confirmed from the licence, though their check characters do not fit."""

    confirmed: frozenset[str] = frozenset()


def hire_together(values: Values, vocabulary: HireVocabulary, on: date) -> list[Problem]:
    """What is wrong with a hire whose cells can be read, and what is asked of it; its kind and its number are put in their
    normal form. `on` is today."""
    found, result = document_together(values, on)
    category = vocabulary.categories.get(values.get("kind") or "", "")
    if result:
        found += _ages(values, result, vocabulary, on)
    if category == "mainland":
        found.append(Problem("kind", "no_clock"))
    return found + names.against_names(values) + _days(values, category, vocabulary.deadline, on)


def document_together(values: Values, on: date) -> tuple[list[Problem], Result | None]:
    """What is wrong with the document of a row, and what is asked of it; its kind, number and issuer are put in their normal
    form. With what its number tells, None where kind or number cannot be read."""
    typed = values.get("number")
    found = settle_kind(values, on)
    kind, number = values.get("kind"), values.get("number")
    result = check(kind, number, on=on) if kind and number else None
    if kind and result:
        found += _zeros(kind, typed, result) if isinstance(typed, FromNumber) else _number(values, "number", kind, on)
        values["number"] = result.normalised
    return found + _issuer(values), result


def _issuer(values: Values) -> list[Problem]:
    """A passport without its issuer may be that of another state; for a kind with one issuer the cell says nothing."""
    if values.get("kind") not in ISSUED_BY_MANY:
        values["issuer"] = ""
        return []
    return [] if values.get("issuer") else [Problem("issuer", "issuer_missing", asks=True)]


def _zeros(kind: str, typed: str, result: Result) -> list[Problem]:
    """A number cell of a kind whose numbers may begin with zero: what is too short has lost one, what fits is asked about."""
    if not result.valid:
        short = kind in MAY_BEGIN_WITH_ZERO and "wrong_length" in result.codes and len(typed) < LONGEST_WITH_ZEROS[kind]
        return [_because(reason, "zeros_lost_in_cell" if short else None) for reason in result.reasons]
    if kind in MAY_BEGIN_WITH_ZERO and len(typed) < LONGEST_WITH_ZEROS[kind]:
        return [Problem("number", "zeros_perhaps_lost", asks=True)]
    return []


def _because(reason: Reason, why: str | None) -> Problem:
    params = _set_only(position=reason.position, kind=reason.kind, why=why or reason.why)
    return Problem("number", IDENTITY_PREFIX + reason.code, params)


def _ages(values: Values, result: Result, vocabulary: HireVocabulary, on: date) -> list[Problem]:
    """The days of a row against the birth date its number tells."""
    if code := against_birth(result.birth_on, on, vocabulary.greatest_age):
        # That it lies in the future the number says itself.
        return [Problem("number", DAYS_PREFIX + code)] if code == "born_too_long_ago" and result.valid else []
    code = against_work(result.birth_on, values.get("work_began_on") or None, vocabulary.least_age)
    return [Problem("work_began_on", DAYS_PREFIX + code)] if code else []


def _number(values: Values, column: str, kind: str, on: date) -> list[Problem]:
    """Puts the normalised number in place of the typed one."""
    result = check(kind, values[column], on=on)
    values[column] = result.normalised
    said = ((one.code, _set_only(position=one.position, kind=one.kind, why=one.why)) for one in result.reasons)
    return [Problem(column, IDENTITY_PREFIX + code, params) for code, params in said]


def _set_only(**params: object) -> dict[str, object]:
    return {name: value for name, value in params.items() if value is not None}


def _days(values: Values, category: str, deadline: Rule, on: date) -> list[Problem]:
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


def _code(values: Values, vocabulary: EmployerVocabulary, on: date) -> list[Problem]:
    """A code whose check characters do not fit is taken where an officer confirmed it; else it is entered by hand."""
    result = check("uscc", values["uscc"], on=on)
    found = _number(values, "uscc", "uscc", on)
    if not result.confirmable:
        return found
    if values["uscc"] in vocabulary.confirmed:
        return []
    return [Problem(one.column, one.code, {"why": "confirm_by_hand"}) for one in found[:1]]


def employer_together(values: Values, vocabulary: EmployerVocabulary, on: date) -> list[Problem]:
    """What is wrong with an employer whose cells can be read; its code is put in its normal form. `on` is today."""
    found = _code(values, vocabulary, on) if values.get("uscc") else []
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
