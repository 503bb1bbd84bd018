"""Class, payable, first pay, standard and ceiling of one item: narrower places before wider ones, nothing that is not said."""

from datetime import date
from decimal import Decimal

import pytest

from institutions.catalogue.rules.pricing import WHY_NOT, Ceiling, Limits, Listed, Ratio, Source, priced, rules_of
from institutions.catalogue.words import WHY_NOT as WORDS

CODE, DAY = "XA01ABD075A002010100483", date(2026, 6, 10)
NATION, CITY = (
    Source(title=title, source="某", status="stated", starts_on=date(2026, 1, 1)) for title in ("全国", "厦门")
)


def listed(rank=3, **more):
    return Listed(**dict(code=CODE, name="某片", fund_class="b", rank=rank, source=NATION) | more)


@pytest.mark.parametrize(
    ("changes", "class_", "payable", "why_not"),
    [
        ({"fund_class": "a"}, "a", True, ""),
        ({"fund_class": "b"}, "b", True, ""),
        ({"fund_class": "c"}, "c", False, "class_c"),
        ({"fund_class": "payable_c"}, "c", True, ""),
        ({"fund_class": "c", "commercial": True}, "c", False, "commercial"),
        ({"agreement_ends_on": DAY, "payment_standard": Decimal(5)}, "b", True, ""),
        ({"agreement_ends_on": date(2026, 6, 9), "payment_standard": Decimal(5)}, "b", False, "agreement_ended"),
    ],
)
def test_class_and_whether_it_is_paid(changes, class_, payable, why_not):
    answer = priced(CODE, [listed(**changes)], (), None, DAY)
    assert (answer.class_, answer.payable, answer.why_not) == (class_, payable, why_not)


def test_what_stands_in_no_list_has_a_price_and_nothing_else():
    answer = priced(CODE, (), (), Ceiling(Decimal("12.5"), CITY), DAY)
    assert (answer.class_, answer.payable, answer.why_not, answer.kind) == ("", False, "unknown", "western")
    assert answer.price_ceiling == Decimal("12.5") and answer.first_pay_ratio is None and answer.source is None


def test_the_narrowest_place_that_says_a_first_pay_is_asked():
    own = listed(first_pay_ratio=Decimal("0.1"))
    city = Ratio(Decimal("0.2"), 1, CITY)
    assert priced(CODE, [own], (), None, DAY).first_pay_ratio == Decimal("0.1")
    answer = priced(CODE, [own], [city], None, DAY)
    assert (answer.first_pay_ratio, answer.first_pay_source) == (Decimal("0.2"), CITY)
    county = listed(rank=0, first_pay_ratio=Decimal("0.3"), source=CITY, fund_class="a")
    answer = priced(CODE, [own, county], [city], None, DAY)
    assert (answer.first_pay_ratio, answer.class_, answer.source) == (Decimal("0.3"), "a", CITY)
    assert priced(CODE, [listed()], (), None, DAY).first_pay_ratio is None


def test_limits_are_rules_of_supervision():
    limits = Limits(
        sex="female", age_to=14, settings=("inpatient",), diagnoses=("I10",), most=2, per="day", text="限儿童"
    )
    rules = rules_of(priced(CODE, [listed(limits=limits)], (), None, DAY))
    assert [(one.kind, one.value, one.unit, one.period) for one in rules] == [
        ("sex", "female", "", ""),
        ("age", "-14", "years", ""),
        ("setting", "inpatient", "", ""),
        ("diagnosis", "I10", "", ""),
        ("frequency", "2", "times", "day"),
    ]
    assert {one.text for one in rules} == {"限儿童"} and {one.status for one in rules} == {"stated"}
    assert rules_of(priced(CODE, [listed()], (), None, DAY)) == []


def test_every_reason_has_words():
    assert set(WHY_NOT) == set(WORDS)
