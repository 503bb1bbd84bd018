"""The parts of an XLSX file around its values: content types, relations, styles, heads and feet of sheets; and what a text
must be before it stands in one (ECMA-376, SpreadsheetML)."""

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

# What makes a spreadsheet take a text for a formula or a command; full-width forms are folded by some programs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_TEXT = 32_767
LONGEST_TITLE = 31
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Spreadsheets read _x000D_ inside a text as an escaped character; the underscore is escaped to keep such a text.
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\s]+")

# Places in the table of styles below.
PLAIN, TEXT, QUOTED, DAY, WHOLE, HEADER, HEADER_QUOTED = range(7)
MOST_PLACES = 14
# Behind the styles of numbers with places: coloured cells.
MARKED, MARKED_QUOTED, MARKED_DAY = range(HEADER_QUOTED + MOST_PLACES + 1, HEADER_QUOTED + MOST_PLACES + 4)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def storable_text(text: str) -> str:
    """The text as a workbook can hold it: line ends are \\n, what XML cannot hold is the replacement character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    safe = _NOT_IN_XML.sub("\ufffd", lines)
    return safe if len(safe) <= LONGEST_TEXT else safe[: LONGEST_TEXT - 1] + "…"


def escaped(text: str) -> str:
    """The text between two tags."""
    return escape(_LIKE_ESCAPE.sub("_x005F_", text))


def sheet_title(text: str, taken: Sequence[str] = ()) -> str:
    """The text as the name of a sheet: 31 characters without those a name may not hold, unlike the names taken."""
    plain = _NOT_IN_TITLE.sub(" ", storable_text(text)).strip(" '") or "1"
    title, number = plain[:LONGEST_TITLE], 2
    while title.casefold() in {one.casefold() for one in taken}:
        ending = f" {number}"
        title, number = plain[: LONGEST_TITLE - len(ending)] + ending, number + 1
    return title


def column_letters(number: int) -> str:
    """The name of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_style(*, quoted: bool, header: bool) -> int:
    """The style of a text, so that it stays one when it is edited."""
    if header:
        return HEADER_QUOTED if quoted else HEADER
    return QUOTED if quoted else TEXT


def number_style(exact: str) -> int:
    """The style that shows every place a number has and no other."""
    places = len(exact.partition(".")[2])
    return HEADER_QUOTED + places if places else WHOLE


def frame(titles: Sequence[str]) -> dict[str, str]:
    """Every part but the sheets, by name."""
    numbers = range(1, len(titles) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>' for n in numbers
    )
    sheets = "".join(
        f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, title in zip(numbers, titles, strict=True)
    )
    links = "".join(_link(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": _links(_link("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links + _link("styles", "styles", "styles.xml")),
        "xl/styles.xml": _styles(),
    }


def _links(links: str) -> str:
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def _styles() -> str:
    """One table for all sheets: plain, text, quoted text, day, whole number, two headers, 1 to 14 places, marked cells."""
    formats = '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' + "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="0.{"0" * n}"/>' for n in range(1, MOST_PLACES + 1)
    )
    header = (
        ' fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"',
        '<alignment vertical="top" wrapText="1"/>',
    )
    wrapped = (' applyAlignment="1"', '<alignment vertical="top" wrapText="1"/>')
    cells = [
        _style(0),
        _style(49, *wrapped),
        _style(49, wrapped[0] + ' quotePrefix="1"', wrapped[1]),
        _style(164),
        _style(1),
        _style(49, *header),
        _style(49, header[0] + ' quotePrefix="1"', header[1]),
        *(_style(164 + n) for n in range(1, MOST_PLACES + 1)),
        _style(49, f'{wrapped[0]} fillId="3" applyFill="1"', wrapped[1]),
        _style(49, f'{wrapped[0]} fillId="3" applyFill="1" quotePrefix="1"', wrapped[1]),
        _style(164, ' fillId="3" applyFill="1"'),
    ]
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="{MOST_PLACES + 1}">{formats}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE3ECEF"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFF9D7C9"/></patternFill></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _style(number_format: int, attributes: str = "", inside: str = "") -> str:
    return f'<xf numFmtId="{number_format}" xfId="0" applyNumberFormat="1"{attributes}>{inside}</xf>'


def sheet_head(widths: Sequence[int], style: int) -> str:
    """A sheet up to its first row: the first row stays in sight, columns have their widths and the given style."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" style="{style}" customWidth="1"/>'
        for n, width in enumerate(widths, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def sheet_foot(lists: Mapping[int, str]) -> str:
    """A sheet after its last row, with the lists its columns are chosen from."""
    if not lists:
        return "</sheetData></worksheet>"
    choices = "".join(_choice(column_letters(column), cells) for column, cells in lists.items())
    return f'</sheetData><dataValidations count="{len(lists)}">{choices}</dataValidations></worksheet>'


def _choice(column: str, cells: str) -> str:
    return (
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{column}2:{column}5001">'
        f"<formula1>{escape(cells)}</formula1></dataValidation>"
    )


def csv_cell(value: object) -> str:
    """A value as a cell of a CSV file that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
