"""bin/lint: ruff's findings and the form of the code, with the pinned ruff."""

import os

from launcher.foreground import run_through
from launcher.layout import Layout
from launcher.virtualenv import DEVELOPMENT, ensure_installed


def run(layout: Layout, arguments: list[str]) -> int:
    """Check and format --check; the first exit code that is not 0."""
    ensure_installed(layout, DEVELOPMENT)
    ruff = [str(layout.venv / "bin" / "ruff")]
    codes = [
        run_through([*ruff, *task, *arguments], os.environ, layout.root) for task in (["check"], ["format", "--check"])
    ]
    return next((code for code in codes if code), 0)
