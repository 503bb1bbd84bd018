"""What rooms above say an institution owes back beside its months, and how they are told that a month took some of it."""

from collections.abc import Callable, Collection, Iterator
from typing import Any
from uuid import UUID

Owing = Callable[[Collection[UUID]], Any]
Told = Callable[..., None]

_owing: list[Owing] = []
_told: list[Told] = []


def register_owing(accounts: Owing, told: Told) -> None:
    """Say on which accounts some institutions owe something back (keys of institutions → keys of accounts, as a query), and be told
    what a month took: (account, yuan), case=, by=, on=; in the transaction that posts it."""
    _owing.append(accounts)
    _told.append(told)


def owing_beside(institutions: Collection[UUID]) -> Iterator[Any]:
    """The keys of those accounts, a query of each room. No query by itself."""
    for accounts in _owing:
        yield accounts(institutions)


def tell_taken(account: Any, amount: Any, **told: Any) -> None:
    """A month took an amount in yuan from what is owed on an account."""
    for tell in _told:
        tell(account, amount, **told)
