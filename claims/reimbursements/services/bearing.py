"""The accounts of the ledger that bear the layers of a settlement."""

from collections.abc import Mapping
from decimal import Decimal

from casework.money.models.ledger import LedgerAccount
from casework.money.services.ledger import account_of
from casework.staff.models.place import Place
from claims.reimbursements.rules.layers import LAYERS

_KINDS = {field: (kind, per_scheme) for field, kind, per_scheme in LAYERS}


def account_of_layer(layer: str, area: Place, scheme: str) -> LedgerAccount:
    """The account of an area that bears a layer for a scheme, opened when it is new. Raises KeyError for a layer there is not."""
    kind, per_scheme = _KINDS[layer]
    return account_of(kind, area, scheme=scheme if per_scheme else "")


def borne_by(layers: Mapping[str, Decimal], area: Place, scheme: str) -> list[tuple[LedgerAccount, Decimal]]:
    """The accounts that bear something of the layers, in their order, each with its part in yuan."""
    return [(account_of_layer(layer, area, scheme), layers[layer]) for layer in _KINDS if layers.get(layer)]
