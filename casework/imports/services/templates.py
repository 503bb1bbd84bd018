"""Empty files to fill in: a sheet with our headers, one that explains them, and the lists to choose from."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.imports.rules.columns import Column
from casework.imports.table import ImportKind
from casework.workbooks.services.parts import column_letters, sheet_title
from casework.workbooks.services.writing import Sheet, workbook_bytes


def template_bytes(kind: ImportKind, language: str) -> bytes:
    """An empty workbook for a kind in zh-hans, zh-hant or en. The same words give the same bytes."""
    with override(language):
        return workbook_bytes(_sheets(kind, language.replace("-", "_")))


def _sheets(kind: ImportKind, language: str) -> list[Sheet]:
    columns = kind.description.columns
    choices = {column.code: labels for column in columns if (labels := _labels(kind, column, language))}
    lists = sheet_title(_("Lists"))
    places = {
        number: _cells_of(lists, list(choices).index(column.code), len(choices[column.code]))
        for number, column in enumerate(columns)
        if column.code in choices
    }
    headers = [header(column, language) for column in columns]
    to_fill = Sheet(title=str(kind.pages.sheet_title), headers=headers, lists=places, to_fill=True)
    how_heads, how_rows = _instructions(kind, language)
    how = Sheet(title=_("How to fill it in"), headers=how_heads, rows=how_rows)
    if not choices:
        return [to_fill, how]
    list_heads, list_rows = _lists(kind, choices, language)
    return [to_fill, how, Sheet(title=lists, headers=list_heads, rows=list_rows)]


def header(column: Column, language: str) -> str:
    """The header a template shows: Chinese alone, English beside Chinese."""
    own = column.headers[language]
    return f"{column.headers['zh_hans']}\n{own}" if language == "en" else own


def _cells_of(title: str, place: int, length: int) -> str:
    letters = column_letters(place)
    return f"'{title.replace(chr(39), chr(39) * 2)}'!${letters}$2:${letters}${length + 1}"


def _labels(kind: ImportKind, column: Column, language: str) -> Sequence[str]:
    """What a column offers to choose from, in the template's language."""
    return kind.pages.labels(column.code, language) or kind.description.offered(column.code, language)


def _instructions(kind: ImportKind, language: str) -> tuple[list[str], list[list[str]]]:
    """One line a column, below them what holds for the whole file. The example stands here and nowhere else."""
    heads = [_("Column"), _("Needed"), _("How to fill it in"), _("Example (not a real person or employer)")]
    rows = [
        [
            header(column, language),
            _("yes") if column.needed else _("no"),
            column.helps[language],
            column.examples[language],
        ]
        for column in kind.description.columns
    ]
    return heads, rows + [["", "", rule, ""] for rule in kind.pages.rules()]


def _lists(
    kind: ImportKind, choices: dict[str, Sequence[str]], language: str
) -> tuple[list[str], list[list[str | None]]]:
    by_code = kind.description.columns.by_code
    longest = max(len(labels) for labels in choices.values())
    rows = [[labels[n] if n < len(labels) else None for labels in choices.values()] for n in range(longest)]
    return [_("List: %(column)s") % {"column": by_code[code].headers[language]} for code in choices], rows
