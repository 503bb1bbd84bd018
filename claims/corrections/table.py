"""What rooms above say against correcting a posted settlement."""

from collections.abc import Callable
from typing import Any

_against: list[Callable[[Any], str]] = []


def register_against(told: Callable[[Any], str]) -> None:
    """Say why a posted result cannot be corrected: a code of a reason, "" where nothing stands against it. Asked in the transaction
    that works the correction out."""
    _against.append(told)


def against(original: Any) -> str:
    """The first reason, or ""."""
    return next((code for told in _against if (code := told(original))), "")
