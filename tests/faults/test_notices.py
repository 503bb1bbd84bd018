"""No hire is forgotten: after each fault the notice rows are what the table says, and no message was sent twice."""

import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from tests.installation import wait_for

pytestmark = pytest.mark.fault
SEND = "import portal.celery; from casework.tasks import write_notices; write_notices.delay()"
SWEEP = """
from datetime import date
from casework.mailings.services.notice_sweep import write_notices
write_notices(date.fromisoformat("{day}"))
"""
# What the golden table says, for every running clock: five stages, each on its day.
TABLE = """
    SELECT d.case_id, s.stage, CASE s.anchor WHEN 'nominal' THEN d.nominal_on ELSE d.legal_on END + s.days AS for_date
    FROM casework_deadline d, (VALUES ('reminder_10', 'nominal', -10), ('reminder_3', 'nominal', -3),
        ('reminder_0', 'nominal', 0), ('overdue', 'legal', 1), ('escalation', 'legal', 7)) AS s (stage, anchor, days)
    WHERE d.rule = 'enrolment.registration_deadline' AND d.stopped_on IS NULL AND d.superseded_by_id IS NULL
"""
DIFFERENCES = f"""
    SELECT count(*) FROM (SELECT * FROM ({TABLE}) t WHERE for_date <= %s) wanted
    FULL JOIN (SELECT case_id, stage, for_date FROM casework_notice) had USING (case_id, stage, for_date)
    WHERE wanted.case_id IS NULL OR had.case_id IS NULL
"""
TWICE = "SELECT count(*) - count(DISTINCT (case_id, stage, for_date)) FROM casework_notice"
# Nobody is told two stages of one clock at once by catching up.
BURSTS = """
    SELECT count(*) FROM (SELECT case_id, stage = 'escalation', written_on FROM casework_notice WHERE skipped = ''
    GROUP BY 1, 2, 3 HAVING count(*) > 1) burst
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%casework_notice%%'"
DONE = "SELECT count(*) FROM casework_jobrun WHERE job = 'write_notices' AND state = 'done' AND for_day = %s"


def today():
    return timezone.localdate()


@pytest.fixture
def nothing_told(portal):
    """Hires at every stage, no notice yet, and a ledger that ends before the first clock began."""
    portal.ask("SET session_replication_role = replica; DELETE FROM casework_notice; DELETE FROM casework_mailing")
    portal.ask("SET session_replication_role = replica; DELETE FROM casework_jobrun")
    ledger(portal, 90)
    assert portal.ask(f"SELECT count(*) FROM ({TABLE}) t WHERE for_date <= %s", today())[0][0] > 20


def ledger(portal, days_ago: int) -> None:
    portal.ask(
        "INSERT INTO casework_jobrun (job, for_day, state, attempts, started_at, finished_at, counts, error)"
        " VALUES ('write_notices', %s, 'done', 1, now(), now(), '{}', '')",
        today() - timedelta(days=days_ago),
    )


def holds(portal, day=None) -> None:
    """The invariant of every fault."""
    assert portal.ask(DIFFERENCES, day or today()) == [(0,)]
    assert portal.ask(TWICE) == [(0,)]
    assert portal.ask(BURSTS) == [(0,)]


def children_of(process) -> list[int]:
    with Path(f"/proc/{process.pid}/task/{process.pid}/children").open() as file:
        return [int(pid) for pid in file.read().split()]


@pytest.mark.parametrize("what", ["child", "group"])
def test_killed_in_the_middle_of_a_sweep(portal, nothing_told, what):
    worker = portal.start("worker-bulk")
    with psycopg.connect(portal.servers.urls()["DATABASE_OWNER_URL"]) as line:
        # The sweep stands still inside its transaction, and there it dies.
        line.execute("LOCK TABLE casework_notice IN EXCLUSIVE MODE")
        portal.run(SEND)
        wait_for(lambda: portal.ask(WAITING)[0][0])
        if what == "child":
            for pid in children_of(worker):
                os.kill(pid, signal.SIGKILL)
        else:
            portal.kill(worker)
    if what == "group":
        assert portal.ask("SELECT count(*) FROM casework_notice") == [(0,)]
    again = worker if what == "child" else portal.start("worker-bulk")
    portal.run(SEND)
    wait_for(lambda: portal.ask(DONE, today())[0][0], 60)
    portal.kill(again)
    holds(portal)


def test_a_message_delivered_three_times_and_three_sweeps_at_once(portal, nothing_told):
    done = []
    sweep = SWEEP.format(day=today())
    threads = [threading.Thread(target=lambda: done.append(portal.run(sweep))) for _hand in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.returncode for run in done] == [0, 0, 0], [run.stderr[-800:] for run in done]
    holds(portal)


@pytest.mark.parametrize("missed", [1, 3, 20])
def test_days_on_which_nothing_ran(portal, nothing_told, missed):
    before = today() - timedelta(days=missed)
    assert portal.run(SWEEP.format(day=before)).returncode == 0
    holds(portal, before)
    assert portal.run(SWEEP.format(day=today())).returncode == 0
    holds(portal)


def test_a_clock_that_ran_a_month_ahead(portal, nothing_told):
    ahead = today() + timedelta(days=30)
    assert portal.run(SWEEP.format(day=ahead)).returncode == 0
    holds(portal, ahead)
    assert portal.run(SWEEP.format(day=today())).returncode == 0
    holds(portal, ahead)


def test_redis_stopped_frozen_and_emptied_under_two_beats(portal, nothing_told, request):
    """Two real beats and two real workers, and a broker that forgets everything in between."""
    programs = [portal.start(name) for name in ("beat", "beat", "worker-bulk", "worker-bulk")]
    request.addfinalizer(lambda: [portal.kill(process) for process in programs])
    redis = portal.servers.redis
    pid = int((redis.data / "redis.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    wait_for(lambda: True)
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not redis.answers())
    for file in redis.data.glob("*.rdb"):
        file.unlink()
    redis.ensure_running()
    # Beats and workers find the new broker by themselves; the next minute's wake-up does all the work.
    wait_for(lambda: portal.ask(DONE, today())[0][0], 150)
    holds(portal)
    handed = "SELECT count(*) FROM casework_mailing WHERE state IN ('waiting', 'handing_over')"
    wait_for(lambda: portal.ask(handed) == [(0,)], 150)
    sent = "SELECT count(*), coalesce(max(attempts), 0) FROM casework_mailing WHERE state = 'handed_over'"
    number, most = portal.ask(sent)[0]
    assert number > 0 and most == 1
    identities = [
        line
        for file in (portal.layout.var / "mail").iterdir()
        for line in file.read_text().splitlines()
        if line.startswith("Message-ID:")
    ]
    known = {f"Message-ID: {each}" for (each,) in portal.ask("SELECT message_id FROM casework_mailing")}
    of_now = [each for each in identities if each in known]
    assert len(of_now) == len(set(of_now)) == number


KILLED = """
import os, signal
from django.core.mail.backends import filebased
real = filebased.EmailBackend.send_messages
def die(self, messages):
    real(self, messages)
    os.kill(os.getpid(), signal.SIGKILL)
filebased.EmailBackend.send_messages = die
from casework.mailings.services.hand_over import hand_over
from django.utils import timezone
hand_over(timezone.now())
"""
LATER = """
from datetime import timedelta
from casework.mailings.services.hand_over import CLAIM_EXPIRES, hand_over
from django.utils import timezone
print(hand_over(timezone.now() + CLAIM_EXPIRES + timedelta(minutes=1)))
"""


def test_a_worker_killed_after_the_message_went_out_never_sends_it_again(portal, nothing_told):
    assert portal.run(SWEEP.format(day=today())).returncode == 0
    assert portal.run(KILLED).returncode == -9
    ((message_id,),) = portal.ask("SELECT message_id FROM casework_mailing WHERE state = 'handing_over'")
    for _hand in range(3):
        assert portal.run(LATER).returncode == 0
    assert portal.ask("SELECT state FROM casework_mailing WHERE message_id = %s", message_id) == [("uncertain",)]
    texts = [file.read_text() for file in (portal.layout.var / "mail").iterdir()]
    assert sum(text.count(f"Message-ID: {message_id}") for text in texts) == 1
