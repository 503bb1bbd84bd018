"""Files that are no roster: each is refused with its own code, quickly, and nothing is kept."""

import time
import zipfile

import openpyxl
import pytest

from casework.imports.table import import_kind
from casework.imports.views.messages import refusal_text
from casework.imports.words import FILES
from casework.models import Import, ImportRow
from casework.workbooks.services.files import WorkbookRefused
from tests.builders import employer
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import (
    HEADERS,
    check_roster,
    hire,
    saved,
    sheet_xml,
    upload,
    with_parts,
    workbook,
)

pytestmark = pytest.mark.django_db
# Of processor time: a hostile file may cost a web process this much, no more.
MOST_SECONDS = 3.0
# Of a kind that takes no text files; of a file that is asked for again too late.
ELSEWHERE = {"csv_file", "not_kept"}


def hidden_sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("roster")
    sheet.append(HEADERS)
    sheet.append(hire())
    sheet.sheet_state = "hidden"
    return saved(book)


def two_sheets() -> bytes:
    book = openpyxl.Workbook()
    for title in ("a", "b"):
        sheet = book.create_sheet(title)
        sheet.append(HEADERS)
        sheet.append(hire())
    return saved(book)


def many_rows(count: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADERS)
    for number in range(count):
        sheet.append(["x", f"{number}", "x", "x", "2026-06-01"])
    return saved(book)


def empty_rows() -> bytes:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 1_048_577))
    return with_parts({}, sheet=sheet_xml(files.header_xml() + rows))


def many_columns() -> bytes:
    return with_parts({}, sheet=sheet_xml("<row>" + '<c t="inlineStr"><is><t>x</t></is></c>' * 16_384 + "</row>"))


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{lines}]>'
    return with_parts({}, sheet=sheet_xml(files.inline("A1", "&e9;"), dtd))


def outside_entity() -> bytes:
    dtd = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return with_parts({}, sheet=sheet_xml(files.inline("A1", "&x;"), dtd))


def many_entries() -> bytes:
    return with_parts({f"xl/media/{number}.txt": "x" for number in range(20_000)})


def encrypted_bytes() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le")


def broken_link() -> bytes:
    return with_parts({}, drop=("xl/worksheets/sheet1.xml",))


CASES = {
    "text file of other things": ("no_headers", lambda: b"a,b\n1,2\n", "roster.csv"),
    "text file of no encoding": ("unknown_encoding", lambda: b"a,b\n\xff\xff\n", "roster.csv"),
    "old workbook": ("xls_file", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512, "roster.xls"),
    "old workbook renamed": ("xls_file", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512, "roster.xlsx"),
    "text file renamed": ("content_differs", lambda: "证件类型,姓名\n".encode("gb18030"), "roster.xlsx"),
    "web page renamed": ("content_differs", lambda: b"<html><table><tr><td>x</td></tr></table>", "roster.xlsx"),
    "other archive": ("content_differs", lambda: with_parts({}, drop=("[Content_Types].xml",)), "roster.xlsx"),
    "password": ("encrypted", encrypted_bytes, "roster.xlsx"),
    "open document": ("other_kind", lambda: b"PK\x03\x04", "roster.ods"),
    "macro name": ("macros", lambda: workbook([hire()]), "roster.xlsm"),
    "macro part": ("macros", lambda: with_parts({"xl/vbaProject.bin": b"x"}), "roster.xlsx"),
    "links": ("external_links", lambda: with_parts({"xl/externalLinks/externalLink1.xml": "<a/>"}), "roster.xlsx"),
    "connections": ("external_links", lambda: with_parts({"xl/connections.xml": "<a/>"}), "roster.xlsx"),
    "hidden name": ("bad_name", lambda: workbook([hire()]), "roster\u202exslx.xlsx"),
    "empty": ("empty_file", lambda: b"", "roster.xlsx"),
    "too large": ("too_large", lambda: b"PK\x03\x04" + b"\x00" * (5 * 1024 * 1024), "roster.xlsx"),
    "cut off": ("damaged", lambda: workbook([hire()])[:-400], "roster.xlsx"),
    "no XML": ("damaged", lambda: with_parts({}, sheet="<worksheet><sheetData>"), "roster.xlsx"),
    "missing part": ("damaged", broken_link, "roster.xlsx"),
    "bomb": ("unpacks_too_large", lambda: with_parts({"xl/media/x.bin": b"\x00" * 40_000_000}), "roster.xlsx"),
    "many entries": ("unpacks_too_large", many_entries, "roster.xlsx"),
    "outside": ("unsafe_parts", lambda: with_parts({"../../evil.xml": "x"}), "roster.xlsx"),
    "nested archive": ("unsafe_parts", lambda: with_parts({"xl/media/inner.zip": b"PK\x03\x04"}), "roster.xlsx"),
    "entities": ("unsafe_parts", laughs, "roster.xlsx"),
    "outside entity": ("unsafe_parts", outside_entity, "roster.xlsx"),
    "100,000 rows": ("too_many_rows", lambda: many_rows(100_000), "roster.xlsx"),
    "one row too many": ("too_many_rows", lambda: many_rows(5001), "roster.xlsx"),
    "1,048,576 empty rows": ("unpacks_too_large", empty_rows, "roster.xlsx"),
    "16,384 columns": ("too_many_columns", many_columns, "roster.xlsx"),
    "wrong sheet": ("no_sheet", lambda: workbook([["a", "b"]], ["Day", "Sales"]), "roster.xlsx"),
    "empty workbook": ("no_sheet", lambda: saved(openpyxl.Workbook()), "roster.xlsx"),
    "hidden sheet": ("sheet_hidden", hidden_sheet, "roster.xlsx"),
    "two sheets": ("several_sheets", two_sheets, "roster.xlsx"),
    "no number": (
        "missing_headers",
        lambda: workbook([hire()], ["Kind of document", "x", *HEADERS[2:]]),
        "roster.xlsx",
    ),
    "header twice": ("duplicate_headers", lambda: workbook([[*hire(), "x"]], [*HEADERS, "姓名"]), "roster.xlsx"),
    "no rows": ("no_rows", lambda: workbook([]), "roster.xlsx"),
}


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def unit(clerk):
    return employer(clerk)


@pytest.mark.parametrize("case", CASES)
def test_refused_with_its_own_code_and_nothing_kept(case, clerk, unit):
    code, make, name = CASES[case]
    sent = upload(make(), name)
    start = time.process_time()
    with pytest.raises(WorkbookRefused) as refused:
        check_roster("hires", sent, employer=unit, by=clerk, on=clerk.on, language="en")
    assert refused.value.code == code
    assert time.process_time() - start < MOST_SECONDS
    assert not Import.objects.exists() and not ImportRow.objects.exists()
    for language in ("zh-hans", "zh-hant", "en"):
        text = refusal_text(import_kind("hires"), refused.value, language)
        assert text and "%(" not in text


def test_every_code_has_been_met():
    assert {code for code, _make, _name in CASES.values()} | {"no_file", "too_many_sheets"} | ELSEWHERE == set(FILES)


def test_messages_name_what_is_missing_and_where(clerk, unit, english):
    for content, said in (
        (workbook([["x"] * 4], ["Kind of document", "Name", "x", "y"]), "Document number, Work began on"),
        (workbook([[*hire(), "x"]], [*HEADERS, "姓名"]), "column G"),
        (many_rows(5001), "5,000 rows"),
    ):
        with pytest.raises(WorkbookRefused) as refused:
            check_roster("hires", upload(content), employer=unit, by=clerk, on=clerk.on, language="en")
        assert said in refusal_text(import_kind("hires"), refused.value, "en")


def test_no_file_and_too_many_sheets(clerk, unit):
    book = openpyxl.Workbook()
    for number in range(60):
        book.create_sheet(f"s{number}")
    for sent, code in ((None, "no_file"), (upload(saved(book)), "too_many_sheets")):
        with pytest.raises(WorkbookRefused) as refused:
            check_roster("hires", sent, employer=unit, by=clerk, on=clerk.on, language="en")
        assert refused.value.code == code


def test_a_part_that_says_less_than_it_holds_is_not_read_beyond(clerk, unit):
    """The size in the directory of the file is what is checked; a part that lies about it does not unpack."""
    content = with_parts({}, sheet=sheet_xml(files.header_xml() + "<row/>" * 200_000))
    with zipfile.ZipFile(upload(content)) as packed:
        entry = packed.getinfo("xl/worksheets/sheet1.xml")
    lying = content.replace(entry.file_size.to_bytes(4, "little"), (200).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(WorkbookRefused) as refused:
        check_roster("hires", upload(lying), employer=unit, by=clerk, on=clerk.on, language="en")
    assert refused.value.code == "damaged"
