"""What rooms above say is owed back beside what claims were overpaid: the check of receivable accounts counts it in."""

from collections.abc import Callable, Iterator
from decimal import Decimal

Owed = Callable[[], list[tuple[int, Decimal]]]

_owed: list[Owed] = []


def register_owed(told: Owed) -> None:
    """Say what is owed back: (key of a receivable account, amount in yuan), as `told` answers when it is checked."""
    _owed.append(told)


def owed_beside() -> Iterator[tuple[int, Decimal]]:
    """All of it."""
    for told in _owed:
        yield from told()
