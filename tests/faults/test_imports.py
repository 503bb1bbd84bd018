"""A large import whose job is killed while it checks and while it enters: the next one goes on, and no row is entered twice."""

import subprocess
import sys

import pytest

from tests.casework.imports import price_imports as prices
from tests.installation import ROOT, wait_for

pytestmark = pytest.mark.fault
ROWS = 60_000
KIND = """
import io
from datetime import date
from django.utils import timezone
from casework.imports.services import confirming, jobs
from casework.imports.services.receiving import receive
from casework.imports.table import register_import
from casework.models import User
from casework.staff.officer import Officer
from casework.staff.queries import current_appointments
from tests.casework.imports import price_imports as prices
register_import(prices.KIND)
on = timezone.localdate()
user = User.objects.get(username="lin")
by = Officer(user, current_appointments(user, on)[0], on)
"""
SEND = f"""
file = prices.csv_file(prices.rows({ROWS}), io.BytesIO())
print(receive(prices.KIND, file, by=by, on=on, language="en", check=False).pk)
"""
CONFIRM = "confirming.confirm('{key}', by=by)"
GO_ON = "jobs.run(on=on, now=timezone.now())"
STATE = "SELECT state FROM casework_import WHERE id = %s"
IN_STATE = "SELECT count(*) FROM casework_importrow WHERE sent_id = %s AND state = %s"
MADE = f"SELECT count(*), count(DISTINCT code) FROM {prices.TABLE}"


@pytest.fixture
def sent(portal) -> str:
    portal.ask(f"{prices.CREATE}; GRANT ALL ON {prices.TABLE} TO PUBLIC")
    made = portal.run(KIND + SEND)
    assert made.returncode == 0, made.stderr[-800:]
    yield made.stdout.strip()
    portal.ask(f"DROP TABLE {prices.TABLE}")


def killed_when(portal, condition) -> None:
    """Start the job in a process of its own and kill it as soon as the condition holds."""
    code = f"import django; django.setup()\n{KIND}{GO_ON}"
    process = subprocess.Popen([sys.executable, "-c", code], env=portal.env, cwd=ROOT, start_new_session=True)
    portal.started.append(process)
    wait_for(condition, 60)
    portal.kill(process)


def test_killed_while_checking_and_while_entering(portal, sent):
    def count(state: str) -> int:
        return portal.ask(IN_STATE, sent, state)[0][0]

    killed_when(portal, lambda: count("ok") > 0)
    assert portal.ask(STATE, sent) == [("checking",)] and 0 < count("ok") < ROWS
    assert count("ok") % 2000 == 0 and count("ok") + count("read") == ROWS
    done = portal.run(KIND + GO_ON)
    assert done.returncode == 0, done.stderr[-800:]
    assert portal.ask(STATE, sent) == [("checked",)] and count("ok") == ROWS
    assert portal.run(KIND + CONFIRM.format(key=sent)).returncode == 0
    killed_when(portal, lambda: count("done") > 0)
    entered = count("done")
    assert 0 < entered < ROWS and portal.ask(MADE) == [(entered, entered)]
    for _run in range(5):
        assert portal.run(KIND + GO_ON).returncode == 0
    assert portal.ask(STATE, sent) == [("done",)] and portal.ask(MADE) == [(ROWS, ROWS)] and count("done") == ROWS
