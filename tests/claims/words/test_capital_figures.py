"""Capital figures: the examples of the provisions, every group and zero, and reading them back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.words.capital_figures import DIGITS, SIMPLIFIED, TRADITIONAL, capital_figures

TABLE = [
    # amount, Simplified, Traditional
    ("0.00", "零元整", "零元整"),
    ("0.05", "伍分", "伍分"),
    ("0.50", "伍角整", "伍角整"),
    ("0.57", "伍角柒分", "伍角柒分"),
    ("1.00", "壹元整", "壹元整"),
    ("10.00", "壹拾元整", "壹拾元整"),
    ("325.04", "叁佰贰拾伍元零肆分", "參佰貳拾伍元零肆分"),
    ("1409.50", "壹仟肆佰零玖元伍角整", "壹仟肆佰零玖元伍角整"),
    ("1680.32", "壹仟陆佰捌拾元叁角贰分", "壹仟陸佰捌拾元參角貳分"),
    ("6007.14", "陆仟零柒元壹角肆分", "陸仟零柒元壹角肆分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分", "壹萬陸仟肆佰零玖元零貳分"),
    ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分", "壹萬貳仟參佰肆拾伍元陸角柒分"),
    ("20000.00", "贰万元整", "貳萬元整"),
    ("100005.00", "壹拾万零伍元整", "壹拾萬零伍元整"),
    ("107000.53", "壹拾万柒仟元伍角叁分", "壹拾萬柒仟元伍角參分"),
    ("100000000.00", "壹亿元整", "壹億元整"),
    ("100005000.00", "壹亿零伍仟元整", "壹億零伍仟元整"),
    ("1000010000.01", "壹拾亿零壹万元零壹分", "壹拾億零壹萬元零壹分"),
    ("999999999999.99", None, None),
]


@pytest.mark.parametrize(("amount", "simplified", "traditional"), TABLE)
def test_table(amount, simplified, traditional):
    for script, wanted in ((SIMPLIFIED, simplified), (TRADITIONAL, traditional)):
        found = capital_figures(Decimal(amount), script)
        assert found == wanted if wanted else found.startswith("玖仟玖佰玖拾玖")


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000.00", "1.001", "NaN"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises((ValueError, ArithmeticError)):
        capital_figures(Decimal(amount))


def read_back(text: str) -> int:
    """Fen of an amount in capital figures: a reader that knows nothing of how they were written."""
    digits = {char: value for value, char in enumerate(DIGITS[SIMPLIFIED])}
    whole, _yuan, rest = text.partition("元") if "元" in text else ("", "", text)
    total = section = figure = 0
    for char in whole:
        if char in digits:
            figure = digits[char]
        elif char in "拾佰仟":
            section, figure = section + figure * 10 ** (1 + "拾佰仟".index(char)), 0
        else:
            total, section, figure = total + (section + figure) * {"万": 10**4, "亿": 10**8}[char], 0, 0
    fen = (total + section + figure) * 100
    for char in rest:
        if char in digits:
            figure = digits[char]
        elif char in "角分":
            fen += figure * (10 if char == "角" else 1)
    return fen


@given(st.integers(0, 10**14 - 1))
def test_every_amount_is_read_back(fen):
    text = capital_figures(Decimal(fen) / 100)
    assert read_back(text) == fen
    assert "零零" not in text and (text.endswith("整") is (fen % 10 == 0))
