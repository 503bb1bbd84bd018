"""The description of an import as data: its limits, its columns, what may be chosen. Each kind keeps one TOML file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.imports.rules.cells import READERS
from casework.imports.rules.columns import Columns, columns_from
from casework.imports.rules.table_words import fold_label
from casework.workbooks.rules.limits import MEGABYTE, TextLimits, WorkbookLimits


class DescriptionWrong(ValueError):
    """The file of an import does not say what it must; the message names the place."""


@dataclass(frozen=True, kw_only=True)
class Runs:
    """How a file is worked through: rows checked in one transaction, rows entered in one, rows entered before the page of
    whoever confirmed answers, days a checked file waits for somebody to confirm it; the most rows that are checked, and the most
    megabytes of text that are read, before the page of whoever sent it answers, a larger file by the job."""

    checked_at_once: int
    entered_at_once: int
    before_the_answer: int
    kept_days: int
    checked_while_she_waits: int = 1_000_000
    megabytes_while_she_waits: int = 1_000


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a kind of import is. `forms` holds limits by form of file (xlsx, csv); `once` is the column no two rows of a file
    may have alike, "" for none, and `once_with` those that make it one thing with it; `personal` rows are kept sealed."""

    key: str
    columns: Columns
    forms: dict[str, TextLimits]
    runs: Runs
    once: str
    once_with: tuple[str, ...] = ()
    personal: bool
    choices: dict[str, dict[str, list[str]]]
    labels: dict[str, dict[str, list[str]]]

    def understood(self, column: str) -> dict[str, str]:
        """Folded label to code of a column that is chosen from a list: other names, and the codes themselves."""
        rows = self.choices.get(column, {})
        return {fold_label(label): code for code, labels in rows.items() for label in (code, *labels)}

    def offered(self, column: str, language: str) -> tuple[str, ...]:
        """The labels a template in a language (zh_hans, zh_hant, en) offers, where no table gives them."""
        return tuple(self.labels.get(column, {}).get(language, ()))

    @property
    def most_rows(self) -> int:
        """The rows of the largest file that is taken."""
        return max(limits.rows for limits in self.forms.values())


def read_description(path: Path) -> Description:
    """The description in a TOML file. Raises DescriptionWrong."""
    try:
        table = _whole(path)
        description = Description(
            key=table["key"],
            columns=columns_from(table["columns"]),
            forms={form: _limits(form, row) for form, row in table["forms"].items()},
            runs=Runs(**table["runs"]),
            once=table["once"],
            once_with=tuple(table.get("once_with", ())),
            personal=table["personal"],
            choices=table.get("choices", {}),
            labels=table.get("offered", {}),
        )
    except (KeyError, TypeError) as problem:
        raise DescriptionWrong(f"{path.name}: {problem}") from problem
    _check(description, path)
    return description


def _whole(path: Path) -> dict[str, Any]:
    """The content of a file, with the columns and choices that it shares with another one beside it before its own:
    `[like]` names the file and the columns, and further `other_names` of these."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    like = table.get("like")
    if like is None:
        return table
    other = tomllib.loads(path.with_name(like["file"]).read_text(encoding="utf-8"))
    shared = {column["code"]: column for column in other["columns"]}
    more = like.get("other_names", {})
    columns = [
        shared[code] | {"other_names": [*shared[code].get("other_names", ()), *more.get(code, ())]}
        for code in like["columns"]
    ]
    choices = {code: rows for code, rows in other.get("choices", {}).items() if code in like["columns"]}
    return table | {"columns": [*columns, *table["columns"]], "choices": choices | table.get("choices", {})}


def _limits(form: str, row: dict[str, Any]) -> TextLimits:
    shared = {
        "size": row["megabytes"] * MEGABYTE,
        "rows": row["rows"],
        "columns": row["columns"],
        "longest_text": row["longest_text"],
    }
    if form == "csv":
        return TextLimits(**shared)
    return WorkbookLimits(
        **shared,
        unpacked=row["unpacked_megabytes"] * MEGABYTE,
        elements=row["elements"],
        shared_texts=row["shared_texts"],
        shared_characters=row["shared_characters"],
        merged=1000,
    )


def _check(description: Description, path: Path) -> None:
    """What a description would do wrong only later. Raises DescriptionWrong."""
    codes = [column.code for column in description.columns]
    names = [name for column in description.columns for name in column.names()]
    wrong = [f"reads = {column.reads}" for column in description.columns if column.reads not in READERS]
    wrong += [f"longest of {column.code}" for column in description.columns if _too_long(column.longest, description)]
    if len(set(codes)) != len(codes) or len(set(names)) != len(names):
        wrong.append("a code or a header means two columns")
    wrong += [f"once = {code}" for code in (description.once, *description.once_with) if code and code not in codes]
    if not description.forms or not set(description.forms) <= {"xlsx", "csv"}:
        wrong.append("forms")
    if wrong:
        raise DescriptionWrong(f"{path.name}: {'; '.join(wrong)}")


def _too_long(longest: int, description: Description) -> bool:
    return any(longest >= limits.longest_text for limits in description.forms.values())
