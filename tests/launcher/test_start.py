"""The door: an old Python, an unknown command, and what reaches stdout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from launcher import cli, virtualenv

BIN = Path(__file__).resolve().parents[2] / "bin"


def fake_python(folder: Path, says: str, is_new: bool) -> None:
    """A python3 that answers as an interpreter of another version would."""
    file = folder / "python3"
    file.write_text(f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{says}"; exit 0; fi\nexit {0 if is_new else 1}\n')
    file.chmod(0o755)


@pytest.mark.parametrize("command", ["up", "manage", "test", "bench"])
def test_an_old_python_is_told_what_is_needed(tmp_path, command):
    fake_python(tmp_path, "Python 3.9.2", is_new=False)
    for tool in ("dirname", "sh"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    environment = {"PATH": str(tmp_path)}
    done = subprocess.run([BIN / command], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "needs Python 3.11 or newer; found: Python 3.9.2" in done.stderr
    assert f"PYTHON=/path/to/python3.11 bin/{command}" in done.stderr


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "launcher" / "start.sh", *arguments], env=os.environ | environment, capture_output=True, text=True
    )


def test_a_python_that_is_named_is_taken_whatever_its_path(tmp_path):
    folder = tmp_path / "一 folder, with spaces"
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    assert "up, manage, test, bench" in start("dance", PYTHON=str(folder / "python")).stderr


@pytest.mark.parametrize("named", ["/nowhere/python3.12", "old"])
def test_a_python_that_is_named_and_will_not_do_is_not_replaced(tmp_path, named):
    if named == "old":
        fake_python(tmp_path, "Python 3.9.2", is_new=False)
        named = str(tmp_path / "python3")
    done = start("dance", PYTHON=named)
    assert done.returncode == 1
    assert f"PYTHON={named} does not run, or is older than Python 3.11" in done.stderr


def test_an_old_python_that_starts_the_launcher_itself_is_told_too(monkeypatch, capsys):
    monkeypatch.setattr(cli, "MIN_PYTHON", (99, 0))
    assert cli.main(["manage"]) == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_an_unknown_command_lists_the_known_ones():
    environment = os.environ | {"PYTHON": sys.executable}
    done = subprocess.run([BIN / "launcher" / "start.sh", "dance"], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "up, manage, test, bench" in done.stderr


def test_a_python_without_venv_is_told_which_package_to_install():
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt install python{version}-venv" in virtualenv.missing_venv_message()
