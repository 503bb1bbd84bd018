"""Unified Social Credit Code (GB 32100): body, type, six digits of division, organisation code (GB 11714), check.

Both check characters are verified. The first two characters may be letters. Letters I, O, S, V and Z do not occur.
Codes exist whose check characters do not fit the standard and stand so on the licence: Xiamen gave some before 2016, with an
organisation part beginning with M (reported). Whoever has the licence in hand may confirm such a code (CONFIRMABLE); every
other reason is a slip. The numbers from before the code are named: 15 digits of registration, 9 of the organisation.
"""

from datetime import date

from casework.rulebook.rules.credit_codes import (
    ALPHABET,
    LENGTH,
    ORGANISATION,
    check_character,
    organisation_check_character,
)
from enrolment.documents.rules.identity_numbers.characters import misplaced_letters
from enrolment.documents.rules.identity_numbers.divisions import (
    CENTRAL,
    MAINLAND,
    NOT_A_PLACE,
    TAIWAN_HONG_KONG_MACAO,
)
from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "uscc"
LENGTH_OF_REGISTRATION, LENGTH_OF_ORGANISATION = 15, 9
CONFIRMABLE = frozenset({"wrong_organisation_check_digit", "wrong_check_digit"})
DIVISION = slice(2, 8)
PROVINCES = (*MAINLAND, *TAIWAN_HONG_KONG_MACAO, *CENTRAL)


def read(number: str, on: date | None) -> Reading:
    """Reads a folded code. It tells neither birth date nor sex."""
    if len(number) == LENGTH_OF_REGISTRATION:
        return Reading(reasons=(Reason("old_registration_number"),))
    if len(number) == LENGTH_OF_ORGANISATION:
        return Reading(reasons=(Reason("organisation_code_only"),))
    if len(number) != LENGTH:
        return Reading(reasons=(Reason("wrong_length"),))
    foreign = misplaced_letters(number, [n for n, char in enumerate(number) if char not in ALPHABET])
    letters = foreign or misplaced_letters(number, range(DIVISION.start, DIVISION.stop))
    if letters:
        return Reading(reasons=letters)
    reasons = []
    division = number[DIVISION]
    if not division.startswith(PROVINCES) or division in NOT_A_PLACE:
        reasons.append(Reason("wrong_division"))
    if organisation_check_character(number[ORGANISATION]) != number[ORGANISATION.stop]:
        reasons.append(Reason("wrong_organisation_check_digit"))
    if check_character(number[:17]) != number[17]:
        reasons.append(Reason("wrong_check_digit"))
    return Reading(reasons=tuple(reasons))
