"""The columns of a roster, read from columns.toml, and how a header names one."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path

HIRES, EMPLOYERS = "hires", "employers"
LANGUAGES = ("zh_hans", "zh_hant", "en")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: how its cells are read, and its words by language (zh_hans, zh_hant, en)."""

    code: str
    reads: str
    needed: bool
    longest: int
    headers: dict[str, str]
    helps: dict[str, str]
    examples: dict[str, str]
    other_names: tuple[str, ...]

    def names(self) -> set[str]:
        """Every header that means this column, folded: each name, and two languages beside each other."""
        alone = {fold_label(text) for text in (*self.headers.values(), *self.other_names)}
        beside = {fold_label(one + other) for one, other in permutations(self.headers.values(), 2)}
        return alone | beside


def fold_label(text: str) -> str:
    """A header or a choice as it is compared: no case, spaces, punctuation or full-width forms."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


@cache
def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a roster of hires or employers, in the order of the template."""
    table = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    return tuple(_column(row) for row in table[kind])


def _column(row: dict) -> Column:
    words = {language: row[language] for language in LANGUAGES}
    return Column(
        code=row["code"],
        reads=row["reads"],
        needed=row.get("needed", False),
        longest=row["longest"],
        headers={language: word["header"] for language, word in words.items()},
        helps={language: word["help"] for language, word in words.items()},
        examples={language: word["example"] for language, word in words.items()},
        other_names=tuple(row["other_names"]),
    )


@cache
def column(kind: str, code: str) -> Column:
    """One column by its code."""
    return next(one for one in columns_of(kind) if one.code == code)


@cache
def _codes_by_name(kind: str) -> dict[str, str]:
    return {name: column.code for column in columns_of(kind) for name in column.names()}


@dataclass(frozen=True)
class HeaderRow:
    """Which column stands where: code by place (counted from 0), and what is wrong with the row."""

    codes: dict[int, str]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    duplicate: tuple[int, ...]


def read_headers(kind: str, texts: dict[int, str]) -> HeaderRow:
    """The columns named by a row of texts, in any order and language."""
    names = _codes_by_name(kind)
    codes, unknown, duplicate = {}, [], []
    for place, text in sorted(texts.items()):
        code = names.get(fold_label(text))
        if code is None:
            unknown.append(place)
        elif code in codes.values():
            duplicate.append(place)
        else:
            codes[place] = code
    missing = tuple(one.code for one in columns_of(kind) if one.needed and one.code not in codes.values())
    return HeaderRow(codes, tuple(unknown), missing, tuple(duplicate))
