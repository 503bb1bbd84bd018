"""Two servers, one a copy of the other: figures and public lists are read from the copy while it keeps up and answers, everything
else from the first; and the rows of a month that three groups of processes worked out are the same on both."""

import subprocess
import time
from contextlib import suppress

import psycopg
import pytest
from launcher import cluster, up_command
from launcher.postgres import Postgres

from tests.installation import ROOT, Browser, free_port
from tests.installation import wait_for as soon

pytestmark = pytest.mark.fault
PUBLIC = "/public/institutions/en/"
NAMES = "SET session_replication_role = replica; UPDATE institutions_institution SET name_en = '{}' WHERE code = 'H35020390014'"
# The copy is asked how far it is behind once in five seconds; so many it may be behind here.
BEHIND, ASKED = 2, 6
ROWS = 1_600
DECLARED = f"""
from datetime import timedelta
from django.utils import timezone
from claims.models import InstitutionMonth
from claims.months.services.entering import enter_rows
from claims.runs.models.run import Run
from claims.runs.services import starting
from institutions.models import Institution
from portal.demo.institutions import code_of
from portal.demo.months import _row
from portal.demo.people import Visit

today = timezone.localdate()
clerk = Visit(today).officer("lin")
at = Institution.objects.select_related("office").get(code=code_of(25))
rows = [_row(today, n, f"83000019000101{{n:04}}", ("100.00", "0.00")) for n in range({ROWS})]
enter_rows(at, rows, clerk, today)
month = InstitutionMonth.objects.get(institution=at)
print(starting.start_run(month, Run.Mode.SHOW, by=clerk, on=today).pk)
"""
WORKED = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY id)) FROM claims_careresult t"


class Copied:
    """A copy of the installation's database that follows it, and a web process that reads from it."""

    def __init__(self, portal):
        self.portal, self.server = portal, Postgres(portal.layout, "replica", throw_away=True)
        first = portal.servers.postgres
        with (first.data / "pg_hba.conf").open("a") as rules:
            # The copy runs as a user without a name, whom nothing but the folder of the socket keeps in.
            rules.write("local replication all trust\n")
        portal.ask("SELECT pg_reload_conf()")
        program = cluster.binaries(portal.layout) / "pg_basebackup"
        command = [program, "-D", self.server.data, "-h", first.sockets, "-U", cluster.ADMIN, "-R", "-c", "fast"]
        soon(lambda: subprocess.run(command, capture_output=True, cwd="/").returncode == 0)
        if (uid := cluster.server_uid(first.data)) is not None:
            cluster.give_to(self.server.data, uid)
        self.server.ensure_running()
        self.port = free_port()
        self.web = self._web()
        soon(self._web_answers)

    def _web(self) -> subprocess.Popen:
        env = self.portal.env | {"REPLICA_URL": self.server.url(cluster.APP), "REPLICA_SECONDS": str(BEHIND)}
        programs = {one.name: one.command for one in up_command.programs(self.portal.layout, "127.0.0.1", self.port)}
        with (self.portal.layout.log / "web-and-replica.log").open("ab") as log:
            return subprocess.Popen(programs["web"], env=env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)

    def _web_answers(self) -> bool:
        with suppress(OSError):
            return Browser(self.port).get("/healthz").status == 200
        return False

    def ask(self, statement: str) -> list[tuple]:
        with psycopg.connect(self.server.url(cluster.ADMIN), autocommit=True) as line:
            cursor = line.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        self.portal.kill(self.web)
        self.server.stop()


@pytest.fixture(scope="module")
def copied(portal):
    made = Copied(portal)
    yield made
    made.close()


def named(portal, copied, name: str) -> bool:
    """Whether the public list says that name, to whoever asks the web process with a copy behind it."""
    answer = Browser(copied.port).get(PUBLIC)
    assert answer.status == 200
    return name in answer.page


def test_a_list_is_read_from_the_copy_until_that_falls_behind(portal, copied):
    assert soon(lambda: copied.ask("SELECT pg_is_in_recovery()") == [(True,)])
    portal.ask(NAMES.format("First name"))
    soon(lambda: named(portal, copied, "First name"))
    copied.ask("SELECT pg_wal_replay_pause()")
    portal.ask(NAMES.format("Second name"))
    # Read from the copy, which has not heard of it; the process without one tells it at once.
    assert not named(portal, copied, "Second name")
    assert "Second name" in Browser(portal.port).get(PUBLIC).page
    time.sleep(BEHIND)
    soon(lambda: named(portal, copied, "Second name"), ASKED + 2)
    copied.ask("SELECT pg_wal_replay_resume()")
    # A day's sign-in, a case opened: whatever is written, and what somebody acts upon, was never the copy's.
    clerk = Browser(copied.port).log_in("lin")
    assert clerk.get("/work-list/").status == 200


def test_three_groups_of_processes_work_a_month_out_and_both_servers_hold_the_same(portal, copied):
    done = portal.run(DECLARED)
    assert done.returncode == 0, done.stderr
    run = done.stdout.strip()
    for _group in range(3):
        portal.start("worker-bulk")
    woken = portal.run(
        "import portal.celery\nfrom claims.tasks import run_months\nfor _worker in range(3): run_months.delay()"
    )
    assert woken.returncode == 0, woken.stderr
    state = f"SELECT state FROM claims_run WHERE id = '{run}'"
    soon(lambda: portal.ask(state) == [("done",)], 120)
    ((count, digest),) = portal.ask(WORKED)
    assert count >= ROWS
    soon(lambda: copied.ask(WORKED) == [(count, digest)])


def test_without_the_copy_every_page_is_answered_by_the_first(portal, copied):
    copied.server.stop()
    supervisor = Browser(copied.port).log_in("fujian")
    for page in (PUBLIC, "/statistics/", "/work-list/"):
        answer = supervisor.get(page)
        assert (answer.status, answer.seconds < 5) == (200, True), page
