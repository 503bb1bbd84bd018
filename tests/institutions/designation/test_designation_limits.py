"""The clocks of a designation against days counted by hand: ends of months, limits counted back, holidays, pauses."""

from datetime import date

import pytest

from casework.clocks.queries import limits, limits_with_tasks
from casework.clocks.rules.due_dates import due_date
from casework.rulebook.rules.parameters import ValueMissing, all_rules
from institutions.designation.rules.limits import OF_OTHERS, OF_THE_OFFICE
from tests.calendars import calendar_of_the_file

CALENDAR, RULES = calendar_of_the_file(), all_rules()


def due(rule, start, paused=()):
    spans = [tuple(map(date.fromisoformat, span.split(".."))) for span in paused]
    start = date.fromisoformat(start)
    return due_date(RULES[f"institutions.{rule}"], start, calendar=CALENDAR, rules=RULES, place="350205", paused=spans)


@pytest.mark.parametrize(
    ("rule", "start", "nominal", "legal", "paused"),
    [
        ("completeness", "2026-11-30", "2026-12-07", "2026-12-07", ()),
        ("completeness", "2026-09-24", "2026-10-09", "2026-10-09", ()),
        ("completeness", "2026-02-11", "2026-02-25", "2026-02-25", ()),
        ("completeness", "2025-12-29", "2026-01-06", "2026-01-06", ()),
        ("completeness", "2026-04-30", "2026-05-11", "2026-05-11", ()),
        ("completeness", "2026-09-20", "2026-09-28", "2026-09-28", ()),
        ("evaluation", "2026-11-30", "2027-02-28", "2027-03-01", ()),
        ("evaluation", "2026-08-31", "2026-11-30", "2026-11-30", ()),
        ("evaluation", "2026-05-31", "2026-08-31", "2026-08-31", ()),
        ("evaluation", "2024-11-29", "2025-02-28", "2025-02-28", ()),
        ("evaluation", "2023-12-31", "2024-03-31", "2024-04-01", ()),
        ("evaluation", "2026-07-01", "2026-10-01", "2026-10-08", ()),
        ("evaluation", "2026-06-30", "2026-09-30", "2026-09-30", ()),
        ("evaluation", "2026-03-02", "2026-06-12", "2026-06-12", ("2026-03-10..2026-03-19",)),
        ("evaluation", "2026-03-02", "2026-06-05", "2026-06-05", ("2026-02-20..2026-03-05",)),
        ("evaluation", "2026-03-02", "2026-06-24", "2026-06-24", ("2026-05-30..2026-06-10", "2026-03-10..2026-03-19")),
        ("evaluation", "2026-03-02", "2026-06-02", "2026-06-02", ("2026-06-03..2026-06-30",)),
        ("publication", "2026-06-10", "2026-06-17", "2026-06-17", ()),
        ("publication", "2026-09-28", "2026-10-10", "2026-10-10", ()),
        ("publication", "2026-04-29", "2026-05-09", "2026-05-09", ()),
        ("particulars_change", "2026-11-02", "2026-12-14", "2026-12-14", ()),
        ("particulars_change", "2026-01-15", "2026-03-04", "2026-03-04", ()),
        ("particulars_change", "2026-09-01", "2026-10-19", "2026-10-19", ()),
        ("particulars_change", "2024-02-29", "2024-04-12", "2024-04-12", ()),
        ("renewal_request", "2026-12-31", "2026-09-30", "2026-09-30", ()),
        ("renewal_request", "2026-05-31", "2026-02-28", "2026-02-28", ()),
        ("renewal_request", "2025-05-31", "2025-02-28", "2025-02-28", ()),
        ("renewal_request", "2024-05-31", "2024-02-29", "2024-02-29", ()),
        ("renewal_request", "2026-08-31", "2026-05-31", "2026-05-29", ()),
        ("renewal_request", "2027-01-07", "2026-10-07", "2026-09-30", ()),
        ("renewal_request", "2026-11-30", "2026-08-30", "2026-08-28", ()),
        ("renewal_request", "2026-05-19", "2026-02-19", "2026-02-14", ()),
        ("termination_past", "2026-11-30", "2026-10-31", "2026-10-30", ()),
        ("suspension_end", "2026-01-01", "2026-06-29", "2026-06-29", ()),
        ("suspension_end", "2026-01-05", "2026-07-03", "2026-07-03", ()),
        ("suspension_end", "2026-04-06", "2026-10-02", "2026-10-08", ()),
        ("suspension_end", "2025-09-01", "2026-02-27", "2026-02-27", ()),
        ("resumption_review", "2026-06-10", "2026-06-25", "2026-06-25", ()),
        ("resumption_review", "2026-02-09", "2026-02-28", "2026-02-28", ()),
        ("resumption_review", "2026-09-24", "2026-10-15", "2026-10-15", ()),
        ("resumption_review", "2026-06-10", "2026-07-01", "2026-07-01", ("2026-06-15..2026-06-18",)),
        ("exit_notice", "2026-09-10", "2026-06-10", "2026-06-10", ()),
        ("exit_notice", "2026-09-30", "2026-06-30", "2026-06-30", ()),
        ("exit_notice", "2026-10-31", "2026-07-31", "2026-07-31", ()),
        # Counted back from the day of the exit, 30 November would be two days late for the end of February.
        ("exit_notice", "2027-02-28", "2026-11-28", "2026-11-27", ()),
        ("exit_notice", "2026-05-31", "2026-02-28", "2026-02-28", ()),
        ("reevaluation", "2026-03-31", "2026-06-30", "2026-06-30", ()),
        ("reevaluation", "2026-08-15", "2026-11-15", "2026-11-16", ()),
        ("second_failure_bar", "2024-02-29", "2025-02-28", "2025-02-28", ()),
        ("second_failure_bar", "2025-10-01", "2026-10-01", "2026-10-08", ()),
        ("second_failure_bar", "2025-06-10", "2026-06-10", "2026-06-10", ()),
    ],
)
def test_a_limit_ends_on_its_day(rule, start, nominal, legal, paused):
    found = due(rule, start, paused)
    assert (found.nominal_on, found.legal_on) == (date.fromisoformat(nominal), date.fromisoformat(legal))


def test_each_is_registered_for_whoever_must_keep_it():
    assert {*OF_THE_OFFICE, *OF_OTHERS} <= set(limits())
    assert set(OF_THE_OFFICE) <= set(limits_with_tasks()) and not set(OF_OTHERS) & set(limits_with_tasks())


def test_nothing_remembered_or_local_is_given_as_stated():
    """What was found is a copy, a guide or another place's word; the text of the State Council's regulations alone was read."""
    ours = [value for name, rule in RULES.items() if name.startswith("institutions.") for value in rule.values]
    assert len(ours) >= 16
    assert all("Order 735" in value.source for value in ours if value.status == "stated")


@pytest.mark.parametrize("rule", [*OF_THE_OFFICE, *OF_OTHERS[:5]])
def test_before_the_order_was_in_force_there_is_no_answer(rule):
    with pytest.raises(ValueMissing):
        due(rule.removeprefix("institutions."), "2021-01-31")


def test_a_limit_counted_back_has_no_pause():
    with pytest.raises(ValueError, match="no pause"):
        due("renewal_request", "2026-12-31", ["2026-10-01..2026-10-02"])
