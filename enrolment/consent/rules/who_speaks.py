"""Who may be told, and who may consent: the person herself from an age on, her guardian, a delegate as far as the authority goes.

Personal Information Protection Law, article 31 (under fourteen the guardian); that a delegate consents only where the letter of
authority says so follows from article 14 (a consent is the person's own will) and is inferred."""

from dataclasses import dataclass
from datetime import date

from casework.rulebook.rules.rule_records import Rule, ValueMissing
from enrolment.documents.rules.possible_days import age_on

AGE_OF_OWN_CONSENT = "enrolment.age_of_own_consent"
HERSELF, GUARDIAN, DELEGATE = PARTIES = ("herself", "guardian", "delegate")
# What the authority of a delegate must cover.
TO_BE_TOLD, TO_DECIDE = "receive", "personal_data"
NEEDS_GUARDIAN, NOT_COVERED, HAS_DIED = CODES = ("needs_guardian", "not_covered", "has_died")


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose personal information it is."""

    born_on: date
    died_on: date | None = None


def needs_guardian(born_on: date, on: date, age: Rule) -> bool:
    """Whether somebody is too young on a day to be told or asked herself. `age`: the rule of the age of own consent; before it
    was law nobody was."""
    try:
        return age_on(born_on, on) < age.value_for(on=on).number
    except ValueMissing:
        return False


def against_speaker(party: str, scope: tuple[str, ...], whose: Whose, on: date, age: Rule, *, decides: bool) -> str:
    """Why somebody does not speak for a person, "" when she does. `scope`: of a delegate; `decides`: whether she would consent or
    withdraw, or is only told."""
    if whose.died_on is not None and whose.died_on <= on:
        return HAS_DIED
    if party != GUARDIAN and needs_guardian(whose.born_on, on, age):
        return NEEDS_GUARDIAN
    if party == DELEGATE and (TO_DECIDE if decides else TO_BE_TOLD) not in scope:
        return NOT_COVERED
    return ""
