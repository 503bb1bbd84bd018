"""Every kind of rule: hit, missed, and at its edge; what is not told is never passed."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.catalogue.rules.findings import CHECKS, age_in, findings
from institutions.catalogue.rules.supervision import (
    KINDS,
    OF_LIMITS,
    PROBLEMS,
    BilledLine,
    BillFacts,
    Rule,
    problems_of,
    read_value,
)
from institutions.catalogue.words import FINDINGS, finding_words
from institutions.catalogue.words import PROBLEMS as WORDS

A, B, OTHER = "001101000010000", "001101000020000", "001101000030000"
DAY = date(2026, 6, 10)


def line(number=1, code=A, on=DAY, **more):
    return BilledLine(number=number, code=code, on=on, **more)


def rule(kind, **more):
    return Rule(kind=kind, code=A, **more)


def at(hour, minute=0, day=10):
    return datetime(2026, 6, day, hour, minute)


ONE = (line(),)
# rule, facts, and what comes of it: the numbers of the lines that are hit, None for "not told".
TABLE = [
    ("sex hit", rule("sex", value="female"), dict(sex="male", lines=ONE), [(1,)]),
    ("sex missed", rule("sex", value="female"), dict(sex="female", lines=ONE), []),
    ("sex not told", rule("sex", value="female"), dict(lines=ONE), None),
    ("sex of another code", rule("sex", value="female"), dict(sex="male", lines=(line(code=B),)), []),
    (
        "age missed on the birthday",
        rule("age", value="18-", unit="years"),
        dict(born_on=date(2008, 6, 10), lines=ONE),
        [],
    ),
    (
        "age hit the day before",
        rule("age", value="18-", unit="years"),
        dict(born_on=date(2008, 6, 11), lines=ONE),
        [(1,)],
    ),
    (
        "age missed in its last year",
        rule("age", value="0-14", unit="years"),
        dict(born_on=date(2011, 6, 11), lines=ONE),
        [],
    ),
    (
        "age hit the day after",
        rule("age", value="0-14", unit="years"),
        dict(born_on=date(2011, 6, 10), lines=ONE),
        [(1,)],
    ),
    ("age in months", rule("age", value="-6", unit="months"), dict(born_on=date(2025, 11, 11), lines=ONE), []),
    ("age in months hit", rule("age", value="-6", unit="months"), dict(born_on=date(2025, 11, 10), lines=ONE), [(1,)]),
    ("age in days", rule("age", value="-28", unit="days"), dict(born_on=date(2026, 5, 13), lines=ONE), []),
    ("age in days hit", rule("age", value="-28", unit="days"), dict(born_on=date(2026, 5, 12), lines=ONE), [(1,)]),
    ("age not told", rule("age", value="18-", unit="years"), dict(lines=ONE), None),
    ("age without a day", rule("age", value="18-", unit="years"), dict(born_on=DAY, lines=(line(on=None),)), None),
    ("insurance hit", rule("insurance", value="uebmi"), dict(scheme="urrbmi", lines=ONE), [(1,)]),
    ("insurance missed", rule("insurance", value="uebmi"), dict(scheme="uebmi", lines=ONE), []),
    ("insurance not told", rule("insurance", value="uebmi"), dict(lines=ONE), None),
    ("inpatient hit", rule("inpatient_only"), dict(setting="outpatient", lines=ONE), [(1,)]),
    ("inpatient missed", rule("inpatient_only"), dict(setting="inpatient", lines=ONE), []),
    ("inpatient at its edge", rule("inpatient_only"), dict(setting="day_surgery", lines=ONE), []),
    ("inpatient not told", rule("inpatient_only"), dict(lines=ONE), None),
    ("level hit", rule("level", value="second"), dict(level="first", lines=ONE), [(1,)]),
    ("level missed", rule("level", value="second"), dict(level="third", lines=ONE), []),
    ("level at its edge", rule("level", value="second"), dict(level="second", lines=ONE), []),
    ("level of none", rule("level", value="first"), dict(level="ungraded", lines=ONE), [(1,)]),
    ("level not told", rule("level", value="second"), dict(lines=ONE), None),
    (
        "course at its edge",
        rule("course", value="3", unit="days", period="visit"),
        dict(lines=(line(1, days=2), line(2))),
        [],
    ),
    (
        "course hit",
        rule("course", value="3", unit="days", period="visit"),
        dict(lines=(line(1, days=3), line(2))),
        [(1, 2)],
    ),
    (
        "course: one day twice is one day",
        rule("course", value="1", unit="days", period="visit"),
        dict(lines=(line(1), line(2))),
        [],
    ),
    (
        "course of a year with what was before",
        rule("course", value="30", unit="days", period="year"),
        dict(lines=(line(1, days=10),), earlier=(line(9, on=date(2026, 2, 1), days=21),)),
        [(1,)],
    ),
    (
        "course of another year",
        rule("course", value="30", unit="days", period="year"),
        dict(lines=(line(1, days=10),), earlier=(line(9, on=date(2025, 12, 31), days=21),)),
        [],
    ),
    ("course not told", rule("course", value="3", unit="days", period="visit"), dict(lines=(line(on=None),)), None),
    ("pair of a day hit", rule("pair", second_code=B, period="day"), dict(lines=(line(1), line(2, B))), [(1, 2)]),
    (
        "pair of a day missed",
        rule("pair", second_code=B, period="day"),
        dict(lines=(line(1), line(2, B, on=date(2026, 6, 11)))),
        [],
    ),
    (
        "pair of a day on another bill",
        rule("pair", second_code=B, period="day"),
        dict(lines=(line(1),), earlier=(line(1, B),)),
        [(1,)],
    ),
    (
        "pair of a visit hit",
        rule("pair", second_code=B, period="visit"),
        dict(lines=(line(1), line(2, B, on=None))),
        [(1, 2)],
    ),
    (
        "pair of a visit on another bill",
        rule("pair", second_code=B, period="visit"),
        dict(lines=(line(1),), earlier=(line(2, B),)),
        [],
    ),
    (
        "pair of six hours at its edge",
        rule("pair", second_code=B, period="six_hours"),
        dict(lines=(line(1, at=at(20)), line(2, B, on=date(2026, 6, 11), at=at(2, day=11)))),
        [(1, 2)],
    ),
    (
        "pair of six hours missed by a minute",
        rule("pair", second_code=B, period="six_hours"),
        dict(lines=(line(1, at=at(20)), line(2, B, on=date(2026, 6, 11), at=at(2, 1, day=11)))),
        [],
    ),
    (
        "pair of an hour hit",
        rule("pair", second_code=B, period="hour"),
        dict(lines=(line(1, at=at(8)), line(2, B, at=at(9)))),
        [(1, 2)],
    ),
    ("pair of an hour not told", rule("pair", second_code=B, period="hour"), dict(lines=(line(1), line(2, B))), None),
    (
        "pair of hours, days apart",
        rule("pair", second_code=B, period="hour"),
        dict(lines=(line(1), line(2, B, on=date(2026, 6, 12)))),
        [],
    ),
    ("pair of one alone", rule("pair", second_code=B, period="visit"), dict(lines=ONE), []),
    (
        "frequency at its edge",
        rule("frequency", value="2", unit="times", period="day"),
        dict(lines=(line(1), line(2))),
        [],
    ),
    (
        "frequency hit",
        rule("frequency", value="2", unit="times", period="day"),
        dict(lines=(line(1, quantity=Decimal("2.5")),)),
        [(1,)],
    ),
    (
        "frequency: what was taken back counts with its sign",
        rule("frequency", value="2", unit="times", period="day"),
        dict(lines=(line(1, quantity=Decimal(3)), line(2, quantity=Decimal(-1)))),
        [],
    ),
    (
        "frequency of a week: Sunday and Monday are two",
        rule("frequency", value="1", unit="times", period="week"),
        dict(lines=(line(1, on=date(2026, 6, 14)), line(2, on=date(2026, 6, 15)))),
        [],
    ),
    (
        "frequency of a month with another bill",
        rule("frequency", value="1", unit="times", period="month"),
        dict(lines=ONE, earlier=(line(7, on=date(2026, 6, 1)),)),
        [(1,)],
    ),
    (
        "frequency: a later bill never makes an earlier one wrong",
        rule("frequency", value="1", unit="times", period="month"),
        dict(lines=ONE, earlier=(line(7, on=date(2026, 6, 11)),)),
        [],
    ),
    (
        "frequency of a visit needs no day",
        rule("frequency", value="1", unit="times", period="visit"),
        dict(lines=(line(1, on=None), line(2, on=None))),
        [(1, 2)],
    ),
    (
        "frequency not told",
        rule("frequency", value="1", unit="times", period="year"),
        dict(lines=(line(1, on=None),)),
        None,
    ),
    ("setting hit", rule("setting", value="chronic,inpatient"), dict(setting="outpatient", lines=ONE), [(1,)]),
    ("setting missed", rule("setting", value="chronic,inpatient"), dict(setting="chronic", lines=ONE), []),
    ("diagnosis hit", rule("diagnosis", value="I10,E11.9"), dict(diagnoses=frozenset({"E11.2"}), lines=ONE), [(1,)]),
    (
        "diagnosis missed",
        rule("diagnosis", value="I10,E11.9"),
        dict(diagnoses=frozenset({"I10.x00x002"}), lines=ONE),
        [],
    ),
    ("diagnosis not told", rule("diagnosis", value="I10"), dict(lines=ONE), None),
    (
        "diagnosis: told that there is none",
        rule("diagnosis", value="I10"),
        dict(diagnoses=frozenset(), lines=ONE),
        [(1,)],
    ),
]


@pytest.mark.parametrize(("told", "facts", "wanted"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_rule_is_hit_missed_or_cannot_be_asked(told, facts, wanted):
    found = findings(BillFacts(**facts), [told])
    if wanted is None:
        assert [one.hit for one in found] == [False]
    else:
        assert [one.lines for one in found if one.hit] == wanted and all(one.hit for one in found)
    assert all("%" not in finding_words(one) for one in found)


def test_every_kind_is_in_the_table_hit_and_missed():
    assert set(CHECKS) == {*KINDS, *OF_LIMITS} == set(FINDINGS)
    for kind in CHECKS:
        outcomes = [bool(wanted) for _name, told, _facts, wanted in TABLE if told.kind == kind and wanted is not None]
        assert {True, False} <= set(outcomes), kind


def test_a_rule_of_a_consumable_takes_in_its_specifications():
    generic = "C0101010010000100001"
    about = Rule(kind="sex", code=generic, value="female")
    facts = BillFacts(sex="male", lines=(line(1, generic + "0000123"), line(2, generic)))
    assert [one.lines for one in findings(facts, [about])] == [(1, 2)]


@given(st.dates(date(1950, 1, 1), date(2026, 6, 10)))
def test_ages_agree_with_each_other(born):
    years, months, days = (age_in(unit, born, DAY) for unit in ("years", "months", "days"))
    assert years == months // 12 and days >= months * 28 and days >= years * 365


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("sex", "男", "male"),
        ("sex", "Female", "female"),
        ("sex", "不限", None),
        ("age", "0-14", "0-14"),
        ("age", "18～", "18-"),
        ("age", "-6", "-6"),
        ("age", "-", None),
        ("age", "14-0", None),
        ("age", "≥18", None),
        ("age", "18岁以上", None),
        ("insurance", "居民医保", "urrbmi"),
        ("insurance", "商保", None),
        ("level", "三级及以上", "third"),
        ("level", "四级", None),
        ("course", "30", "30"),
        ("course", "0", None),
        ("frequency", "1.5", None),
    ],
)
def test_a_value_is_read_or_refused(kind, typed, kept):
    assert read_value(kind, typed) == kept


ROW = dict(kind="sex", code=A, second_code="", value="男", unit="", period="", text="某", source="某")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, []),
        ({"value": ""}, [("value", "no_value")]),
        ({"value": "x"}, [("value", "value_unread")]),
        ({"kind": "inpatient_only"}, [("value", "value_not_used")]),
        ({"unit": "years"}, [("unit", "unit_differs")]),
        ({"period": "day"}, [("period", "period_differs")]),
        ({"second_code": B}, [("second_code", "second_not_used")]),
        ({"kind": "pair", "value": "", "period": "day"}, [("second_code", "no_second")]),
        ({"kind": "pair", "value": "", "period": "day", "second_code": A}, [("second_code", "no_second")]),
        ({"kind": "frequency", "value": "2"}, [("unit", "unit_differs"), ("period", "period_differs")]),
        ({"kind": ""}, []),
    ],
)
def test_what_a_row_of_a_rule_says_wrongly_together(changes, wanted):
    assert problems_of(ROW | changes) == wanted


def test_every_problem_of_a_rule_has_words():
    assert set(PROBLEMS) <= set(WORDS)
