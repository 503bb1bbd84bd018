"""What a room above is told of a run: that it is done. The run knows no case."""

from collections.abc import Callable

_finished: list[Callable] = []


def register_finished(tell: Callable) -> None:
    """Say what the end of a run brings about: (run), in the transaction that ends it."""
    _finished.append(tell)


def finished(run) -> None:
    """A run is done."""
    for tell in _finished:
        tell(run)
