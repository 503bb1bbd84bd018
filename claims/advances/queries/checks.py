"""Whether prepayments and deposits agree with the ledger: counted; all zero in a sound one."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F, QuerySet, Sum

from casework.money.models.ledger import LedgerAccount
from casework.money.rules.amounts import ZERO
from claims.advances.models import Clearing, DepositEntry, DepositRelease, InstitutionAdvance
from claims.advances.states import POSTED_IN, What


def checked_advances() -> dict[str, int]:
    """Each institution's accounts by what was paid, cleared, withheld and released. Eight queries."""
    paid = InstitutionAdvance.objects.filter(what=What.PREPAYMENT, state__in=POSTED_IN)
    prepaid = _summed([(paid, "institution", "amount", -1), (Clearing.objects, "advance__institution", "amount", 1)])
    released = DepositRelease.objects.annotate(all=F("returned") + F("forfeited"))
    held = _summed([(DepositEntry.objects, "institution", "amount", 1), (released, "entry__institution", "all", -1)])
    return {
        "prepaid_otherwise": _otherwise("prepayments", prepaid),
        "deposit_otherwise": _otherwise("quality_deposit", held),
    }


def _summed(parts: Iterable[tuple]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for rows, whose, amount, sign in parts:
        for key, summed in rows.order_by().values_list(whose).annotate(sum=Sum(amount)):
            found[str(key)] = found.get(str(key), ZERO) + sign * summed
    return found


def _otherwise(kind: str, holds: dict[str, Decimal]) -> int:
    accounts: QuerySet[LedgerAccount] = LedgerAccount.objects.filter(kind=kind).order_by()
    for side, sign in (("received", -1), ("given", 1)):
        for key, summed in accounts.values_list("holder_key").annotate(sum=Sum(f"{side}__amount", default=ZERO)):
            holds[key] = holds.get(key, ZERO) + sign * summed
    return sum(amount != 0 for amount in holds.values())
