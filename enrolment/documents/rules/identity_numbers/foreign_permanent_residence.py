"""Foreigner Permanent Residence ID Card, both versions in use.

2017: three letters for the country and twelve digits: four of the place, six of the birth date (YYMMDD), two behind them. That is
reported by insurers' rules; only a month or day that cannot be is held against a number, the century is not told.
2023: eighteen characters beginning with 9, check by MOD 11-2 (reported); the province of application at places 2 and 3 and the
birth date at places 7 to 14 are assumed. Whether the sequence tells the sex is not known, so none is read from it.
"""

from dataclasses import replace
from datetime import date

from enrolment.documents.rules.identity_numbers.characters import all_letters, misplaced_letters
from enrolment.documents.rules.identity_numbers.citizen_layout import read_citizen_layout, read_date
from enrolment.documents.rules.identity_numbers.divisions import MAINLAND
from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "foreign_permanent_residence"
LENGTH_2017 = 15
COUNTRY_LETTERS = 3
PREFIX_2023 = "9"
BIRTH_2017 = slice(7, 13)
PROVINCE_2023 = slice(1, 3)


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number of either version."""
    if len(number) != LENGTH_2017:
        return _read_2023(number, on)
    if not all_letters(number[:COUNTRY_LETTERS]):
        return Reading(reasons=(Reason("wrong_prefix"),))
    letters = misplaced_letters(number, range(COUNTRY_LETTERS, LENGTH_2017))
    if letters or _is_day_of_some_century(number[BIRTH_2017]):
        return Reading(reasons=letters)
    return Reading(reasons=(Reason("impossible_date"),))


def _is_day_of_some_century(digits: str) -> bool:
    return any(read_date(century + digits) for century in ("19", "20"))


def _read_2023(number: str, on: date | None) -> Reading:
    reading = read_citizen_layout(number, prefixes=(PREFIX_2023,), on=on, tells_sex=False)
    # Only where the rest of the layout could be read: of a number of another kind the place is no reason.
    if reading.birth_on is None or not number.startswith(PREFIX_2023) or number[PROVINCE_2023] in MAINLAND:
        return reading
    return replace(reading, reasons=(Reason("wrong_province"), *reading.reasons))
