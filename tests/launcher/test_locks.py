"""Locks: one bin/up per folder, a lock left by a dead process does no harm, the last user of the servers is known."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from launcher.locks import Lease, sole, try_lock
from launcher.speech import Refused

BIN = Path(__file__).resolve().parents[2] / "bin"


def holder_of(file: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until it is killed."""
    text = (
        f"import sys; sys.path.insert(0, {str(BIN)!r})\n"
        "from pathlib import Path\nfrom launcher.locks import sole\n"
        f"sole(Path({str(file)!r}), 'process 7, http://127.0.0.1:8000/')\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", text], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_refused_and_told_who_runs(tmp_path):
    first = holder_of(tmp_path / "up.lock")
    try:
        with pytest.raises(Refused, match=r"already running .*process 7, http://127\.0\.0\.1:8000/"):
            sole(tmp_path / "up.lock", "second")
    finally:
        first.kill()
        first.communicate()


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path):
    first = holder_of(tmp_path / "up.lock")
    first.send_signal(signal.SIGKILL)
    first.communicate()
    os.close(sole(tmp_path / "up.lock", "second"))
    assert (tmp_path / "up.lock").read_text() == "second"


def test_try_lock_gives_one_number_to_one_run(tmp_path):
    descriptor = try_lock(tmp_path / "slot")
    assert descriptor is not None
    assert try_lock(tmp_path / "slot") is None
    os.close(descriptor)


def test_only_the_last_to_leave_is_alone(tmp_path):
    leases = [Lease(tmp_path / "lease") for _ in range(3)]
    for lease in leases:
        lease.take()
    assert [lease.leave() for lease in leases] == [False, False, True]
