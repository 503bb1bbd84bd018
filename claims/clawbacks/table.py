"""Which kinds of case may find that an institution was paid wrongly, and which institution each of them is about."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

About = Callable[[Any], UUID | None]

_origins: dict[str, About] = {}


def register_origin(kind: str, about: About) -> None:
    """Say that cases of a kind may find it, and whom one is about: the key of an institution, None where it found nothing yet."""
    _origins[kind] = about


def is_origin(case: Any) -> bool:
    """Whether a case is of such a kind."""
    return case.kind in _origins


def about(case: Any) -> UUID | None:
    """The institution a case is about. Raises KeyError for another kind."""
    return _origins[case.kind](case)
