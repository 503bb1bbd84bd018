"""Mainland Travel Permit for Hong Kong and Macao Residents: H or M and eight digits.

Older cards printed two more digits, the count of issues; it is kept apart. Layout assumed: no source read gives it.
"""

import re
from datetime import date

from enrolment.documents.rules.identity_numbers.characters import misplaced_letters
from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "hk_macao_travel_permit"
PERMIT = re.compile(r"([HM][0-9]{8})(?:\(([0-9]{1,2})\)|([0-9]{2}))?")
LENGTHS = (9, 11)


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number. The permit tells neither birth date nor sex."""
    permit = PERMIT.fullmatch(number)
    if permit:
        issue = permit[2] or permit[3]
        return Reading(normalised=permit[1], issue=issue.zfill(2) if issue else None)
    if len(number) not in LENGTHS:
        return Reading(reasons=(Reason("wrong_length"),))
    if number[0] not in "HM":
        return Reading(reasons=(Reason("wrong_prefix"),))
    return Reading(reasons=misplaced_letters(number, range(1, len(number))))
