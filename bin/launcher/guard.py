"""A small process beside the launcher that puts things in order when the launcher is killed.

It reads a pipe whose other end only the launcher holds. A clean end says so; an end of the pipe without a word means that
nobody else will stop what was started: programs first, then the servers unless another command uses them.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.layout import Layout
from launcher.marks import NAME, end_marked, set_mark
from launcher.servers import Servers

GOODBYE = b"all is stopped"
# A server that was being started when the launcher died may write its process id a moment later.
SECOND_LOOK = 1.0


@contextmanager
def guarded() -> Iterator[None]:
    """Have a guard for as long as the launcher works."""
    environment = {name: value for name, value in os.environ.items() if name != NAME}
    command = [sys.executable, str(Path(__file__).with_name("__main__.py")), "guard", set_mark()]
    guard = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    yield
    # Not in a `finally`: after anything unforeseen the guard looks for itself.
    # Gone already, it hears no goodbye, and none is needed.
    guard.communicate(GOODBYE)


def main(mark: str) -> int:
    """Wait for the end of the launcher; put in order what it leaves."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if sys.stdin.buffer.read() == GOODBYE:
        return 0
    end_marked(mark)
    layout = Layout.of_this_checkout()
    for pause in (SECOND_LOOK, 0.0):
        for servers in (Servers.for_work(layout), Servers.for_tests(layout)):
            servers.stop_unless_used()
        time.sleep(pause)
    return 0
