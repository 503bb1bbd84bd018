"""What amounts are for and why they are held, in words: each room that moves money registers its own codes."""

from collections.abc import Mapping

_purposes: dict[str, object] = {}
_holds: dict[str, object] = {}


def register_purposes(words: Mapping[str, object]) -> None:
    """Name what bookings and payables are for."""
    _purposes.update(words)


def register_holds(words: Mapping[str, object]) -> None:
    """Name why a payable is held."""
    _holds.update(words)


def purpose_words(code: str) -> object:
    """What an amount is for; the code itself where nobody names it."""
    return _purposes.get(code, code)


def hold_words(code: str) -> object:
    """Why a payable is held; what a person wrote stands as it is."""
    return _holds.get(code, code)
