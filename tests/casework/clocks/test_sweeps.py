"""The daily sweep: each clock once per stage, also for missed days, whoever runs it how often."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.clocks.services import sweeps
from casework.desk.queries.work import home_lists
from casework.models import Deadline, JobRun, WorkTask
from enrolment.applications.services import refusals
from tests.builders import NOT_PROVEN, op, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(staff):
    """Due on 25 June 2026."""
    return submitted(staff("counter_clerk"))


@pytest.mark.parametrize(
    ("day", "stages"),
    [
        (date(2026, 6, 17), set()),
        (date(2026, 6, 22), {"due_soon"}),
        (date(2026, 6, 25), {"due_soon"}),
        (date(2026, 6, 26), {"overdue"}),
    ],
)
def test_stages_by_day(case, day, stages):
    sweeps.sweep_day(day)
    assert set(WorkTask.objects.values_list("stage", flat=True)) == stages


def test_two_runs_do_it_once(case):
    day = date(2026, 6, 26)
    assert sweeps.sweep_day(day).counts == {"overdue": 1, "due_soon": 0}
    assert sweeps.sweep_day(day) is None
    assert sweeps.put_tasks(day) == {"overdue": 0, "due_soon": 0}
    assert WorkTask.objects.count() == 1


def test_days_nothing_ran_are_caught_up(case):
    first = date(2026, 6, 22)
    sweeps.run_missing(first)
    runs = sweeps.run_missing(first + timedelta(days=4))
    assert [run.for_day.day for run in runs] == [23, 24, 25, 26]
    assert list(WorkTask.objects.order_by("id").values_list("stage", "for_day")) == [
        ("due_soon", first),
        ("overdue", date(2026, 6, 26)),
    ]
    assert sweeps.run_missing(first + timedelta(days=4)) == []
    assert JobRun.objects.filter(state="done").count() == 5


def test_a_finished_case_leaves_no_open_task(case, staff, today):
    sweeps.sweep_day(date(2026, 6, 26))
    refusals.refuse(case.pk, NOT_PROVEN, by=staff("reviewer"), on=today, seen=case.version, op=op())
    assert not WorkTask.objects.filter(done_at=None).exists()
    assert not Deadline.objects.filter(stopped_on=None).exists()


def test_the_sweep_brings_cases_to_the_top_of_the_home_page(case, staff):
    reviewer, supervisor, clerk = staff("reviewer"), staff("supervisor"), staff("counter_clerk")

    def found(officer, on):
        lists = home_lists(replace(officer, on=on))
        return {name for name, rows in lists.items() if case in [row.case for row in rows]}

    day = date(2026, 6, 22)
    assert found(reviewer, day) == {"waiting"}
    sweeps.sweep_day(day)
    assert found(reviewer, day) == {"due_soon"}
    assert found(supervisor, day) == {"due_soon"}, "whoever assigns sees it, whoever's turn it is"
    assert found(clerk, day) == set()
    late = date(2026, 6, 26)
    sweeps.sweep_day(late)
    assert found(reviewer, late) == found(supervisor, late) == {"overdue"}


def test_a_failed_run_is_on_the_ledger_and_tried_again(case, monkeypatch):
    day = date(2026, 6, 26)

    def broken(_day):
        raise RuntimeError("no calendar")

    with monkeypatch.context() as patch:
        patch.setattr(sweeps, "put_tasks", broken)
        for _try in range(2):
            with pytest.raises(RuntimeError):
                sweeps.run_missing(day)
    run = JobRun.objects.get()
    assert (run.state, run.attempts, run.error) == ("failed", 2, "RuntimeError")
    assert [run.for_day for run in sweeps.run_missing(day)] == [day]
    assert (JobRun.objects.get().state, WorkTask.objects.count()) == ("done", 1)
