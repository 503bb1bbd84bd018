"""Defects of another insurance engine, each as a test that this one does not have it; and what the order of work promises."""

import io
import json
import sys
from decimal import Decimal

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from claims.management.commands.quote import answer, answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules import Accumulators, Settlement, compile_policy, read_case, settle
from claims.settlement.rules.answer.quotes import Quoter
from tests.claims.settlement.generated import CASES, MANY, POLICIES

PLAIN = {"deductible": "none", "ratio": "0.85", "caps": "none", "layers": "none"}


def settled(policy, **case) -> Settlement:
    return settle(compile_policy(PLAIN | policy), read_case(case))


def a(total, **more):
    return {"class": "a", "total": total} | more


def test_fen_are_never_lost_on_a_line():
    found = settled({}, bill={"lines": [a("0.01"), a("0.99"), a("10.37")]})
    assert [line.in_scope for line in found.lines] == [Decimal("0.01"), Decimal("0.99"), Decimal("10.37")]
    assert (found.total, found.fund_pays) == (Decimal("11.37"), Decimal("9.66"))


def test_a_deductible_that_swallows_a_whole_line_leaves_nothing_to_pay_on_it():
    found = settled({"deductible": "100.00"}, bill={"lines": [a("60.00"), a("30.00")]})
    assert (found.deductible, found.reimbursable_base, found.fund_pays) == (90, 0, 0)
    found = settled({"deductible": "100.00"}, bill={"lines": [a("60.00"), a("140.00")]})
    assert (found.deductible, found.fund_pays) == (100, 85)


def test_a_child_follows_the_rules_for_children_and_an_adult_does_not():
    caps = {"by": "age", "values": {"0-17": "none", "18+": {"on": "payment", "amount": "100.00"}}}
    bill = {"in_scope": "1000.00"}
    assert settled({"caps": caps}, bill=bill, person={"age": 17}).fund_pays == 850
    assert settled({"caps": caps}, bill=bill, person={"age": 18}).fund_pays == 100


def test_the_price_of_a_line_is_the_one_it_states():
    found = settled({}, bill={"lines": [{"class": "a", "price": "12.3450", "quantity": "3"}]})
    assert found.total == Decimal("37.04")


def test_two_rules_on_one_bill_count_every_line_once():
    items = {"limits": [{"per": "visit", "amount": "80.00"}, {"per": "visit", "amount": "70.00"}]}
    found = settled({"items": items}, bill={"lines": [a("100.00")]})
    assert (found.total, found.over_limit, found.in_scope) == (100, 30, 70)


def test_a_limit_shows_what_it_cuts_and_leaves_what_was_provided():
    items = {"limits": [{"per": "day", "amount": "600.00", "item_classes": ["bed"]}]}
    lines = [a("500.00", item_class="bed", on="2026-03-01", code="B1"), a("200.00", item_class="bed", on="2026-03-01")]
    case = read_case({"bill": {"lines": lines}})
    found = settle(compile_policy(PLAIN | {"items": items}), case)
    assert [line.total for line in found.lines] == [500, 200]
    assert sum(line.over_limit for line in found.lines) == 100
    assert [step.amount for step in found.steps if step.code == "over_limit"] == [100]
    assert case.lines[1].amount == 200


def test_the_same_day_can_be_a_stay():
    visit = {"setting": "inpatient", "admitted_on": "2026-03-01", "discharged_on": "2026-03-01"}
    found = settled(
        {"deductible": {"by": "setting", "values": {"inpatient": "100.00"}}}, visit=visit, bill={"in_scope": "500"}
    )
    assert (found.deductible, found.accumulators_after.admissions) == (100, 1)


def test_outpatient_care_is_counted_apart():
    policy = {"caps": {"on": "payment", "amount": "1000.00"}}
    year = {"fund_paid": "1000.00", "outpatient_fund_paid": "900.00"}
    found = settled(policy, visit={"setting": "outpatient"}, accumulators=year, bill={"in_scope": "500"})
    assert (found.fund_pays, found.over_cap) == (100, 325)
    after = found.accumulators_after
    assert (after.fund_paid, after.outpatient_fund_paid, after.admissions, after.outpatient_visits) == (
        1000,
        1000,
        0,
        1,
    )


def test_a_year_of_stays_uses_a_ceiling_a_cap_and_the_major_illness_layer_up():
    policy = {
        "deductible": {"amount": "1000.00", "repeat": {"shares": ["1", "0.5"]}, "yearly_ceiling": "1700.00"},
        "ratio": "0.70",
        "caps": {"on": "payment", "amount": "60000.00"},
        "layers": [
            {
                "kind": "major_illness",
                "base": ["deductible", "coinsurance", "over_cap"],
                "deductible": "15000.00",
                "ratio": "0.60",
            }
        ],
    }
    year, found = Accumulators(), []
    for _stay in range(4):
        case = read_case({"bill": {"in_scope": "30000.00"}})
        one = settle(compile_policy(PLAIN | policy), case.__class__(accumulators=year, buckets=case.buckets))
        year = one.accumulators_after
        found.append((one.deductible, one.fund_pays, one.major_illness_pays))
    assert found == [
        (Decimal("1000.00"), Decimal("20300.00"), Decimal("0.00")),
        (Decimal("500.00"), Decimal("20650.00"), Decimal("2430.00")),
        (Decimal("200.00"), Decimal("19050.00"), Decimal("6570.00")),
        (Decimal("0.00"), Decimal("0.00"), Decimal("18000.00")),
    ]
    assert year.burden == Decimal("60000.00")
    assert year.layers["major_illness"].paid == year.major_illness_paid == Decimal("27000.00")


def test_a_layer_of_out_of_scope_cost_does_not_begin_with_the_in_scope_burden():
    layer = {"kind": "supplement", "base": ["fully_self"], "deductible": "1000.00", "ratio": "0.50"}
    bill = {"in_scope": "100.00", "class_c": "1500.00"}
    found = settled({"layers": [layer]}, accumulators={"burden": "50000.00"}, bill=bill)
    assert found.supplement_pays == 250


@pytest.mark.parametrize(
    ("ratio", "person", "fund"),
    [
        (
            {"flat": "0.90", "points": [{"per": "age", "steps": [50, 60, 70, 80, 90], "add": "0.02"}]},
            {"age": 95},
            "1000.00",
        ),
        ({"flat": "0.85", "person_share_factor": "0.6"}, {}, "910.00"),
        (
            {"flat": "0.80", "points": [{"per": "contribution_years", "add": "0.01", "at_most": "0.10"}]},
            {"contribution_years": 30},
            "900.00",
        ),
        ({"flat": "0.10", "floor": "0.45"}, {}, "450.00"),
        ({"flat": "0", "floor": "0.45"}, {}, "0.00"),
        ({"fixed": "80.00", "fixed_per": "day"}, {}, "240.00"),
    ],
)
def test_what_changes_a_ratio(ratio, person, fund):
    found = settled({"ratio": ratio}, person=person, visit={"days": 3}, bill={"in_scope": "1000.00"})
    assert str(found.fund_pays) == fund


def test_quote_streams_lines_answers_lists_and_one_case(tmp_path, monkeypatch):
    case = {"policy": PLAIN, "bill": {"in_scope": "10.00"}, "id": 7}

    def run(text):
        path, out = tmp_path / "cases", io.StringIO()
        path.write_text(text, encoding="utf-8")
        try:
            call_command("quote", str(path), stdout=out)
            return out.getvalue(), 0
        except SystemExit as stopped:
            return out.getvalue(), stopped.code

    one, code = run(json.dumps(case, indent=2))
    assert (json.loads(one)["fund_pays"], json.loads(one)["id"], code) == ("8.50", 7, 0)
    several, code = run(json.dumps([case, {"id": "x"}, case]))
    assert [entry.get("fund_pays") for entry in json.loads(several)] == ["8.50", None, "8.50"]
    assert (json.loads(several)[1]["id"], code) == ("x", 1)
    lines, code = run("\n".join([json.dumps(case), "", "{broken}", json.dumps(case)]))
    answers = [json.loads(line) for line in lines.splitlines()]
    assert [entry.get("fund_pays") for entry in answers] == ["8.50", None, "8.50"]
    assert (answers[1]["error"]["code"], code) == ("not_json", 1)
    refused, code = run("nothing")
    assert (json.loads(refused)["error"]["code"], code) == ("not_json", 1)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(case)))
    out = io.StringIO()
    call_command("quote", "-", stdout=out)
    assert json.loads(out.getvalue())["cash_pays"] == "1.50"


def test_quote_says_in_the_readers_language_that_a_file_is_missing(tmp_path):
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("quote", str(tmp_path / "none"), stdout=out, language="zh-hans")
    assert json.loads(out.getvalue())["error"]["code"] == "file_unreadable"


@MANY
@given(POLICIES, CASES, st.text(max_size=5))
def test_an_answer_written_as_text_is_the_same_answer(policy, case, name):
    case = case | {"policy": policy, "id": name}
    case["bill"]["lines"][0]["code"] = name
    quoter = Quoter(policy_for)
    assert quoter.quote_text(case) == json.dumps(quoter.quote(case), ensure_ascii=False, separators=(",", ":"))


def test_lines_are_answered_before_the_next_is_read():
    """What is written stays ahead of what is read: nothing is kept."""
    out, seen = io.StringIO(), []

    def cases():
        for _number in range(5):
            seen.append(out.getvalue().count("fund_pays"))
            yield json.dumps({"policy": PLAIN, "bill": {"in_scope": "1"}}) + "\n"

    answer(cases(), out)
    assert seen[2:] == sorted(seen[2:]) and seen[-1] > 0


def test_policies_written_in_cases_are_compiled_once_and_forgotten_in_turn():
    quoter = Quoter(policy_for)
    for number in range(200):
        answered, refused = answer_case(quoter, {"policy": PLAIN | {"version": str(number)}, "bill": {"in_scope": "1"}})
        assert not refused and answered["policy"]["version"] == str(number)
    assert len(quoter._compiled) == 64
