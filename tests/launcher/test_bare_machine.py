"""What the trial on a bare machine names is still there: it is run by hand, seldom, and must not fail for a folder that moved."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_tests_it_runs_are_there():
    named = re.findall(r"\btests/\S+?(?=[\s)])", (ROOT / "bin/try-bare-inside").read_text("utf-8"))
    assert named and [path for path in named if not (ROOT / path).exists()] == []
