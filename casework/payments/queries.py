"""What an office owes and the batches that pay it, for pages; within an officer's area alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Aggregate, Count, Min, Q, QuerySet, Sum

from casework.money.models.payments import BatchItem, Payable, Payee, PaymentBatch
from casework.money.rules.amounts import ZERO
from casework.payments.words import RETURNED_BY_BANK
from casework.sealing.cipher import search_hash
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind

PAGE = 50
OF_ACCOUNTS = "payee_account"
# What a batch may take: nothing stands against it, and a second person has compared the account.
READY = Q(state="open", payee__isnull=False, payee__checked_by__isnull=False, payee__ends_on=None)


def payables_visible_to(officer: Officer) -> QuerySet[Payable]:
    """What offices of her area owe."""
    if officer.scope("see_payments") != "area":
        return Payable.objects.none()
    return Payable.objects.filter(office__in=officer.area)


def batches_visible_to(officer: Officer) -> QuerySet[PaymentBatch]:
    """The batches of her area."""
    if officer.scope("see_payments") != "area":
        return PaymentBatch.objects.none()
    return PaymentBatch.objects.filter(office__in=officer.area)


def payables_page(officer: Officer, after: str) -> Page:
    """A page of what is not paid yet, the earliest first. One query."""
    rows = payables_visible_to(officer).exclude(state__in=["paid", "cancelled"])
    return page_behind(rows.select_related("case", "payee", "office"), ("created_at", "id"), after, PAGE)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What a new batch would take: how many items, their sum in yuan, and out of whose fund (None: nothing is ready)."""

    number: int
    total: Decimal
    fund: Place | None = None


def ready_of(officer: Officer) -> QuerySet[Payable]:
    """What a batch may take in her area, the earliest first."""
    return payables_visible_to(officer).filter(READY).order_by("created_at", "id")


def ready_for_batch(officer: Officer) -> Ready:
    """Of everything in her area that the fund owes which owes the earliest: a batch is paid out of one fund. Two queries."""
    first = ready_of(officer).select_related("account__place").first()
    if first is None:
        return Ready(number=0, total=ZERO)
    fund = first.account.place
    found = ready_of(officer).filter(account__place=fund).order_by().aggregate(number=Count("pk"), total=Sum("amount"))
    return Ready(number=found["number"], total=found["total"] or ZERO, fund=fund)


def recent_batches(officer: Officer) -> list[PaymentBatch]:
    """The last twenty batches, newest first, with how many items each has and how many are answered. One query."""
    rows = batches_visible_to(officer).select_related("office", "made_by", "released_by")
    answered = Count("items", filter=~Q(items__answer=""))
    return list(rows.annotate(items_count=Count("items"), answered_count=answered).order_by("-made_at")[:20])


def items_of(batch: PaymentBatch) -> list[BatchItem]:
    """Its items in their order, with what they pay and to which account. One query."""
    return list(batch.items.select_related("payable__case", "payable__account__place", "payee").order_by("position"))


def payees_shown(rows: Sequence[Payable | BatchItem]) -> list[uuid.UUID]:
    """The keys of the accounts whose masks a page shows, each once."""
    return list(dict.fromkeys(row.payee_id for row in rows if row.payee_id is not None))


def payee_of(payable: Payable) -> Payee | None:
    """The account it is paid to, while that is not ended."""
    payee = payable.payee
    return payee if payee is not None and payee.ends_on is None else None


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How many payments, what they come to in yuan, and since when the first of them waits (None: there is none)."""

    number: int
    total: Decimal
    since: datetime | None = None


# What finance has in hand → which payments it is. Each open one is one of them.
IN_HAND: dict[str, Q] = {
    "ready": READY,
    "account": Q(state="open") & ~READY,
    "to_release": Q(state="in_batch"),
    "at_bank": Q(state="sent"),
    "returned": Q(state="held", held_because=RETURNED_BY_BANK),
    "held": Q(state="held") & ~Q(held_because=RETURNED_BY_BANK),
}


def money_in_hand(officer: Officer) -> dict[str, Amount]:
    """What of the payments in her area is where, by IN_HAND. One query."""
    rows = payables_visible_to(officer).exclude(state__in=["paid", "cancelled"]).order_by()
    asked: dict[str, Aggregate] = {}
    for name, which in IN_HAND.items():
        asked[f"{name}_number"] = Count("pk", filter=which)
        asked[f"{name}_total"] = Sum("amount", filter=which)
        asked[f"{name}_since"] = Min("created_at", filter=which)
    found = rows.aggregate(**asked)
    return {
        name: Amount(number=found[f"{name}_number"], total=found[f"{name}_total"] or ZERO, since=found[f"{name}_since"])
        for name in IN_HAND
    }


def returned_payables(officer: Officer, most: int) -> list[Payable]:
    """What the bank sent back and nobody has settled, the earliest first. One query."""
    rows = payables_visible_to(officer).filter(IN_HAND["returned"]).select_related("case", "payee")
    return list(rows.order_by("created_at", "id")[:most])


def bank_reasons(rows: Sequence[Payable]) -> dict[uuid.UUID, str]:
    """Why the bank sent each of these back the last time. One query."""
    items = BatchItem.objects.filter(payable__in=rows, answer=BatchItem.Answer.RETURNED).order_by("answered_on", "pk")
    return {item.payable_id: item.bank_reason for item in items}


def account_hash(number: str) -> bytes:
    """By which the same number of a bank account is known again without being read."""
    return search_hash(OF_ACCOUNTS, number)
