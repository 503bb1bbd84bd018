"""Sums and readings of deductibles that once were wrong: transfers, reductions, rounding, what is charged once a year."""

import pytest

from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.quotes import Quoter

REST = {"ratio": "80%", "caps": "none", "layers": "none"}
EMPLOYEE = {"scheme": "uebmi", "category": "active", "age": 40, "contribution_years": 10}
DEMONSTRATION = {"policy": "fujian-demonstration", "person": EMPLOYEE}
LEVELS = {"by": "level", "values": {"2": "300", "3": "700"}}


def answers(*cases):
    quoter = Quoter(policy_for)
    found = []
    for case in cases:
        answer, refused = answer_case(quoter, case)
        found.append(answer["error"]["code"] + " " + answer["error"]["path"] if refused else answer)
    return found


def moved(level, **more):
    return {"level": "3", "transfer": {"direction": "up", "from_level": level} | more}


def deductibles(policy, *visits, person=None, **first):
    """The deductibles of stays one after the other, each of 9,000."""
    cases = [
        {"policy": REST | {"deductible": policy}, "visit": visit, "bill": {"in_scope": "9000"}} for visit in visits
    ]
    cases = [case | {"person": person or {}} for case in cases]
    chain = [cases[0] | first, *(case | {"accumulators": "previous"} for case in cases[1:])]
    return [found if isinstance(found, str) else found["deductible"] for found in answers(*chain)]


def test_a_transfer_up_after_a_first_stay_makes_up_the_difference():
    first, second = answers(
        DEMONSTRATION | {"visit": {"level": "2", "discharged_on": "2026-03-05"}, "bill": {"in_scope": "8000"}},
        DEMONSTRATION
        | {
            "visit": moved("2") | {"discharged_on": "2026-03-15"},
            "accumulators": "previous",
            "bill": {"in_scope": "30000"},
        },
    )
    assert (first["deductible"], second["deductible"], second["fund_pays"]) == ("600.00", "400.00", "25264.00")
    assert second["accumulators_after"]["admissions"] == 1
    straight, *_ = answers(
        DEMONSTRATION | {"visit": {"level": "3", "discharged_on": "2026-03-15"}, "bill": {"in_scope": "30000"}}
    )
    assert straight["deductible"] == "1000.00"


def test_a_transfer_within_a_second_stay_is_of_the_second():
    rule = {"amount": LEVELS, "repeat": {"shares": [1, "0.5", 0]}, "transfer": {"up": "difference"}}
    assert deductibles(rule, {"level": "2"}, {"level": "2"}, moved("2")) == ["300.00", "150.00", "200.00"]
    # And the stay after it is the third.
    assert deductibles(rule, {"level": "2"}, {"level": "2"}, moved("2"), {"level": "2"})[-1] == "0.00"


def test_the_difference_is_taken_to_what_the_first_hospital_charged_after_reductions():
    case = DEMONSTRATION | {"person": EMPLOYEE | {"category": "retired", "age": 66}, "bill": {"in_scope": "30000"}}
    case |= {"visit": moved("2") | {"ordinal": 1, "discharged_on": "2026-03-15"}}
    found = answers(case)[0]
    assert (found["deductible"], found["fund_pays"]) == ("200.00", "26624.00")
    step = next(step for step in found["steps"] if step["code"] == "deductible_transfer")
    assert step["inputs"]["paid"] == "300.00"


def test_nobody_has_paid_more_than_the_year_has_taken():
    rule = {"amount": LEVELS, "repeat": "none", "transfer": {"up": "difference"}}
    case = {"policy": REST | {"deductible": rule}, "visit": {"level": "2"}, "bill": {"in_scope": "120"}}
    second = {"policy": case["policy"], "visit": moved("2"), "accumulators": "previous", "bill": {"in_scope": "9000"}}
    assert [found["deductible"] for found in answers(case, second)] == ["120.00", "580.00"]


def test_a_yearly_deductible_counts_the_first_hospital_once():
    rule = {"amount": LEVELS, "period": "year", "transfer": {"up": "difference"}}
    assert deductibles(rule, {"level": "2"}, moved("2"), {"level": "3"}) == ["300.00", "400.00", "0.00"]


@pytest.mark.parametrize(
    ("transfer", "found"),
    [
        ({"up": "difference", "counts_as_admission": True}, ["300.00", "50.00", "0.00"]),
        ("none", ["300.00", "350.00", "0.00"]),
        ({"up": "none"}, ["300.00", "0.00", "350.00"]),
        ({"up": "full"}, ["300.00", "700.00", "350.00"]),
    ],
)
def test_what_a_transfer_counts_as(transfer, found):
    rule = {"amount": LEVELS, "repeat": {"shares": [1, "0.5", 0]}, "transfer": transfer}
    assert deductibles(rule, {"level": "2"}, moved("2"), {"level": "3"}) == found


def test_of_several_stays_on_a_bill_the_first_goes_on():
    rule = {"amount": LEVELS, "repeat": {"shares": [1, "0.5", "0.25"]}, "transfer": {"up": "difference"}}
    # 700 − 300, and half of 700 for the admission after it.
    assert deductibles(rule, {"level": "2"}, moved("2") | {"stays": 2}, {"level": "3"}) == [
        "300.00",
        "750.00",
        "175.00",
    ]


@pytest.mark.parametrize(
    "amount", [{"share": "10%", "of": "total"}, {"by": "off_site", "values": {"filed": "900", "local": "600"}}]
)
def test_what_the_level_alone_does_not_tell_is_asked_for(amount):
    policy = REST | {
        "off_site": "none",
        "deductible": {"amount": amount, "repeat": "none", "transfer": {"up": "difference"}},
    }
    case = {"policy": policy, "visit": moved("2") | {"off_site": "filed"}, "bill": {"in_scope": "9000"}}
    assert answers(case) == ["fact_missing visit.transfer.deductible_paid"]
    told = case | {"visit": moved("2", deductible_paid="500") | {"off_site": "filed"}}
    assert answers(told)[0]["deductible"] == "400.00"


def test_a_deductible_of_another_section_is_that_of_the_first_hospital():
    section = {"repeat": "none", "transfer": {"up": "difference"}}
    rule = {"by": "level", "values": {"2": section | {"amount": "300"}, "3": section | {"amount": "700"}}}
    assert deductibles(rule, {"level": "2"}, moved("2")) == ["300.00", "400.00"]


def test_a_reduction_never_raises():
    poor = {"poor": True}
    rule = {"amount": "50", "repeat": "none", "reductions": [{"when": poor, "to": "100"}]}
    assert deductibles(rule, {}, person=poor) == ["50.00"]
    free = {"amount": "800", "repeat": {"shares": [1, "0.5", "0.25", 0]}, "reductions": [{"when": poor, "to": "100"}]}
    assert deductibles(free, {"ordinal": 4}, person=poor) == ["0.00"]
    assert deductibles(free, {"ordinal": 1}, person=poor) == ["100.00"]


def test_a_deductible_is_rounded_once():
    policy = REST | {"off_site": {"deductible_factor": "1.5"}}
    policy["deductible"] = {
        "amount": "724.89",
        "repeat": "none",
        "reductions": [{"when": {"poor": True}, "share": "0.7"}],
    }
    case = {"policy": policy, "person": {"poor": True}, "visit": {"off_site": "filed"}, "bill": {"in_scope": "9000"}}
    found = answers(case)[0]
    assert found["deductible"] == "761.13"
    assert [step["amount"] for step in found["steps"] if step["code"].startswith("deductible")][:4] == [
        "724.89",
        "1087.335",
        "761.1345",
        "761.13",
    ]


TREATMENT = {
    "cases": [{"when": {"flag": "chemotherapy"}, "value": {"amount": "1000", "period": "once_a_year"}}],
    "otherwise": {"amount": "800", "repeat": "none"},
}
CHEMO = {"flags": ["chemotherapy"]}


def test_what_is_charged_once_a_year_is_charged_after_other_stays():
    found = deductibles(TREATMENT, {}, CHEMO, CHEMO, {})
    assert found == ["800.00", "1000.00", "0.00", "800.00"]


def test_two_deductibles_charged_once_a_year_are_two():
    other = {"when": {"flag": "dialysis"}, "value": {"amount": "600", "period": "once_a_year", "id": "dialysis"}}
    rule = {"cases": [*TREATMENT["cases"], other], "otherwise": TREATMENT["otherwise"]}
    dialysis = {"flags": ["dialysis"]}
    assert deductibles(rule, CHEMO, dialysis, CHEMO, dialysis) == ["1000.00", "600.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("year", "found"),
    [
        ({"admissions": 1}, "1000.00"),
        ({"admissions": 1, "deductible_taken": "800"}, "1000.00"),
        ({"admissions": 2, "deductible_taken": "1600"}, "once_not_told accumulators.once_a_year"),
        ({"admissions": 2, "deductible_taken": "1600", "once_a_year": {}}, "1000.00"),
        ({"admissions": 2, "deductible_taken": "1800", "once_a_year": {"deductible.cases.0": "1000"}}, "0.00"),
    ],
)
def test_what_a_year_typed_by_hand_says_of_it(year, found):
    assert deductibles(TREATMENT, CHEMO, accumulators=year) == [found]


def test_a_year_of_one_rule_needs_no_more_than_its_sums():
    rule = {"amount": "700", "period": "once_a_year"}
    assert deductibles(rule, {}, {}) == ["700.00", "0.00"]
    assert deductibles(rule, {}, accumulators={"admissions": 1, "deductible_taken": "700"}) == ["0.00"]
    by_scheme = {"by": "scheme", "values": {"uebmi": rule, "urrbmi": rule | {"amount": "300"}}}
    year = {"admissions": 1, "deductible_taken": "700"}
    assert deductibles(by_scheme, {}, person={"scheme": "uebmi"}, accumulators=year) == ["0.00"]


def test_the_difference_after_the_first_stay_that_is_charged_once():
    rule = {"amount": LEVELS, "period": "once_a_year", "transfer": {"up": "difference"}}
    assert deductibles(rule, {"level": "2"}, moved("2"), {"level": "3"}) == ["300.00", "400.00", "0.00"]
    asked = deductibles(rule, {"level": "2"}, {"level": "2"}, moved("2"))
    assert asked == ["300.00", "0.00", "fact_missing visit.transfer.deductible_paid"]
    assert deductibles(rule, {"level": "2"}, {"level": "2"}, moved("2", deductible_paid="0"))[-1] == "0.00"
