"""Who may be bound to a personal account, and what that rests on, at a place on a day. Pure but for the rule files."""

from datetime import date

from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from casework.rulebook.rules.rule_records import Value

RELATIVES, BASIS = "enrolment.family_binding", "enrolment.family_binding_basis"
CONSENT = "consent"


def may_be_bound(relation: str, place: str, on: date) -> Value | None:
    """The value that lets such a relative be bound; None where none does."""
    try:
        found = rule_by_id(RELATIVES).value_for(on=on, place=place, relation=relation)
    except ValueMissing:
        return None
    return found if found.value else None


def basis_of_binding(place: str, on: date) -> str:
    """On what a binding rests; consent where no source says it."""
    try:
        return str(rule_by_id(BASIS).value_for(on=on, place=place).value)
    except ValueMissing:
        return CONSENT
