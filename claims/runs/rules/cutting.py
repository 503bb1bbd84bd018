"""How a month is cut into chunks: by person, all of a person's settlements in one. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

# So many settlements a chunk at most, and more only where one person has them: large enough for few queries, small enough for
# little memory. A smaller month is cut into as many parts as keep several workers busy.
MOST, LEAST, PARTS = 2_500, 100, 16


def size_for(cares: int) -> int:
    """How many settlements a chunk of a month of so many holds."""
    return min(MOST, max(LEAST, cares // PARTS))


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Some people from a key to another, and how many settlements they have."""

    number: int
    first: UUID
    last: UUID
    cares: int


def cut(people: Iterable[tuple[UUID, int]], size: int) -> Iterator[Cut]:
    """The chunks of people (key, settlements) in the order of their keys."""
    number, cares, first, last = 1, 0, None, None
    for key, count in people:
        if first is not None and last is not None and cares + count > size:
            yield Cut(number=number, first=first, last=last, cares=cares)
            number, cares, first = number + 1, 0, None
        first, last, cares = first or key, key, cares + count
    if first is not None and last is not None:
        yield Cut(number=number, first=first, last=last, cares=cares)
