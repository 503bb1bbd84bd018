from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clocks.queries import LimitTaken, due_from, limits, limits_with_tasks, register_limit
from casework.clocks.rules.due_dates import due_date
from casework.rulebook.rules.parameters import RuleUnknown, ValueMissing, all_rules
from tests.calendars import calendar_of_the_file

CALENDAR = calendar_of_the_file()
RULES = all_rules()
REGISTRATION = "enrolment.registration_deadline"
PROCESSING = "enrolment.processing_limit"


def day(text):
    return date.fromisoformat(text)


def due(rule, start, person="taiwan", **extra):
    return due_date(RULES[rule], day(start), calendar=CALENDAR, rules=RULES, person=person, **extra)


@pytest.mark.parametrize(
    ("start", "nominal", "legal", "provisional"),
    [
        ("2026-09-01", "2026-10-01", "2026-10-08", False),  # National Day
        ("2026-01-20", "2026-02-19", "2026-02-24", False),  # Spring Festival
        ("2026-04-02", "2026-05-02", "2026-05-06", False),  # Labour Day
        ("2026-10-09", "2026-11-08", "2026-11-09", False),  # ordinary Sunday
        ("2026-12-01", "2026-12-31", "2026-12-31", False),  # last day of the published years
        ("2026-12-02", "2027-01-01", "2027-01-04", True),
        ("2027-01-06", "2027-02-05", "2027-02-09", True),  # eve of Spring Festival 2027
        ("2027-03-01", "2027-03-31", "2027-03-31", True),  # a plain day of an unpublished year can still change
        ("2026-01-15", "2026-02-14", "2026-02-14", False),  # a worked Saturday ends a period
        ("2026-01-29", "2026-02-28", "2026-02-28", False),  # month end, worked Saturday
        ("2026-01-30", "2026-03-01", "2026-03-02", False),
        ("2026-08-31", "2026-09-30", "2026-09-30", False),
        ("2026-09-06", "2026-10-06", "2026-10-08", False),  # swapped rest days
        ("2026-03-06", "2026-04-05", "2026-04-07", False),  # Qingming on a Sunday
        ("2026-05-20", "2026-06-19", "2026-06-22", False),  # Dragon Boat Festival
        ("2026-08-26", "2026-09-25", "2026-09-28", False),  # Mid-Autumn Festival
        ("2025-12-02", "2026-01-01", "2026-01-04", False),  # worked Sunday after New Year
        ("2024-01-30", "2024-02-29", "2024-02-29", False),  # leap day
        ("2024-01-11", "2024-02-10", "2024-02-18", False),  # Spring Festival 2024 ends with a worked Sunday
        ("2023-12-02", "2024-01-01", "2024-01-02", False),  # only counted through an unpublished year
        ("2023-11-30", "2023-12-30", "2024-01-02", True),  # a weekend of a year without record
    ],
)
def test_registration_deadline(start, nominal, legal, provisional):
    found = due(REGISTRATION, start)
    assert (found.nominal_on, found.legal_on, found.provisional) == (day(nominal), day(legal), provisional)


@pytest.mark.parametrize(
    ("start", "end", "provisional"),
    [
        ("2026-11-02", "2026-11-16", False),
        ("2026-11-07", "2026-11-20", False),  # handed in on a Saturday
        ("2026-09-17", "2026-10-08", False),  # Sunday 20 September is worked, Mid-Autumn is not
        ("2026-09-23", "2026-10-14", False),  # Mid-Autumn, National Day, worked 10 October
        ("2026-02-10", "2026-03-02", False),  # Spring Festival, worked 14 and 28 February
        ("2026-04-24", "2026-05-12", False),  # Labour Day and worked 9 May
        ("2025-12-22", "2026-01-06", False),  # across the year end
        ("2024-02-22", "2024-03-07", False),  # leap day
        ("2023-12-31", "2024-01-15", False),  # the first day is not counted, so its year does not matter
        ("2026-12-17", "2026-12-31", False),
        ("2026-12-18", "2027-01-04", True),
        ("2027-01-25", "2027-02-10", True),
    ],
)
def test_processing_limit(start, end, provisional):
    found = due(PROCESSING, start)
    assert (found.nominal_on, found.legal_on, found.provisional) == (day(end), day(end), provisional)


@pytest.mark.parametrize("person", ["mainland", "taiwan", "hong_kong", "macao"])
def test_the_law_is_the_source_for_everyone_hired_from_china(person):
    found = due(REGISTRATION, "2026-11-02", person=person)
    assert (found.source, found.status) == ("Social Insurance Law, article 58", "stated")
    assert found.rule_version == "2011-07-01"


def test_a_foreigner_has_another_clock():
    found = due(REGISTRATION, "2026-11-02", person="foreign")
    assert found.source == "Order 16 (foreigners employed in China), article 4"
    starts = {v.applies_to[0][1]: v.starts for v in RULES[REGISTRATION].values}
    assert starts[("foreign",)] == "employment_document_handled_on"
    assert starts[("mainland", "taiwan", "hong_kong", "macao")] == "work_began_on"


@pytest.mark.parametrize(
    ("start", "status", "source"),
    [
        ("2026-11-02", "stated", "Social Insurance Law, article 58"),
        ("2026-09-01", "inferred", "Civil Code, article 203, by analogy"),
        ("2026-10-09", "assumed", "ordinary weekends are statutory rest days"),
    ],
)
def test_the_status_is_that_of_the_weakest_reading_used(start, status, source):
    found = due(REGISTRATION, start)
    assert found.status == status
    assert source in found.source


def test_the_reading_of_weekends_is_a_setting():
    rollover = RULES["casework.deadline_rollover"]
    strict = replace(rollover, values=(replace(rollover.values[0], value="published_breaks", status="stated"),))
    rules = {**RULES, rollover.id: strict}

    def legal(start):
        return due_date(RULES[REGISTRATION], day(start), person="taiwan", calendar=CALENDAR, rules=rules).legal_on

    assert legal("2026-10-09") == day("2026-11-08")
    assert legal("2026-09-01") == day("2026-10-08")


def test_the_reading_of_weekends_can_be_local():
    rollover = RULES["casework.deadline_rollover"]
    local = replace(rollover.values[0], place="3502", value="published_breaks")
    rules = {**RULES, rollover.id: replace(rollover, values=(*rollover.values, local))}
    start = day("2026-10-09")
    assert due_date(
        RULES[REGISTRATION], start, person="taiwan", calendar=CALENDAR, rules=rules, place="350203"
    ).legal_on == day("2026-11-08")
    assert due_date(
        RULES[REGISTRATION], start, person="taiwan", calendar=CALENDAR, rules=rules, place="350102"
    ).legal_on == day("2026-11-09")


def test_publishing_the_year_settles_the_date():
    kinds = dict(CALENDAR.day_kinds) | {day("2027-01-02"): "working_weekend"}
    published = replace(CALENDAR, published_years=CALENDAR.published_years | {2027}, day_kinds=kinds)
    found = due_date(RULES[REGISTRATION], day("2026-12-02"), person="taiwan", calendar=published, rules=RULES)
    assert (found.legal_on, found.provisional) == (day("2027-01-02"), False)


@pytest.mark.parametrize(("rule", "start"), [(REGISTRATION, "2011-06-30"), (PROCESSING, "2023-11-30")])
def test_before_the_first_value_there_is_no_answer(rule, start):
    with pytest.raises(ValueMissing) as error:
        due(rule, start)
    assert error.value.rule_id == rule


def test_an_unknown_person_or_rule_has_no_answer():
    with pytest.raises(ValueMissing, match="martian"):
        due(REGISTRATION, "2026-11-02", person="martian")
    with pytest.raises(RuleUnknown, match="enrolment.nothing"):
        due_from("enrolment.nothing", day("2026-11-02"), calendar=CALENDAR)
    with pytest.raises(LimitTaken):
        register_limit(REGISTRATION)


@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)))
def test_properties_of_both_limits(start):
    registration = due_date(RULES[REGISTRATION], start, person="taiwan", calendar=CALENDAR, rules=RULES)
    assert registration.nominal_on - start == timedelta(days=30)
    assert registration.legal_on >= registration.nominal_on
    assert not CALENDAR.is_rest_day(registration.legal_on)
    processing = due_date(RULES[PROCESSING], start, calendar=CALENDAR, rules=RULES)
    span = [start + timedelta(days=n) for n in range(1, (processing.legal_on - start).days + 1)]
    assert sum(not CALENDAR.is_rest_day(d) for d in span) == 10


@pytest.mark.parametrize(
    ("rule", "start", "legal"),
    [
        ("enrolment.change_limit", "2026-09-28", "2026-10-16"),  # ten working days over National Day, a worked Saturday
        ("enrolment.transfer_out", "2026-06-10", "2026-06-25"),  # over the Dragon Boat Festival
        ("enrolment.transfer_in", "2026-06-10", "2026-06-17"),
        ("enrolment.end_of_entitlement_report", "2026-06-10", "2026-07-09"),
        ("enrolment.employer_review", "2026-06-10", "2026-06-25"),
        ("enrolment.employer_review", "2026-09-20", "2026-10-08"),  # the fifteenth day lies in the holiday
    ],
)
def test_the_limits_of_changes_transfers_reviews_and_reports(rule, start, legal):
    assert due(rule, start).legal_on == day(legal)


def test_what_others_have_to_report_is_never_on_a_work_list():
    assert "enrolment.end_of_entitlement_report" in limits()
    assert "enrolment.end_of_entitlement_report" not in limits_with_tasks()
    assert {"enrolment.change_limit", "enrolment.transfer_out", "enrolment.transfer_in"} <= set(limits_with_tasks())


@pytest.mark.parametrize(
    ("served", "legal", "provisional"),
    [
        ("2026-06-01", "2026-07-31", False),
        ("2026-03-18", "2026-05-18", False),  # the sixtieth day is a Sunday
        ("2026-08-03", "2026-10-08", False),  # National Day
        ("2026-11-10", "2027-01-11", True),
    ],
)
def test_sixty_days_to_have_a_decision_reconsidered(served, legal, provisional):
    found = due("claims.reconsideration", served)
    assert (found.legal_on, found.provisional) == (day(legal), provisional)
