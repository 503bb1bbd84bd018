"""A networked settlement behind a reversed claim is worked out anew: its row and its institution's money stand; what differs is
owed to the person, or by her, and points back to the reversal."""

from decimal import Decimal

from casework.engine.moves import Move
from casework.money.models.ledger import LedgerAccount
from casework.money.queries import bookings_of, pooling_area_of
from casework.money.services.payables import withdraw
from claims.reimbursements.services.bearing import borne_by
from claims.reversals.models import NetworkedResettlement, Reversal
from claims.reversals.queries.networked import LaterNetworked
from claims.reversals.services.balances import balances_of


def post_networked(reversal: Reversal, one: LaterNetworked, move: Move) -> Decimal:
    """Post what it is worked out anew, as it was shown. Returns what the person owes back by that, in yuan."""
    payable, owing = None, Decimal(0)
    if one.outcome != "nothing":
        given = _accounts(one, one.standing.layers)
        for row in one.standing.unpaid:
            for booking in bookings_of(row):
                given[booking.source] = given.get(booking.source, Decimal(0)) - booking.amount
            withdraw(row, on=move.on, by=move.by)
        balances = balances_of(reversal.claim, reversal, move, one.standing.row)
        payable, owing = balances.bring(given, _accounts(one, one.layers), "")
    NetworkedResettlement.objects.create(
        reversal=reversal,
        result=one.standing.row,
        **one.layers,
        paid_before=one.standing.paid,
        paid=one.paid,
        years={str(key): [before, after] for key, (before, after) in one.years.items()},
        record=one.record,
        supplement=payable,
    )
    return owing


def _accounts(one: LaterNetworked, layers) -> dict[LedgerAccount, Decimal]:
    """The accounts of the layers, each with what it bears."""
    row = one.standing.row
    return dict(borne_by(layers, pooling_area_of(row.place), row.scheme))
