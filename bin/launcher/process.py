"""Starting other programs, and looking at processes by id."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from launcher.layout import Layout

BECOME = str(Path(__file__).resolve().parent / "child.py")
LOG_LIMIT = 5_000_000


def wrapped(command: list[str], *options: str) -> list[str]:
    """The command line that runs `command` through child.py with the options of that file."""
    return [sys.executable, "-I", BECOME, *options, "--", *command]


def open_log(layout: Layout, name: str) -> IO[bytes]:
    """The log of one program, for appending; a large one is set aside first, one generation kept."""
    file = layout.log / f"{name}.log"
    if file.exists() and file.stat().st_size > LOG_LIMIT:
        file.replace(file.with_suffix(".log.1"))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "ab")


def last_lines(layout: Layout, name: str, count: int = 15) -> str:
    """The end of a log, indented, for a message."""
    file = layout.log / f"{name}.log"
    lines = file.read_text(errors="replace").splitlines()[-count:] if file.exists() else []
    return "\n".join(f"    {line}" for line in lines)


def is_alive(pid: int) -> bool:
    """True while a process of that id exists, whoever owns it; a finished one nobody waited for does not count."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return True
    return state != "Z"


def works_in(pid: int, folder: Path) -> bool:
    """True when that process is alive and its working folder is `folder` (a server is known by where it sits)."""
    if not is_alive(pid):
        return False
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except OSError:
        # Without /proc, or not allowed to look: it cannot be told apart, so believe the pid file.
        return not Path("/proc/self/cwd").exists()


def read_pid(file: Path) -> int | None:
    """The process id on the first line of a pid file, or None when there is none."""
    try:
        return int(file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def start_server(command: list[str], log: IO[bytes], folder: Path | str = "/") -> subprocess.Popen[bytes]:
    """Start a server that outlives a Ctrl-C at the keyboard and this process."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C", "TZ": "UTC"}
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )


@contextlib.contextmanager
def stopped_on_failure(process: subprocess.Popen[bytes], polite: signal.Signals) -> Iterator[None]:
    """Leave no server behind that nobody knows of: whatever interrupts the waiting for it ends it too."""
    try:
        yield
    except BaseException:
        stop(process.pid, polite, 10.0)
        raise


def run_child(
    command: list[str], environment: Mapping[str, str], folder: Path | str, *, text: str = "", show: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end. It ends with us: by SIGTERM, and waited for, when we are asked to stop.

    With `show` what it prints goes to our standard error; otherwise it is returned.
    """
    streams = {"stdout": sys.stderr} if show else {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(
        wrapped(command, "--die-with", str(os.getpid())),
        stdin=subprocess.PIPE,
        text=True,
        env=dict(environment),
        cwd=folder,
        **streams,
    )
    try:
        output, errors = process.communicate(text)
    except BaseException:
        stop(process.pid, signal.SIGTERM, 5.0)
        raise
    return subprocess.CompletedProcess(command, process.returncode, output or "", errors or "")


def stop(pid: int, polite: signal.Signals, patience: float) -> None:
    """Ask a process to end and wait; after `patience` seconds it is killed."""
    for number, seconds in ((polite, patience), (signal.SIGKILL, 5.0)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not is_alive(pid):
                _reap(pid)
                return
            time.sleep(0.02)


def _reap(pid: int) -> None:
    """Take note of the end of a child of ours, so that the kernel can forget it."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
