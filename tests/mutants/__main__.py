"""Mutants of the rules: python -m tests.mutants [--minutes N] [--most N] [FILE ...], through bin/test --mutants.

Without files those of a day, in turn, so that every file has its day again. Prints the score of each file and what survived.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
APPS = ("casework", "institutions", "enrolment", "claims")
GOAL = 0.9
# What is left when nothing is begun any more.
LEAST_SECONDS = 5
# Rooms beside a file's own whose tests are run, too.
NEIGHBOURS = 2
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants.plugin", "-p", "no:cacheprovider", "--tb=no"]
PYTEST += ["--assert=plain", "-m", "not browser and not fault and not load"]


def rule_files() -> list[str]:
    """Every file of rules that has a function in it."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py") if {"rules", "rules.py"} & set(path.parts)]
    return sorted(str(path.relative_to(ROOT)) for path in files if "def " in path.read_text(encoding="utf-8"))


def in_turn(files: list[str], on: date) -> list[str]:
    """All files, beginning with another one every day: far from the day before, so that every app has its turn in a week."""
    if not files:
        return []
    step = next(n for n in range(len(files) * 2 // 5 or 1, len(files) + 1) if len(files) == 1 or _apart(n, len(files)))
    first = on.toordinal() * step % len(files)
    return files[first:] + files[:first]


def _apart(step: int, length: int) -> bool:
    """Whether steps of that length reach every place."""
    return all(step % n or length % n for n in range(2, length + 1))


@cache
def _sources() -> dict[Path, str]:
    """Every file of the apps and of the tests, by its path from the root."""
    files = [path for folder in (*APPS, "tests") for path in (ROOT / folder).rglob("*.py")]
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in files}


def room_tests(file: str) -> tuple[str, ...]:
    """The tests of the file's room (of its app where the room has none), those of the next rooms that use it, rules first, and test
    files that import it."""
    module = ".".join(Path(file).with_suffix("").parts)
    using = [path for path, text in _sources().items() if f"from {module} import" in text]
    rooms = [_folder(Path(file))]
    rooms += [
        _folder(path) for path in sorted(using, key=lambda path: "rules" not in path.parts) if path.parts[0] != "tests"
    ]
    near = list(dict.fromkeys(rooms))[: 1 + NEIGHBOURS]
    own = [
        str(path)
        for path in using
        if path.name.startswith("test_") and not any(f"{path}".startswith(f"{one}/") for one in near)
    ]
    return (*near, *sorted(own))


def _folder(path: Path) -> str:
    app, room = path.parts[:2]
    return f"tests/{app}/{room}" if (ROOT / "tests" / app / room).is_dir() else f"tests/{app}"


def measured(files: list[str], minutes: float, most: int, seed: int) -> Iterator[dict]:
    """The result of each file that was begun in time; files of one room in one run."""
    until = time.monotonic() + minutes * 60
    for paths, group in groupby(files, key=room_tests):
        left = until - time.monotonic()
        if left < LEAST_SECONDS:
            return
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as report:
            options = [f"--mutate-seconds={left:.0f}", f"--mutate-most={most}", f"--mutate-seed={seed}"]
            options += [f"--mutate-report={report.name}", *[f"--mutate={file}" for file in group]]
            done = subprocess.Popen(
                [*PYTEST, *options, *paths], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            yield from _lines_of(report, done)
            told = done.stdout.read() if done.stdout else b""
        if done.returncode:
            yield {"file": ", ".join(paths), "failed": told.decode(errors="replace")[-2000:]}


def _lines_of(report: IO[str], running: subprocess.Popen) -> Iterator[dict]:
    """What a run reports, as soon as it does."""
    ended = False
    while not ended:
        ended = running.poll() is not None
        for line in report:
            result = json.loads(line)
            if result["killed"] or result["survived"] or not result["mutants"]:
                yield result
        time.sleep(0.2)


def said(result: dict) -> list[str]:
    """A file's score and what survived, line by line."""
    if "failed" in result:
        return [f"{result['file']}: not measured", result["failed"]]
    alive = result["survived"]
    tried = result["killed"] + len(alive)
    score = f"{result['killed'] / tried:5.0%}" if tried else "    –"
    lines = [
        f"{score}  {result['killed']:4} of {tried:4}  {result['file']} ({result['mutants']} mutants, {result['tests']} tests)"
    ]
    return lines + [f"         line {line}: {was}  →  {became}" for line, was, became in alive]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/test --mutants")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--most", type=int, default=60, help="mutants of a file, drawn anew every day; 0: all of them")
    given = parser.parse_args()
    today = date.today()
    killed = tried = 0
    for result in measured(given.files or in_turn(rule_files(), today), given.minutes, given.most, today.toordinal()):
        print("\n".join(said(result)), flush=True)
        killed += result.get("killed", 0)
        tried += result.get("killed", 0) + len(result.get("survived", ()))
    if tried:
        print(f"mutants killed: {killed / tried:.0%} of {tried}; the goal is {GOAL:.0%}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
