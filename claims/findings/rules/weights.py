"""What each finding weighs and who may rule on it: data with source and status, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from casework.rulebook.rules.house_tables import NotDetails, TableRow, need, rows_on, texts
from casework.rulebook.rules.rule_files import check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES
from claims.findings.rules.records import RULINGS, WEIGHTS

FILE = Path(__file__).with_name("weights.toml")
# The table of offices that stands beside the file.
TABLE = "finding_rights"


@dataclass(frozen=True, kw_only=True)
class Weight:
    """What a finding weighs, what may be decided on it, and where that is written."""

    weight: str
    rulings: tuple[str, ...]
    source: str
    status: str


def weights_on(on: date, place: str) -> Mapping[str, Weight]:
    """What an office of a place (a division code) entered for a day, by the code of the finding; nothing where the file stands."""
    return {code: weight_row(row) for code, row in rows_on(TABLE, on, place).items() if not row.withdrawn}


def weight_row(row: TableRow) -> Weight:
    """Who may decide on a finding, as an office entered it. What law states keeps its weight, and takes no ruling that the
    file does not give. Raises NotDetails."""
    need(row.details, {"weight": str, "rulings": list})
    known = weights().get(row.code)
    weight = row.details.get("weight", known.weight if known else "")
    rulings = tuple(texts(row.details.get("rulings", known.rulings if known else ())))
    if known is None or weight not in WEIGHTS or not set(rulings) <= set(RULINGS):
        raise NotDetails(row.code)
    if known.status == "stated" and (weight != known.weight or not set(rulings) <= set(known.rulings)):
        raise NotDetails(row.code)
    return Weight(weight=weight, rulings=rulings, source=row.source, status=row.status)


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
