"""Times the settlement engine on one core with the demonstration policy, beside baselines of the same run."""

import io
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal

from claims.management.commands.quote import answer
from claims.queries.policies import policy_for
from claims.rules.settlement.answer import as_json
from claims.rules.settlement.case_reader import read_case
from claims.rules.settlement.quotes import read_json
from claims.rules.settlement.settlement import settle

CORE_TARGET, QUOTE_TARGET = 20_000, 10_000
POLICY = "fujian-demonstration"
ROUNDS = 3


def run(write: Callable[[str], object], cases: int) -> None:
    """Print how many settlements a second there are, and the baselines beside them."""
    text = json.dumps(_case(0), ensure_ascii=False)
    record = read_case(read_json(text))
    policy = policy_for(POLICY, record)
    settled = settle(policy, record)
    reply = as_json(settled)
    amounts = [line.total for line in settled.lines]
    write(
        f"{cases} cases of ten lines, {len(settled.steps)} steps each, policy {POLICY}, one core, best of {ROUNDS} runs"
    )
    write(f"{'measured':<52}{'per second':>12}{'target':>10}")
    _line(write, "baseline: sum of ten Decimals", _rate(lambda: sum(amounts, Decimal(0)), cases))
    _line(
        write, "baseline: JSON of one case read, of its answer written", _rate(lambda: _json_alone(text, reply), cases)
    )
    _line(write, "core: settle() from plain records", _rate(lambda: settle(policy, record), cases), CORE_TARGET)
    _line(write, "quote: JSON lines to JSON lines", _quote_rate(cases), QUOTE_TARGET)
    small, large = _peak(cases // 10), _peak(cases)
    write(f"memory of quote at its peak: {small:.0f} kB for {cases // 10} cases, {large:.0f} kB for {cases}")


def _case(number: int) -> dict:
    """A retired employee's second stay at a third-level hospital, with ten lines; amounts, age and years differ by case.

    It uses B1 to B3, D2, S2, S5, S6, a cap, L1 with its tilt (L3), P1 and P2.
    """
    lines = [
        {"code": f"A{n}", "class": "a", "price": f"{1200 + number % 997 + n}.35", "quantity": 3, "on": "2026-03-02"}
        for n in range(3)
    ]
    lines += [
        {"code": f"B{n}", "class": "b", "price": f"{410 + number % 89 + n}.17", "quantity": "4", "on": "2026-03-03"}
        for n in range(3)
    ]
    lines += [
        {"code": "X1", "class": "b", "item_class": "special_exam", "total": f"{2318 + number}.50", "on": "2026-03-03"},
        {"code": "P1", "class": "a", "price": "10.4000", "quantity": "12", "payment_standard": "8.2500"},
        {"code": "C1", "class": "c", "total": f"{664 + number % 331}.20", "on": "2026-03-04"},
        {"code": "S1", "class": "a", "total": f"{21000 + number}.00", "on": "2026-03-04"},
    ]
    person = {"scheme": "uebmi", "category": "retired", "age": 61 + number % 25, "contribution_years": 31, "poor": True}
    visit = {"level": "3", "admitted_on": "2026-03-02", "discharged_on": "2026-03-09"}
    year = {"admissions": 1, "deductible_taken": "500.00", "in_scope": f"{108500 + number}.00", "fund_paid": "88000.00"}
    year |= {"burden": f"{21000 + number}.00", "major_illness_paid": "1800.00"}
    return {
        "id": number,
        "policy": POLICY,
        "person": person,
        "visit": visit,
        "bill": {"lines": lines},
        "accumulators": year,
        "balances": {"personal_account": "812.33"},
        "deposit": "3000.00",
    }


class _Lines:
    """Cases as lines of JSON; their texts are made before the clock starts."""

    def __init__(self, cases: int):
        texts = [json.dumps(_case(n), ensure_ascii=False) + "\n" for n in range(min(cases, 5000))]
        self._lines = (texts[n % len(texts)] for n in range(cases))

    def __iter__(self) -> Iterator[str]:
        return self._lines


class _Sink(io.TextIOBase):
    """Takes answers and forgets them, so that memory measured is the engine's."""

    def write(self, text: str) -> int:
        return len(text)


def _json_alone(text: str, reply: dict) -> None:
    json.loads(text)
    json.dumps(reply, ensure_ascii=False)


def _rate(work: Callable[[], object], times: int) -> float:
    """How often a second, the best of three runs."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(times):
            work()
        found.append(times / (time.perf_counter() - start))
    return max(found)


def _quote_rate(cases: int) -> float:
    """Quotes a second, the best of three runs: the others tell what else the machine was doing."""
    times = []
    for _ in range(ROUNDS):
        lines = _Lines(cases)
        start = time.perf_counter()
        answer(lines, _Sink())
        times.append(time.perf_counter() - start)
    return cases / min(times)


def _peak(cases: int) -> float:
    """Memory at the peak in kB while so many cases are quoted."""
    lines = _Lines(cases)
    tracemalloc.start()
    answer(lines, _Sink())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024


def _line(write: Callable[[str], object], name: str, rate: float, target: int | None = None) -> None:
    write(f"{name:<52}{rate:>12,.0f}{target or '':>10}")
