"""The environment of a version of Python: made once, never changed under a command that runs from it."""

import subprocess
import sys

import pytest
from launcher import virtualenv
from launcher.layout import Layout
from launcher.locks import Lease
from launcher.speech import Refused
from launcher.virtualenv import DEVELOPMENT, EMBEDDED, FILES, RUN_TIME, ensure_installed


@pytest.fixture
def layout(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text(f"# {name}\n")
    made = Layout(tmp_path, tmp_path / "var")
    made.prepare()
    return made


@pytest.fixture
def commands(layout, monkeypatch):
    """What would have been run; making an environment is pretended, as the real one takes a network."""
    ran = []

    def run(command, environment, folder, **options):
        ran.append(command)
        if "venv" in command:
            (layout.venv / "bin").mkdir(parents=True)
            layout.python.write_text("")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(virtualenv, "run_child", run)
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return ran


def in_use(layout) -> Lease:
    lease = Lease(layout.run / f"{layout.venv.name}.lease")
    lease.take()
    return lease


def test_each_version_of_python_has_its_own(layout):
    assert layout.venv.name == f"venv-{sys.version_info.major}.{sys.version_info.minor}"


def test_it_is_made_and_filled_once_and_has_a_lasting_name(layout, commands):
    ensure_installed(layout)
    ensure_installed(layout)
    assert len(commands) == 2
    assert "--require-hashes" in commands[1]
    assert commands[1][-1] == str(layout.root / EMBEDDED)
    assert (layout.var / "venv").resolve() == layout.venv


def test_a_folder_of_an_earlier_version_is_left_alone(layout, commands):
    (layout.var / "venv").mkdir()
    ensure_installed(layout)
    assert not (layout.var / "venv").is_symlink()


def test_with_both_servers_named_from_outside_none_is_installed(layout, commands, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/x")
    monkeypatch.setenv("REDIS_URL", "redis://queue/0")
    ensure_installed(layout)
    assert commands[-1][-1] == str(layout.root / RUN_TIME)


def test_it_is_not_deleted_under_a_running_command(layout, commands, monkeypatch):
    ensure_installed(layout)
    lease = in_use(layout)
    monkeypatch.setattr(sys, "base_prefix", "/another/python")
    with pytest.raises(Refused, match="Another command runs from"):
        ensure_installed(layout)
    assert layout.python.exists()
    lease.leave()


def test_pins_are_not_changed_under_a_running_command(layout, commands):
    ensure_installed(layout)
    lease = in_use(layout)
    (layout.root / RUN_TIME).write_text("# another pin\n")
    with pytest.raises(Refused, match="Stop that one first"):
        ensure_installed(layout)
    lease.leave()


def test_tools_are_added_beside_a_running_command(layout, commands):
    ensure_installed(layout)
    lease = in_use(layout)
    ensure_installed(layout, DEVELOPMENT)
    assert commands[-1][-1] == str(layout.root / DEVELOPMENT)
    lease.leave()
