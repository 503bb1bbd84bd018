"""What each finding weighs and who may rule on it: data with source and status, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.rulebook.rules.rule_files import check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES
from claims.findings.rules.records import RULINGS, WEIGHTS

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, kw_only=True)
class Weight:
    """What a finding weighs, what may be decided on it, and where that is written."""

    weight: str
    rulings: tuple[str, ...]
    source: str
    status: str


@cache
def weights() -> Mapping[str, Weight]:
    """By the code of the finding. Raises RuleFileError naming what is wrong."""
    found: dict[str, Weight] = {}
    for table in read_toml(FILE)["finding"]:
        needed = {"code", "weight", "source", "status"}
        check_keys(FILE, "finding", table, needed | {"rulings"}, needed)
        code, rulings = table["code"], tuple(table.get("rulings", ()))
        require(FILE, code not in found, f"finding {code}", "each code once")
        for one in rulings:
            check_code(FILE, "rulings", one, RULINGS)
        found[code] = Weight(
            weight=check_code(FILE, "weight", table["weight"], WEIGHTS),
            rulings=rulings,
            source=check_text(FILE, "source", table["source"]),
            status=check_code(FILE, "status", table["status"], STATUSES),
        )
    return found
