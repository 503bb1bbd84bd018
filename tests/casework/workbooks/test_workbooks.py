"""Workbooks that only say things: text stays text, nothing is a formula, the same content gives the same bytes."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.workbooks.rules.cells import shown_number
from casework.workbooks.services.parts import FORMULA_STARTS, LONGEST_TEXT, storable_text
from casework.workbooks.services.writing import Sheet, workbook_bytes


def read_back(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def only_cell(value):
    return read_back(workbook_bytes([Sheet(title="1", headers=["a"], rows=[[value]])])).active["A2"]


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), st.sampled_from([*FORMULA_STARTS, ""]))
def test_text_comes_back_as_text_and_never_as_a_formula(text, start):
    value = start + text
    cell = only_cell(value)
    assert (cell.value or "") == storable_text(value) or "_x" in value
    assert cell.data_type != "f" and (cell.data_type == "s" or not value)
    if storable_text(value).startswith(FORMULA_STARTS):
        assert cell.quotePrefix and cell.number_format == "@"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("福建\r\n廈門\r泉州", "福建\n廈門\n泉州"),
        ("a\x00b\x0bc\ud800d\uffff", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("_x000D_", "_x005F_x000D_"),
        ("x" * (LONGEST_TEXT + 5), "x" * (LONGEST_TEXT - 1) + "…"),
        (" leading and trailing ", " leading and trailing "),
        ("350203199001011234", "350203199001011234"),
        ("007", "007"),
    ],
)
def test_texts_a_workbook_finds_hard(text, kept):
    cell = only_cell(text)
    assert (cell.value, cell.data_type) == (kept, "s")


@pytest.mark.parametrize(
    ("value", "shown", "kind", "number_format"),
    [
        (date(2026, 9, 1), datetime(2026, 9, 1), "d", r"yyyy\-mm\-dd"),
        (date(1899, 1, 1), "1899-01-01", "s", "@"),
        (date(1900, 2, 28), "1900-02-28", "s", "@"),
        (date(9999, 12, 31), datetime(9999, 12, 31), "d", r"yyyy\-mm\-dd"),
        (-7, -7, "n", "0"),
        (10**15, "1000000000000000", "s", "@"),
        (Decimal("1234.50"), 1234.5, "n", "0.00"),
        (Decimal("1E+3"), 1000, "n", "0"),
        (Decimal("NaN"), "NaN", "s", "@"),
        (Decimal("0.1234567890123456"), "0.1234567890123456", "s", "@"),
        (None, None, "n", "General"),
    ],
)
def test_dates_and_numbers(value, shown, kind, number_format):
    cell = only_cell(value)
    assert (cell.value, cell.data_type, cell.number_format) == (shown, kind, number_format)


@pytest.mark.parametrize("value", [True, 0.1, datetime(2026, 1, 1), b"x", ["x"]])
def test_other_values_are_refused(value):
    with pytest.raises(TypeError):
        workbook_bytes([Sheet(title="1", headers=["a"], rows=[[value]])])


def test_the_same_content_gives_the_same_bytes_and_names_nobody():
    def made():
        rows = ([f"row {number}", number, date(2026, 6, 10)] for number in range(300))
        return workbook_bytes(
            [
                Sheet(title="导出: [2026]", headers=["=a", "b", "c"], rows=rows),
                Sheet(title="导出: [2026]", headers=["x"], rows=[]),
            ]
        )

    content = made()
    assert content == made()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not [name for name in packed.namelist() if name.startswith("docProps/")]
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    book = read_back(content)
    assert book.sheetnames == ["导出 2026", "导出 2026 2"]
    assert book.worksheets[0].max_row == 301 and book.worksheets[0].freeze_panes == "A2"
    assert book.worksheets[0]["A1"].value == "=a" and book.worksheets[0]["A1"].data_type == "s"
    assert book.worksheets[0].column_dimensions["A"].width == 8


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("747.0599999999999", "747.06"),
        ("0.30000000000000004", "0.3"),
        ("1E-3", "0.001"),
        ("123456789012345", "123456789012345"),
        ("1234567890123456", "1234567890123460"),
    ],
)
def test_a_number_is_what_a_spreadsheet_shows(stored, shown):
    assert shown_number(stored) == Decimal(shown)


@given(st.integers(0, 10**11))
def test_every_price_of_two_places_comes_back(fen):
    """Programs write a price as the nearest binary number, one of eleven of them with a tail."""
    price = Decimal(fen) / 100
    assert shown_number(repr(float(price) * (1 + 2**-53))) == price == shown_number(f"{float(price):.17g}")
