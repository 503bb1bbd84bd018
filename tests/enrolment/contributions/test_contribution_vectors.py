"""Published amounts: late fees of several months, credits by age, years short, rewards and their ceiling, maternity allowances."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casework.questions.rules.mistakes import FactsError
from enrolment.contributions.rules.premiums import load, premium_of, tier_of
from enrolment.contributions.rules.questions.ask import ask
from enrolment.coverage.rules.reading.lines import read_line

LINES = (Path(__file__).with_name("vectors.jsonl")).read_text("utf-8").splitlines()
ENTRIES = [read_line(line) for line in LINES]
VECTORS = [(entry["ask"], entry["amount"]) for entry in ENTRIES if "amount" in entry]
REFUSED = [(entry["ask"], entry["path"], entry["code"]) for entry in ENTRIES if "path" in entry]


@pytest.mark.parametrize(("question", "amount"), VECTORS)
def test_a_published_amount(question, amount):
    found = ask(question)
    assert found.amount == (None if amount is None else Decimal(amount))
    assert (found.missing is not None) is (amount is None)


def test_a_stated_premium_takes_no_subsidy_of_the_place():
    assert (
        ask({"question": "premium", "place": "3502", "year": 2026, "rules": {"personal": 500}}).more["subsidy"] is None
    )


def test_days_of_a_year_divide_the_own_wage_of_a_year_too():
    question = {"question": "maternity_allowance", "wage": "8000", "own_wage": "9000", "days": 98}
    found = ask(question | {"rules": {"year_days": 365}})
    assert found.amount == Decimal("25775.34") and found.more["employer_adds"] == Decimal("3221.92")


def test_the_ceiling_that_cannot_be_applied_is_told():
    codes = [code for code, _values in ask({"question": "reward", "place": "35", "continuous_years": 30}).steps]
    assert codes == ["reward_continuous", "reward_ceiling_open"]


@pytest.mark.parametrize(("question", "path", "code"), REFUSED)
def test_a_question_that_cannot_be_read_says_where(question, path, code):
    with pytest.raises(FactsError) as caught:
        ask(question)
    assert (caught.value.path, caught.value.code) == (path, code)


def test_the_file_of_premiums_is_whole():
    premiums, tiers = load()
    assert len(premiums) > 10 and {entry["status"] for entry in (*premiums, *tiers)} <= {"stated", "reported"}
    assert premium_of("3504", 2026) is None and tier_of("3502", 2025, date(2025, 7, 1)) is None


def test_a_tier_is_of_the_nearest_place_that_has_any():
    assert tier_of("3501", 2022, date(2022, 7, 1))["pays"] == "whole"
    assert tier_of("3501", 2025, date(2025, 11, 2)) is None
