"""What a column that is chosen from a list understands, beside the names the tables give."""

import tomllib
from functools import cache
from pathlib import Path

from enrolment.rosters.rules.columns import fold_label


@cache
def _table() -> dict:
    return tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))


def understood(column: str) -> dict[str, str]:
    """Folded label to code, from columns.toml: other names, and the codes themselves."""
    rows = _table()["choices"].get(column, {})
    return {fold_label(label): code for code, labels in rows.items() for label in (code, *labels)}


def offered(column: str, language: str) -> tuple[str, ...]:
    """The labels a template in a language (zh_hans, zh_hant, en) offers, where no table gives them."""
    return tuple(_table()["offered"].get(column, {}).get(language, ()))
