"""Workbooks nobody would write: whatever is in the file, it is read or refused with a code, and nothing else happens."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.imports.services.sheets import open_sheet
from casework.imports.words import FILES
from casework.workbooks.rules.cells import Cell
from casework.workbooks.services.files import WorkbookRefused
from enrolment.rosters.rules.descriptions import HIRES
from tests.enrolment.rosters import roster_files as files

WHOLE = files.workbook([files.hire(2), files.hire(4)])
PARTS = zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()


def read(content: bytes) -> dict | str:
    try:
        return dict(open_sheet(HIRES, "xlsx", io.BytesIO(content)).rows())
    except WorkbookRefused as refused:
        assert refused.code in FILES
        return refused.code


@given(st.data())
def test_bytes_changed_anywhere(data):
    content = bytearray(WHOLE)
    for _turn in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(content))


@given(st.integers(0, len(WHOLE)))
def test_cut_anywhere(end):
    assert isinstance(read(WHOLE[:end]), str) or end == len(WHOLE)


@given(st.sampled_from(PARTS), st.binary(max_size=200))
def test_any_part_replaced(name, content):
    read(files.with_parts({name: content}))


places = st.sampled_from(["A2", "B2", "F2", "ZZZ9999999", "A0", "2", "", "a1", "Ａ1", "BM2"])
attributes = st.fixed_dictionaries(
    {},
    optional={
        "r": places,
        "s": st.sampled_from(["0", "3", "999", "-1", "x", "٣", ""]),
        "t": st.sampled_from(["s", "str", "inlineStr", "n", "b", "e", "d", "odd", ""]),
    },
)
insides = st.sampled_from(
    [
        *("", "<v>1</v>", "<v>-1</v>", "<v>99999999999</v>", "<v>1E400</v>", "<v>NaN</v>", "<v>x</v>", "<v/>"),
        *("<f>1+1</f><v>2</v>", "<is><t>x</t></is>", "<is><r><t>a</t></r><rPh><t>b</t></rPh><r><t>c</t></r></is>"),
        *("<v>46174</v>", "<v>2958466</v>", "<is><t>_xD800_</t></is>", "<v>Infinity</v>", "<is><t>_x0000_</t></is>"),
    ]
)


@given(
    st.lists(st.tuples(attributes, insides), max_size=6),
    st.sampled_from(["", ' r="2"', ' r="0"', ' r="x"', ' r="1048577"']),
)
def test_any_cells(cells, row):
    xml = "".join(
        f"<c{''.join(f' {name}={chr(34)}{value}{chr(34)}' for name, value in attrs.items())}>{inside}</c>"
        for attrs, inside in cells
    )
    sheet = read(files.with_parts({}, sheet=files.sheet_xml(f"{files.header_xml()}<row{row}>{xml}</row>")))
    if isinstance(sheet, dict):
        assert all(isinstance(cell, Cell) for row in sheet.values() for cell in row.values())


@pytest.mark.parametrize("prefix", ["x", "main"])
def test_names_with_a_prefix_and_places_left_out(prefix):
    """Some programs write every name with a prefix, and no place at a cell; a reading above a text is no text."""
    head = "".join(
        f"<{prefix}:c t='inlineStr'><{prefix}:is><{prefix}:t>{text}</{prefix}:t></{prefix}:is></{prefix}:c>"
        for text in files.HEADERS
    )
    name = (
        f"<{prefix}:c r='C2' t='inlineStr'><{prefix}:is><{prefix}:r><{prefix}:t>陳</{prefix}:t></{prefix}:r>"
        f"<{prefix}:rPh><{prefix}:t>チン</{prefix}:t></{prefix}:rPh>"
        f"<{prefix}:r><{prefix}:t>小明</{prefix}:t></{prefix}:r></{prefix}:is></{prefix}:c>"
    )
    xml = (
        f"<{prefix}:worksheet xmlns:{prefix}='{files.MAIN}'><{prefix}:sheetData><{prefix}:row>{head}</{prefix}:row>"
        f"<{prefix}:row>{name}</{prefix}:row></{prefix}:sheetData></{prefix}:worksheet>"
    )
    sheet = read(files.with_parts({}, sheet=xml))
    assert sheet == {2: {"name": Cell("text", "陳小明")}}


def test_days_counted_from_1904():
    workbook = (
        f'<workbook xmlns="{files.MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<workbookPr date1904="1"/><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    row = '<row r="2"><c r="E2" s="3"><v>44712</v></c></row>'
    sheet = read(files.with_parts({"xl/workbook.xml": workbook}, sheet=files.sheet_xml(files.header_xml() + row)))
    assert sheet[2]["work_began_on"] == Cell("day", "2026-06-01")
