"""bin/lint: what the pinned tools find in the code and the templates: ruff, mypy, djlint."""

import os
import shutil
from pathlib import Path

from launcher.foreground import run_through
from launcher.layout import Layout
from launcher.stamps import digest_of
from launcher.virtualenv import DEVELOPMENT, ensure_installed

# mypy reads the models through Django's settings, which ask for no server.
SETTINGS = {"MINBAO_ENV": "development"}


def run(layout: Layout, arguments: list[str]) -> int:
    """Every tool on everything, whatever the one before it found; the first exit code that is not 0.

    With arguments, files or options of ruff, only ruff runs, on those.
    """
    ensure_installed(layout, DEVELOPMENT)
    tools = commands(layout.venv / "bin", memory_of(layout), arguments)
    codes = [run_through(tool, {**os.environ, **SETTINGS}, layout.root) for tool in tools]
    return next((code for code in codes if code), 0)


def memory_of(layout: Layout) -> Path:
    """Where mypy keeps what it knows. It mixes up models that have moved, so that other files mean another memory."""
    apps = [file.parent for file in layout.root.glob("*/apps.py")]
    files = {path for app in apps for pattern in ("**/models.py", "**/models/*.py") for path in app.glob(pattern)}
    models = sorted(str(path.relative_to(layout.root)) for path in files)
    folder = layout.var / "mypy"
    memory = folder / digest_of(models)[:16]
    for old in folder.glob("*") if not memory.exists() else ():
        shutil.rmtree(old, ignore_errors=True)
    return memory


def commands(programs: Path, memory: Path, arguments: list[str]) -> list[list[str]]:
    """The command of each tool in the order they run, the fast ones first; what each checks stands in pyproject.toml."""
    ruff = [[str(programs / "ruff"), *task, *arguments] for task in (["check"], ["format", "--check"])]
    if arguments:
        return ruff
    djlint = [str(programs / "djlint"), "templates", "--lint", "--quiet"]
    # What mypy remembers makes the second run a matter of seconds.
    return [*ruff, djlint, [str(programs / "mypy"), "--cache-dir", str(memory)]]
