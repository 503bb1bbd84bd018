"""What a finding does to a settlement of a month: data with source and status, read once. Pure."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from casework.rulebook.rules.rule_files import check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES
from claims.findings.rules.records import Found

FILE = Path(__file__).with_name("consequences.toml")
REFUSES, LEAVES_OUT, TOLD = DOES = ("refuses", "leaves_out", "told")


@cache
def written() -> tuple[str, str]:
    """Where that is written, and how sure it is. Raises RuleFileError naming what is wrong."""
    content = read_toml(FILE)
    return check_text(FILE, "source", content["source"]), check_code(FILE, "status", content["status"], STATUSES)


@cache
def consequences() -> Mapping[str, str]:
    """By the code of the finding, with the kind of its rule behind a colon where that counts. Raises RuleFileError naming what is
    wrong."""
    found: dict[str, str] = {}
    for table in read_toml(FILE)["consequence"]:
        check_keys(FILE, "consequence", table, {"codes", "does"}, {"codes", "does"})
        for code in table["codes"]:
            require(FILE, code not in found, f"finding {code}", "each code once")
            found[code] = check_code(FILE, "does", table["does"], DOES)
    return found


def consequence_of(found: Found) -> str:
    """What one finding does."""
    known = consequences()
    return known.get(found.code) or known.get(f"{found.code}:{found.params.get('kind', '')}", TOLD)


def leaving_out() -> list[tuple[str, str]]:
    """The findings that leave lines out: (code, kind of its rule or "")."""
    named = [code.partition(":") for code, does in consequences().items() if does == LEAVES_OUT]
    return [(code, kind) for code, _colon, kind in named]
