"""Residence Permit for Hong Kong Residents: 810000, birth date, sequence (odd: male), check (measures of 2018)."""

from datetime import date

from enrolment.documents.rules.identity_numbers.citizen_layout import read_citizen_layout
from enrolment.documents.rules.identity_numbers.records import Reading

KIND = "hk_residence_permit"
PREFIX = "810000"


def read(number: str, on: date | None) -> Reading:
    """Reads a folded number; see read_citizen_layout for the reasons."""
    return read_citizen_layout(number, prefixes=(PREFIX,), on=on)
