"""The private PostgreSQL server: start, find, stop. Reached by a unix socket in a private folder, never by network."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher import cluster
from launcher.layout import Layout, make_private_folder
from launcher.process import (
    last_lines,
    open_log,
    read_pid,
    start_server,
    stop,
    stopped_on_failure,
    works_in,
    wrapped,
)
from launcher.speech import Refused, say

SOCKET = ".s.PGSQL.5432"
START_PATIENCE = 60.0
# A statement or the detail of a refused row may hold personal data, so neither reaches the log.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "96MB",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
THROW_AWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def url(role: str, sockets: Path, database: str = cluster.DATABASE) -> str:
    """The address of a database on the private server, without a password: the server knows us by our user id."""
    return f"postgresql://{role}@/{database}?host={quote(str(sockets))}"


@dataclass(frozen=True)
class Postgres:
    """One private server. `throw_away` is for tests: fast, and made anew when it does not start."""

    layout: Layout
    name: str
    throw_away: bool = False

    @property
    def data(self) -> Path:
        return self.layout.var / self.name

    @property
    def sockets(self) -> Path:
        return self.layout.socket_folder(self.name)

    def url(self, role: str, database: str = cluster.DATABASE) -> str:
        return url(role, self.sockets, database)

    def running_pid(self) -> int | None:
        """The process id of our server if it is up and ready, else None."""
        file = self.data / "postmaster.pid"
        pid = read_pid(file)
        if pid is None or not works_in(pid, self.data):
            return None
        lines = file.read_text().split("\n")
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return pid if ready and (self.sockets / SOCKET).exists() else None

    def ensure_running(self) -> None:
        """Start the server unless it is up. Raises Refused with the end of its log."""
        if self.running_pid() is not None:
            return
        cluster.ensure_cluster(self.layout, self.data, throw_away=self.throw_away)
        try:
            self._start()
        except Refused:
            if not self.throw_away:
                raise
            say(f"The test database did not start; making {self.data} anew.")
            shutil.rmtree(self.data)
            cluster.ensure_cluster(self.layout, self.data, throw_away=self.throw_away)
            self._start()

    def stop(self) -> None:
        """Stop the server, breaking off open connections, with a clean end on disk."""
        pid = read_pid(self.data / "postmaster.pid")
        if pid is not None and works_in(pid, self.data):
            stop(pid, signal.SIGINT, 30.0)

    def _start(self) -> None:
        self._clear_what_is_stale()
        uid = cluster.server_uid(self.data)
        make_private_folder(self.sockets, os.geteuid() if uid is None else uid)
        cluster.write_access_rules(self.data)
        command = wrapped(self._command(), *cluster.dropping_root(self.layout, self.data, uid))
        with open_log(self.layout, self.name) as log:
            process = start_server(command, log)
        with stopped_on_failure(process, signal.SIGINT):
            self._wait_until_ready(process)

    def _command(self) -> list[str]:
        settings = SETTINGS | (THROW_AWAY_SETTINGS if self.throw_away else {})
        settings["unix_socket_directories"] = '"' + str(self.sockets).replace('"', '""') + '"'
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(cluster.binaries(self.layout) / "postgres"), "-D", str(self.data), *options]

    def _clear_what_is_stale(self) -> None:
        """Remove what a killed server, or the one of a copied folder, has left; stop one that lost its socket."""
        self.stop()
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for name in (SOCKET, f"{SOCKET}.lock"):
            (self.sockets / name).unlink(missing_ok=True)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if self.running_pid() is not None:
                return
            if process.poll() is not None:
                break
            time.sleep(0.02)
        raise Refused(
            f"PostgreSQL did not start; the end of {self.layout.log / self.name}.log:\n"
            f"{last_lines(self.layout, self.name)}"
        )
