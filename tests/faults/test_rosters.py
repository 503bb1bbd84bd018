"""Rosters under way when workers die: the next one goes on at the next row, and every row is entered once."""

import threading

import psycopg
import pytest

from tests.builders import residence_permit, uscc
from tests.enrolment.rosters.roster_files import hire, workbook
from tests.installation import Browser, wait_for

pytestmark = pytest.mark.fault
ROWS = 160
CODES = iter(range(700, 800))
GO_ON = "import portal.celery; from casework.tasks import run_imports; run_imports.delay()"
HERE = "from casework.tasks import run_imports; run_imports()"
STATE = "SELECT state FROM casework_import WHERE id = %s"
LEFT = "SELECT count(*) FROM casework_importrow WHERE sent_id = %s AND state = 'ok'"
DONE = "SELECT count(*), count(DISTINCT case_id) FROM casework_importrow WHERE sent_id = %s AND state = 'done'"
HIRES = (
    "SELECT count(*), count(DISTINCT number_hash) FROM enrolment_hire h"
    " JOIN enrolment_employer e ON e.id = h.employer_id WHERE e.uscc = %s"
)
SEALED = "SELECT count(*) FROM casework_importrow WHERE sent_id = %s AND length(payload) > 0"
STANDS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%casework_casefile%%'"
REGISTER = """
from datetime import date
from casework.models import User
from casework.staff.queries import current_appointments
from casework.staff.officer import Officer
from django.utils import timezone
from enrolment.employers.services.employers import EmployerData, register_employer
user, on = User.objects.get(username="lin"), timezone.localdate()
by = Officer(user, current_appointments(user, on)[0], on)
print(register_employer(EmployerData(uscc="{code}", name="断电测试有限公司"), by=by, on=on).pk)
"""


@pytest.fixture
def confirmed(portal):
    """A roster of 160 rows of which the press of the clerk entered the first 100: its key, and the employer's code."""
    code = uscc(next(CODES))
    made = portal.run(REGISTER.format(code=code))
    assert made.returncode == 0, made.stderr[-800:]
    clerk = Browser(portal.port).log_in("lin")
    address = f"/employers/{made.stdout.strip()}/roster/"
    clerk.get(address)
    rows = [hire(number=residence_permit(sequence=n), began="2026-05-04") for n in range(ROWS)]
    sent = clerk.upload(address, {}, "roster.xlsx", workbook(rows))
    assert sent.status == 302, sent.page[-2000:]
    clerk.get(sent.location)
    assert clerk.post(f"{sent.location}confirm/", {}).status == 302
    roster = sent.location.rstrip("/").rpartition("/")[2]
    assert portal.ask(LEFT, roster) == [(60,)]
    return roster, code


def whole_and_once(portal, roster: str, code: str) -> None:
    wait_for(lambda: portal.ask(STATE, roster) == [("done",)], 60)
    assert portal.ask(DONE, roster) == [(ROWS, ROWS)] and portal.ask(HIRES, code) == [(ROWS, ROWS)]
    assert portal.ask(SEALED, roster) == [(0,)]


def test_worker_killed_in_the_middle_of_a_row(portal, confirmed):
    roster, code = confirmed
    worker = portal.start("worker-bulk")
    with psycopg.connect(portal.servers.urls()["DATABASE_OWNER_URL"]) as line:
        # The row stands still inside its transaction, its case not yet written, and there the worker dies.
        line.execute("LOCK TABLE casework_casefile IN EXCLUSIVE MODE")
        portal.run(GO_ON)
        wait_for(lambda: portal.ask(STANDS)[0][0])
        portal.kill(worker)
    wait_for(lambda: portal.ask(STANDS)[0][0] == 0)
    assert portal.ask(DONE, roster) == [(100, 100)] and portal.ask(HIRES, code) == [(100, 100)]
    again = portal.start("worker-bulk")
    portal.run(GO_ON)
    whole_and_once(portal, roster, code)
    portal.kill(again)


def test_worker_killed_between_rows(portal, confirmed):
    roster, code = confirmed
    worker = portal.start("worker-bulk")
    portal.run(GO_ON)
    wait_for(lambda: portal.ask(LEFT, roster)[0][0] < 50)
    portal.kill(worker)
    entered = portal.ask(DONE, roster)[0]
    assert entered[0] == entered[1] == portal.ask(HIRES, code)[0][0] < ROWS
    assert portal.run(HERE).returncode == 0
    whole_and_once(portal, roster, code)


def test_three_workers_at_once(portal, confirmed):
    roster, code = confirmed
    done = []
    threads = [threading.Thread(target=lambda: done.append(portal.run(HERE))) for _hand in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.returncode for run in done] == [0, 0, 0], [run.stderr[-800:] for run in done]
    whole_and_once(portal, roster, code)
