"""Published reimbursement examples, each with its policy and bill, through the function the quote command uses."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from claims.management.commands.quote import answer_line
from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.quotes import Quoter

FILES = sorted((Path(__file__).parent / "worked").glob("*.json"))
EXAMPLES = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
SETTLEMENTS = [
    pytest.param(example, settlement, id=f"{example['id']}-{number}")
    for example in EXAMPLES
    for number, settlement in enumerate(example["settlements"])
]


def quoted(case):
    answer, refused = answer_line(Quoter(policy_for), json.dumps(case))
    assert not refused, answer
    return json.loads(answer)


def found(answer, path):
    """`layers.0.pays`, `steps.segment.1` (the second step of that code), or a sum with +."""
    if " + " in path:
        return sum(found(answer, part) for part in path.split(" + "))
    if path.startswith("steps."):
        _steps, code, number = path.split(".")
        return Decimal([step for step in answer["steps"] if step["code"] == code][int(number)]["amount"])
    value = answer
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    return Decimal(value)


@pytest.mark.parametrize(("example", "settlement"), SETTLEMENTS)
def test_a_published_example_comes_out_as_printed(example, settlement):
    answer = quoted(settlement["case"])
    wrong = {
        wanted["printed_as"]: (str(found(answer, path)), wanted["value"])
        for path, wanted in settlement["expected"].items()
        if found(answer, path) != Decimal(wanted["value"])
    }
    assert not wrong


@pytest.mark.parametrize(("example", "settlement"), SETTLEMENTS)
def test_its_parts_add_up_to_the_bill(example, settlement):
    answer = {key: Decimal(value) for key, value in quoted(settlement["case"]).items() if key in MONEY}
    assert answer["total"] == sum(answer[key] for key in ("in_scope", "first_pay", "over_limit", "fully_self"))
    paid = sum(answer[key] for key in PAYERS)
    assert answer["total"] == paid + answer["personal_account_pays"] + answer["cash_pays"]


PAYERS = ("fund_pays", "major_illness_pays", "assistance_pays", "supplement_pays")
MONEY = {*PAYERS, "total", "in_scope", "first_pay", "over_limit", "fully_self", "personal_account_pays", "cash_pays"}


# Any of these tells how a whole bill, or the layer the example is of, was settled.
WHOLE = {"person_pays", "deductible", "coinsurance", "supplement_pays", "major_illness_pays"}


def test_all_of_them_are_there_and_say_what_was_not_printed():
    assert len(EXAMPLES) == 29
    for example in EXAMPLES:
        printed = {w["printed_as"] for s in example["settlements"] for w in s["expected"].values()}
        assert set(example["derived"]) < printed or not example["derived"]
        # Where the source prints a part of the result only, what the person pays is not among it.
        told = {path for settlement in example["settlements"] for path in settlement["expected"]}
        assert example["partial"] is not bool(told & WHOLE), example["id"]
