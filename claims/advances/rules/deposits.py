"""The quality deposit of institutions: what is withheld of a month, and what an appraisal returns; exact to the fen. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from casework.money.rules.amounts import ZERO
from casework.rulebook.rules.parameters import rule_by_id
from casework.rulebook.rules.rule_files import check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES

RATIO = "claims.quality_deposit"
FILE = Path(__file__).with_name("appraisal.toml")
FEN = Decimal("0.01")
HIGHEST = 100


def ratio_on(on: date, place: str) -> Decimal:
    """The part that is withheld of a month that begins on a day, in a place. Raises ValueMissing."""
    return Decimal(str(rule_by_id(RATIO).value_for(on=on, place=place).value))


def part_of(amount: Decimal, ratio: Decimal) -> Decimal:
    """A part of an amount in yuan, rounded half up to the fen."""
    return (amount * ratio).quantize(FEN, rounding=ROUND_HALF_UP)


def deposit_of(amount: Decimal, ratio: Decimal) -> Decimal:
    """What is withheld of an amount in yuan, none of one below zero."""
    return max(part_of(amount, ratio), ZERO)


def withheld(layers: Mapping[str, Decimal], ratio: Decimal) -> dict[str, Decimal]:
    """What of each layer is withheld: the part of their sum, from the first layer that bears any, then the next; in yuan. Of a sum
    below zero nothing is."""
    left, found = deposit_of(sum(layers.values(), ZERO), ratio), {}
    for layer, amount in layers.items():
        if (taken := min(left, amount)) > 0:
            found[layer] = taken
            left -= taken
    return found


@cache
def appraisal() -> tuple[tuple[int, Decimal], ...]:
    """(score, ratio returned from it on), the highest score first. Raises RuleFileError naming what is wrong."""
    found, content = [], read_toml(FILE)
    check_text(FILE, "source", content["source"])
    check_code(FILE, "status", content["status"], STATUSES)
    for table in content["step"]:
        check_keys(FILE, "step", table, {"score", "returned"}, {"score", "returned"})
        ratio = Decimal(table["returned"])
        require(FILE, ZERO <= ratio <= 1, f"returned = {ratio}", "from 0 to 1")
        found.append((table["score"], ratio))
    require(FILE, found == sorted(found, reverse=True) and found[-1][0] == 0, "step", "falling, to 0")
    return tuple(found)


def returned_for(score: int) -> Decimal:
    """The ratio of a deposit that a score returns. Raises ValueError for a score outside 0 to 100."""
    if not 0 <= score <= HIGHEST:
        raise ValueError("a score lies between 0 and 100")
    return next(ratio for least, ratio in appraisal() if score >= least)
