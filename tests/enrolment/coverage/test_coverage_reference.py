"""The rules of cover beside a second answer written from the document alone, on random questions."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from enrolment.coverage.rules.answering.answer import coverage_answer
from enrolment.coverage.rules.reading.question import read_question
from tests.enrolment.coverage.reference import reference

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2031, 12, 31)).map(str)
SMALL = st.integers(0, 4)


def options(**values):
    """A dict of which any key may be missing."""
    return st.fixed_dictionaries({}, optional=values)


RULES = st.fixed_dictionaries(
    {
        "window_closes": st.dates(dt.date(2024, 9, 1), dt.date(2027, 12, 31)).map(str),
        "extended_until": st.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31)).map(str),
        "fixed_wait": st.integers(0, 5),
        "wait_per_missed_year": st.integers(0, 2),
        "first_missed_year_free": st.booleans(),
        "missed_years_from": st.integers(2023, 2027),
        "months_bought_back": st.integers(0, 2),
        "long_break_years": st.integers(2, 5),
        "long_break_least_wait": st.integers(3, 9),
        "wait_day_rule": st.sampled_from(["same_day", "next_month", "full_months"]),
        "late_wait_day_rule": st.sampled_from(["day_reached", "day_after"]),
        "newborn_days": st.integers(1, 120),
        "newborn_birth_day_counts": st.booleans(),
        "newborn_late": st.sampled_from(["payment_day", "day_after", "month_after"]),
        "freshman_months_before": SMALL,
        "cover_year_month": st.sampled_from([1, 1, 1, 7]),
        "employee_months_counted": st.sampled_from(["continuous", "cumulative"]),
        "short_gap": SMALL,
        "short_gap_unpaid": st.sampled_from(["wait", "no_wait"]),
        "between_schemes_months": st.integers(12, 36),
        "long_gap_most": st.integers(4, 8),
        "required_years": st.integers(20, 25),
        "required_actual_years": st.integers(5, 10),
    },
    optional={
        "late_wait": st.integers(0, 70),
        "wait_exempt": st.booleans(),
        "employee_wait": st.integers(0, 14),
        "long_gap_wait": st.integers(0, 9),
    },
)
YEAR = options(
    paid_on=DAYS,
    paid_in=st.sampled_from(["window", "extended", "late"]),
    missed_years=st.one_of(SMALL, st.lists(st.integers(2022, 2030), min_size=1, max_size=5)),
    bought_back=SMALL,
)


def before(scheme):
    return st.fixed_dictionaries(
        {"scheme": st.sampled_from(scheme), "until": DAYS},
        optional={"months": st.integers(0, 48), "back_paid": st.booleans()},
    )


ENDS = {"ended_on": DAYS, "suspended": st.lists(DAYS, min_size=1, max_size=2).map(lambda days: [_span(days)])}


def _span(days):
    return {"from": min(days), "until": max(days)}


RESIDENTS = st.fixed_dictionaries(
    {
        "scheme": st.just("urrbmi"),
        "on": DAYS,
        "rules": RULES,
        "years": st.dictionaries(st.integers(2024, 2030), YEAR, max_size=4).map(
            lambda years: [{"year": year} | more for year, more in years.items()]
        ),
    },
    optional={
        "person": st.sampled_from(["adult", "student", "freshman"]),
        "born_on": DAYS,
        "before": before(["uebmi", "urrbmi"]),
        **ENDS,
    },
)
EMPLOYEES = st.fixed_dictionaries(
    {
        "scheme": st.just("uebmi"),
        "on": DAYS,
        "rules": RULES,
        "months": st.lists(st.tuples(st.integers(0, 6), st.integers(1, 16), st.integers(-2, 6)), max_size=5),
    },
    optional={"before": before(["uebmi", "urrbmi"]), **ENDS},
)


def _months(steps):
    """Stretches one after the other: months left out, months paid, and how many months late the payment came."""
    month, found = 2024 * 12, []
    for gap, length, late in steps:
        first, last = month + gap, month + gap + length - 1
        entry = {"from": _text(first), "to": _text(last)}
        if late >= 0:
            entry["paid_on"] = f"{_text(last + late)}-10"
        found.append(entry)
        month = last + 1
    return found


def _text(month):
    return f"{month // 12}-{month % 12 + 1:02d}"


def _same(question):
    facts, on = read_question(question)
    found = coverage_answer(facts, on)
    wanted = reference(question)
    assert (found.covered, found.from_, found.until, found.wait_months, found.reason) == wanted, question


@given(RESIDENTS)
def test_residents_are_answered_alike(question):
    _same(question)


@given(EMPLOYEES)
def test_employees_are_answered_alike(question):
    _same(question | {"months": _months(question["months"])})


@given(RULES, DAYS, DAYS, st.integers(200, 320), st.integers(40, 140))
def test_the_retired_are_answered_alike(rules, retired_on, on, held, actual):
    question = {"scheme": "uebmi", "rules": rules, "retired_on": retired_on, "on": on}
    _same(question | {"person": "retired", "contribution_months": held, "actual_months": actual})
