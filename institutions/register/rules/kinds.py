"""Kinds of institution and the services an agreement may be about, read from the data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import (
    LANGUAGES,
    check_code,
    check_keys,
    check_text,
    read_toml,
)
from casework.rulebook.rules.rule_records import STATUSES

PATH = Path(__file__).with_name("kinds.toml")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A code with its words by language, the letters of the national codes it goes with, its source and how sure that is."""

    code: str
    words: Mapping[str, str]
    letters: str
    source: str
    status: str


@cache
def table(path: Path = PATH) -> Mapping[str, Mapping[str, Named]]:
    """The lists of the file by name, each by code in its order. Raises RuleFileError naming what is wrong."""
    lists = {name: rows for name, rows in read_toml(path).items() if name != "format"}
    return {name: {one.code: one for one in _read(path, name, rows)} for name, rows in lists.items()}


def _read(path: Path, name: str, rows: list[dict[str, Any]]) -> list[Named]:
    found = []
    for row in rows:
        where = f"{name} {row.get('code')}"
        keys = {"code", "letters", "source", "status", *LANGUAGES}
        check_keys(path, where, row, keys, keys)
        for key in ("code", "source", *LANGUAGES):
            check_text(path, f"{where}: {key}", row[key])
        check_code(path, f"{where}: letters", row["letters"], ("H", "P", "HP"))
        check_code(path, f"{where}: status", row["status"], STATUSES)
        words = {language: row[language] for language in LANGUAGES}
        found.append(
            Named(code=row["code"], words=words, letters=row["letters"], source=row["source"], status=row["status"])
        )
    return found


def kinds() -> Mapping[str, Named]:
    """The kinds of institution by code."""
    return table()["kind"]


def services() -> Mapping[str, Named]:
    """The services an agreement may be about, by code."""
    return table()["service"]
