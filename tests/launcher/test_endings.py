"""However a command ends, what it started ends too: programs first, the servers behind them last, nothing left after 5 s."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from launcher.layout import Layout
from launcher.marks import bearers, end_marked
from launcher.process import is_alive, read_pid

BIN = Path(__file__).resolve().parents[2] / "bin"
GONE_AFTER = 5.0

# A program with a child that will not hear; asked to end, it writes down whether its Redis still answers.
PROGRAM = """
import os, signal, socket, subprocess, sys, time
deaf = subprocess.Popen([sys.executable, "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGINT, signal.SIG_IGN);"
    "print('deaf', flush=True); time.sleep(600)"], stdout=subprocess.PIPE)
deaf.stdout.readline()
def asked(number, frame):
    # Asked twice, by the system at the launcher's death and by its guard, it answers once.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = socket.socket(socket.AF_UNIX)
    line.connect(os.environ["SOCKET"])
    line.sendall(b"PING\\r\\n")
    open(os.environ["NOTES"] + "/end", "w").write(f"{signal.Signals(number).name} {line.recv(5).decode()}")
    sys.exit(0)
signal.signal(signal.SIGTERM, asked)
signal.signal(signal.SIGINT, asked)
open(os.environ["NOTES"] + "/new", "w").write(f"{os.getpid()} {deaf.pid}")
os.rename(os.environ["NOTES"] + "/new", os.environ["NOTES"] + "/pids")
time.sleep(600)
"""

# A command of the launcher with servers of its own, run through the real door.
COMMAND = f"""
import os, signal, sys
sys.path.insert(0, {str(BIN)!r})
from launcher import cli
from launcher.foreground import run_through
from launcher.process import run_child
from launcher.servers import Servers
from launcher.supervisor import Program, Supervisor
def probe(layout, arguments):
    servers = Servers.for_tests(layout)
    program = [sys.executable, "-c", os.environ["PROGRAM"]]
    with servers.running():
        env = os.environ | {{"SOCKET": str(servers.redis.socket)}}
        if arguments == ["prepare"]:
            run_child(program, env, "/")
        elif arguments == ["serve"]:
            supervisor = Supervisor(layout, env, [Program(name="p", command=program)])
            supervisor.start()
            try:
                supervisor.watch(lambda: None)
            finally:
                supervisor.stop()
        else:
            return run_through(program, env, "/", polite=signal.SIGINT)
    return 0
cli.COMMANDS["probe"] = probe
sys.exit(cli.main(["probe", *sys.argv[1:]]))
"""


class Probe:
    """A command under way, with everything it started."""

    def __init__(self, folder: Path, way: str):
        self.notes, self.layout = folder, Layout(folder, folder / "var")
        self.layout.prepare()
        self.layout.venv.symlink_to(sys.prefix)
        outer = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        environment = outer | {"MINBAO_VAR": str(self.layout.var), "NOTES": str(folder), "PROGRAM": PROGRAM}
        self.launcher = subprocess.Popen([sys.executable, "-c", COMMAND, way], env=environment)
        wait_until((folder / "pids").exists, 30)
        self.programs = [int(word) for word in (folder / "pids").read_text().split()]
        files = (self.layout.var / "test-postgres/postmaster.pid", self.layout.var / "test-redis/redis.pid")
        self.servers = [read_pid(file) for file in files]

    def left(self) -> list[int]:
        return [pid for pid in (*self.programs, *self.servers) if is_alive(pid)]


def wait_until(true, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def probe(tmp_path):
    made = []

    def start(way: str) -> Probe:
        made.append(Probe(tmp_path, way))
        assert len(made[0].left()) == 4
        return made[0]

    yield start
    for one in made:
        for pid in (one.launcher.pid, *one.left()):
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)
        one.launcher.wait()


@pytest.mark.parametrize("way", ["prepare", "serve", "foreground"])
def test_killed_it_leaves_nothing_behind(probe, way):
    found = probe(way)
    found.launcher.kill()
    found.launcher.wait()
    wait_until(lambda: not found.left(), GONE_AFTER)
    assert (found.notes / "end").read_text() == "SIGTERM +PONG"


@pytest.mark.parametrize(
    ("way", "hears", "code"), [("prepare", "SIGTERM", 128 + 15), ("serve", "SIGTERM", 0), ("foreground", "SIGINT", 0)]
)
def test_asked_to_stop_it_ends_programs_before_servers(probe, way, hears, code):
    found = probe(way)
    found.launcher.send_signal(signal.SIGTERM)
    assert found.launcher.wait(15) == code
    assert (found.notes / "end").read_text() == f"{hears} +PONG"
    wait_until(lambda: not found.left(), GONE_AFTER)


def test_a_second_wish_does_not_break_off_the_stopping(probe):
    found = probe("prepare")
    found.launcher.send_signal(signal.SIGTERM)
    time.sleep(0.05)
    found.launcher.send_signal(signal.SIGINT)
    assert found.launcher.wait(15) == 128 + 15
    wait_until(lambda: not found.left(), GONE_AFTER)


def test_another_command_keeps_its_servers(probe, tmp_path):
    """The servers of a killed command stay while somebody else holds a share in them."""
    from launcher.servers import Servers

    found = probe("serve")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "REDIS_URL"):
            patch.delenv(name, raising=False)
        servers = Servers.for_tests(found.layout)
    with servers.running():
        found.launcher.kill()
        found.launcher.wait()
        wait_until(lambda: not any(is_alive(pid) for pid in found.programs), GONE_AFTER)
        time.sleep(2)
        assert all(is_alive(pid) for pid in found.servers)
    assert not found.left()


def test_only_what_bears_the_mark_is_ended():
    def sleeper(mark: str) -> subprocess.Popen:
        return subprocess.Popen(["sleep", "60"], env=os.environ | {"MINBAO_LAUNCHER": mark})

    ours, other = sleeper("one"), sleeper("another")
    try:
        wait_until(lambda: bearers("one") == [ours.pid], 5)
        end_marked("one")
        assert (ours.wait(5), other.poll()) == (-signal.SIGTERM, None)
    finally:
        other.kill()
        other.wait()
