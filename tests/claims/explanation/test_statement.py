"""The statement's sums are the settlement's, to the fen; the year's limits are what is left of them."""

import os
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.calculator.services import calculate
from claims.calculator.words import alternatives
from claims.explanation.words.statement import bill_lines, figures, line_sentence, money_lines, record_of, year_limits
from claims.policies.queries.policies import shipped_policies
from claims.policies.rules.codes import codes_of
from claims.settlement.rules import compile_policy, read_case, settle
from tests.claims.settlement import generated_class_caps, generated_pots, generated_prices
from tests.claims.settlement.generated import CASES, POLICIES

THOUSAND = settings(max_examples=1000 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 100, deadline=None)
PAYERS = ("fund_pays", "supplement_pays", "major_illness_pays", "assistance_pays")


def demonstration():
    return shipped_policies()["fujian-demonstration"][0]


def amounts(record: dict, group: str) -> dict[str, Decimal]:
    return {figure.field: figure.amount for figure in figures(record, group)}


@THOUSAND
@given(POLICIES, CASES)
def test_what_the_statement_shows_adds_up_to_the_bill(document, case):
    policy = compile_policy(document)
    settled = settle(policy, read_case(case))
    record = calculate(policy, case).record
    bill, paid, person = (amounts(record, group) for group in ("bill", "paid", "person"))
    assert bill["total"] == bill["fully_self"] + bill["over_limit"] + bill["first_pay"] + bill["in_scope"]
    assert (
        sum((paid.get(name, Decimal(0)) for name in PAYERS), Decimal(0)) == paid["paid_in_all"] == settled.paid_in_all
    )
    assert bill["total"] == paid["paid_in_all"] + person["person_pays"]
    account = person.get("personal_account_pays", Decimal(0)) + person.get("family_account_pays", Decimal(0))
    assert person["person_pays"] == account + person["cash_pays"] == settled.share.person_pays
    deposit, refund = person.get("deposit", Decimal(0)), person.get("deposit_refund", Decimal(0))
    assert person["cash_pays"] == deposit - refund + person["cash_due"]
    for name, amount in (bill | paid).items():
        assert amount == getattr(settled, name)


@THOUSAND
@given(POLICIES, CASES)
def test_the_lines_and_limits_told_are_those_of_the_settlement(document, case):
    policy = compile_policy(document)
    record = calculate(policy, case).record
    told = bill_lines(record, case)
    assert sum((Decimal(line["total"]) for line in told), Decimal(0)) == Decimal(record["settlement"]["total"])
    assert all(line_sentence(line) for line in told if Decimal(line["total"]))
    for limit in year_limits(record):
        assert 0 <= limit.used <= limit.limit and limit.left == limit.limit - limit.used


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["3", "2", "1", "community"]),
    st.sampled_from(["local", "filed", "unfiled"]),
    st.integers(0, 200_000_00),
)
def test_what_if_is_what_settling_it_would_give(level, state, fen):
    policy = demonstration()
    document = {
        "person": {"scheme": "uebmi", "category": "other", "age": 40, "contribution_years": 10},
        "visit": {"level": level, "off_site": state, "discharged_on": "2026-03-01"},
        "bill": {"in_scope": f"{fen // 100}.{fen % 100:02d}"},
    }
    now = calculate(policy, document)
    tried = alternatives(policy, now.case, now.settled, codes_of(policy))
    assert {one.code for one in tried} == {"3", "2", "1", "community", "local", "filed", "unfiled"} - {level, state}
    for one in tried:
        other = calculate(policy, document | {"visit": document["visit"] | {one.fact: one.code}}).settled
        assert (one.person_pays, one.paid_in_all) == (other.share.person_pays, other.paid_in_all)
        assert one.difference == other.share.person_pays - now.settled.share.person_pays


def test_what_the_policy_does_not_state_is_no_figure(english):
    policy = shipped_policies()["quanzhou-residents"][-1]
    now = calculate(policy, {"visit": {"level": "3", "discharged_on": "2026-03-01"}, "bill": {"total": "8000.00"}})
    township = next(
        one for one in alternatives(policy, now.case, now.settled, codes_of(policy)) if one.code == "township"
    )
    assert township.person_pays is None and township.difference is None
    assert township.why_not == "not stated: Deductible › inpatient › Amount › 2 › township hospital"


def test_limits_of_the_year_with_what_was_used_before(english):
    case = read_case(
        {
            "person": {"scheme": "uebmi", "category": "retired", "age": 60, "contribution_years": 10, "poor": True},
            "visit": {"level": "3", "discharged_on": "2026-03-01"},
            "bill": {"in_scope": "30000.00"},
            "accumulators": {"in_scope": "20000.00", "deductible_taken": "500.00", "admissions": 1},
        }
    )
    policy = demonstration()
    record = record_of(policy, case, settle(policy, case))
    limits = {limit.label: limit for limit in year_limits(record)}
    assert limits["Yearly cap, in-scope cost"].left == Decimal("90000.00")
    # Half of 1,000 for the retired, half of that again for a second admission.
    assert limits["Yearly ceiling of deductibles charged"].used == Decimal("750.00")
    # The poor bear half the layer's deductible, and its cap does not hold for them.
    assert limits["Critical-illness insurance: borne first in the year"].limit == Decimal("9000.00")
    assert not [label for label in limits if label.startswith("Critical-illness") and "cap" in label]


@THOUSAND
@given(generated_pots.POLICIES, st.lists(generated_pots.CASES, min_size=1, max_size=3))
def test_what_is_counted_by_itself_is_told_with_its_time(document, cases):
    policy, year = compile_policy(document), None
    for case in cases:
        record = calculate(policy, case | {"accumulators": year}).record
        year = record["settlement"]["accumulators_after"]
        with translation.override("en"):
            told = year_limits(record)
            assert all("%(" not in line.formula for line in money_lines(record))
        for limit, data in zip(told, record["limits"], strict=True):
            assert 0 <= limit.used <= limit.limit
            assert "pot" not in data or data["pot"] in limit.label.casefold()


@pytest.mark.parametrize(
    ("language", "label", "step"),
    [
        ("en", "Clinic: cap on what the fund pays, month 1 of 2026",
         "clinic, month 1 of 2026: ¥500.00, but at most ¥300.00 less ¥0.00 paid before = ¥300.00"),
        ("zh-hans", "Clinic：基金支付限额，2026年1月", "clinic，2026年1月：¥500.00，但最多为 ¥300.00 减去此前已付 ¥0.00 = ¥300.00"),
        ("zh-hant", "Clinic：基金支付限額，2026年1月", "clinic，2026年1月：¥500.00，但最多為 ¥300.00 減去此前已付 ¥0.00 = ¥300.00"),
    ],
)  # fmt: skip
def test_a_cap_of_a_month_is_told_in_each_language(language, label, step):
    cap = {"on": "payment", "amount": "300", "period": "month", "pot": "clinic"}
    document = {"deductible": "none", "ratio": "0.5", "caps": cap, "layers": "none"}
    case = {"visit": {"setting": "outpatient", "on": "2026-01-05"}, "bill": {"in_scope": "1000"}}
    record = calculate(compile_policy(document), case).record
    with translation.override(language):
        (limit,) = year_limits(record)
        assert (limit.label, limit.left) == (label, 0)
        assert [line.formula for line in money_lines(record) if line.code == "cap_on_payment"] == [step]


@THOUSAND
@given(generated_prices.PRICED, CASES)
def test_a_statement_with_a_price_adds_up_with_the_hospital_s_share(document, case):
    policy = compile_policy(document)
    record = calculate(policy, case).record
    bill, paid, person = (amounts(record, group) for group in ("bill", "paid", "person"))
    bears, keeps = (paid.get(name, Decimal(0)) for name in ("hospital_bears", "hospital_keeps"))
    assert bill["total"] + keeps == paid["paid_in_all"] + person["person_pays"] + bears
    assert ("price" in paid) <= ("price" in record["settlement"])
    assert all("%(" not in line.formula for line in money_lines(record))
    for limit in year_limits(record):
        assert 0 <= limit.used <= limit.limit


@THOUSAND
@given(generated_class_caps.POLICIES, generated_class_caps.CASES)
def test_caps_on_classes_are_told_and_are_no_limits_of_the_year(document, case):
    policy = compile_policy(document)
    record = calculate(policy, case).record
    assert all("%(" not in line.formula for line in money_lines(record))
    yearly = [cap for cap in document["caps"] if cap.get("period", "year") == "year"]
    assert sum(one["code"] in ("payment", "cost", "cost_after_deductible") for one in record["limits"]) <= len(yearly)
