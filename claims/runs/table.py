"""What rooms above are asked and told by a run: what takes the place of a posted settlement, and that it is done. The run knows no
case."""

from collections.abc import Callable
from typing import Any

_finished: list[Callable] = []


def register_finished(tell: Callable) -> None:
    """Say what the end of a run brings about: (run), in the transaction that ends it."""
    _finished.append(tell)


def finished(run) -> None:
    """A run is done."""
    for tell in _finished:
        tell(run)


# What knows of corrections: how one is worked out, and what it writes.
_corrections: list[tuple[Callable, Callable]] = []


def register_corrections(work: Callable, write: Callable) -> None:
    """Say how a settlement that takes the place of a posted one is worked out, and what posting it writes."""
    _corrections[:] = [(work, write)]


def worked_correction(*told: Any) -> Any:
    """What such a settlement comes to: (settlement, what is found, original, chunk, book, years)."""
    ((work, _write),) = _corrections
    return work(*told)


def write_corrections(run: Any, results: Any, years: Any) -> None:
    """What posting such settlements writes beside, in the transaction of their chunk."""
    for _work, write in _corrections:
        write(run, results, years)
