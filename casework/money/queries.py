"""What the ledger says: balances, the trial balance, and whether every fact in it agrees with the others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.casefile.models.case_file import CaseFile
from casework.money.models.ledger import LedgerAccount, LedgerTransfer
from casework.money.models.payments import Payable, Payee
from casework.money.rules.amounts import ZERO
from casework.money.rules.keys import part_keys
from casework.staff.models.office import Office
from casework.staff.models.place import Place

# What has not been given to the bank.
WITHDRAWABLE = (Payable.State.OPEN, Payable.State.HELD)


def payee_of(holder: tuple[str, str]) -> Payee | None:
    """The account in force of a holder (kind, key), if one is on file. One query."""
    kind, key = holder
    return Payee.objects.filter(holder_kind=kind, holder_key=key, ends_on=None).first()


def with_balances(accounts: QuerySet[LedgerAccount], until: date) -> QuerySet[LedgerAccount]:
    """Accounts with what they received (`taken`), gave (`given_away`) and hold (`balance`) by the end of a day, in yuan. One
    query."""

    def side(field: str) -> Coalesce:
        rows = LedgerTransfer.objects.filter(**{field: OuterRef("pk")}, booked_on__lte=until).order_by()
        return Coalesce(Subquery(rows.values(field).annotate(sum=Sum("amount")).values("sum")), ZERO)

    summed = accounts.annotate(taken=side("target"), given_away=side("source"))
    return summed.annotate(balance=F("taken") - F("given_away"))


def balance_of(account: LedgerAccount, until: date) -> Decimal:
    """What an account holds by the end of a day, in yuan; below zero when it gave more. One query."""
    return with_balances(LedgerAccount.objects.filter(pk=account.pk), until).get().balance


def trial_balance(until: date) -> list[dict]:
    """Per kind and scheme what was received, given and held by the end of a day; the balances sum to zero. One query."""
    accounts = with_balances(LedgerAccount.objects.all(), until).order_by("kind", "scheme")
    rows = accounts.values("kind", "scheme").annotate(
        taken_in=Sum("taken"), given_out=Sum("given_away"), held=Sum("balance")
    )
    return list(rows)


def disagreements() -> dict[str, int]:
    """How many rows break a fact that no constraint can see; all zero in a sound ledger. Three queries."""
    paid = Payable.objects.filter(state="paid").select_related("payment")
    return {
        "paid_with_another_amount": paid.exclude(payment__amount=F("amount")).count(),
        "paid_from_another_account": paid.exclude(payment__source=F("account")).count(),
        "paid_and_reversed": paid.filter(~Q(payment__reversed_by=None)).count(),
    }


def pooling_area(office: Office) -> Place:
    """The area whose books an office keeps. One query."""
    return pooling_area_of(office.place_id)


def pooling_area_of(code: str) -> Place:
    """The area whose fund a place belongs to, by its division code: its city, as funds are pooled by city; itself where it lies in
    none. One query."""
    return pooling_areas_of([code])[code]


def pooling_areas_of(codes: Collection[str]) -> dict[str, Place]:
    """The same for many. One query."""
    known = Place.objects.in_bulk({*codes, *map(city_of, codes)})
    return {code: known.get(city_of(code)) or known[code] for code in codes}


def city_of(code: str) -> str:
    """The division code of the city that a place lies in, by its own."""
    return f"{code[:4]}00"


@dataclass(frozen=True)
class Held:
    """An account, and what it holds in yuan."""

    account: LedgerAccount
    balance: Decimal


def personal_accounts(holder: tuple[str, str], until: date) -> list[Held]:
    """The personal accounts of a holder (kind, key) with what they hold by the end of a day. One query."""
    kind, key = holder
    return balances_of(LedgerAccount.objects.filter(kind="personal_account", holder_kind=kind, holder_key=key), until)


def balances_of(accounts: QuerySet[LedgerAccount], until: date) -> list[Held]:
    """Accounts with their place and what each holds by the end of a day. One query."""
    rows = with_balances(accounts.select_related("place"), until).order_by("pk")
    return [Held(row, row.balance) for row in rows]


def payables_of_case(case: CaseFile) -> list[Payable]:
    """What a case made the office owe, oldest first. One query."""
    return list(Payable.objects.filter(case=case).select_related("account").order_by("created_at"))


def holder_of_payable(payable: Payable) -> tuple[str, str]:
    """Whom it is owed to, as the ledger names her: kind and key."""
    return payable.account.holder_kind, payable.account.holder_key


def bookings_of(payable: Payable) -> list[LedgerTransfer]:
    """The bookings that made a payable, oldest first. One query."""
    return list(LedgerTransfer.objects.filter(key__in=part_keys(payable.key)).order_by("pk"))
