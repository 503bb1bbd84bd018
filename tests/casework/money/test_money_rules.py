"""Amounts exact to the fen, the table of accounts, and the file a bank takes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.money.rules.accounts import FILE as ACCOUNTS
from casework.money.rules.accounts import account_kinds
from casework.money.rules.amounts import FEN, LARGEST, NotAnAmount, exact, instalments, total_of
from casework.money.rules.bank_file import FILE as LAYOUTS
from casework.money.rules.bank_file import Item, ItemUnwritable, layouts, write_bank_file
from casework.rulebook.rules.rule_files import RuleFileError

LAYOUT = layouts()["minbao_csv_1"]
FENS = st.integers(1, 10**12).map(lambda fen: fen * FEN)


def item(position=1, **changed):
    usual = {
        "account_name": "陳美玲",
        "account_number": "6222000000000000001",
        "bank_code": "105393000000",
        "amount": Decimal("1234.50"),
        "reference": "B-2026-0001",
    }
    return Item(position=position, **usual | changed)


@pytest.mark.parametrize("amount", ["0", "-0.01", "0.001", "1.005", "NaN", "Infinity", str(LARGEST + FEN), "1E+30"])
def test_what_is_no_amount_of_fen_above_zero(amount):
    with pytest.raises(NotAnAmount):
        exact(Decimal(amount))


@pytest.mark.parametrize("amount", [1, 1.5, "1.50", None])
def test_an_amount_is_a_decimal(amount):
    with pytest.raises(NotAnAmount):
        exact(amount)


@given(FENS)
def test_an_amount_of_fen_stays_what_it_is(amount):
    assert exact(amount) == amount and exact(amount.normalize()).as_tuple().exponent == -2


@given(FENS, st.integers(1, 60))
def test_instalments_sum_to_the_total_and_differ_by_a_fen(total, number):
    if total < number * FEN:
        with pytest.raises(ValueError, match="instalments"):
            instalments(total, number)
        return
    parts = instalments(total, number)
    assert len(parts) == number and total_of(parts) == total
    assert max(parts) - min(parts) <= FEN and parts == sorted(parts, reverse=True) and min(parts) > 0


def test_no_amounts_sum_to_zero():
    assert str(total_of([])) == "0.00"


def test_the_table_of_accounts():
    kinds = account_kinds()
    assert {"fund", "payable", "bank", "suspense", "recovered", "personal_account"} <= set(kinds)
    assert kinds["fund"].per_scheme and not kinds["fund"].has_holder
    assert kinds["payable"].has_holder and kinds["payable"].books == ""


def test_a_bank_file_holds_what_was_frozen_and_its_total():
    rows = [item(1), item(2, account_name='"丁", 戊', amount=Decimal("0.01"))]
    written = write_bank_file(LAYOUT, rows)
    assert written.decode("gb18030") == (
        "1,陳美玲,6222000000000000001,105393000000,1234.50,B-2026-0001\r\n"
        '2,"""丁"", 戊",6222000000000000001,105393000000,0.01,B-2026-0001\r\n'
        "total,2,1234.51\r\n"
    )
    assert write_bank_file(LAYOUT, rows) == written


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"account_name": "=cmd()"}, "account_name"),
        ({"account_name": "-5"}, "account_name"),
        ({"account_name": " "}, "account_name"),
        ({"account_name": "甲\n乙"}, "account_name"),
        ({"account_name": "甲" * 61}, "account_name"),
        ({"account_number": ""}, "account_number"),
        ({"account_number": "6" * 35}, "account_number"),
        ({"reference": "+1"}, "reference"),
    ],
)
def test_what_a_layout_cannot_hold_is_refused_by_item_and_column(changed, column):
    with pytest.raises(ItemUnwritable) as held:
        write_bank_file(LAYOUT, [item(1), item(2, **changed)])
    assert (held.value.position, held.value.column) == (2, column)


def test_a_character_the_encoding_does_not_know_is_refused():
    with pytest.raises(ItemUnwritable):
        write_bank_file(replace(LAYOUT, encoding="gb2312"), [item(account_name="𠮷")])


@pytest.mark.parametrize("positions", [[], [2], [1, 3], [1, 1]])
def test_positions_are_counted_without_a_gap(positions):
    with pytest.raises(ValueError, match="positions|1 to"):
        write_bank_file(LAYOUT, [item(position) for position in positions])


def test_a_file_has_no_more_items_than_the_layout_takes():
    with pytest.raises(ValueError, match="1 to 1 items"):
        write_bank_file(replace(LAYOUT, rows=1), [item(1), item(2)])


@given(st.lists(FENS, min_size=1, max_size=30))
def test_the_total_line_is_the_sum_of_the_lines(amounts):
    rows = [item(place, amount=amount) for place, amount in enumerate(amounts, start=1)]
    lines = write_bank_file(LAYOUT, rows).decode("gb18030").split("\r\n")
    assert lines[-2] == f"total,{len(amounts)},{sum(amounts):f}"


def test_the_largest_amount_is_one():
    assert exact(LARGEST) == LARGEST


def test_an_account_of_no_scheme_and_one_of_nobody():
    kinds = account_kinds()
    assert [kinds["assistance"].per_scheme, kinds["assistance"].has_holder] == [False, False]
    assert [kinds["personal_account"].per_scheme, kinds["personal_account"].has_holder] == [False, True]


def test_a_file_may_have_as_many_items_as_the_layout_takes():
    assert write_bank_file(replace(LAYOUT, rows=2), [item(1), item(2)]).count(b"\r\n") == 3


def test_an_amount_is_written_with_its_fen_however_it_was_reckoned():
    assert b",1200.00,B" in write_bank_file(LAYOUT, [item(amount=Decimal("1.2E+3"))])


def test_a_sign_within_a_name_is_no_formula():
    assert "甲=乙+丙".encode("gb18030") in write_bank_file(LAYOUT, [item(account_name="甲=乙+丙")])


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("[[layout]]", "[[layout]]\n{own}\n[[layout]]", "each code once"),
        ('"bank_code", "amount"', '"amount"', "columns"),
        ('encoding = "gb18030"', 'encoding = "latin-1"', "encoding"),
        ('line_end = "crlf"', 'line_end = "cr"', "line_end"),
        ('status = "assumed"', 'status = "sure"', "status"),
        ("checked = 2026-11-28", 'checked = "today"', "checked"),
        ("rows = 10000", "rows = 10000\nlines = 5", "lines"),
    ],
)
def test_a_file_of_layouts_that_is_wrong_is_named(tmp_path, was, becomes, said):
    text = LAYOUTS.read_text("utf-8")
    own = text.partition("[[layout]]")[2]
    file = tmp_path / "bank_layouts.toml"
    file.write_text(text.replace(was, becomes.replace("{own}", own), 1), "utf-8")
    with pytest.raises(RuleFileError, match=said):
        layouts(file)


def test_a_file_of_layouts_is_read(tmp_path):
    file = tmp_path / "bank_layouts.toml"
    file.write_text(LAYOUTS.read_text("utf-8"), "utf-8")
    assert layouts(file)["minbao_csv_1"] == LAYOUT


def test_an_account_that_stands_twice_is_named(tmp_path):
    file = tmp_path / "accounts.toml"
    text = ACCOUNTS.read_text("utf-8")
    file.write_text(text + "\n[[account]]" + text.split("[[account]]")[1], "utf-8")
    with pytest.raises(RuleFileError, match="each code once"):
        account_kinds(file)
