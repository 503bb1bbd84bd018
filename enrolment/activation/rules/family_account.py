"""Whose code is bound to a guardian's: a child's until an age; from then on the person comes herself."""

from datetime import date

from casework.rulebook.rules.rule_records import Rule, ValueMissing
from enrolment.documents.rules.possible_days import age_on

FACE_AGE = "enrolment.family_account_face_age"


def is_bound_to_guardian(born_on: date, on: date, face_age: Rule) -> bool:
    """Whether the code of somebody born on a day is activated through her guardian's account. `face_age`: the rule of the age from
    which she passes the face check herself; before there were such accounts nobody's was."""
    try:
        return age_on(born_on, on) < face_age.value_for(on=on).number
    except ValueMissing:
        return False
