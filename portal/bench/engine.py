"""Times the settlement engine on one core with the demonstration policy, as multiples of a JSON baseline of the same run.

A machine that others use too is not the same from one second to the next: so baseline and engine take turns, in CPU seconds, and
what counts is the median of their ratios. The cases are of different people, and what comes out is kept until a chunk is done, as a
settlement run keeps it. The collector is off inside a chunk; its run after each chunk is counted.
"""

import gc
import io
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median

from claims.management.commands.quote import answer
from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.answer import as_json
from claims.settlement.rules.answer.quotes import read_json
from claims.settlement.rules.reading.case_reader import read_case
from claims.settlement.rules.settling.settlement import settle

# Multiples of the baseline: one case read as JSON and its answer written, by the standard library.
CORE_TARGET, QUOTE_TARGET = 1.1, 0.55
POLICY = "fujian-demonstration"
ROUNDS, PEOPLE, CHUNK = 9, 2000, 250
LEVELS, STATES = ("3", "2", "1", "community"), ("local", "local", "local", "filed", "unfiled")


def run(write: Callable[[str], object], cases: int) -> None:
    """Print each figure with its ratio to the baseline: the median of the rounds, with the lowest and the highest."""
    documents = [_case(number) for number in range(PEOPLE)]
    texts = [json.dumps(document, ensure_ascii=False) for document in documents]
    records = [read_case(read_json(text)) for text in texts]
    policy = policy_for(POLICY, records[0])
    replies = [as_json(settle(policy, record)) for record in records[:CHUNK]]
    steps = sum(len(reply["steps"]) for reply in replies) / len(replies)
    pairs = [(text, replies[number % CHUNK]) for number, text in enumerate(texts)]
    write(f"{PEOPLE} people, a case of ten lines each, {steps:.0f} steps on average, policy {POLICY}")
    write(f"one process, CPU seconds, baseline and engine in turns, median of {ROUNDS} rounds (lowest to highest)")
    work = {
        "json": lambda: _kept(lambda pair: _json_alone(*pair), pairs),
        "core": lambda: _kept(lambda record: settle(policy, record), records),
        "quote": lambda: _quoted(texts),
    }
    gc.collect()
    gc.freeze()
    try:
        rounds = [_round(work, number) for number in range(ROUNDS)]
    finally:
        gc.unfreeze()
    write(f"{'measured':<52}{'per second':>12}{'× baseline':>14}{'target':>8}")
    _line(write, "baseline: JSON of one case read, of its answer written", rounds, "json")
    _line(write, "core: settle() from plain records", rounds, "core", CORE_TARGET)
    _line(write, "quote: JSON lines to JSON lines", rounds, "quote", QUOTE_TARGET)
    small, large = _peak(cases // 10), _peak(cases)
    write(f"memory of quote at its peak: {small:.0f} kB for {cases // 10} cases, {large:.0f} kB for {cases}")


def _round(work: dict[str, Callable[[], object]], number: int) -> dict[str, float]:
    """CPU seconds of each kind of work on all people; each round begins with another one."""
    names = list(work)
    first = number % len(names)
    taken = {}
    for name in names[first:] + names[:first]:
        start = time.process_time()
        work[name]()
        taken[name] = time.process_time() - start
    return taken


def _kept(work: Callable[[object], object], inputs: Sequence) -> None:
    """Do it for each input; what comes out of a chunk is kept until the collector has been over it."""
    gc.disable()
    try:
        for start in range(0, len(inputs), CHUNK):
            kept = [work(one) for one in inputs[start : start + CHUNK]]
            gc.collect()
            del kept
    finally:
        gc.enable()


def _quoted(texts: Sequence[str]) -> None:
    """The command's own loop over lines, which keeps nothing, with the collector as it always is."""
    answer(iter([f"{text}\n" for text in texts]), _Sink())


def _json_alone(text: str, reply: dict) -> tuple[object, str]:
    return json.loads(text), json.dumps(reply, ensure_ascii=False)


def _case(number: int) -> dict:
    """A stay of one of many people: category, age, years, level, state of filing, year so far and amounts all differ.

    It uses B1 to B3, O1, O2, D1, D2, D4, D5, S2, S5, S6, a cap, L1 with its tilt (L3), L4, L6, P1 and P2.
    """
    random = Random(number)
    retired = random.random() < 0.4
    age = random.randint(50, 95) if retired else random.randint(18, 60)
    person = {
        "scheme": "uebmi",
        "category": "retired" if retired else "active",
        "age": age,
        "contribution_years": random.randint(0, min(40, age - 18)),
        "poor": random.random() < 0.1,
        "city_supplement": random.random() < 0.3,
        "diseases": ["cancer"] if random.random() < 0.05 else [],
    }
    visit = {"level": random.choice(LEVELS), "off_site": random.choice(STATES)}
    visit |= {"admitted_on": "2026-03-02", "discharged_on": "2026-03-09"}
    return {
        "id": number,
        "policy": POLICY,
        "person": person,
        "visit": visit,
        "bill": {"lines": _lines(random, number)},
        "accumulators": _year(random),
        "balances": {"personal_account": f"{random.randint(0, 3000)}.33"},
        "deposit": "3000.00",
    }


def _lines(random: Random, number: int) -> list[dict]:
    lines = [
        {"code": f"A{n}", "class": "a", "price": f"{random.randint(200, 2200)}.35", "quantity": 3, "on": "2026-03-02"}
        for n in range(3)
    ]
    lines += [
        {"code": f"B{n}", "class": "b", "price": f"{random.randint(90, 700)}.17", "quantity": "4", "on": "2026-03-03"}
        for n in range(3)
    ]
    return [
        *lines,
        {"code": "X1", "class": "b", "item_class": "special_exam", "total": f"{2318 + number}.50", "on": "2026-03-03"},
        {"code": "P1", "class": "a", "price": "10.4000", "quantity": "12", "payment_standard": "8.2500"},
        {"code": "C1", "class": "c", "total": f"{random.randint(100, 1900)}.20", "on": "2026-03-04"},
        {"code": "S1", "class": "a", "total": f"{random.randint(1000, 41000)}.00", "on": "2026-03-04"},
    ]


def _year(random: Random) -> dict:
    """The year before: nothing yet, or up to three stays, for some of them near the cap."""
    stays = random.randint(0, 3)
    if not stays:
        return {}
    cost = stays * random.randint(4000, 44000)
    year = {"admissions": stays, "deductible_taken": f"{stays * 400}.00", "in_scope": f"{cost}.00"}
    return year | {"fund_paid": f"{cost * 4 // 5}.00", "burden": f"{cost // 5}.00"}


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


def _peak(cases: int) -> float:
    """Memory at the peak in kB while so many cases are quoted."""
    lines = _Lines(cases)
    tracemalloc.start()
    answer(lines, _Sink())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024


def _line(
    write: Callable[[str], object], name: str, rounds: list[dict], work: str, target: float | None = None
) -> None:
    """Settlements a second of CPU time, and the ratio to the baseline of the same round."""
    rate = median(PEOPLE / one[work] for one in rounds)
    if target is None:
        write(f"{name:<52}{rate:>12,.0f}{'1.00':>14}")
        return
    ratios = sorted(one["json"] / one[work] for one in rounds)
    spread = f"({ratios[0]:.2f} to {ratios[-1]:.2f})"
    write(f"{name:<52}{rate:>12,.0f}{median(ratios):>14.2f}{target:>8} {spread}")
