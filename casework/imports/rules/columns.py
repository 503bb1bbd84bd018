"""The columns of an import, and how a header names one."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Any

from casework.rulebook.rules.rule_files import LANGUAGES


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


@dataclass(frozen=True)
class HeaderRow:
    """Which column stands where: code by place (counted from 0), and what is wrong with the row."""

    codes: dict[int, str]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    duplicate: tuple[int, ...]


class Columns(tuple[Column, ...]):
    """The columns of an import in the order of its template."""

    # No __slots__: what is looked up again and again is kept.
    @cached_property
    def by_code(self) -> dict[str, Column]:
        """Each column by its code."""
        return {column.code: column for column in self}

    @cached_property
    def _codes_by_name(self) -> dict[str, str]:
        return {name: column.code for column in self for name in column.names()}

    def read_headers(self, texts: dict[int, str]) -> HeaderRow:
        """The columns named by a row of texts, in any order and language."""
        codes: dict[int, str] = {}
        unknown, duplicate = [], []
        for place, text in sorted(texts.items()):
            code = self._codes_by_name.get(fold_label(text))
            if code is None:
                unknown.append(place)
            elif code in codes.values():
                duplicate.append(place)
            else:
                codes[place] = code
        missing = tuple(one.code for one in self if one.needed and one.code not in codes.values())
        return HeaderRow(codes, tuple(unknown), missing, tuple(duplicate))


def columns_from(rows: Iterable[dict[str, Any]]) -> Columns:
    """The columns of a description. Raises KeyError for one that does not say all it must."""
    return Columns(_column(row) for row in rows)


def _column(row: dict[str, Any]) -> Column:
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
