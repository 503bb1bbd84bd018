"""Exactly one row per hire, stage and date, whenever and however often the sweep runs."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.mailings.services import notice_sweep
from casework.mailings.services.notice_sweep import write_notices
from casework.models import CalendarYear, CaseFile, JobRun, Mailing, Notice
from casework.staff.officer import Officer
from enrolment.hires.rules.registration_deadline import RULE_ID
from enrolment.hires.services import hire_corrections
from enrolment.hires.services.hire_corrections import Start
from tests.builders import JIMEI, employer, hired, op

pytestmark = pytest.mark.django_db

# Start of work → (nominal date, legal date, provisional). Worked out by hand from the calendars of 2024 to 2026 and, for
# 2027, from weekends and the statutory days alone.
GOLDEN = {
    "2024-01-16": ("2024-02-15", "2024-02-18", False),  # into Spring Festival 2024; Sunday 18 February is worked
    "2024-01-30": ("2024-02-29", "2024-02-29", False),  # leap day
    "2024-04-01": ("2024-05-01", "2024-05-06", False),  # Labour Day 2024
    "2025-01-30": ("2025-03-01", "2025-03-03", False),  # a Saturday after the shortest month
    "2025-09-01": ("2025-10-01", "2025-10-09", False),  # National Day and Mid-Autumn 2025
    "2025-12-02": ("2026-01-01", "2026-01-04", False),  # New Year; Sunday 4 January is worked
    "2026-01-20": ("2026-02-19", "2026-02-24", False),  # Spring Festival 2026
    "2026-01-31": ("2026-03-02", "2026-03-02", False),  # month end
    "2026-04-02": ("2026-05-02", "2026-05-06", False),  # Labour Day 2026
    "2026-06-01": ("2026-07-01", "2026-07-01", False),
    "2026-09-01": ("2026-10-01", "2026-10-08", False),  # National Day 2026
    "2026-10-09": ("2026-11-08", "2026-11-09", False),  # a Sunday
    "2026-12-01": ("2026-12-31", "2026-12-31", False),
    "2026-12-02": ("2027-01-01", "2027-01-04", True),  # a year not published yet
    "2027-01-06": ("2027-02-05", "2027-02-09", True),  # the eve of Spring Festival 2027
}


def table_of(start: str) -> set[tuple[str, date]]:
    """What the rows must be, from the golden dates alone."""
    nominal, legal, _provisional = GOLDEN[start]
    nominal, legal = date.fromisoformat(nominal), date.fromisoformat(legal)
    return {
        ("reminder_10", nominal - timedelta(10)),
        ("reminder_3", nominal - timedelta(3)),
        ("reminder_0", nominal),
        ("overdue", legal + timedelta(1)),
        ("escalation", legal + timedelta(7)),
    }


def rows(case=None) -> set[tuple[str, date]]:
    found = Notice.objects.filter(case=case) if case else Notice.objects.all()
    return set(found.values_list("stage", "for_date"))


def told(case) -> set[str]:
    return set(Notice.objects.filter(case=case, skipped="").values_list("stage", flat=True))


def on_day(officer: Officer, day: date) -> Officer:
    return Officer(officer.user, officer.appointment, day)


@pytest.fixture
def clerk(staff):
    made = staff("counter_clerk")
    made.appointment.starts_on = date(2020, 1, 1)
    made.appointment.save()
    return made


@pytest.mark.parametrize("start", GOLDEN)
def test_every_day_swept_gives_the_golden_rows(clerk, start):
    began = date.fromisoformat(start)
    case = hired(on_day(clerk, began), work_began_on=began)
    clock = case.deadlines.get()
    nominal, legal, provisional = GOLDEN[start]
    assert (clock.nominal_on.isoformat(), clock.legal_on.isoformat(), clock.provisional) == (
        nominal,
        legal,
        provisional,
    )
    for offset in range((clock.legal_on - began).days + 9):
        day = began + timedelta(offset)
        write_notices(day)
        assert rows() == {(stage, on) for stage, on in table_of(start) if on <= day}
    assert set(Notice.objects.values_list("skipped", flat=True)) == {""}


@pytest.mark.parametrize("start", GOLDEN)
def test_the_command_and_the_golden_table_agree(db, start):
    nominal, legal, provisional = GOLDEN[start]
    out = StringIO()
    call_command("due", "--rule", RULE_ID, "--from", start, "--place", "350203", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["nominal"], said["legal"], said["provisional"]) == (nominal, legal, provisional)


def test_a_second_run_writes_nothing(clerk):
    hired(clerk)
    assert write_notices(date(2026, 6, 21)) == {
        "reminder_10": 1,
        "reminder_3": 0,
        "reminder_0": 0,
        "overdue": 0,
        "escalation": 0,
    }
    assert sum(write_notices(date(2026, 6, 21)).values()) == 0
    assert Mailing.objects.count() == 1
    assert JobRun.objects.get(job="write_notices", for_day=date(2026, 6, 21)).counts == {"reminder_10": 1}


def test_days_on_which_nothing_ran_give_one_message_and_reasons(clerk):
    case = hired(clerk)
    write_notices(date(2026, 6, 20))
    write_notices(date(2026, 7, 9))
    assert rows(case) == table_of("2026-06-01")
    assert told(case) == {"overdue", "escalation"}
    reasons = set(Notice.objects.exclude(skipped="").values_list("stage", "skipped"))
    assert reasons == {(stage, "nothing_ran") for stage in ("reminder_10", "reminder_3", "reminder_0")}


@pytest.mark.parametrize("silent_days", [1, 3, 30, 400])
def test_after_any_silence_no_row_is_missing_and_nobody_gets_a_burst(clerk, silent_days):
    case = hired(clerk)
    write_notices(clerk.on)
    write_notices(clerk.on + timedelta(days=silent_days))
    day = clerk.on + timedelta(days=silent_days)
    assert rows(case) == {(stage, on) for stage, on in table_of("2026-06-01") if on <= day}
    assert Mailing.objects.filter(addressee_kind="employer").count() <= 1


def test_a_hire_entered_late_is_told_once(clerk):
    late = date(2026, 7, 3)
    case = hired(clerk, on=late)
    assert rows(case) == {row for row in table_of("2026-06-01") if row[0] != "escalation"}
    assert told(case) == {"overdue"}
    assert set(Notice.objects.exclude(skipped="").values_list("skipped", flat=True)) == {"entered_late"}
    assert sum(write_notices(late).values()) == 0


def test_a_corrected_start_skips_what_waits_and_follows_the_new_dates(clerk):
    case = hired(clerk)
    write_notices(date(2026, 6, 21))
    case = hire_corrections.correct_start(
        case.pk, Start(date(2026, 6, 5), None, "x"), by=clerk, on=date(2026, 6, 21), seen=case.version, op=op()
    )
    assert list(Notice.objects.values_list("stage", "for_date", "skipped")) == [
        ("reminder_10", date(2026, 6, 21), "start_corrected")
    ]
    write_notices(date(2026, 6, 25))
    assert ("reminder_10", date(2026, 6, 25)) in rows(case) and told(case) == {"reminder_10"}


def test_a_hire_that_left_is_told_nothing_more(clerk):
    case = hired(clerk)
    write_notices(date(2026, 6, 21))
    case = hire_corrections.record_leaving(
        case.pk, date(2026, 6, 21), by=clerk, on=date(2026, 6, 21), seen=case.version, op=op()
    )
    write_notices(date(2026, 7, 20))
    assert list(Notice.objects.values_list("stage", "skipped")) == [("reminder_10", "closed_before")]


def test_one_mailing_for_all_hires_of_an_employer_with_the_same_date(clerk):
    at = employer(clerk)
    for sequence in (2, 4, 6):
        hired(clerk, at, sequence=sequence)
    hired(clerk, employer(clerk, 2), sequence=8)
    write_notices(date(2026, 6, 21))
    assert sorted(mailing.notices.count() for mailing in Mailing.objects.all()) == [1, 3]


def test_a_clock_that_ran_ahead_hides_nobody(clerk):
    """The machine's clock stood a month ahead for one run: a hire entered afterwards is still told."""
    write_notices(date(2026, 7, 21))
    case = hired(clerk)
    for offset in range(60):
        write_notices(clerk.on + timedelta(offset))
    assert rows(case) == table_of("2026-06-01")
    assert told(case) == {stage for stage, _day in table_of("2026-06-01")}


def test_a_failed_run_is_noted_and_the_next_one_does_the_work(clerk, monkeypatch):
    case = hired(clerk)
    day = date(2026, 6, 21)

    def broken(*_arguments):
        raise RuntimeError("no")

    with monkeypatch.context() as patch:
        patch.setattr(notice_sweep, "sweep", broken)
        with pytest.raises(RuntimeError):
            write_notices(day)
    run = JobRun.objects.get(job="write_notices")
    assert (run.state, run.error) == ("failed", "RuntimeError")
    write_notices(day)
    assert told(case) == {"reminder_10"}
    run.refresh_from_db()
    assert (run.state, run.error) == ("done", "")


def test_publishing_a_year_moves_the_overdue_day(clerk, staff):
    began = date(2026, 12, 2)
    case = hired(on_day(clerk, began), work_began_on=began)
    year = CalendarYear.objects.get(year=2027)
    assert not year.published
    clock = case.deadlines.get()
    assert (clock.legal_on, clock.provisional) == (date(2027, 1, 4), True)


def test_the_sweep_takes_the_same_number_of_statements_for_any_number(clerk, django_assert_num_queries):
    at = employer(clerk)
    counts = []
    for batch, day in ((range(2, 6, 2), date(2026, 6, 21)), (range(10, 50, 2), date(2026, 6, 28))):
        for sequence in batch:
            hired(clerk, at, sequence=sequence)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            notice_sweep.sweep(day - timedelta(3), day)
        counts.append(len(captured))
    assert counts == [10, 10]


def test_each_office_writes_of_its_own_hires(staff):
    clerk = staff("counter_clerk")
    at = employer(clerk)
    cases = [hired(clerk, at, sequence=2), hired(clerk, at, sequence=4)]
    CaseFile.objects.filter(pk=cases[1].pk).update(office=staff("counter_clerk", JIMEI).office)
    cases[1].refresh_from_db()
    write_notices(date(2026, 6, 21))
    told = Mailing.objects.filter(notices__case__in=cases, addressee_kind="employer")
    assert {mailing.office_id for mailing in told} == {case.office_id for case in cases}
    assert all(mailing.notices.get().case.office_id == mailing.office_id for mailing in told)
