"""Passport number, judged loosely: issuers differ, and only the machine-readable zone has a check digit.

Six to nine letters and digits with at least one digit, as seen in practice; nine is the limit of ICAO 9303.
"""

from datetime import date

from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "passport"
SHORTEST = 6
LONGEST = 9


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number. It tells neither birth date nor sex."""
    if not SHORTEST <= len(number) <= LONGEST:
        return Reading(reasons=(Reason("wrong_length"),))
    mark = next((n for n, char in enumerate(number, start=1) if not char.isalnum()), None)
    if mark:
        return Reading(reasons=(Reason("unsupported_character", position=mark),))
    if not any("0" <= char <= "9" for char in number):
        return Reading(reasons=(Reason("not_digits"),))
    return Reading()
