"""Further reimbursement examples in the form of docs/quote.md: published ones as printed, others worked out by hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.claims.settlement.test_worked_examples import found, quoted

EXAMPLES = json.loads((Path(__file__).parent / "more_examples.json").read_text(encoding="utf-8"))
SETTLEMENTS = [
    pytest.param(settlement, id=f"{example['id']}-{number}")
    for example in EXAMPLES
    for number, settlement in enumerate(example["settlements"])
]
PARTS = ("in_scope", "first_pay", "over_limit", "fully_self")
PAYERS = ("fund_pays", "major_illness_pays", "assistance_pays", "supplement_pays", "personal_account_pays", "cash_pays")


@pytest.mark.parametrize("settlement", SETTLEMENTS)
def test_an_example_comes_out_as_expected_and_adds_up(settlement):
    answer = quoted(settlement["case"])
    come_out = {path: str(found(answer, path)) for path in settlement["expected"]}
    wrong = {
        path: (come_out[path], value)
        for path, value in settlement["expected"].items()
        if Decimal(come_out[path]) != Decimal(value)
    }
    assert not wrong
    for names in (PARTS, PAYERS):
        assert Decimal(answer["total"]) == sum(Decimal(answer[name]) for name in names)


def test_each_says_where_it_comes_from_and_what_was_not_printed():
    assert len(EXAMPLES) > 100
    assert len({example["id"] for example in EXAMPLES}) == len(EXAMPLES)
    for example in EXAMPLES:
        paths = {path for settlement in example["settlements"] for path in settlement["expected"]}
        assert example["shows"]
        assert set(example["derived"]) < paths
        assert example["source"].startswith(("published, http", "made for this test after the common form of "))
    assert sum(example["source"].startswith("published") for example in EXAMPLES) > 30
