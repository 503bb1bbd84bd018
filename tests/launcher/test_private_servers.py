"""The private PostgreSQL and Redis, really started, in a folder of their own."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from launcher import cluster
from launcher.layout import Layout
from launcher.process import read_pid, stop
from launcher.servers import Servers


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """Servers for tests (no waiting for the disk) with the programs of the environment we run in."""
    folder = tmp_path_factory.mktemp("private")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "REDIS_URL"):
            patch.delenv(name, raising=False)
        layout = Layout(folder, folder / "var")
        layout.prepare()
        layout.venv.symlink_to(sys.prefix)
        yield Servers.for_tests(layout)


def ask(servers: Servers, role: str, statement: str, database: str = cluster.DATABASE) -> str:
    program = str(cluster.binaries(servers.layout) / "psql")
    command = [program, "-XAtq", "-h", str(servers.postgres.sockets), "-U", role, "-d", database, "-c", statement]
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip()


def test_the_database_has_the_locale_in_which_chinese_names_have_trigrams(servers):
    with servers.running():
        query = (
            "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'minbao'"
        )
        assert ask(servers, cluster.OWNER, query) == "b|C.UTF-8|UTF8"
        ask(servers, cluster.OWNER, "CREATE EXTENSION pg_trgm")
        assert ask(servers, cluster.OWNER, "SELECT cardinality(show_trgm('陈怡君')) > 0") == "t"


def test_the_run_time_role_reads_and_writes_rows_and_nothing_more(servers):
    with servers.running():
        ask(servers, cluster.OWNER, "CREATE TABLE paper (id int)")
        assert ask(servers, cluster.APP, "INSERT INTO paper VALUES (1); SELECT count(*) FROM paper") == "1"
        assert "must be owner" in ask(servers, cluster.APP, "DROP TABLE paper")
        assert "permission denied" in ask(servers, cluster.APP, "TRUNCATE paper")
        assert "permission denied" in ask(servers, cluster.APP, "CREATE TABLE own (id int)")
        assert "permission denied" in ask(servers, cluster.APP, "CREATE DATABASE own")


def test_a_database_made_later_gives_the_run_time_role_the_same_rights(servers):
    with servers.running():
        ask(servers, cluster.OWNER, "CREATE DATABASE later")
        ask(servers, cluster.OWNER, "CREATE TABLE paper (id int)", "later")
        assert ask(servers, cluster.APP, "SELECT count(*) FROM paper", "later") == "0"


def test_nobody_else_can_reach_the_sockets_or_the_data(servers):
    with servers.running():
        for folder in (servers.postgres.sockets, servers.redis.socket.parent, servers.postgres.data):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert ask(servers, cluster.ADMIN, "SHOW listen_addresses") == ""
        server = Path(f"/proc/{servers.postgres.running_pid()}").stat().st_uid
        assert server != 0
        assert server == (os.geteuid() or servers.postgres.data.stat().st_uid)


def test_what_is_refused_does_not_put_its_values_into_the_log(servers):
    with servers.running():
        ask(servers, cluster.OWNER, "CREATE TABLE person (number text UNIQUE)")
        for _ in range(2):
            ask(servers, cluster.OWNER, "INSERT INTO person VALUES ('830000199001010010')")
    log = (servers.layout.log / "test-postgres.log").read_text()
    assert "duplicate key value" in log
    assert "830000199001010010" not in log


def test_they_stop_with_their_last_user(servers):
    with servers.running():
        with servers.running():
            pid = servers.postgres.running_pid()
        assert servers.postgres.running_pid() == pid
        assert servers.redis.answers()
    assert servers.postgres.running_pid() is None
    assert not servers.redis.answers()


def test_they_start_again_after_being_killed(servers):
    with servers.running():
        for file in (servers.postgres.data / "postmaster.pid", servers.redis.data / "redis.pid"):
            pid = read_pid(file)
            stop(pid, signal.SIGKILL, 5)
        servers.keep_running()
        assert ask(servers, cluster.APP, "SELECT 1") == "1"
        assert servers.redis.answers()


def test_the_pid_file_of_another_process_does_no_harm(servers):
    with servers.running():
        pass
    (servers.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{servers.postgres.data}\n")
    (servers.redis.data / "redis.pid").write_text(f"{os.getpid()}\n")
    with servers.running():
        assert ask(servers, cluster.APP, "SELECT 1") == "1"


def test_a_throw_away_cluster_that_cannot_start_is_made_anew(servers):
    (servers.postgres.data / "global" / "pg_control").unlink()
    with servers.running():
        assert ask(servers, cluster.APP, "SELECT 1") == "1"
