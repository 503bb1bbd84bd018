"""Drawing a sample of decided claims: each in its stratum of risk, which are read again follows from a published seed alone. Pure.

What a sample finds is said of the claims in it, and of no other: nothing is extrapolated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from casework.rulebook.rules.house_tables import NotDetails, TableRow, need, rows_on
from casework.rulebook.rules.rule_files import (
    LANGUAGES,
    check_code,
    check_date,
    check_keys,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES

FILE = Path(__file__).with_name("rates.toml")
# The table of offices that stands beside the file.
TABLE = "sample_rates"
RULED, HIGH, AWAY, REST = STRATA = ("ruled", "high", "away", "rest")
# Of settlements of an institution's month.
ABOVE, TOLD, OTHERS = OF_MONTHS = ("m_above", "m_told", "m_rest")
EVERY = (*STRATA, *OF_MONTHS)
# (share, at least so many), and at most so many where there is a bound.
Share = tuple[Decimal, int] | tuple[Decimal, int, int | None]
NOBODY: Share = (Decimal(0), 0)


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """Of a stratum the share that is read again, at least and at most so many, from which day on, and where it is written."""

    code: str
    rate: Decimal
    least: int
    most: int | None = None
    starts_on: date
    words: Mapping[str, str]
    source: str
    status: str


@cache
def rates() -> tuple[Stratum, ...]:
    """Every rate, in the order of the file. Raises RuleFileError naming what is wrong."""
    content = read_toml(FILE)
    status = check_code(FILE, "status", content["status"], STATUSES)
    source = check_text(FILE, "source", content["source"])
    found = []
    for table in content["stratum"]:
        needed = {"code", "from", "rate", "least", *LANGUAGES}
        check_keys(FILE, "stratum", table, needed | {"most"}, needed)
        rate = Decimal(table["rate"])
        require(
            FILE, 0 <= rate <= 1 and table["least"] >= 0, f"rate {rate}", "a share from 0 to 1, and how many at least"
        )
        found.append(
            Stratum(
                code=check_code(FILE, "code", table["code"], EVERY),
                rate=rate,
                least=table["least"],
                most=table.get("most"),
                starts_on=check_date(FILE, "from", table["from"]),
                words={
                    language.replace("_", "-"): check_text(FILE, language, table[language]) for language in LANGUAGES
                },
                source=source,
                status=status,
            )
        )
    return tuple(found)


def rates_on(day: date, place: str = "") -> dict[str, Stratum]:
    """The newest rate of each stratum on a day: the one that the office of a place (a division code) entered, else the house's."""
    found = {one.code: one for one in sorted(rates(), key=lambda one: one.starts_on) if one.starts_on <= day}
    rows = rows_on(TABLE, day, place) if place else {}
    return found | {code: rate_row(row) for code, row in rows.items() if not row.withdrawn}


def rate_row(row: TableRow) -> Stratum:
    """A rate that an office entered. Raises NotDetails."""
    need(row.details, {"rate": str, "least": int})
    known = next((one.most for one in rates() if one.code == row.code), None)
    try:
        rate = Decimal(row.details["rate"])
    except (KeyError, InvalidOperation) as error:
        raise NotDetails("rate") from error
    least = row.details.get("least", 0)
    if not (rate.is_finite() and 0 <= rate <= 1 and least >= 0):
        raise NotDetails("rate")
    return Stratum(
        code=row.code,
        rate=rate,
        least=least,
        most=known,
        starts_on=row.starts_on,
        words=row.words,
        source=row.source,
        status=row.status,
    )


def stratum_of(*, ruled: bool, high: bool, away: bool) -> str:
    """The first stratum of risk that fits a claim."""
    return next(code for code, fits in ((RULED, ruled), (HIGH, high), (AWAY, away), (REST, True)) if fits)


def stratum_of_month(*, above: bool, told: bool) -> str:
    """The first stratum of risk that fits a settlement of a month."""
    return next(code for code, fits in ((ABOVE, above), (TOLD, told), (OTHERS, True)) if fits)


def how_many(number: int, rate: Decimal, least: int, most: int | None = None) -> int:
    """How many of a stratum are read again: its share, rounded up, at least so many where there are as many, at most so many."""
    share = int((number * rate).to_integral_value(ROUND_CEILING))
    found = min(number, max(share, least if rate else 0))
    return found if most is None else min(found, most)


def shares_kept(on: date, place: str, codes: Sequence[str]) -> dict[str, list[str | int | None]]:
    """The shares of some strata on a day at a place, as a sample keeps them."""
    known = rates_on(on, place)
    return {code: [str(one.rate), one.least, one.most] for code, one in known.items() if code in codes}


def shares_read(kept: Mapping[str, Sequence[Any]]) -> dict[str, Share]:
    """The shares of a sample as it keeps them; older ones keep no bound."""
    return {code: (Decimal(one[0]), one[1], one[2] if one[2:] else None) for code, one in kept.items()}


def draw(population: Sequence[tuple[str, str]], share: Mapping[str, Share], seed: str) -> list[str]:
    """The keys that are drawn of (key, stratum), in their order. Whoever knows population, shares and seed draws the same: each key
    has its place by SHA-256 of the seed, a line feed and the key; the first of each stratum are taken."""
    drawn = []
    for code in EVERY:
        keys = [key for key, stratum in population if stratum == code]
        number = how_many(len(keys), *share.get(code, NOBODY))
        drawn += sorted(keys, key=lambda key: _place(seed, key))[:number]
    return drawn


def _place(seed: str, key: str) -> bytes:
    return sha256(f"{seed}\n{key}".encode()).digest()
