"""A row of the tax authority's file as programs of offices write it, and the form in which it is checked."""

import pytest

from casework.workbooks.rules.cells import DAY, NUMBER, TEXT, Cell
from enrolment.contributions.rules.tax_row import PLAIN, read_row

ROW = ("00345678901234", "33502626010001234567", "450.00", "2026-01-05", "微信")


def read(place=None, text="", kind=TEXT):
    cells = [Cell(TEXT, one) for one in ROW]
    if place is not None:
        cells[place] = Cell(kind, text)
    return read_row(cells, cells)


def test_a_row_in_the_form_itself_stays_as_it_is():
    assert read() == list(ROW) and PLAIN.fullmatch("\t".join(ROW))


AMOUNTS = [
    ("1,234.50", "1234.50"), ("￥400", "400"), ("¥1,234,567.8", "1234567.8"), ("４００．５０", "400.50"), ("400元", "400"),
    ("CNY 400.00", "400.00"), (" 400 ", "400"), ("400.500", "400.50"),
    # Left as they are, and refused: they can be meant in two ways, or are no amount.
    ("400.005", "400.005"), ("1,23", "1,23"), ("4,50.00", "4,50.00"), ("-450", "-450"), ("(450)", "(450)"), ("4.5万", "4.5万"),
]  # fmt: skip
DAYS = [
    ("2026/1/5", "2026-01-05"), ("20260105", "2026-01-05"), ("2026年1月5日", "2026-01-05"), ("2026.1.5", "2026-01-05"),
    ("２０２６－０１－０５", "2026-01-05"), ("2026-01-05 09:30:12", "2026-01-05"), ("2026/1/5 9:30", "2026-01-05"),
    ("2026-02-30", "2026-02-30"), ("5.1.2026", "5.1.2026"), ("46027", "46027"), ("01/05/2026", "01/05/2026"),
]  # fmt: skip
NUMBERS = [
    ("'00345678901234", "00345678901234"),
    ("345678901234", "00345678901234"),
    ("0034 5678 9012 34", "00345678901234"),
]


@pytest.mark.parametrize(
    ("place", "text", "wanted"),
    [(2, *pair) for pair in AMOUNTS]
    + [(3, *pair) for pair in DAYS]
    + [(0, *pair) for pair in NUMBERS]
    + [(4, "WeChat", "wechat"), (4, "银行 代扣", "银行代扣"), (1, "Ｔ１２", "T12"), (1, "T\t1\\2", "T1/2")],
)
def test_what_can_be_meant_in_one_way_only_is_read(place, text, wanted):
    assert read(place, text)[place] == wanted


@pytest.mark.parametrize(
    ("place", "text", "wanted"),
    [
        (0, "345678901234", "00345678901234"),
        (0, "3.45678901234E11", "00345678901234"),
        (1, "335026260100012", "335026260100012"),
        (2, "747.0599999999999", "747.06"),
        (2, "450", "450"),
        (3, "46027", "46027"),
    ],
)
def test_numbers_of_a_workbook(place, text, wanted):
    assert read(place, text, NUMBER)[place] == wanted


def test_a_receipt_that_a_spreadsheet_has_cut_is_no_receipt_of_anybody():
    one, other = read(1, "33502626010001234567", NUMBER)[1], read(1, "33502626010001234999", NUMBER)[1]
    assert one == other and "E+" in one


def test_a_day_of_a_workbook_is_taken():
    assert read(3, "2026-01-05", DAY)[3] == "2026-01-05"


@pytest.mark.parametrize("word", ["合计", "合 计：", "總計", "Total"])
def test_a_line_of_the_total_is_no_payment(word):
    cells = [None, None, Cell(TEXT, "1,450.00"), None, None]
    assert read_row(cells, [Cell(TEXT, word), cells[2]]) == ["total", "", "1450.00", "", ""]


def test_a_line_of_a_part_is_passed_over_and_a_payment_beside_the_word_is_not():
    assert read_row([None] * 5, [Cell(TEXT, "小计")]) is None
    cells = [Cell(TEXT, one) for one in ROW]
    assert read_row(cells, [*cells, Cell(TEXT, "合计")]) == list(ROW)
