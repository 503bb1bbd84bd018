"""The counter does not need Redis: stopped, frozen or emptied, the visit goes on and nothing is lost."""

import os
import signal
from datetime import date

import pytest

from tests.installation import Browser, wait_for
from tests.visit import permit, take_in

pytestmark = pytest.mark.fault
SLOWEST = 1.5


def redis_pid(portal) -> int:
    return int((portal.servers.redis.data / "redis.pid").read_text())


def visit_works(portal, number: int) -> None:
    clerk = Browser(portal.port).log_in("lin")
    _case, answers = take_in(clerk, permit(number))
    assert all(answer.status in (200, 302) for answer in answers), [answer.status for answer in answers]
    slowest = max(answer.seconds for answer in answers)
    assert slowest < SLOWEST, slowest
    print(f"slowest page {slowest * 1000:.0f} ms")


def test_redis_stopped(portal):
    portal.servers.redis.stop()
    try:
        visit_works(portal, 1)
        assert Browser(portal.port).get("/readyz").status == 503
    finally:
        portal.servers.redis.ensure_running()
    assert '"redis": true' in Browser(portal.port).get("/readyz").page


def test_redis_frozen(portal):
    pid = redis_pid(portal)
    os.kill(pid, signal.SIGSTOP)
    try:
        visit_works(portal, 2)
        ready = Browser(portal.port).get("/readyz")
        assert ready.status == 503 and ready.seconds < 3
    finally:
        os.kill(pid, signal.SIGCONT)


def test_redis_emptied_loses_nothing(portal):
    """A wake-up lost with the queue costs only its time: the next one does all the work."""
    portal.run("from casework.tasks import sweep_deadlines; sweep_deadlines.delay()")
    os.kill(redis_pid(portal), signal.SIGKILL)
    wait_for(lambda: not portal.servers.redis.answers())
    portal.servers.redis.ensure_running()
    worker = portal.start("worker-bulk")
    try:
        portal.run("import portal.celery; from casework.tasks import sweep_deadlines; sweep_deadlines.delay()")
        wait_for(
            lambda: portal.ask("SELECT 1 FROM casework_jobrun WHERE state = 'done' AND for_day = %s", date.today())
        )
    finally:
        portal.kill(worker)
