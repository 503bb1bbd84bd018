"""The stages of a clock as a plain rule: which are reached on a day, told or passed over."""

from datetime import date, timedelta

import pytest

from casework.mailings.rules.stages import Stage, owed, stages
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.hires.queries.notice_plan import STAGES

NOMINAL, LEGAL = date(2026, 7, 4), date(2026, 7, 6)
PLAN = (
    Stage("reminder_10", "employer", "nominal_on", -10),
    Stage("reminder_3", "employer", "nominal_on", -3),
    Stage("reminder_0", "employer", "nominal_on", 0),
    Stage("overdue", "employer", "legal_on", 1),
    Stage("escalation", "office", "legal_on", 3),
)


def reached(on: date, done=frozenset()) -> list[tuple[str, date, bool]]:
    return [(each.stage.code, each.for_date, each.tell) for each in owed(PLAN, NOMINAL, LEGAL, on, done)]


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 6, 23), []),
        (date(2026, 6, 24), ["reminder_10"]),
        (date(2026, 6, 30), ["reminder_10"]),
        (date(2026, 7, 1), ["reminder_10", "reminder_3"]),
        (date(2026, 7, 4), ["reminder_10", "reminder_3", "reminder_0"]),
        (date(2026, 7, 6), ["reminder_10", "reminder_3", "reminder_0"]),
        (date(2026, 7, 7), ["reminder_10", "reminder_3", "reminder_0", "overdue"]),
        (date(2026, 7, 8), ["reminder_10", "reminder_3", "reminder_0", "overdue"]),
        (date(2026, 7, 9), list(STAGES)),
    ],
)
def test_a_stage_is_reached_on_its_day_and_not_before(on, codes):
    found = reached(on)
    assert [code for code, _day, _tell in found] == codes
    # Only the newest of each audience is told.
    assert [code for code, _day, tell in found if tell] == [
        code for code in codes if code == "escalation" or code == [each for each in codes if each != "escalation"][-1]
    ]


def test_each_is_of_its_own_day():
    days = {code: day for code, day, _tell in reached(date(2027, 1, 1))}
    assert days == {
        "reminder_10": NOMINAL - timedelta(days=10),
        "reminder_3": NOMINAL - timedelta(days=3),
        "reminder_0": NOMINAL,
        "overdue": LEGAL + timedelta(days=1),
        "escalation": LEGAL + timedelta(days=3),
    }


def test_what_was_told_is_not_owed_again_and_another_day_of_it_is():
    on = date(2026, 7, 7)
    told = frozenset({("overdue", date(2026, 7, 7)), ("reminder_10", date(2026, 6, 24))})
    assert [(code, tell) for code, _day, tell in reached(on, told)] == [("reminder_3", False), ("reminder_0", False)]
    earlier = frozenset({("overdue", date(2026, 7, 2))})
    assert ("overdue", date(2026, 7, 7), True) in reached(on, earlier)


def test_only_an_escalation_goes_to_the_supervisor():
    assert {code for code, (audience, _words) in STAGES.items() if audience == "office"} == {"escalation"}
    assert {audience for audience, _words in STAGES.values()} == {"employer", "office"}


def test_the_rule_says_from_which_date_and_in_which_direction_each_stage_is_counted():
    rule = rule_by_id("enrolment.notice_stages")
    audiences = {code: "office" if code == "escalation" else "employer" for code in STAGES}
    found = [(stage.code, stage.anchor, stage.offset) for stage in stages(rule, audiences, date(2026, 6, 10))]
    assert found == [
        ("reminder_10", "nominal_on", -10),
        ("reminder_3", "nominal_on", -3),
        ("reminder_0", "nominal_on", 0),
        ("overdue", "legal_on", 1),
        ("escalation", "legal_on", 7),
    ]
