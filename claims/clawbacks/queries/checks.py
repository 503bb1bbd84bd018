"""Whether recoveries from institutions agree with the ledger: counted; all zero in a sound one. And what the bank received."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from casework.money.models.ledger import LedgerTransfer
from casework.money.rules.amounts import ZERO
from casework.staff.models.place import Place
from claims.clawbacks.models import Clawback, ClawbackPart, ClawbackPayment
from claims.clawbacks.rules.items import laid_on
from claims.clawbacks.states import CLAWBACK_KIND
from claims.reimbursements.rules.layers import LAYER_KINDS, LAYERS

FIELDS = {kind: field for field, kind, _per_scheme in LAYERS}


def checked_clawbacks() -> dict[str, int]:
    """What the layers got back by the parts of each case, and the parts by what was decided. Four queries."""
    found: dict[tuple, Decimal] = {}
    for side, sign in (("target", 1), ("source", -1)):
        rows = LedgerTransfer.objects.filter(**{f"{side}__kind__in": LAYER_KINDS}, case__kind=CLAWBACK_KIND).order_by()
        for case, kind, amount in rows.values_list("case", f"{side}__kind").annotate(sum=Sum("amount")):
            found[case, FIELDS[kind]] = found.get((case, FIELDS[kind]), ZERO) + sign * amount
    decided: dict = dict(Clawback.objects.filter(amount__isnull=False).values_list("pk", "amount"))
    parts = ClawbackPart.objects.order_by().values_list("item__clawback", "layer").annotate(sum=Sum("amount"))
    for case, layer, amount in parts:
        found[case, layer] = found.get((case, layer), ZERO) - amount
        decided[case] = decided.get(case, ZERO) - amount
    return {
        "clawback_given_back_otherwise": sum(amount != 0 for amount in found.values()),
        "clawback_decided_otherwise": sum(amount != 0 for amount in decided.values()),
    }


def owed_of_clawbacks() -> list[tuple[int, Decimal]]:
    """What is owed back on which account, in yuan. Two queries."""
    came = dict(ClawbackPayment.objects.order_by().values_list("clawback").annotate(sum=Sum("amount")))
    rows = Clawback.objects.filter(account__isnull=False).values_list("pk", "account", "amount")
    return [(account, (amount or ZERO) - came.get(key, ZERO)) for key, account, amount in rows]


def received_at_bank(place: Place, first: date, last: date) -> list[tuple[date, str, str, Decimal]]:
    """What the bank received of recoveries of a fund: (its day, scheme, kind of account, amount in yuan). Three queries."""
    in_time = ClawbackPayment.objects.filter(clawback__account__place=place, paid_on__range=(first, last), month=None)
    return [
        (row.paid_on, scheme, "recovered", amount)
        for row, parts in _laid(set(in_time.values_list("clawback", flat=True)))
        if row.month_id is None and first <= row.paid_on <= last
        for scheme, amount in parts.items()
    ]


def _laid(keys: set) -> Iterator[tuple[ClawbackPayment, dict[str, Decimal]]]:
    """Each payment of some recoveries with the scheme it was laid on, in yuan, as it was booked. Two queries."""
    owed: dict = {}
    parts = ClawbackPart.objects.filter(item__clawback__in=keys).order_by("item__result__scheme")
    for case, scheme, amount in parts.values_list("item__clawback", "item__result__scheme").annotate(s=Sum("amount")):
        owed.setdefault(case, []).append((scheme, amount))
    before: dict = {}
    for row in ClawbackPayment.objects.filter(clawback__in=keys).order_by("recorded_at", "pk"):
        start = before.get(row.clawback_id, ZERO)
        yield row, laid_on(owed[row.clawback_id], start, row.amount)
        before[row.clawback_id] = start + row.amount
