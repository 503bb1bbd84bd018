"""Why a posted claim is reversed: a coded list that is data."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from claims.reimbursements.rules.coded import Coded, coded_table, offered_on, with_rows

FILE = Path(__file__).with_name("reasons.toml")
TABLE = "reversal_reasons"


def reversal_reasons() -> Mapping[str, Coded]:
    """By code, as said by the file or last by any place. Raises RuleFileError naming what is wrong."""
    return with_rows(coded_table(FILE, "reason"), TABLE)


def reversal_reasons_on(on: date, place: str) -> Mapping[str, Coded]:
    """Those that are offered at a place (a division code) on a day."""
    return offered_on(coded_table(FILE, "reason"), TABLE, on, place)
