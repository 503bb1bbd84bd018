"""Withholding the quality deposit of a month that is being posted: each layer's part goes to the institution's deposit account."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.models import CaseFile
from casework.money.services.ledger import account_of, book
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.advances.models import DepositEntry
from claims.advances.queries.advance import HOLDER
from claims.advances.rules.deposits import ratio_on, withheld
from claims.advances.words import DEPOSIT
from claims.reimbursements.rules.layers import LAYERS
from claims.reimbursements.services.bearing import account_of_layer


def withhold(
    month: Any, case: CaseFile, scheme: str, layers: Mapping[str, Decimal], *, area: Place, by: Officer, on: date
) -> dict[str, Decimal]:
    """Withhold what the ratio of the month's first day says of a scheme's layers, in yuan, and book it on a day. Returns what is
    left of each layer. Raises IntegrityError for a month of which it was withheld already, ValueMissing."""
    institution, left = month.institution, dict(layers)
    ordered = {field: layers[field] for field, _kind, _per_scheme in LAYERS if layers.get(field)}
    taken = withheld(ordered, ratio_on(month.month, institution.place_id))
    if not taken:
        return left
    deposit = account_of(DEPOSIT, area, scheme=scheme, holder=(HOLDER, str(institution.pk)))
    for field, amount in taken.items():
        DepositEntry.objects.create(
            month=month,
            institution=institution,
            year=month.month.year,
            scheme=scheme,
            layer=field,
            amount=amount,
        )
        source = account_of_layer(field, area, scheme)
        key = f"{DEPOSIT} {case.pk} {scheme} {field}"
        book(key, source, deposit, amount, purpose=DEPOSIT, on=on, case=case, by=by)
        left[field] -= amount
    return left
