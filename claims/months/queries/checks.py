"""Whether what was posted of institutions' months agrees with the ledger: counted; all zero in a sound ledger."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Q, Sum

from casework.money.models.ledger import LedgerAccount, LedgerTransfer
from casework.money.queries import balances_of
from casework.money.rules.amounts import ZERO
from claims.advances.queries.advance import HOLDER
from claims.months.queries.clearing import unbalanced
from claims.months.states import MONTH_KIND
from claims.reimbursements.rules.layers import LAYER_KINDS, LAYERS
from claims.runs.models.run import CareEntry, CareResult, Run

FIELDS = {kind: field for field, kind, _per_scheme in LAYERS}


def checked_months() -> dict[str, int]:
    """Months by the layers' bookings, results by their entries, areas by what each clears with the other, institutions by what
    they owe back. Six queries."""
    return {
        "month_borne_otherwise": _borne_otherwise(),
        "result_entered_otherwise": _entered_otherwise(),
        "areas_cleared_otherwise": unbalanced(),
        "institution_set_off_otherwise": _set_off_otherwise(),
    }


def _borne_otherwise() -> int:
    """What the layers gave for a month that is posted is what its entries come to, layer by layer."""
    found: dict[tuple, Decimal] = {}
    for side, sign in (("source", 1), ("target", -1)):
        rows = LedgerTransfer.objects.filter(**{f"{side}__kind__in": LAYER_KINDS}, case__kind=MONTH_KIND).order_by()
        for row in rows.values("case", f"{side}__kind").annotate(sum=Sum("amount")):
            key = row["case"], FIELDS[row[f"{side}__kind"]]
            found[key] = found.get(key, ZERO) + sign * row["sum"]
    entries = CareEntry.objects.filter(result__run__state=Run.State.DONE).order_by()
    for month, layer, amount in entries.values_list("month", "layer").annotate(sum=Sum("amount")):
        found[month, layer] = found.get((month, layer), ZERO) - amount
    return sum(amount != 0 for amount in found.values())


def _entered_otherwise() -> int:
    """What a result of a run that posts pays is the sum of its entries."""
    posted = CareResult.objects.filter(run__mode=Run.Mode.POST, paid__gt=0).annotate(
        entered=Sum("entries__amount", filter=Q(entries__taken_back=False), default=ZERO)
    )
    return posted.exclude(entered=F("paid")).count()


def _set_off_otherwise() -> int:
    """No more is set off than an institution owes back."""
    rows = LedgerAccount.objects.filter(kind="receivable", holder_kind=HOLDER)
    return sum(one.balance > 0 for one in balances_of(rows, date.max))
