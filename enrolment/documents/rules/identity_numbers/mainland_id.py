"""Resident identity card of a mainland citizen (GB 11643): division, birth date, sequence, check.

Only the province part of the division is judged: the codes of counties changed over a lifetime. 71, 81 and 82 are no
household registrations, so numbers beginning with them are not this document; residence permits begin with 81, 82, 83.
The 15-digit numbers of the first cards are refused by length: they were withdrawn in 2013.
"""

from datetime import date

from enrolment.documents.rules.identity_numbers.citizen_layout import read_citizen_layout
from enrolment.documents.rules.identity_numbers.divisions import MAINLAND
from enrolment.documents.rules.identity_numbers.records import Reading

KIND = "mainland_id"


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number; see read_citizen_layout for the reasons."""
    return read_citizen_layout(number, prefixes=MAINLAND, on=on)
