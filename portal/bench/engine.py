"""Times the settlement engine on one core, beside baselines of the same run."""

import json
import time
from collections.abc import Callable
from decimal import Decimal


def run(write: Callable[[str], object], cases: int) -> None:
    """Print how many settlements a second there are, and the baselines beside them."""
    amounts = [Decimal(n * 137) / 100 for n in range(1, 11)]
    write(f"{'measured':<44}{'per second':>12}{'target':>10}")
    _line(write, "baseline: sum of ten Decimals", _rate(lambda: sum(amounts), cases))
    record = json.dumps({"amounts": [str(amount) for amount in amounts]})
    _line(write, "baseline: JSON read and written", _rate(lambda: json.dumps(json.loads(record)), cases))


def _rate(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - start)


def _line(write: Callable[[str], object], name: str, rate: float, target: int | None = None) -> None:
    write(f"{name:<44}{rate:>12,.0f}{target or '':>10}")
