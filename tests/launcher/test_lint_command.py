"""What bin/lint runs."""

from pathlib import Path

from launcher.layout import Layout
from launcher.lint_command import commands, memory_of


def names(found: list[list[str]]) -> list[str]:
    return [" ".join([Path(command[0]).name, *command[1:2]]) for command in found]


def test_every_tool_runs_on_everything():
    found = commands(Path("/bin"), Path("/var/mypy/1"), [])
    assert names(found) == ["ruff check", "ruff format", "djlint templates", "mypy --cache-dir"]
    assert found[-1][-1] == "/var/mypy/1"


def test_on_some_files_only_ruff_runs():
    found = commands(Path("/bin"), Path("/var/mypy/1"), ["portal"])
    assert [command[-1] for command in found] == ["portal", "portal"]
    assert names(found) == ["ruff check", "ruff format"]


def test_models_that_have_moved_are_looked_at_afresh(tmp_path):
    layout = Layout(tmp_path, tmp_path / "var")
    (tmp_path / "app" / "room").mkdir(parents=True)
    (tmp_path / "app" / "apps.py").touch()
    (tmp_path / "app" / "room" / "models.py").touch()
    first = memory_of(layout)
    first.mkdir(parents=True)
    (tmp_path / "app" / "room" / "views.py").touch()
    assert memory_of(layout) == first
    (tmp_path / "app" / "models.py").touch()
    assert memory_of(layout) != first
    assert not first.exists()
