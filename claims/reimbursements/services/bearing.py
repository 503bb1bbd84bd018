"""The accounts of the ledger that bear the layers of a settlement."""

from collections.abc import Mapping
from decimal import Decimal

from casework.money.models.ledger import LedgerAccount
from casework.money.services.ledger import Named, accounts_of
from casework.staff.models.place import Place
from claims.reimbursements.rules.layers import LAYERS

_KINDS = {field: (kind, per_scheme) for field, kind, per_scheme in LAYERS}
Parts = list[tuple[LedgerAccount, Decimal]]


def account_of_layer(layer: str, area: Place, scheme: str) -> LedgerAccount:
    """The account of an area that bears a layer for a scheme, opened when it is new. Raises KeyError for a layer there is not."""
    return accounts_of(area, [_named(layer, scheme)])[0]


def borne_by(layers: Mapping[str, Decimal], area: Place, scheme: str) -> Parts:
    """The accounts that bear something of the layers, in their order, each with its part in yuan. One query."""
    names = [layer for layer in _KINDS if layers.get(layer)]
    accounts = accounts_of(area, [_named(layer, scheme) for layer in names]) if names else []
    return [(account, layers[layer]) for layer, account in zip(names, accounts, strict=True)]


def borne_and_owed(
    layers: Mapping[str, Decimal], area: Place, scheme: str, to: tuple[str, str]
) -> tuple[Parts, LedgerAccount]:
    """The same, and the account of what is owed to a holder (kind, key). One query."""
    names = [layer for layer in _KINDS if layers.get(layer)]
    *bearing, target = accounts_of(area, [*[_named(layer, scheme) for layer in names], Named("payable", holder=to)])
    return [(account, layers[layer]) for layer, account in zip(names, bearing, strict=True)], target


def _named(layer: str, scheme: str) -> Named:
    kind, per_scheme = _KINDS[layer]
    return Named(kind, scheme if per_scheme else "")
