"""A whole installation to break: private servers, web, workers, in a folder of its own, as bin/up starts them."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from launcher import cluster, environment, up_command
from launcher.layout import Layout
from launcher.preparation import prepare
from launcher.servers import Servers

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "minbao-demo-2026"


def wait_for(condition, seconds: float = 30.0):
    """The first true answer of `condition`; fails the test when it takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """Everything of one portal; `close` ends what it started and nothing else."""

    def __init__(self, folder: Path):
        self.layout = Layout(ROOT, folder / "var")
        self.layout.prepare()
        self.layout.venv.symlink_to(sys.prefix)
        self.servers = Servers.for_tests(self.layout)
        self.port = free_port()
        self._running = self.servers.running()
        self._running.__enter__()
        prepare(self.layout, self.servers)
        self.env = environment.for_app(self.layout, self.servers) | {"LOG_LEVEL": "WARNING"}
        self.programs = {one.name: one.command for one in up_command.programs(self.layout, "127.0.0.1", self.port)}
        self.started: list[subprocess.Popen] = []

    def start(self, name: str) -> subprocess.Popen:
        """Start one program of bin/up: web, worker-counter, worker-bulk or beat."""
        with (self.layout.log / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                self.programs[name], env=self.env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        self.started.append(process)
        if name == "web":
            wait_for(self._web_answers)
        return process

    def _web_answers(self) -> bool:
        with suppress(OSError):
            return Browser(self.port).get("/healthz").status == 200
        return False

    def kill(self, process: subprocess.Popen) -> None:
        """kill -9 of the program and all it started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def run(self, code: str) -> subprocess.CompletedProcess:
        """Run Python with the portal's own environment on this installation."""
        text = "import django; django.setup()\n" + code
        return subprocess.run([sys.executable, "-c", text], env=self.env, cwd=ROOT, capture_output=True, text=True)

    def ask(self, statement: str, *values) -> list[tuple]:
        """One statement as the superuser, who alone can put aside the triggers that keep every row."""
        with psycopg.connect(self.servers.postgres.url(cluster.ADMIN), autocommit=True) as line:
            cursor = line.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        for process in self.started:
            self.kill(process)
        self._running.__exit__(None, None, None)


class Answer:
    """Status, page and headers of one answer, and how long it took."""

    def __init__(self, response, seconds: float):
        self.status, self.headers, self.seconds = response.status, response.headers, seconds
        self.page = response.read().decode("utf-8", "replace")
        self.location = response.headers.get("Location", "")


class Browser:
    """Cookies and the security token, kept between requests over one loopback connection."""

    def __init__(self, port: int):
        self.port, self.cookies, self.token = port, {}, ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict) -> Answer:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, fields: dict, name: str, content: bytes) -> Answer:
        parts = [
            f'--frontier\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in (fields | {"csrfmiddlewaretoken": self.token}).items()
        ]
        head = f'--frontier\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join(parts) + head + content + b"\r\n--frontier--\r\n"
        return self._ask("POST", path, body, {"Content-Type": "multipart/form-data; boundary=frontier"})

    def _ask(self, method: str, path: str, body=None, headers=None) -> Answer:
        start = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request(method, path, body, (headers or {}) | {"Cookie": cookies, "Accept-Language": "en"})
        response = line.getresponse()
        answer = Answer(response, time.monotonic() - start)
        line.close()
        self._remember(response, answer)
        return answer

    def _remember(self, response, answer: Answer) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.page):
            self.token = found.group(1)

    def log_in(self, username: str, following: str = "/") -> "Browser":
        self.get("/log-in/")
        answer = self.post("/log-in/", {"username": username, "password": PASSWORD, "next": following})
        assert answer.status == 302, answer.status
        self.get(following)
        return self
