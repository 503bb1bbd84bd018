"""What an officer writes of settlements and lines, and which layer gets what back: pure."""

from decimal import Decimal

import pytest

from claims.clawbacks.rules.items import ItemsUnread, by_layer, laid_on, read_items


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("S1", [("S1", "", None)]),
        ("S1 100.00\n\nS2, 3, 7.5", [("S1", "", "100.00"), ("S2", "3", "7.5")]),
        ("Ｓ１；２；￥３０元", [("S1", "2", "30")]),
        ("S1,1,30.00\n35020001,300.00", [("S1", "1", "30.00"), ("35020001", "", "300.00")]),
        ("S1\t1\t5\nS1\t2\t5", [("S1", "1", "5"), ("S1", "2", "5")]),
    ],
)
def test_rows_are_read_as_they_are_typed(text, rows):
    told = [(one.number, one.line, one.amount) for one in read_items(text)]
    assert told == [(number, line, None if amount is None else Decimal(amount)) for number, line, amount in rows]


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "none", 0),
        (" \n", "none", 0),
        ("S1 1 2 3", "columns", 1),
        ("S1 1\nS2 drei", "amount", 2),
        ("S1 0.00", "amount", 1),
        # As a spreadsheet writes it; taken apart it would be line 1 with 234.50.
        ("S1\t1,234.50", "comma", 1),
        ("S1 2 1，234元", "comma", 1),
        ("S1,1,300.00", "comma", 1),
        ("S1 -5", "amount", 1),
        ("S1 5.001", "amount", 1),
        ("S1 5\nS1 6", "twice", 2),
        ("S1 5\nS1 2 6", "twice", 2),
        ("S1 2 5\nS1 6", "twice", 2),
        ("\n".join(f"S{at} 1" for at in range(201)), "too_many", 0),
    ],
)
def test_a_row_that_cannot_be_read_is_named(text, code, row):
    with pytest.raises(ItemsUnread) as refused:
        read_items(text)
    assert (refused.value.code, refused.value.params["row"]) == (code, row)


def test_layers_give_back_in_their_order_and_no_more_than_they_bear():
    borne = {"fund_pays": Decimal(70), "assistance_pays": Decimal(20), "major_illness_pays": Decimal(10)}
    assert by_layer(Decimal(75), borne) == {"fund_pays": 70, "major_illness_pays": 5}
    assert by_layer(Decimal(100), borne) == borne
    assert by_layer(Decimal(0), borne) == {}
    with pytest.raises(ValueError, match="more than"):
        by_layer(Decimal("100.01"), borne)


def test_what_comes_in_is_laid_on_one_part_after_the_other():
    owed = [("employee", Decimal(60)), ("resident", Decimal(40))]
    assert laid_on(owed, Decimal(0), Decimal(50)) == {"employee": 50}
    assert laid_on(owed, Decimal(50), Decimal(30)) == {"employee": 10, "resident": 20}
    assert laid_on(owed, Decimal(80), Decimal(20)) == {"resident": 20}
