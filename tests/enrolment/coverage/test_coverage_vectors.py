"""Published cases of waits, newborns, freshmen, months of contributions and gaps."""

from datetime import date

import pytest

from enrolment.coverage.rules.answering.answer import all_covers, coverage_answer
from enrolment.coverage.rules.reading.question import read_question
from enrolment.coverage.rules.terms import terms_of
from enrolment.coverage.rules.windows import windows_of

FUZHOU, XIAMEN, QUANZHOU, QINGDAO, WENJIANG = "3501", "3502", "3505", "3702", "510115"


def asked(**question):
    facts, on = read_question(question)
    return coverage_answer(facts, on)


def paid(year, on):
    return {"year": year, "paid_on": on}


# What is asked beside the place, the day cover begins, months of the wait, status.
RESIDENTS = [
    # Missed 2025, paid on 15 November 2025 for 2026 (Fuzhou's own example).
    (FUZHOU, {"years": [2024, paid(2026, "2025-11-15")]}, "2026-04-01", 3, "reported"),
    # Continuous, paid in the extended period: from the day of payment.
    (FUZHOU, {"years": [2025, paid(2026, "2026-01-20")]}, "2026-01-20", 0, "stated"),
    (FUZHOU, {"years": [2025, paid(2026, "2026-02-28")]}, "2026-02-28", 0, "stated"),
    # Never missed, paid on 5 March.
    (FUZHOU, {"years": [2025, paid(2026, "2026-03-05")]}, "2026-06-05", 3, "assumed"),
    # Qingdao: missed 2025 and 2026; one year bought back; more bought back than there is.
    (QINGDAO, {"year": 2027, "missed_years": [2025, 2026], "paid_in": "window"}, "2027-05-01", 4, "reported"),
    (QINGDAO, {"year": 2027, "missed_years": 2, "bought_back": 1, "paid_in": "window"}, "2027-04-01", 3, "reported"),
    (QINGDAO, {"year": 2027, "missed_years": 2, "bought_back": [2025, 2026], "paid_in": "window"}, "2027-04-01", 3, "reported"),
    # Missed 2025 to 2028: 3 + 3 months, nothing left to repair.
    (FUZHOU, {"years": [2024, 2029]}, "2029-07-01", 6, "reported"),
    (FUZHOU, {"years": [2024, {"year": 2029, "bought_back": 4}]}, "2029-07-01", 6, "reported"),
    # Years before 2025 do not count as missed.
    (FUZHOU, {"years": [2020, paid(2026, "2025-11-15")]}, "2026-04-01", 3, "assumed"),
    # The first enrolment of somebody: in the window without a wait.
    (XIAMEN, {"years": [paid(2026, "2025-11-01")]}, "2026-01-01", 0, "reported"),
    # Xiamen's window for 2026 closed on 26 December; the province's extended period follows.
    (XIAMEN, {"years": [paid(2026, "2025-12-28")]}, "2026-01-01", 0, "reported"),
    # Somebody on the list of medical assistance does not wait.
    (FUZHOU, {"person": "medical_assistance", "years": [2024, paid(2026, "2026-05-10")]}, "2026-05-10", 0, "reported"),
    # 60 days before 2025.
    (FUZHOU, {"years": [2022, paid(2023, "2023-03-01")]}, "2023-04-30", None, "assumed"),
    (FUZHOU, {"years": [2020, paid(2024, "2024-02-29")]}, "2024-02-29", 0, "reported"),
    # Newborns: the 90th day, the 91st, and what Quanzhou said in 2018.
    (FUZHOU, {"person": "newborn", "born_on": "2025-03-01", "paid_on": "2025-05-30"}, "2025-03-01", 0, "inferred"),
    (FUZHOU, {"person": "newborn", "born_on": "2025-03-01", "paid_on": "2025-05-31"}, "2025-05-31", 0, "inferred"),
    (QUANZHOU, {"person": "newborn", "born_on": "2019-03-01", "paid_on": "2019-05-31"}, "2019-06-01", 0, "inferred"),
    # Freshmen: 16 months; without the year before, as everybody.
    (FUZHOU, {"person": "freshman", "years": [paid(2026, "2025-09-20")]}, "2025-09-01", 0, "stated"),
    (FUZHOU, {"person": "freshman", "years": [2024, paid(2026, "2025-09-20")]}, "2026-04-01", 3, "reported"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "question", "begins", "wait", "status"), RESIDENTS)
def test_a_published_case_of_residents(place, question, begins, wait, status):
    found = asked(scheme="urrbmi", place=place, on=begins, **question)
    assert (found.from_.isoformat(), found.wait_months, found.covered) == (begins, wait, True)
    assert found.status == status
    before = date.fromordinal(date.fromisoformat(begins).toordinal() - 1)
    assert asked(scheme="urrbmi", place=place, on=before.isoformat(), **question).covered is False


@pytest.mark.parametrize(
    ("rules", "begins"),
    [
        ({"wait_day_rule": "same_day"}, "2026-06-05"),
        ({"wait_day_rule": "next_month"}, "2026-07-01"),
        ({"wait_day_rule": "full_months"}, "2026-07-01"),
    ],
)
def test_each_reading_of_the_end_of_a_wait_can_be_asked(rules, begins):
    found = asked(place=FUZHOU, years=[2025, paid(2026, "2026-03-05")], on="2026-06-01", rules=rules)
    assert found.from_.isoformat() == begins and found.reason == "waiting"


@pytest.mark.parametrize(
    ("free", "missed", "bought", "wait"),
    [
        (True, 1, 0, 3),
        (True, 2, 0, 4),
        (True, 3, 1, 4),
        (False, 1, 0, 4),
        (False, 2, 1, 4),
        (False, 4, 0, 7),
        (False, 4, 3, 6),
    ],
)
def test_both_readings_of_the_first_missed_year(free, missed, bought, wait):
    question = {"year": 2030, "missed_years": missed, "bought_back": bought, "paid_in": "window", "on": "2030-02-01"}
    found = asked(scheme="urrbmi", rules={"first_missed_year_free": free, "cover_year_month": 1}, **question)
    assert found.wait_months == wait


def test_a_year_that_no_wait_leaves_room_for_gives_no_cover():
    found = asked(place=FUZHOU, years=[2025, paid(2026, "2026-11-20")], on="2026-12-01")
    assert (found.covered, found.from_, found.reason) == (False, None, "wait_outlasts_year")


def test_what_no_source_gives_is_named_and_never_taken_from_elsewhere():
    found = asked(place="3601", year=2027, missed_years=2, paid_in="window", on="2027-06-01")
    assert (found.covered, found.reason, found.missing) == (None, "no_source", "first_missed_year_free")
    found = asked(place=XIAMEN, person="newborn", born_on="2026-03-01", paid_on="2026-03-20", on="2026-04-01")
    assert found.missing == "newborn_days"
    found = asked(place="3302", year=2026, paid_on="2025-11-01", on="2026-04-01")
    assert found.missing == "window_closes"


def stretches(*spans):
    return [{"from": first, "to": last} for first, last in spans]


BROKEN_ONCE = stretches(("2025-01", "2025-05"), ("2025-07", "2026-03"))
BROKEN_LONG = stretches(("2024-01", "2024-08"), ("2025-01", "2026-06"))
# Months paid, terms, day asked, whether covered, the day cover begins.
EMPLOYEES = [
    (stretches(("2025-01", "2026-03")), {}, "2025-12-31", False, "2026-01-01"),
    (stretches(("2025-01", "2026-03")), {}, "2026-01-01", True, "2026-01-01"),
    (stretches(("2025-01", "2025-11")), {}, "2025-11-30", False, None),
    # Twelve paid, the thirteenth not yet: the day after is in no paid time.
    (stretches(("2025-01", "2025-12")), {}, "2026-01-01", False, None),
    # Broken once for a month, paid back, and not paid back.
    ([*BROKEN_ONCE, {"month": "2025-06", "paid_on": "2025-08-10"}], {}, "2026-01-05", True, "2026-01-01"),
    (BROKEN_ONCE, {}, "2026-01-05", False, None),
    (BROKEN_ONCE, {"short_gap_unpaid": "no_wait"}, "2026-02-05", True, "2026-02-01"),
    # A longer gap, in a row and added up, and with a wait that the place sets.
    (BROKEN_LONG, {}, "2026-02-01", True, "2026-01-01"),
    (BROKEN_LONG, {"employee_months_counted": "cumulative"}, "2025-05-01", True, "2025-05-01"),
    (BROKEN_LONG, {"long_gap_wait": 9}, "2025-07-01", True, "2025-07-01"),
]  # fmt: skip


@pytest.mark.parametrize(("months", "rules", "on", "covered", "begins"), EMPLOYEES)
def test_twelve_months_of_contributions(months, rules, on, covered, begins):
    found = asked(scheme="uebmi", place=WENJIANG, months=months, on=on, rules=rules)
    assert (found.covered, found.from_ and found.from_.isoformat()) == (covered, begins)


@pytest.mark.parametrize(
    ("until", "back_paid", "begins", "reason"),
    [
        ("2025-07-31", False, "2025-08-01", "continues"),
        ("2025-04-30", True, "2025-05-01", "short_gap"),
        ("2025-04-30", False, None, "no_source"),
        ("2025-03-31", True, None, "no_source"),
    ],
)
def test_a_gap_of_three_months_and_one_of_four(until, back_paid, begins, reason):
    before = {"until": until, "back_paid": back_paid}
    found = asked(scheme="uebmi", place=XIAMEN, before=before, paid_from="2025-08", paid_to="2026-08")
    assert (found.from_ and found.from_.isoformat(), found.reason) == (begins, reason)
    local = asked(scheme="uebmi", before=before, paid_from="2025-08", paid_to="2026-08", rules={"long_gap_wait": 6})
    assert local.from_.isoformat() == (begins or "2026-02-01")


@pytest.mark.parametrize(
    ("months", "gap", "begins", "reason"),
    [
        (24, 2, "2026-04-01", "short_gap"),
        (24, 4, "2026-10-18", "after_wait"),
        (23, 2, "2026-10-18", "after_wait"),
    ],
)
def test_from_the_employees_scheme_into_the_residents_one(months, gap, begins, reason):
    until = {2: "2026-03-31", 4: "2026-02-15"}[gap]
    before = {"scheme": "uebmi", "until": until, "months": months, "back_paid": True}
    paid_on = {"2026-04-01": "2026-06-18"}.get(begins, "2026-07-18")
    found = asked(place=FUZHOU, year=2026, paid_on=paid_on, before=before, on="2026-11-01")
    assert (found.from_.isoformat(), found.reason) == (begins, reason)


def test_windows_are_those_of_the_nearest_place_and_each_day_its_own():
    xiamen = windows_of("350203", 2026)
    assert xiamen["window_opens"][0] == date(2025, 10, 22) and xiamen["window_closes"][0] == date(2025, 12, 26)
    assert (
        xiamen["extended_until"] == (date(2026, 2, 28), *xiamen["extended_until"][1:])
        and xiamen["extended_until"][2] == "stated"
    )
    assert windows_of("3501", 2028)["extended_until"][0] == date(2028, 2, 29)
    assert windows_of("3302", 2026) == {} and windows_of("35", 2021) == {}


def test_a_place_without_a_value_has_none_of_its_neighbours():
    assert terms_of("3502", 2026).get("newborn_days") is None
    assert terms_of("3501", 2026).get("newborn_days") == 90
    assert terms_of("350102", 2026).get("newborn_days") == 90


def test_every_stretch_is_told_for_the_strip():
    facts, _on = read_question({"place": FUZHOU, "years": [2024, 2025, paid(2026, "2026-03-05")]})
    assert [cover.from_.isoformat() for cover in all_covers(facts)] == ["2024-01-01", "2025-01-01", "2026-06-05"]
