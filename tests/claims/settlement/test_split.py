"""Stays over New Year and over a change of version, whole and in parts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.settlement.rules import SettlementError, as_json, check_policy, compile_policy, read_case, settle_whole
from claims.settlement.rules.answer.quotes import Quoter
from claims.settlement.rules.answer.text import as_text, plain_text
from claims.settlement.rules.settling.settlement import settle
from claims.settlement.rules.settling.stay_parts import shared_out
from tests.claims.settlement.generated import MANY, fitted
from tests.claims.settlement.generated_split import SPLIT_POLICIES, fitting_bill, stays
from tests.claims.settlement.test_words_and_pots import PLAIN, chain

YEAR = {"at": "year", "deductible": "stay"}
BOTH = {"at": ["year", "version"], "deductible": "part"}
OVER = {"admitted_on": "2025-12-28", "discharged_on": "2026-01-07"}
RULES = {"deductible": "1000", "ratio": "80%"}


def settled(split, bill="10000", visit=OVER, policy=RULES, **case):
    bill = {"in_scope": bill} if isinstance(bill, str) else bill
    return chain(policy | {"split": split}, {"visit": visit, "bill": bill} | case)[0]


def of_parts(found, *names):
    return [[part[name] for name in names] for part in found["parts"]]


def refusal(case, policy=RULES, split=YEAR):
    document = PLAIN | policy | {"split": split}
    with pytest.raises(SettlementError) as caught:
        settle_whole(compile_policy(document), read_case({"bill": {"in_scope": "9000"}, "visit": OVER} | case))
    return caught.value.path, caught.value.code


def test_each_part_has_its_days_its_year_and_its_share_of_the_bill():
    found = settled(YEAR, "10000.01")
    assert of_parts(found, "begins", "ends", "days", "year", "total", "fund_pays") == [
        ["2025-12-28", "2025-12-31", 4, 2025, "4000.00", "2400.00"],
        ["2026-01-01", "2026-01-06", 6, 2026, "6000.01", "4800.01"],
    ]
    assert (found["deductible"], found["deductible_standard"], found["fund_pays"]) == ("1000.00", "1000.00", "7200.01")
    assert [step["inputs"]["year"] for step in found["steps"] if step["code"] == "stay_part"] == [2025, 2026]


def test_without_it_the_whole_stay_is_of_one_year_as_before():
    found = settled("none")
    assert "parts" not in found and "years_after" not in found and found["fund_pays"] == "7200.00"


def test_a_deductible_is_charged_once_a_stay_or_once_a_part():
    once = settled(YEAR, policy=RULES | {"deductible": "5000"})
    assert of_parts(once, "deductible") == [["4000.00"], ["1000.00"]]
    assert [year["admissions"] for year in once["years_after"].values()] == [1, 0]
    twice = settled(YEAR | {"deductible": "part"}, policy=RULES | {"deductible": "5000"})
    assert of_parts(twice, "deductible") == [["4000.00"], ["5000.00"]]
    assert [year["admissions"] for year in twice["years_after"].values()] == [1, 1]


def test_a_ceiling_of_the_first_year_takes_nothing_over_into_the_next():
    rule = {"amount": "5000", "repeat": "none", "yearly_ceiling": "4500"}
    found = settled(YEAR, policy=RULES | {"deductible": rule})
    assert of_parts(found, "deductible") == [["4000.00"], ["500.00"]]


def test_a_yearly_deductible_counts_in_the_year_of_each_part():
    rule = {"amount": "1000", "period": "year"}
    found = settled(
        YEAR, policy=RULES | {"deductible": rule}, accumulators={"deductible_taken": "900", "admissions": 1}
    )
    assert of_parts(found, "deductible") == [["100.00"], ["1000.00"]]


def test_both_years_go_on_from_what_they_held():
    caps = {"on": "payment", "amount": "5000"}
    years = {
        "accumulators": {"fund_paid": "4000", "admissions": 2},
        "accumulators_next": {"fund_paid": "1000", "admissions": 0, "in_scope": "1250"},
    }
    found = settled(YEAR, policy=RULES | {"caps": caps}, **years)
    assert of_parts(found, "fund_pays") == [["1000.00"], ["4000.00"]]
    assert {year: one["fund_paid"] for year, one in found["years_after"].items()} == {
        "2025": "5000.00",
        "2026": "5000.00",
    }
    assert found["accumulators_after"] == found["years_after"]["2026"]


def test_a_case_may_go_on_from_the_year_the_stay_ended_in():
    caps = {"on": "payment", "amount": "5000"}
    policy = RULES | {"caps": caps, "split": YEAR}
    first, second = chain(
        policy,
        {"visit": OVER, "bill": {"in_scope": "10000"}},
        {"bill": {"in_scope": "9000"}, "visit": OVER | {"admitted_on": "2026-01-02"}},
    )
    assert of_parts(first, "fund_pays") == [["2400.00"], ["4800.00"]] and second["fund_pays"] == "200.00"


def test_lines_go_to_the_part_of_their_day_and_the_discharge_day_to_the_last():
    lines = [
        {"class": "a", "total": "500", "on": "2025-12-30"},
        {"class": "a", "total": "700", "on": "2026-01-07"},
        {"class": "c", "total": "90", "on": "2025-12-27"},
        {"class": "b", "total": "100", "first_pay_ratio": "0.1"},
    ]
    found = settled(YEAR, {"lines": lines})
    assert of_parts(found, "total", "in_scope", "fully_self") == [
        ["630.00", "536.00", "90.00"],
        ["760.00", "754.00", "0.00"],
    ]
    assert [line["total"] for line in found["lines"]] == ["500.00", "700.00", "90.00", "100.00"]
    assert found["lines"][3]["first_pay"] == "10.00" and found["lines"][3]["first_pay_ratio"] == "0.1"


def test_a_discharge_on_new_years_day_is_no_stay_of_the_new_year():
    found = settled(YEAR, visit=OVER | {"discharged_on": "2026-01-01"})
    assert "parts" not in found and found["fund_pays"] == "7200.00"


def test_a_stay_of_three_years_has_three_parts():
    found = settled(YEAR, visit={"admitted_on": "2024-12-31", "discharged_on": "2026-01-02"})
    assert of_parts(found, "days", "year") == [[1, 2024], [365, 2025], [1, 2026]]
    assert list(found["years_after"]) == ["2024", "2025", "2026"]


def test_account_and_deposit_are_used_by_the_first_part_first():
    found = settled(
        YEAR,
        policy=RULES | {"payment": {"personal_account": "all"}},
        balances={"personal_account": "2000"},
        deposit="1500",
    )
    # 1,600 and 1,200 are the person's.
    assert of_parts(found, "personal_account_pays", "cash_pays", "deposit_refund") == [
        ["1600.00", "0.00", "1500.00"], ["400.00", "800.00", "700.00"],
    ]  # fmt: skip
    assert (found["personal_account_left"], found["deposit_refund"], found["cash_due"]) == ("0.00", "700.00", "0.00")


def versions(split, decided_by="discharge"):
    """Two versions of one policy: 80 % until October 2025, then 50 %."""
    document = PLAIN | {"id": "p", "split": split, "deductible": "none"}
    periods = ({"from": "2020-01-01", "until": "2025-10-31"}, {"from": "2025-11-01"})
    found = [
        compile_policy(document | {"version": f"{n}", "ratio": ratio, "in_force": period | {"decided_by": decided_by}})
        for n, (ratio, period) in enumerate(zip(("80%", "50%"), periods, strict=True))
    ]

    def find(_name, case):
        day = case.visit.decides_on or case.visit.discharged_on
        return next(one for one in found if one.in_force(day))

    return Quoter(find)


def test_a_change_of_version_cuts_a_stay():
    case = {
        "policy": "p",
        "visit": {"admitted_on": "2025-10-30", "discharged_on": "2025-11-09"},
        "bill": {"in_scope": "1000"},
    }
    found = versions(BOTH).quote(case)
    assert [(part["policy"]["version"], part["days"], part["fund_pays"]) for part in found["parts"]] == [
        ("0", 2, "160.00"), ("1", 8, "400.00"),
    ]  # fmt: skip
    # Both are of one year, one after the other.
    assert (
        found["parts"][0]["accumulators_after"]["admissions"] == 1
        and found["years_after"]["2025"]["fund_paid"] == "560.00"
    )
    assert [step["version"] for step in found["steps"] if step["code"] == "flat"] == ["p@0", "p@1"]
    assert versions(YEAR).quote(case)["fund_pays"] == "500.00"


def test_a_version_and_a_year_may_both_cut_it():
    case = {
        "policy": "p",
        "visit": {"admitted_on": "2025-10-31", "discharged_on": "2026-01-02"},
        "bill": {"in_scope": "6300"},
    }
    found = versions(BOTH).quote(case)
    assert of_parts(found, "days", "year", "fund_pays") == [
        [1, 2025, "80.00"],
        [61, 2025, "3050.00"],
        [1, 2026, "50.00"],
    ]


def test_a_discharge_on_the_first_day_of_a_version_goes_with_the_day_before():
    case = {
        "policy": "p",
        "visit": {"admitted_on": "2025-10-30", "discharged_on": "2025-11-01"},
        "bill": {"in_scope": "1000"},
    }
    found = versions(BOTH).quote(case)
    assert of_parts(found, "days", "fund_pays") == [[2, "800.00"]] and found["policy"]["version"] == "0"


@pytest.mark.parametrize(
    ("case", "path", "code"),
    [
        ({"visit": {"discharged_on": "2026-01-07"}}, "visit.admitted_on", "fact_missing"),
        ({"visit": {"admitted_on": "2026-01-07"}}, "visit.discharged_on", "fact_missing"),
        ({"visit": OVER | {"stays": 2}}, "visit.stays", "not_together"),
        ({"visit": OVER | {"admitted_on": "2026-01-02"}, "accumulators_next": {}}, "accumulators_next", "not_together"),
        ({"bill": {"lines": [{"class": "b", "total": 1}]}}, "policy.items.class_b_first_pay", "value_missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_split_is_refused_by_name(case, path, code):
    assert refusal(case) == (path, code)


def test_a_line_is_named_by_its_number_on_the_whole_bill():
    items = {"limits": [{"per": "day", "amount": "10", "item_classes": ["bed"]}]}
    lines = [{"class": "a", "total": 1, "on": "2025-12-30"}, {"class": "a", "total": 1, "item_class": "bed"}]
    assert refusal({"bill": {"lines": lines}}, RULES | {"items": items}) == ("bill.lines[1].on", "fact_missing")


def test_a_next_year_without_a_split_is_refused():
    assert refusal({"accumulators_next": {}}, split="none") == ("accumulators_next", "not_together")


@pytest.mark.parametrize(
    ("changed", "path", "code"),
    [
        ({"split": {"at": "month", "deductible": "stay"}}, "split.at", "unknown_choice"),
        ({"split": {"at": [], "deductible": "stay"}}, "split.at", "empty"),
        ({"split": {"deductible": "stay"}}, "split.at", "key_missing"),
        ({"split": {"at": "year"}}, "split.deductible", "key_missing"),
        ({"split": {"at": "year", "deductible": "twice"}}, "split.deductible", "unknown_choice"),
        (
            {"split": YEAR, "price": {"amount": "1", "covers": "total", "person_pays_on": "cost"}},
            "split",
            "not_together",
        ),
        ({"split": BOTH, "in_force": {"decided_by": "settlement"}}, "split", "not_together"),
    ],
)
def test_what_cannot_be_meant_is_refused(changed, path, code):
    assert (path, code) in [(one.path, one.code) for one in check_policy(PLAIN | changed).errors]


def test_an_outpatient_visit_is_never_split():
    assert "parts" not in settled(YEAR, visit={"setting": "outpatient", "on": "2026-01-01"})


@MANY
@given(st.integers(0, 10**9), st.lists(st.integers(1, 400), min_size=1, max_size=4))
def test_what_is_shared_out_is_the_whole_and_nobody_is_off_by_a_fen(fen, days):
    amount = Decimal(fen).scaleb(-2)
    found = shared_out(amount, days)
    assert sum(found) == amount
    assert all(abs(share - amount * own / sum(days)) < Decimal("0.01") for share, own in zip(found, days, strict=True))


@MANY
@given(SPLIT_POLICIES, stays())
def test_the_parts_are_the_whole_to_the_fen(policy, case):
    policy, case = fitting_bill(policy, case)
    read = read_case(fitted(policy, case))
    found = settle_whole(compile_policy(policy), read)
    share = found.share
    whole = sum((line.total for line in found.lines), Decimal(0)) if read.lines else read.buckets.total
    assert found.total == whole == found.in_scope + found.first_pay + found.over_limit + found.fully_self
    assert found.total == found.paid_in_all + share.personal_account_pays + share.family_account_pays + share.cash_pays
    assert share.person_pays == sum(found.borne.values())
    assert share.cash_due - share.deposit_refund == share.cash_pays - read.deposit
    for part in found.parts:
        assert part.settled.total == part.settled.paid_in_all + part.settled.share.person_pays
    assert sum(part.days for part in found.parts) in (0, (read.visit.discharged_on - read.visit.admitted_on).days)
    if found.parts:
        assert found.parts[-1].settled.accumulators_after == found.accumulators_after
        assert found.parts[-1].last.year == 2026 > found.parts[0].first.year
    else:
        assert found == settle(compile_policy(policy), read)
    assert as_text(found, {}) == plain_text(found, {})
    assert as_json(found)["total"] == str(found.total)


def test_a_leap_day_is_a_day():
    found = settled(YEAR, visit={"admitted_on": "2023-12-31", "discharged_on": "2024-03-02"})
    assert of_parts(found, "days") == [[1], [(date(2024, 3, 2) - date(2024, 1, 1)).days]]
