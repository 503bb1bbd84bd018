"""Number of a birth certificate (medical certificate of birth): a letter and nine digits.

The letter tells the edition of the form, the first two digits after it the province. Layout from memory: no source read gives it;
so only letter and digits are held against a number.
"""

import re
from datetime import date

from enrolment.documents.rules.identity_numbers.characters import misplaced_letters
from enrolment.documents.rules.identity_numbers.records import Reading, Reason

KIND = "birth_certificate"
CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
LENGTH = 10


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number. It tells neither birth date nor sex."""
    if CERTIFICATE.fullmatch(number):
        return Reading(certain=False)
    if len(number) != LENGTH:
        return Reading(reasons=(Reason("wrong_length"),))
    if not "A" <= number[0] <= "Z":
        return Reading(reasons=(Reason("wrong_prefix"),))
    return Reading(reasons=misplaced_letters(number, range(1, LENGTH)))
