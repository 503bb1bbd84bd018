"""Files of rows: what is written how, what is refused, and that none of it is held."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.workbooks.rules.cells import Cell
from casework.workbooks.rules.limits import TextLimits, WorkbookLimits
from casework.workbooks.services.files import WorkbookRefused, form_of
from casework.workbooks.services.reading import Book
from casework.workbooks.services.text_files import TextFile
from casework.workbooks.services.writing import Sheet, workbook_bytes
from tests.casework.imports import price_imports as prices

TEXT = TextLimits(size=10**7, rows=1000, columns=8, longest_text=20)
BOOK = WorkbookLimits(
    size=10**7,
    rows=10**5,
    columns=8,
    longest_text=20,
    unpacked=10**8,
    elements=10**6,
    shared_texts=100,
    shared_characters=1000,
    merged=1000,
)
WORDS = "编码,名称\r\nC1,药品\r\n"


def texts(content: bytes, limits: TextLimits = TEXT) -> list[tuple[int, dict[int, str]]]:
    return [
        (row.number, {place: cell.text for place, cell in row.cells.items()})
        for row in TextFile(io.BytesIO(content), limits)
    ]


def refused(work) -> str:
    with pytest.raises(WorkbookRefused) as found:
        work()
    return found.value.code


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode("utf-8"),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("gbk"),
        WORDS.encode("gb18030"),
        WORDS.replace(",", ";").encode("gb18030"),
        WORDS.replace(",", "\t").encode(),
        WORDS.replace("\r\n", "\n").encode(),
    ],
)
def test_a_text_file_as_programs_here_write_it(content):
    assert texts(content) == [(1, {0: "编码", 1: "名称"}), (2, {0: "C1", 1: "药品"})]


def test_characters_only_gb_18030_has():
    assert texts("𠮷,㐂\n".encode("gb18030")) == [(1, {0: "𠮷", 1: "㐂"})]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    assert texts(b'a,b\n\n"x\ny",z\n,\nlast,\n') == [(1, {0: "a", 1: "b"}), (3, {0: "x\ny", 1: "z"}), (5, {0: "last"})]


def test_a_long_cell_is_seen_to_be_long():
    assert next(iter(TextFile(io.BytesIO(b"x" * 21 + b",y\n"), TEXT))).cells == {
        0: Cell("overlong", ""),
        1: Cell("text", "y"),
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("编码,名称".encode("utf-16"), "unknown_encoding"),
        (b"a,b\n\xff\xff\n", "unknown_encoding"),
        (workbook_bytes([Sheet(title="1", headers=["a"])]), "content_differs"),
        (b"a\x00,b", "content_differs"),
        (b'a,"b\n' + b"x" * 200_000, "damaged"),
        (b"a," * 9 + b"b\n", "too_many_columns"),
    ],
)
def test_what_is_no_text_file_of_ours(content, code):
    assert refused(lambda: texts(content)) == code


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9), min_size=2, max_size=4
        )
    )
)
def test_what_is_written_is_read_back(lines):
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    # The first line says what stands between cells.
    content = ("a,b\r\n" + written.getvalue()).encode("gb18030")
    expected = [
        (number, kept)
        for number, line in enumerate(lines, start=2)
        if (kept := {place: text for place, text in enumerate(line) if not text.isspace()})
    ]
    try:
        assert texts(content)[1:] == expected
    except WorkbookRefused as problem:
        pytest.fail(problem.code)


@pytest.mark.parametrize(("name", "taken"), [("a.csv", "csv"), ("A.TXT", "csv"), ("a.xlsx", "xlsx")])
def test_the_form_of_a_file_is_its_ending(name, taken):
    assert form_of(name, frozenset({"csv", "xlsx"})) == taken


def packed(parts: dict[str, str]) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([Sheet(title="1", headers=["a"])]))) as plain:
        kept = {name: plain.read(name) for name in plain.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (kept | parts).items():
            archive.writestr(name, content)
    return target


def sheet(inside: str, behind: str = "") -> dict[str, str]:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return {"xl/worksheets/sheet1.xml": f"{start}{inside}</sheetData>{behind}</worksheet>"}


def rows(parts: dict[str, str], limits: WorkbookLimits = BOOK) -> list:
    book = Book(packed(parts), limits)
    return list(book.rows(book.sheets[0]))


def long_text() -> str:
    # Not so alike that it would pack like a bomb.
    return "".join(f"{n:x}" for n in range(900_000))


ENDLESS = {
    "a text": lambda: f'<row><c t="inlineStr"><is><t>{long_text()}</t></is></c></row>',
    "an attribute": lambda: f'<row><c t="{long_text()}"><v>1</v></c></row>',
    "a text not parsed": lambda: f"<row><c><v><![CDATA[{long_text()}<]]></v></c></row>",
    "a comment": lambda: f"<row><!-- {long_text()} --></row>",
    "a row": lambda: "<row>" + "".join(f'<c s="{n}"/>' for n in range(200_000)) + "</row>",
    "elements in each other": lambda: "<row>" + "".join(f"<x{n}>" for n in range(300_000)),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_does_not_end_is_not_collected(what):
    """Each is far below what a workbook may unpack to; none of it comes into memory whole."""
    parts = sheet(ENDLESS[what]())
    with prices.growth() as grown:
        assert refused(lambda: rows(parts)) == "unpacks_too_large"
    assert grown[0] < 120_000_000


def test_elements_shared_texts_and_their_characters_have_limits():
    plain = sheet("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 200)))
    assert len(rows(plain)) == 199
    assert refused(lambda: rows(plain, replace(BOOK, elements=300))) == "unpacks_too_large"
    start = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="s" Type="a/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )

    def shared(*strings: str) -> dict[str, str]:
        inside = "".join(f"<si><t>{text}</t></si>" for text in strings)
        return {"xl/sharedStrings.xml": f"{start}{inside}</sst>", "xl/_rels/workbook.xml.rels": links}

    cell = sheet('<row><c t="s"><v>1</v></c></row>')
    assert rows(cell | shared("a", "b"))[0].cells == {0: Cell("text", "b")}
    assert refused(lambda: rows(cell | shared(*"x" * 101))) == "unpacks_too_large"
    assert refused(lambda: rows(cell | shared(*["y" * 20] * 51))) == "unpacks_too_large"
    assert refused(lambda: rows(sheet('<row><c t="s"><v>2</v></c></row>') | shared("a", "b"))) == "damaged"


def test_rows_out_of_their_order_are_no_sheet():
    assert refused(lambda: rows(sheet('<row r="3"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>'))) == "damaged"


def test_merged_cells_stand_behind_the_rows():
    book = Book(
        packed(sheet('<row r="2"><c><v>1</v></c></row>', '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>')), BOOK
    )
    found = book.rows(book.sheets[0])
    assert [row.number for row in found] == [2] and found.merged == [(2, 0, 3, 1)]


def test_a_declaration_in_any_part_is_refused():
    dtd = '<!DOCTYPE worksheet [<!ENTITY x "y">]>'
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    assert refused(lambda: rows({"xl/worksheets/sheet1.xml": dtd + start})) == "unsafe_parts"
    assert refused(lambda: rows({"xl/worksheets/sheet1.xml": f"<!-- {'x' * 9000} -->{dtd}{start}"})) == "unsafe_parts"
    assert refused(lambda: rows({"xl/worksheets/sheet1.xml": start.replace("<sheetData/>", dtd)})) == "damaged"
    assert refused(lambda: rows({"xl/styles.xml": dtd + "<styleSheet/>"})) == "unsafe_parts"
