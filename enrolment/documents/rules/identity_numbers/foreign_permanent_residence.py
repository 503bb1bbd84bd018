"""Foreigner Permanent Residence ID Card, both versions in use.

2017: three letters for the country and twelve digits, whose inner layout is not confirmed and not read.
2023: eighteen characters beginning with 9, check by MOD 11-2 (reported); the birth date at places 7 to 14 is assumed.
Whether the sequence tells the sex is not known, so none is read from it.
"""

from datetime import date

from enrolment.documents.rules.identity_numbers.characters import all_letters, misplaced_letters
from enrolment.documents.rules.identity_numbers.citizen_layout import read_citizen_layout
from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "foreign_permanent_residence"
LENGTH_2017 = 15
COUNTRY_LETTERS = 3
PREFIX_2023 = "9"


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number of either version."""
    if len(number) != LENGTH_2017:
        return read_citizen_layout(number, prefixes=(PREFIX_2023,), on=on, tells_sex=False)
    if not all_letters(number[:COUNTRY_LETTERS]):
        return Reading(reasons=(Reason("wrong_prefix"),))
    return Reading(reasons=misplaced_letters(number, range(COUNTRY_LETTERS, LENGTH_2017)))
