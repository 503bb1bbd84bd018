"""Workers killed with kill -9, missed days and two clocks at once: all done, once."""

import threading
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from tests.installation import wait_for

pytestmark = pytest.mark.fault
SEND = "import portal.celery; from casework.tasks import sweep_deadlines; sweep_deadlines.delay()"
RUNS = "SELECT for_day FROM casework_jobrun WHERE job = 'sweep_deadlines' AND state = 'done' ORDER BY for_day"
# Every running clock that is overdue has its task, and none has two of a stage.
UNTASKED = (
    "SELECT count(*) FROM casework_deadline d WHERE d.stopped_on IS NULL AND d.superseded_by_id IS NULL"
    " AND d.legal_on < %s AND d.rule <> 'enrolment.registration_deadline'"
    " AND (SELECT count(*) FROM casework_worktask t WHERE t.deadline_id = d.id AND t.stage = 'overdue') <> 1"
)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%casework_worktask%%'"


@pytest.fixture
def three_days_missed(portal):
    """Nothing ran since the day before yesterday's eve."""
    today = timezone.localdate()
    portal.ask("SET session_replication_role = replica; DELETE FROM casework_worktask; DELETE FROM casework_jobrun")
    portal.ask(
        "INSERT INTO casework_jobrun (job, for_day, state, attempts, started_at, finished_at, counts, error)"
        " VALUES ('sweep_deadlines', %s, 'done', 1, now(), now(), '{}', '')",
        today - timedelta(days=4),
    )
    return [today - timedelta(days=n) for n in range(4, -1, -1)]


def test_worker_killed_in_the_middle_of_a_sweep(portal, three_days_missed):
    overdue = portal.ask("SELECT count(*) FROM casework_deadline WHERE stopped_on IS NULL AND legal_on < current_date")
    assert overdue[0][0] > 0
    worker = portal.start("worker-bulk")
    with psycopg.connect(portal.servers.urls()["DATABASE_OWNER_URL"]) as line:
        # The sweep stands still inside its transaction, and there it dies.
        line.execute("LOCK TABLE casework_worktask IN EXCLUSIVE MODE")
        portal.run(SEND)
        wait_for(lambda: portal.ask(WAITING)[0][0])
        portal.kill(worker)
    assert [day for (day,) in portal.ask(RUNS)] == three_days_missed[:1]
    again = portal.start("worker-bulk")
    portal.run(SEND)
    wait_for(lambda: [day for (day,) in portal.ask(RUNS)] == three_days_missed)
    portal.kill(again)
    assert portal.ask(UNTASKED, three_days_missed[-1]) == [(0,)]
    assert portal.ask("SELECT count(*) - count(DISTINCT (deadline_id, stage)) FROM casework_worktask") == [(0,)]


def test_two_workers_sweep_at_once(portal, three_days_missed):
    sweep = (
        "from casework.clocks.services import sweeps; from django.utils import timezone;"
        " sweeps.run_missing(timezone.localdate())"
    )
    done = []
    threads = [threading.Thread(target=lambda: done.append(portal.run(sweep))) for _hand in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.returncode for run in done] == [0, 0, 0], [run.stderr[-800:] for run in done]
    assert [day for (day,) in portal.ask(RUNS)] == three_days_missed
    assert portal.ask(UNTASKED, three_days_missed[-1]) == [(0,)]
