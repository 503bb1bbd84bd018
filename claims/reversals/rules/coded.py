"""Why a posted claim is reversed: a coded list that is data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from claims.reimbursements.rules.coded import Coded, coded_table

FILE = Path(__file__).with_name("reasons.toml")


@cache
def reversal_reasons() -> Mapping[str, Coded]:
    """By code. Raises RuleFileError naming what is wrong."""
    return coded_table(FILE, "reason")
