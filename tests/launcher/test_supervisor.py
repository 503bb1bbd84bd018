"""Keeping programs running: restart with pauses, stop at once when a start makes no sense, end in order."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from launcher import supervisor as module
from launcher.layout import Layout
from launcher.process import is_alive
from launcher.speech import Refused
from launcher.supervisor import Program, Supervisor, pause_after

BIN = Path(__file__).resolve().parents[2] / "bin"


@pytest.fixture
def layout(tmp_path):
    made = Layout(tmp_path, tmp_path / "var")
    made.prepare()
    return made


@pytest.fixture
def supervise(layout):
    """Makes a supervisor; afterwards the signal handlers are as before and nothing runs on."""
    earlier = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    made = []

    def make(*sources: str) -> Supervisor:
        programs = [Program(name=f"p{n}", command=[sys.executable, "-c", source]) for n, source in enumerate(sources)]
        made.append(Supervisor(layout, os.environ, programs))
        return made[-1]

    yield make
    for one in made:
        one.asked_to_stop = 2
        one.stop()
    for number, handler in earlier.items():
        signal.signal(number, handler)


FOREVER = "import time; time.sleep(600)"


def test_pauses_grow_to_a_minute():
    assert [pause_after(n) for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_program_that_ends_at_once_stops_everything_and_shows_its_last_words(supervise):
    both = supervise(FOREVER, "import sys; sys.exit('no such setting')")
    both.start()
    with pytest.raises(Refused, match=r"(?s)p1 ended \(exit code 1\).*no such setting.*everything is stopped"):
        both.watch(lambda: None)


def test_a_program_that_has_proven_itself_is_started_again(supervise, monkeypatch, capsys):
    monkeypatch.setattr(module, "pause_after", lambda failures: 0.0)
    one = supervise(FOREVER)
    one.start()
    program = one.programs[0]
    program.proven = True
    first = program.process
    os.kill(first.pid, signal.SIGKILL)

    def stop_when_back():
        if program.process is not None and program.process.pid != first.pid:
            one.asked_to_stop = 1

    one.watch(stop_when_back)
    assert program.failures == 1
    assert "p0 ended (signal SIGKILL)" in capsys.readouterr().err


def test_a_signal_ends_the_watch_and_stop_ends_the_programs(supervise):
    two = supervise(FOREVER, FOREVER)
    two.start()
    two.watch(lambda: os.kill(os.getpid(), signal.SIGTERM))
    two.stop()
    assert [program.process.returncode for program in two.programs] == [-signal.SIGTERM] * 2


def test_a_program_dies_with_its_launcher(tmp_path):
    mark = tmp_path / "pid"
    child = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    text = (
        f"import os, sys, time; sys.path.insert(0, {str(BIN)!r})\n"
        "from pathlib import Path\nfrom launcher.layout import Layout\n"
        "from launcher.supervisor import Program, Supervisor\n"
        f"layout = Layout(Path({str(tmp_path)!r}), Path({str(tmp_path / 'var')!r}))\nlayout.prepare()\n"
        f"Supervisor(layout, os.environ, [Program(name='p', command=[sys.executable, '-c', {child!r}])]).start()\n"
        "time.sleep(600)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", text])
    wait_until(lambda: mark.exists() and mark.read_text())
    launcher.kill()
    launcher.wait()
    wait_until(lambda: not is_alive(int(mark.read_text())))


def wait_until(true, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
