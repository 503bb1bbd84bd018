"""Workers killed with kill -9, missed days, two clocks at once, an outbox whose relay dies: all done, once."""

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
    sweep = "from casework.services import sweeps; from django.utils import timezone; sweeps.run_missing(timezone.localdate())"
    done = []
    threads = [threading.Thread(target=lambda: done.append(portal.run(sweep))) for _hand in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.returncode for run in done] == [0, 0, 0], [run.stderr[-800:] for run in done]
    assert [day for (day,) in portal.ask(RUNS)] == three_days_missed
    assert portal.ask(UNTASKED, three_days_missed[-1]) == [(0,)]


RELAY = """
import os, signal
from casework.models import Note, OutboxMessage, WorkTask
from casework.services import outbox
def handler(message):
    with open(os.environ["HANDLED"], "a") as file:
        file.write("x")
    {then}
outbox.register_handler("fault.test", handler)
print(outbox.relay())
"""
KILL = "os.kill(os.getpid(), signal.SIGKILL)"
MESSAGE = "SELECT attempts, done_at IS NOT NULL, dead, last_error FROM casework_outboxmessage WHERE kind = 'fault.test'"


@pytest.fixture
def message(portal, tmp_path):
    """One waiting message; `HANDLED` counts how often its handler ran."""
    portal.ask("SET session_replication_role = replica; DELETE FROM casework_outboxmessage")
    portal.ask(
        "INSERT INTO casework_outboxmessage (kind, keys, created_at, attempts, next_try_at, last_error, dead)"
        " VALUES ('fault.test', '{}', now(), 0, now(), '', false)"
    )
    portal.env["HANDLED"] = str(tmp_path / "handled")
    yield tmp_path / "handled"
    del portal.env["HANDLED"]


def due_again(portal) -> None:
    portal.ask("UPDATE casework_outboxmessage SET next_try_at = now() - interval '1 second'")


def test_relay_killed_between_handling_and_marking(portal, message):
    assert portal.run(RELAY.format(then=KILL)).returncode == -9
    assert portal.ask(MESSAGE) == [(1, False, False, "")]
    due_again(portal)
    again = portal.run(RELAY.format(then="pass"))
    assert "'done': 1" in again.stdout, again.stderr
    assert message.read_text() == "xx" and portal.ask(MESSAGE) == [(2, True, False, "")]
    due_again(portal)
    assert "'done': 0" in portal.run(RELAY.format(then="pass")).stdout
    assert message.read_text() == "xx"


@pytest.mark.parametrize(("then", "error"), [(KILL, ""), ("raise RuntimeError", "RuntimeError")])
def test_a_message_that_never_succeeds_is_given_up_after_eight_tries(portal, message, then, error):
    for _try in range(10):
        portal.run(RELAY.format(then=then))
        due_again(portal)
    assert message.read_text() == "x" * 8
    assert portal.ask(MESSAGE) == [(8, False, True, error)]
