"""The columns of an import, and how a header names one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import Any

from casework.imports.rules.table_words import fold_label, header_readings
from casework.rulebook.rules.rule_files import LANGUAGES

LONGEST_SHOWN = 60


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
    # Its header is needed, a cell may be left empty: it is told from the others.
    told_by_others: bool = False

    def names(self) -> set[str]:
        """Every header that means this column, folded: each name, and two languages beside each other."""
        alone = {fold_label(text) for text in (*self.headers.values(), *self.other_names)}
        beside = {fold_label(one + other) for one, other in permutations(self.headers.values(), 2)}
        return alone | beside


@dataclass(frozen=True, kw_only=True)
class HeaderRow:
    """Which column stands where: code by place (counted from 0), each header as it stands in the file by code, and what is wrong
    with the row: places of other headers, codes that are missing, places by the code that several headers name."""

    codes: dict[int, str]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    duplicate: dict[str, tuple[int, ...]]
    texts: dict[int, str] = field(default_factory=dict)


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
        places: dict[str, list[int]] = {}
        unknown = []
        for place, text in sorted(texts.items()):
            code = self._code_of(text)
            if code is None:
                unknown.append(place)
            else:
                places.setdefault(code, []).append(place)
        missing = tuple(one.code for one in self if one.needed and one.code not in places)
        duplicate = {code: tuple(several) for code, several in places.items() if len(several) > 1}
        codes = {several[0]: code for code, several in places.items()}
        return HeaderRow(
            codes=codes,
            unknown=tuple(unknown),
            missing=missing,
            duplicate=duplicate,
            texts={place: _line(text) for place, text in texts.items()},
        )

    def _code_of(self, text: str) -> str | None:
        """The column a header names; as it stands, else without its hints."""
        return next((code for one in header_readings(text) if (code := self._codes_by_name.get(one))), None)


def _line(text: str) -> str:
    """A header as a sentence names it."""
    plain = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
    return plain if len(plain) <= LONGEST_SHOWN else plain[: LONGEST_SHOWN - 1] + "…"


def columns_from(rows: Iterable[dict[str, Any]]) -> Columns:
    """The columns of a description. Raises KeyError for one that does not say all it must."""
    return Columns(_column(row) for row in rows)


def _column(row: dict[str, Any]) -> Column:
    if lacking := [name for name in ("code", "reads", "longest", "other_names", *LANGUAGES) if name not in row]:
        raise KeyError(f"column {row.get('code', '?')} without {', '.join(lacking)}")
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
        told_by_others=row.get("told_by_others", False),
    )
