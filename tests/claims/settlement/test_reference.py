"""The engine against a second settlement, written from docs/quote.md alone: the same money in every field, to the fen."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.quotes import Quoter
from tests.claims.settlement import (
    generated_class_caps,
    generated_deductibles,
    generated_pots,
    generated_prices,
    generated_split,
    reference_shapes,
)
from tests.claims.settlement.generated import MANY, MOVED, POLICIES, fitted
from tests.claims.settlement.reference import reference
from tests.claims.settlement.reference_facts import Unclear
from tests.claims.settlement.test_quote_document import EXAMPLES as DOCUMENT

HERE = Path(__file__).parent
MORE = json.loads((HERE / "more_examples.json").read_text(encoding="utf-8"))
WORKED = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "worked").glob("*.json"))]
RARER = json.loads((HERE / "rarer_shapes.json").read_text(encoding="utf-8"))
# Each is a chain of cases: one after the other, so that a case may go on from the one before.
CHAINS = [
    *([settlement["case"]] for example in MORE + WORKED for settlement in example["settlements"]),
    *(example["cases"] for example in RARER),
    *(case if isinstance(case, list) else [case] for (kind, case), _answer in DOCUMENT if kind == "case"),
]


def answers(cases: list[dict]):
    """Each case that the engine settles: its answer and that of the reference."""
    quoter, year = Quoter(policy_for), None
    for case in cases:
        answer, refused = answer_case(quoter, case)
        if refused:
            year = None
            continue
        expected = reference(case, year)
        year = expected["accumulators_after"]
        yield answer, expected


def differences(answer: dict, expected: dict) -> dict:
    """The fields that are not the same, each with what the engine and what the reference says."""
    found = answer | {"layers": {layer["id"]: layer["pays"] for layer in answer["layers"]}}
    for year in (found["accumulators_after"], expected["accumulators_after"]):
        # A limit of which nothing is used may stand there or not.
        year["limits"] = {name: used for name, used in year["limits"].items() if used != "0.00"}
    return {name: (found[name], wanted) for name, wanted in expected.items() if found[name] != wanted}


@pytest.mark.parametrize("cases", CHAINS, ids=range(len(CHAINS)))
def test_an_example_is_settled_alike(cases):
    for answer, expected in answers(cases):
        assert not differences(answer, expected)


def test_the_examples_are_settled_and_not_refused():
    settled = sum(1 for cases in CHAINS for _found in answers(cases))
    assert settled > 240


@MANY
@given(POLICIES, MOVED)
def test_any_bill_is_settled_alike(policy, case):
    settled_alike([fitted(policy, case) | {"policy": policy}])


@MANY
@given(POLICIES, st.lists(MOVED, min_size=3, max_size=3))
def test_a_year_of_three_bills_is_settled_alike(policy, cases):
    settled_alike(year_of(policy, cases))


# Sixty of them would miss a rounding now and then; four hundred take two seconds.
@settings(MANY, max_examples=max(400, MANY.max_examples))
@given(generated_deductibles.POLICIES, st.lists(generated_deductibles.CASES, min_size=2, max_size=4))
def test_deductibles_of_people_who_are_moved_are_charged_alike(policy, cases):
    settled_alike(year_of(policy, cases))


@MANY
@given(reference_shapes.POLICIES, st.lists(reference_shapes.CASES, min_size=1, max_size=3))
def test_rarer_shapes_are_settled_alike(policy, cases):
    settled_alike(year_of(policy, cases))


# Each person keeps her diseases, and goes from one kind of care and from one month to another.
@settings(MANY, max_examples=max(200, MANY.max_examples))
@given(generated_pots.POLICIES, st.lists(generated_pots.CASES, min_size=2, max_size=5))
def test_care_that_is_counted_by_itself_is_settled_alike(policy, cases):
    chain = year_of(policy, cases)
    # Of one person one bill may be for a disease and the next not.
    settled_alike([one | {"person": case["person"]} for one, case in zip(chain, cases, strict=True)])


@settings(MANY, max_examples=max(300, MANY.max_examples))
@given(generated_class_caps.POLICIES, generated_class_caps.CASES)
def test_caps_on_classes_of_items_are_settled_alike(policy, case):
    settled_alike([fitted(policy, case) | {"policy": policy}])


@settings(MANY, max_examples=max(200, MANY.max_examples))
@given(generated_prices.PRICED, st.lists(MOVED, min_size=1, max_size=2))
def test_stays_with_a_price_are_settled_alike(policy, cases):
    settled_alike(year_of(policy, cases))


@settings(MANY, max_examples=max(300, MANY.max_examples))
@given(generated_split.SPLIT_POLICIES, generated_split.stays())
def test_stays_in_parts_are_settled_alike(policy, case):
    policy, case = generated_split.fitting_bill(policy, case)
    settled_alike([fitted(policy, case) | {"policy": policy}])


def year_of(policy: dict, cases: list[dict]) -> list[dict]:
    """The bills of one person, each going on from the one before."""
    chain = [fitted(policy, case) | {"policy": policy, "person": cases[0]["person"]} for case in cases]
    return chain[:1] + [case | {"accumulators": "previous"} for case in chain[1:]]


def settled_alike(cases: list[dict]) -> None:
    found = list(answers(cases))
    assert len(found) == len(cases)
    for answer, expected in found:
        assert not differences(answer, expected)


def test_what_says_too_little_is_not_settled():
    with pytest.raises(Unclear):
        reference({"policy": {"deductible": "none"}, "bill": {"in_scope": "100"}})
