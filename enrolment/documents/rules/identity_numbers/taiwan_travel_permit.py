"""Mainland Travel Permit for Taiwan Residents.

Eight digits, fixed for life since 24 September 2008 (reported). The older booklet printed the count of issues behind
them, in brackets or as two more digits, and a letter, in brackets or not (0512345601(B), reported); number and count are kept
apart, so that every reading is the same number (assumed).
Permits for a single entry have their own series: one or two letters and eight digits is assumed, no source gives it.
H and M are left out there, because H or M with eight digits is the permit of Hong Kong and Macao residents.
There is no public check digit: a slip of the finger cannot be found by the number alone.
"""

import re
from datetime import date

from enrolment.documents.rules.identity_numbers.characters import misplaced_letters
from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "taiwan_travel_permit"
# Without brackets the letter is none that is typed for a digit, and stands behind a count only.
WITH_ISSUE = re.compile(
    r"([0-9]{8})(?:(?:\(([0-9]{1,2})\)|([0-9]{2}))(?:\([A-Z]\)|[A-HJKMNP-Z])?|\(([0-9]{2})[A-Z]\)|\([A-Z]\))"
)
SINGLE_ENTRY = re.compile(r"(?![HM][0-9])[A-Z]{1,2}[0-9]{8}")
LENGTHS = (8, 10)


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number. The permit tells neither birth date nor sex."""
    issued = WITH_ISSUE.fullmatch(number)
    if issued:
        issue = issued[2] or issued[3] or issued[4]
        return Reading(normalised=issued[1], issue=issue.zfill(2) if issue else None)
    if SINGLE_ENTRY.fullmatch(number):
        return Reading(certain=False)
    if len(number) not in LENGTHS:
        return Reading(
            reasons=(Reason("wrong_length", why="zeros_lost" if _may_have_begun_with_zero(number) else None),)
        )
    return Reading(reasons=misplaced_letters(number, range(len(number))))


def _may_have_begun_with_zero(number: str) -> bool:
    """Digits alone, one to three fewer than a permit has: what a spreadsheet leaves of a number that begins with zeros."""
    return number.isascii() and number.isdigit() and 5 <= len(number) < max(LENGTHS)
