"""What a refusal tells: all that is missing, what there is, the line in the file, the path of a doubled key."""

import io
import json

import pytest
from django.utils import translation

from claims.management.commands.quote import answer, answer_case, answer_line
from claims.policies.queries.policies import policy_for
from claims.settlement.rules import check_policy
from claims.settlement.rules.answer.quotes import Quoter

PLAIN = {"deductible": "none", "ratio": "80%", "caps": "none", "layers": "none"}
GOOD = json.dumps({"policy": PLAIN, "bill": {"in_scope": "1"}})


def refusal(case):
    with translation.override("en"):
        found, refused = answer_case(Quoter(policy_for), {"bill": {"in_scope": "100"}} | case)
    assert refused
    return found


def test_all_sections_that_are_missing_are_named_and_what_to_write():
    found = refusal({"policy": {"deductible": "100"}})
    assert [error["path"] for error in found["errors"]] == ["policy.caps", "policy.ratio", "policy.layers"]
    assert all(error["code"] == "value_missing" and "“none”" in error["message"] for error in found["errors"])


@pytest.mark.parametrize(
    ("ratio", "visit", "person", "allowed"),
    [
        ({"by": "level", "values": {"3A": "1", "2|1": "1"}}, {"level": "3"}, {}, ["1", "2", "3A"]),
        ({"by": "age", "values": {"0-17": "1", "18-59": "1"}}, {}, {"age": 60}, ["0-17", "18-59"]),
        ({"by": "disease", "values": {"cancer|dialysis": "1"}}, {}, {"diseases": []}, ["cancer", "dialysis"]),
        ({"by": "poor", "values": {"true": "1"}}, {}, {"poor": False}, ["true"]),
    ],
)
def test_a_value_that_is_not_stated_says_for_what_there_is_one(ratio, visit, person, allowed):
    error = refusal({"policy": PLAIN | {"ratio": ratio}, "visit": visit, "person": person})["error"]
    assert (error["code"], error["params"]["allowed"]) == ("value_missing", allowed)
    assert all(name in error["message"] for name in allowed)


def test_a_policy_that_there_is_not_names_those_there_are():
    error = refusal({"policy": "nowhere"})["error"]
    assert error["code"] == "policy_unknown" and "quanzhou-residents" in error["params"]["allowed"]
    error = refusal({"policy": "quanzhou-residents@1999"})["error"]
    assert error["params"]["allowed"] == ["quanzhou-residents@2022", "quanzhou-residents@2023"]
    assert "quanzhou-residents@2023" in error["message"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{GOOD}\n{GOOD}\n{{broken}}\n", 3),
        (f"\n{GOOD}\n\n\n{{broken}}\n{GOOD}\n", 5),
        (f"{{broken}}\n{GOOD}\n", 1),
        (f"\n\n[\n{GOOD},\n{{broken}}]", 5),
        (f"{GOOD}\n" + '{"a": ' + "[" * 100_000 + "}\n", 2),
    ],
)
def test_a_broken_line_is_named_by_its_number_in_the_file(text, line):
    class Written(list):
        def write(self, part):
            self.append(part)

    out = Written()
    assert answer(io.StringIO(text), out)
    errors = [json.loads(part)["error"] for part in out if '"error"' in part]
    assert [(error["code"], error["params"]["line"]) for error in errors] == [("not_json", line)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"policy": {"deductible": "1", "deductible": "2"}}', "policy.deductible"),
        ('{"policy": {"layers": [{}, {"kind": 1, "kind": 2}]}}', "policy.layers[1].kind"),
        ('{"policy": {}, "policy": {"id": 1, "id": 2}}', "policy"),
        ('{"bill": {"lines": [{"code": "a:b", "class": "a", "class": "b"}]}}', "bill.lines[0].class"),
    ],
)
def test_a_doubled_key_is_named_where_it_stands(text, path):
    found, refused = answer_line(Quoter(policy_for), text)
    error = json.loads(found)["error"]
    assert refused and (error["code"], error["path"]) == ("duplicate_key", path)


ROWS = [{"to": "10", "ratio": "0.5"}, {"ratio": "0.6"}]


@pytest.mark.parametrize(
    "table",
    [{"slabs": {"rows": ROWS, "bound_belongs_to": "upper"}}, {"slabs": {"rows": ROWS}, "bound_belongs_to": "upper"}],
)
def test_whose_a_bound_is_stands_in_one_place_for_ratios_and_first_pays(table):
    quoter = Quoter(policy_for)
    found, _refused = answer_case(quoter, {"policy": PLAIN | {"ratio": table}, "bill": {"in_scope": "10"}})
    assert found["fund_pays"] == "6.00"
    items = {"item_classes": {"stent": {"first_pay": table}}}
    bill = {"lines": [{"class": "b", "item_class": "stent", "total": "10"}]}
    found, _refused = answer_case(quoter, {"policy": PLAIN | {"items": items}, "bill": bill})
    assert found["first_pay"] == "6.00"


def test_whose_a_bound_is_is_not_said_twice_nor_where_there_is_none():
    twice = {"slabs": {"rows": ROWS, "bound_belongs_to": "upper"}, "bound_belongs_to": "lower"}
    for ratio in (twice, {"flat": "0.5", "bound_belongs_to": "lower"}):
        errors = check_policy(PLAIN | {"ratio": ratio}).errors
        assert [(error.path, error.code) for error in errors] == [("ratio.bound_belongs_to", "not_together")]


def test_a_stated_first_pay_is_never_more_than_is_allowed():
    line = {"class": "b", "price": "10", "quantity": 10, "payment_standard": "6", "first_pay": "100"}
    found, _refused = answer_case(Quoter(policy_for), {"policy": PLAIN, "bill": {"lines": [line]}})
    assert (found["in_scope"], found["first_pay"], found["over_limit"]) == ("0.00", "60.00", "40.00")
    step = next(step for step in found["steps"] if step["code"] == "first_pay_bounded")
    assert (step["amount"], step["inputs"]) == ("60.00", {"stated": "100.00", "line": 1})
    for bill, path in (
        ({"lines": [line | {"first_pay": "101"}]}, "bill.lines[0].first_pay"),
        ({"class_a": "50", "class_b": "60", "first_pay": "100"}, "bill.first_pay"),
        ({"class_a": "50", "first_pay": "10"}, "bill.first_pay"),
    ):
        error = refusal({"policy": PLAIN, "bill": bill})["error"]
        assert (error["code"], error["path"]) == ("part_exceeds_line", path)
