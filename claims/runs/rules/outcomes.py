"""A settlement as an institution charged it beside what it comes to: the layers that differ, and what the difference is called.
Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from casework.money.rules.amounts import ZERO

AGREES, DIFFERS, REFUSED = ("agrees", "differs", "refused")
# The layers of a settlement, in the order in which they are told.
LAYER_FIELDS = ("fund_pays", "supplement_pays", "major_illness_pays", "assistance_pays")


def differing(charged: Mapping[str, Decimal], comes_to: Mapping[str, Decimal]) -> list[str]:
    """The layers in which both differ, by a fen or more."""
    return [layer for layer in LAYER_FIELDS if charged[layer] != comes_to[layer]]


def outcome_of(
    charged: Mapping[str, Decimal], comes_to: Mapping[str, Decimal], left_out: Iterable[str]
) -> tuple[str, str]:
    """Outcome and reason: of a difference the first finding for which lines were left out, else the first layer that differs."""
    layers = differing(charged, comes_to)
    if not layers:
        return AGREES, ""
    return DIFFERS, next(iter(left_out), layers[0])


def sum_of(layers: Mapping[str, Decimal]) -> Decimal:
    """What all layers come to, in yuan."""
    return sum((layers[layer] for layer in LAYER_FIELDS), ZERO)
