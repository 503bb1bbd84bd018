"""Instead of one run of the collected tests, one for each mutant of a file, in a process of its own, up to the first failure.

A fork costs less than a start, and a mutant dies in a fraction of a second where a test of its room looks at what it changes.
"""

import gc
import json
import mmap
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FunctionType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.mutations import Mutant, mutants_of
from tests.mutants.swapping import functions_of, swap

KILLED, SURVIVED, NOT_PUT_IN = 1, 0, 3
AT_ONCE = 2
# A mutant that runs on for ever is found out, too.
PATIENCE, LEAST_SECONDS = 8, 20


def pytest_addoption(parser):
    parser.addoption(
        "--mutate", action="append", help="a file whose functions are changed, from the root of the project"
    )
    parser.addoption("--mutate-seconds", type=float, default=600)
    parser.addoption("--mutate-most", type=int, default=0, help="that many mutants, drawn; 0: all of them")
    parser.addoption("--mutate-seed", type=int, default=0)
    parser.addoption("--mutate-report", help="where results are put, a line of JSON for each file")


def pytest_collection_modifyitems(items):
    """Rules ask no database; a test that does is about something else, and connections do not survive a fork."""
    items[:] = [item for item in items if "db" not in item.fixturenames and not item.get_closest_marker("django_db")]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    option = session.config.option
    until = time.monotonic() + option.mutate_seconds
    taken = _times(session)
    if taken is None:
        raise pytest.UsageError("The tests fail without any change.")
    items = sorted(session.items, key=lambda item: taken.get(item.nodeid, 0))
    limit = max(LEAST_SECONDS, PATIENCE * sum(taken.values()))
    functions = {file: functions_of(_module_of(file)) for file in option.mutate}
    gc.freeze()
    with Path(option.mutate_report).open("a", encoding="utf-8") as report:
        for file in option.mutate:
            every = list(mutants_of(Path(file).read_text(encoding="utf-8"), file))
            mutants = _drawn(every, option.mutate_most, option.mutate_seed)
            found = _run_all(functions[file], mutants, items, limit=limit, until=until)
            survivors = [(one.line, one.was, one.became) for one, code in found if code == SURVIVED]
            killed = sum(code not in (SURVIVED, NOT_PUT_IN) for _one, code in found)
            counts = {"tests": len(items), "mutants": len(every), "killed": killed, "survived": survivors}
            print(json.dumps({"file": file} | counts, ensure_ascii=False), file=report, flush=True)
    return True


def _module_of(file: str) -> str:
    return ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")


def _drawn(mutants: list[Mutant], most: int, seed: int) -> list[Mutant]:
    """So many of them, in the order of their lines; 0: all."""
    if not 0 < most < len(mutants):
        return mutants
    return sorted(random.Random(seed).sample(mutants, most), key=lambda mutant: mutant.line)


def _times(session) -> dict[str, float] | None:
    """How long each test takes without a change; None when one fails. In a process of its own: nothing is remembered."""
    reading, writing = os.pipe()

    def measure() -> int:
        taken = {}
        for item, follows in zip(session.items, [*session.items[1:], None], strict=True):
            start = time.monotonic()
            if _fails(item, follows):
                return KILLED
            taken[item.nodeid] = time.monotonic() - start
        with os.fdopen(writing, "w") as out:
            json.dump(taken, out)
        return SURVIVED

    pid = _forked(measure, limit=0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _pid, status = os.waitpid(pid, 0)
    return json.loads(text) if os.waitstatus_to_exitcode(status) == SURVIVED else None


def _run_all(
    functions: list[FunctionType], mutants: Sequence[Mutant], items: list, *, limit: float, until: float
) -> list[tuple[Mutant, int]]:
    """Each mutant with how it ended; what is not begun in time is left out. Tests that killed others go first."""
    running: dict[int, Mutant] = {}
    found = []
    # One byte a test, which the processes share: how many mutants it has killed.
    kills = mmap.mmap(-1, len(items))
    for mutant in [*mutants, *[None] * AT_ONCE]:
        if len(running) >= AT_ONCE or (mutant is None and running):
            pid, status = os.wait()
            found.append((running.pop(pid), os.waitstatus_to_exitcode(status)))
        if mutant is not None and time.monotonic() < until:
            running[_forked(partial(_try, functions, mutant, items, kills), limit=limit)] = mutant
    return sorted(found, key=lambda one: one[0].line)


def _try(functions: list[FunctionType], mutant: Mutant, items: list, kills: mmap.mmap) -> int:
    try:
        if not swap(functions, mutant.code):
            return NOT_PUT_IN
    except ValueError:
        return NOT_PUT_IN
    order = sorted(range(len(items)), key=lambda number: -kills[number])
    for number, follows in zip(order, [*order[1:], None], strict=True):
        if _fails(items[number], None if follows is None else items[follows]):
            kills[number] = min(255, kills[number] + 1)
            return KILLED
    return SURVIVED


def _fails(item, follows) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=follows))


def _forked(work: Callable[[], int], *, limit: float) -> int:
    """Run in a process of its own that says nothing and ends with the number; a signal ends it after `limit` seconds."""
    pid = os.fork()
    if pid:
        return pid
    code = KILLED
    with suppress(BaseException):
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        gc.disable()
        if limit:
            signal.setitimer(signal.ITIMER_REAL, limit)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
        code = work()
    os._exit(code)
