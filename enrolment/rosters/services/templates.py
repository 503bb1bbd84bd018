"""Empty rosters to fill in: a sheet with our headers, one that explains them, and the lists to choose from."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.workbooks.services.parts import column_letters, sheet_title
from casework.workbooks.services.writing import Sheet, workbook_bytes
from enrolment.documents.models import DocumentKind
from enrolment.employers.models.employer import Employer
from enrolment.rosters.rules.choices import offered
from enrolment.rosters.rules.columns import HIRES, Column, columns_of


def template_bytes(kind: str, language: str) -> bytes:
    """An empty roster of hires or employers in zh-hans, zh-hant or en. The same words give the same bytes."""
    with override(language):
        return workbook_bytes(_sheets(kind, language.replace("-", "_")))


def _sheets(kind: str, language: str) -> list[Sheet]:
    columns = columns_of(kind)
    choices = {column.code: labels for column in columns if (labels := _labels(column, language))}
    roster = _("Hires") if kind == HIRES else _("Employers")
    lists = sheet_title(_("Lists"))
    places = {
        number: _cells_of(lists, list(choices).index(column.code), len(choices[column.code]))
        for number, column in enumerate(columns)
        if column.code in choices
    }
    how_heads, how_rows = _instructions(columns, language)
    list_heads, list_rows = _lists(columns, choices, language)
    return [
        Sheet(title=roster, headers=[header(column, language) for column in columns], lists=places, to_fill=True),
        Sheet(title=_("How to fill it in"), headers=how_heads, rows=how_rows),
        Sheet(title=lists, headers=list_heads, rows=list_rows),
    ]


def header(column: Column, language: str) -> str:
    """The header a template shows: Chinese alone, English beside Chinese."""
    own = column.headers[language]
    return f"{column.headers['zh_hans']}\n{own}" if language == "en" else own


def _cells_of(title: str, place: int, length: int) -> str:
    letters = column_letters(place)
    return f"'{title.replace(chr(39), chr(39) * 2)}'!${letters}$2:${letters}${length + 1}"


def _labels(column: Column, language: str) -> list[str]:
    """What a column offers to choose from, in the template's language."""
    if column.code == "kind":
        return [getattr(one, f"name_{language}") for one in DocumentKind.objects.exclude(category="mainland")]
    if column.code == "taiwan_form":
        return [str(label) for label in Employer.TaiwanForm.labels]
    if column.code == "contact_language":
        return [name for _code, name in CLIENT_LANGUAGES]
    return list(offered(column.code, language))


def _instructions(columns: tuple[Column, ...], language: str) -> tuple[list[str], list[list[str]]]:
    """One line a column, below them what holds for the whole file. The example stands here and nowhere else."""
    heads = [_("Column"), _("Needed"), _("How to fill it in"), _("Example (not a real person or employer)")]
    rows = [
        [
            header(column, language),
            _("yes") if column.needed else _("no"),
            column.helps[language],
            column.examples[language],
        ]
        for column in columns
    ]
    rules = [
        _("One row for each person or employer; at most 5,000 rows. The order of the columns does not matter."),
        _("No formulas and no merged cells: enter values only."),
        _("Long numbers stay text. If a number shows as 3.5E+17, digits are lost: type it again in a text cell."),
        _("Dates are of the common era with the year first. Years counted from 1912 are not read."),
        _("Save the file as an XLSX workbook. Nothing is entered before the whole file is free of errors."),
    ]
    return heads, rows + [["", "", rule, ""] for rule in rules]


def _lists(
    columns: tuple[Column, ...], choices: dict[str, list[str]], language: str
) -> tuple[list[str], list[list[str | None]]]:
    by_code = {column.code: column for column in columns}
    longest = max(len(labels) for labels in choices.values())
    rows = [[labels[n] if n < len(labels) else None for labels in choices.values()] for n in range(longest)]
    return [_("List: %(column)s") % {"column": by_code[code].headers[language]} for code in choices], rows
