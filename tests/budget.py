"""What the tests cost: CPU and pages by folder and the dearest tests, told at the end; a test that asks many pages says why.

A run fails on counts only (decision 27): machines differ threefold, and one that is shared differs from minute to minute.
Seconds are told as on the core the limits were set on, by a fixed piece of work that each process does again and again
between its tests, and never fail a run. Limits and written reasons stand in `budget.toml`.
"""

import os
import resource
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.signals import request_started

FILE = Path(__file__).with_name("budget.toml")
LIMITS = tomllib.loads(FILE.read_text("utf-8"))
REASONS = {entry["name"]: entry for entry in LIMITS["test"]}
TRANSACTIONAL = {entry["name"]: entry for entry in LIMITS["transactional"]}
# They are slow for what they drive; they are counted but have no limit.
WITHOUT_LIMIT = ("browser", "fault", "load")
DEAREST = 20
# What the fixed piece of work takes on the core the limits were set on, and after how much CPU it is done again.
PIECE, MEASURED_EVERY = 0.0066, 15


def cpu() -> float:
    """CPU seconds of this process and of the programs it started and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def piece_of_work() -> float:
    """CPU seconds of a fixed piece of work: texts joined, cut and counted, as pages are. Best of three."""

    def once() -> float:
        began = time.process_time()
        for _again in range(20):
            Counter("-".join(f"<td>{number}</td>" for number in range(2_000)).split("-"))
        return time.process_time() - began

    return min(once() for _again in range(3))


def pieces(work: Callable[[], object], times: int = 3) -> float:
    """What `work` costs, the best of some times, in pieces of work measured now: a bound on this holds on any machine."""
    costs = []
    for _again in range(times):
        began = time.process_time()
        work()
        costs.append(time.process_time() - began)
    return min(costs) / piece_of_work()


def name_of(node: str) -> str:
    """The test function, without its parameters."""
    return node.partition("[")[0]


def pages_allowed(name: str) -> int:
    return REASONS.get(name, {}).get("pages", LIMITS["pages"])


class Meter:
    """Lies in each process that runs tests: writes on every report what its phase cost."""

    def __init__(self):
        self.pages = 0
        self.unit, self._measured_at = piece_of_work(), cpu()
        request_started.connect(self._page, weak=False)
        self._at = (cpu(), 0)

    def _page(self, **_of_the_signal):
        self.pages += 1

    def _since(self) -> tuple[float, int]:
        now, before = (cpu(), self.pages), self._at
        self._at = now
        return now[0] - before[0], now[1] - before[1]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        if cpu() - self._measured_at > MEASURED_EVERY:
            self.unit, self._measured_at = piece_of_work(), cpu()
        self._since()
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        seconds, pages = self._since()
        report.cost = {"cpu": seconds * PIECE / self.unit, "pages": pages, "unit": self.unit}
        if report.when == "call" and report.passed and self._over(item, pages):
            report.outcome = "failed"
            report.longrepr = (
                f"This test asked {pages} pages; {pages_allowed(name_of(item.nodeid))} are allowed. Ask fewer, or write it "
                f"with its reason into {FILE.parent.name}/{FILE.name}."
            )
        return report

    @staticmethod
    def _over(item, pages: int) -> bool:
        # --full tries thousands of examples in one test.
        quick = os.environ.get("HYPOTHESIS_PROFILE", "quick") == "quick"
        limited = quick and not any(item.get_closest_marker(name) for name in WITHOUT_LIMIT)
        return limited and pages > pages_allowed(name_of(item.nodeid))


class Bill:
    """Lies in the process that collects the reports: adds up and prints."""

    def __init__(self):
        self.folders = defaultdict(lambda: Counter(tests=0, cpu=0.0, pages=0))
        self.calls: dict[str, tuple[float, int]] = {}
        self.units: list[float] = []

    def pytest_runtest_logreport(self, report):
        cost = getattr(report, "cost", None)
        if cost is None:
            return
        folder = self.folders[_folder(report.nodeid)]
        folder["cpu"] += cost["cpu"]
        folder["pages"] += cost["pages"]
        if report.when == "call":
            folder["tests"] += 1
            self.calls[report.nodeid] = (cost["cpu"], cost["pages"])
            self.units.append(cost["unit"])

    def pytest_terminal_summary(self, terminalreporter):
        if len(self.calls) > 1:
            for line in self.lines():
                terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The bill: a line a folder, the whole, the dearest, and what is over without a reason."""
        whole = Counter()
        for folder in self.folders.values():
            whole.update(folder)
        speed = sorted(self.units)[len(self.units) // 2] / PIECE
        head = f"CPU seconds of the tests by folder, as on the core of the limits (this one took {speed:.1f} times as long)"
        return [
            head,
            *(_line(name, folder) for name, folder in sorted(self.folders.items(), key=lambda pair: -pair[1]["cpu"])),
            _line("all", whole),
            *self._dearest(),
        ]

    def _dearest(self) -> list[str]:
        """By name and cost; a star where the cost is over the limit and no reason is written."""
        dearest = sorted(self.calls.items(), key=lambda pair: -pair[1][0])[:DEAREST]
        lines = [f"the {len(dearest)} dearest (*: over {LIMITS['seconds']} s without a written reason)"]
        for node, (seconds, pages) in dearest:
            star = "*" if seconds > LIMITS["seconds"] and name_of(node) not in REASONS else " "
            lines.append(f" {star}{seconds:7.2f} {pages:5} pages  {node}")
        return lines


def _folder(node: str) -> str:
    """tests/claims; a file that lies in no folder stands under tests."""
    return "/".join(node.partition("::")[0].split("/")[:-1][:2])


def _line(name: str, folder: Counter) -> str:
    tests = folder["tests"] or 1
    return (
        f"  {folder['cpu']:7.1f}  {name:20} {folder['tests']:6} tests, {folder['cpu'] / tests:.3f} s each, "
        f"{folder['pages']} pages, {folder['pages'] / tests:.2f} each"
    )


def transactional_without_reason(items) -> list[str]:
    """The tests that empty all tables behind them, which costs two seconds each, and do not say why."""
    found = set()
    for item in items:
        marker = item.get_closest_marker("django_db")
        limited = not any(item.get_closest_marker(name) for name in WITHOUT_LIMIT)
        if limited and marker and marker.kwargs.get("transaction"):
            found.add(name_of(item.nodeid))
    return sorted(name for name in found if not any(_covers(entry, name) for entry in TRANSACTIONAL))


def _covers(entry: str, node: str) -> bool:
    """An entry names a test or a whole file."""
    return entry in (name_of(node), node.partition("::")[0])


def put_into(config) -> None:
    """Measure where tests run, add up where they are reported; without more processes both are one."""
    if config.getoption("collectonly"):
        return
    works_here = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if works_here:
        config.pluginmanager.register(Meter(), "meter")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Bill(), "bill")
