"""The number by which somebody acts for a child: is it that of a document, of another person, of somebody of age."""

from datetime import date

from casework.rulebook.rules.rule_records import Rule
from enrolment.documents.rules.identity_numbers import KINDS, check, kinds_of
from enrolment.documents.rules.possible_days import is_of_age

# Neither a code of an employer nor a certificate of birth is the number of somebody who acts for a child.
PERSONAL = tuple(kind for kind in KINDS if kind not in ("uscc", "birth_certificate"))
NO_NUMBER, OWN_NUMBER, A_MINOR = "no_number", "own_number", "a_minor"


def against_acting(number: str, child: str | None, majority: Rule, on: date) -> str:
    """What speaks against a number as it was typed, beside the child's own in its normal form: `no_number`, `own_number`,
    `a_minor` as far as the number tells, or ""."""
    readings = {read.normalised for kind in PERSONAL if (read := check(kind, number, on=on)).valid}
    if not readings:
        return NO_NUMBER
    if child in readings:
        return OWN_NUMBER
    births = {born for kind in kinds_of(number, on=on) if (born := check(kind, number, on=on).birth_on)}
    if births and not any(is_of_age(born, on, majority) for born in births):
        return A_MINOR
    return ""
