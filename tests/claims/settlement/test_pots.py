"""Care that a policy counts by itself: a disease, special drugs, the month or quarter of a visit."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules import check_policy, compile_policy, read_case, settle
from claims.settlement.rules.answer.answer import as_json
from claims.settlement.rules.answer.quotes import Quoter
from claims.settlement.rules.settling.accumulators import reversed_year
from tests.claims.settlement.generated import MANY
from tests.claims.settlement.generated_pots import CASES, POLICIES
from tests.claims.settlement.test_words_and_pots import PLAIN, answer, chain, said

CAP = {"on": "payment", "amount": "300", "pot": "clinic", "period": "month"}
BY_DISEASE = {
    "cases": [{"when": {"disease": "dialysis"}, "value": {"on": "payment", "amount": "9000", "pot": "dialysis"}}],
    "otherwise": {"on": "payment", "amount": "2000", "pot": "general"},
}
DIALYSIS = {"person": {"diseases": ["dialysis"]}, "visit": {"setting": "chronic"}}
CLINIC = {"visit": {"setting": "chronic"}}


def on(day, cost="1000"):
    return {"visit": {"setting": "outpatient", "on": day}, "bill": {"in_scope": cost}}


def paid(policy, *cases):
    return [one["fund_pays"] for one in chain(policy, *cases)]


def test_a_disease_has_its_own_cap_in_the_same_kind_of_care():
    bills = [
        one | {"bill": {"in_scope": cost}} for one, cost in ((DIALYSIS, "16000"), (CLINIC, "5000"), (DIALYSIS, "4000"))
    ]
    first, second, third = chain({"caps": BY_DISEASE}, *bills)
    # 8,000 of 9,000; 2,000 of its own cap though 8,000 were paid; then the 1,000 that is left.
    assert [one["fund_pays"] for one in (first, second, third)] == ["8000.00", "2000.00", "1000.00"]
    after = third["accumulators_after"]
    assert after["pots"]["dialysis"] == {"deductible_taken": "0.00", "in_scope": "20000.00", "fund_paid": "9000.00"}
    assert after["outpatient_fund_paid"] == "11000.00" and "months" not in after
    step = next(step for step in third["steps"] if step["code"] == "cap_on_payment")
    assert step["inputs"] == {
        "before": "2000.00", "cap": "9000.00", "used_before": "8000.00", "pot": "dialysis", "span": "year",
    }  # fmt: skip


def test_a_disease_series_and_special_drugs_have_their_own_deductibles():
    rule = {
        "cases": [
            {"when": {"flag": "chemotherapy"}, "value": {"amount": "1000", "period": "year", "pot": "series"}},
            {"when": {"setting": "special_drug"}, "value": {"amount": "600", "period": "year", "pot": "drugs"}},
        ],
        "otherwise": {"amount": "500", "period": "year", "pot": "stays"},
    }
    stay, series = {"bill": {"in_scope": "400"}}, {"visit": {"flags": ["chemotherapy"]}, "bill": {"in_scope": "800"}}
    drug = {"visit": {"setting": "special_drug"}, "bill": {"in_scope": "700"}}
    found = [one["deductible"] for one in chain({"deductible": rule}, stay, series, drug, stay, series, drug)]
    assert found == ["400.00", "800.00", "600.00", "100.00", "200.00", "0.00"]


def test_a_month_begins_anew_and_a_quarter_goes_on():
    days = [on("2026-01-05"), on("2026-01-31"), on("2026-02-01"), on("2026-04-01")]
    assert paid({"caps": CAP}, *days) == ["300.00", "0.00", "300.00", "300.00"]
    quarter = CAP | {"period": "quarter", "amount": "700"}
    assert paid({"caps": quarter}, *days) == ["500.00", "200.00", "0.00", "500.00"]


def test_bills_may_come_in_any_order():
    days = [on("2026-02-01", "400"), on("2026-01-31"), on("2026-02-28")]
    found = chain({"caps": CAP}, *days)
    assert [one["fund_pays"] for one in found] == ["200.00", "300.00", "100.00"]
    assert {
        month: sums["fund_paid"] for month, sums in found[-1]["accumulators_after"]["months"]["clinic"].items()
    } == {
        "2026-01": "300.00",
        "2026-02": "300.00",
    }


def test_a_monthly_deductible_under_a_ceiling_of_the_year():
    rule = {"amount": "200", "period": "month", "pot": "clinic", "yearly_ceiling": "300"}
    days = [on("2026-01-05", "150"), on("2026-01-06", "150"), on("2026-02-06"), on("2026-03-06")]
    found = [one["deductible"] for one in chain({"deductible": rule}, *days)]
    assert found == ["150.00", "50.00", "100.00", "0.00"]


def test_a_stay_counts_in_the_month_of_its_discharge():
    stay = {"visit": {"admitted_on": "2026-01-28", "discharged_on": "2026-02-03"}, "bill": {"in_scope": "1000"}}
    (found,) = chain({"caps": CAP}, stay)
    assert list(found["accumulators_after"]["months"]["clinic"]) == ["2026-02"]


def test_a_month_needs_a_day():
    assert said({"caps": CAP}, visit={"setting": "outpatient"}) == ("fact_missing", "visit.on", None)
    assert said({"caps": CAP}, visit={"admitted_on": "2026-01-01"}) == ("fact_missing", "visit.discharged_on", None)


YEAR = {"outpatient_fund_paid": "900", "outpatient_in_scope": "1800", "outpatient_deductible_taken": "0"}


def test_a_year_that_does_not_tell_of_the_pot_is_asked():
    chronic = DIALYSIS | {"accumulators": YEAR}
    assert said({"caps": BY_DISEASE}, **chronic) == ("pot_not_told", "accumulators.pots.dialysis.fund_paid", None)
    month = {"visit": {"setting": "outpatient", "on": "2026-03-05"}, "accumulators": YEAR}
    assert said({"caps": CAP}, **month) == ("pot_not_told", "accumulators.months.clinic.2026-03.fund_paid", None)
    # What was told has nothing for it: then there is nothing.
    assert said({"caps": BY_DISEASE}, bill="1000", **DIALYSIS, accumulators=YEAR | {"pots": {}}) == "500.00"
    told = {"clinic": {"2026-03": {"fund_paid": "250"}, "2026-02": {"fund_paid": "300"}}}
    assert said({"caps": CAP}, bill="1000", visit=month["visit"], accumulators=YEAR | {"months": told}) == "50.00"


@pytest.mark.parametrize(
    ("year", "code", "path"),
    [
        ({"pots": {"dialysis": {"fund_paid": "900.01"}}}, "parts_exceed_total", "accumulators.pots.dialysis.fund_paid"),
        ({"pots": {"dialysis": {"paid": "1"}}}, "unknown_key", "accumulators.pots.dialysis.paid"),
        ({"pots": {"dialysis": {"fund_paid": "-1"}}}, "negative", "accumulators.pots.dialysis.fund_paid"),
        ({"pots": []}, "wrong_type", "accumulators.pots"),
        ({"months": {"clinic": {"2026-13": {}}}}, "unknown_choice", "accumulators.months.clinic.2026-13"),
        ({"months": {"clinic": {"2026-3": {}}}}, "unknown_choice", "accumulators.months.clinic.2026-3"),
        ({"months": {"clinic": {"2026-03": "5"}}}, "wrong_type", "accumulators.months.clinic.2026-03"),
        (
            {"pots": {"clinic": {"fund_paid": "5"}}, "months": {"clinic": {"2026-03": {"fund_paid": "6"}}}},
            "parts_exceed_total",
            "accumulators.months.clinic",
        ),
    ],
)
def test_a_year_told_wrongly_is_refused(year, code, path):
    found = answer({"caps": CAP}, accumulators=YEAR | year, visit={"setting": "outpatient", "on": "2026-03-01"})
    assert (found["error"]["code"], found["error"]["path"]) == (code, path)


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"caps": {"on": "payment", "amount": "1", "period": "month"}}, "key_missing", "caps.pot"),
        ({"caps": {"on": "payment", "amount": "1", "period": "quarter"}}, "key_missing", "caps.pot"),
        ({"caps": CAP | {"counter": "all"}}, "not_together", "caps.pot"),
        ({"caps": CAP | {"period": "visit"}}, "not_together", "caps.pot"),
        ({"caps": CAP | {"pot": "two words"}}, "wrong_type", "caps.pot"),
        ({"caps": CAP | {"period": "week"}}, "unknown_choice", "caps.period"),
        ({"deductible": {"amount": "1", "period": "month"}}, "key_missing", "deductible.pot"),
        ({"deductible": {"amount": "1", "period": "once_a_year", "pot": "p"}}, "not_together", "deductible.pot"),
        ({"deductible": {"amount": "1", "counter": "own", "pot": "p"}}, "not_together", "deductible.pot"),
    ],
)
def test_a_pot_that_says_two_things_or_nothing_is_refused(change, code, path):
    assert [(one.path, one.code) for one in check_policy(PLAIN | change).errors] == [(path, code)]


def test_a_layer_is_kept_by_its_own_name():
    layer = {"kind": "assistance", "base": ["coinsurance"], "deductible": "none", "ratio": "0.5", "caps": CAP}
    assert [one.path for one in check_policy(PLAIN | {"layers": [layer]}).errors] == ["layers[0].caps.pot"]


def test_without_pots_the_year_says_nothing_of_them():
    after = answer({})["accumulators_after"]
    assert "pots" not in after and "months" not in after


def year_of(policy, cases):
    """The settlements of one year in turn, each with the year before it."""
    compiled, year, found = compile_policy(PLAIN | policy), None, []
    for case in cases:
        settled = settle(compiled, read_case(case | {"accumulators": year}))
        found.append(settled)
        year = as_json(settled)["accumulators_after"]
    return found


@settings(MANY, max_examples=max(150, MANY.max_examples))
@given(POLICIES, st.lists(CASES, min_size=2, max_size=4))
def test_taken_back_a_settlement_leaves_no_trace(policy, cases):
    first, *_others, last = found = year_of(policy, cases)
    assert (
        reversed_year(last.accumulators_after, last.accumulators_before, last.accumulators_after)
        == last.accumulators_before
    )
    # The first one taken back at the end leaves what the others have used.
    back = reversed_year(last.accumulators_after, first.accumulators_before, first.accumulators_after)
    for pot, sums in (back.pots or {}).items():
        every = last.accumulators_after.pots[pot]
        own = (first.accumulators_after.pots or {}).get(pot)
        assert sums.fund_paid == every.fund_paid - (own.fund_paid if own else 0)
    assert len(found) == len(cases)


@settings(MANY, max_examples=max(150, MANY.max_examples))
@given(POLICIES, st.lists(CASES, min_size=2, max_size=5))
def test_a_pot_never_holds_more_than_the_year_and_its_months_make_it_up(policy, cases):
    year = year_of(policy, cases)[-1].accumulators_after
    for name in ("deductible_taken", "in_scope", "fund_paid"):
        whole = getattr(year, name) + getattr(year, f"outpatient_{name}")
        assert all(getattr(one, name) <= whole for one in (year.pots or {}).values())
        for pot, months in (year.months or {}).items():
            assert sum((getattr(one, name) for one in months.values()), Decimal(0)) == getattr(year.pots[pot], name)


AMOUNTS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 300_000)), min_size=1, max_size=8)


@given(AMOUNTS, st.sampled_from([("month", 1), ("quarter", 3)]))
def test_no_period_pays_more_than_its_cap(visits, period):
    name, length = period
    quoter, totals = Quoter(policy_for), {}
    policy = PLAIN | {"ratio": "1", "caps": CAP | {"period": name}}
    for number, (month, fen) in enumerate(visits):
        case = on(f"2026-{month:02d}-07", f"{fen // 100}.{fen % 100:02d}") | {"policy": policy}
        found, refused = answer_case(quoter, case | ({"accumulators": "previous"} if number else {}))
        assert not refused
        key = (month - 1) // length
        totals.setdefault(key, [Decimal(0), Decimal(0)])
        totals[key][0] += Decimal(found["fund_pays"])
        totals[key][1] += Decimal(fen) / 100
    # All of the cost is paid as long as the cap lasts, and then nothing.
    assert all(given_out == min(cost, Decimal(300)) for given_out, cost in totals.values())
