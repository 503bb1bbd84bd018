"""By the bank's day: what the bank answered against what was booked; and the summary that goes to the fund's books, on the cash
basis, per scheme."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.timezone import localdate

from casework.money.models.ledger import LedgerTransfer
from casework.money.models.payments import BatchItem, Payable
from casework.money.rules.accounts import account_kind_on
from casework.money.rules.amounts import ZERO
from casework.money.rules.keys import part_keys
from casework.money.table import bank_receipts
from casework.staff.models.place import Place


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the bank: paid and returned by its answers, and what was booked as paid; amounts in yuan."""

    on: date
    paid: int
    paid_sum: Decimal
    booked_sum: Decimal
    returned: int
    returned_sum: Decimal

    @property
    def differs(self) -> Decimal:
        """What the answers say beyond what is booked, in yuan: zero in a sound ledger."""
        return self.paid_sum - self.booked_sum


def days_of(place: Place, first: date, last: date) -> list[Day]:
    """Each day on which the bank answered, or something was booked as paid. Two queries."""
    items = BatchItem.objects.filter(payable__account__place=place, answered_on__range=(first, last)).order_by()
    by_answer = Counter[tuple[date | None, str]]()
    sums: dict[tuple[date | None, str], Decimal] = {}
    told = items.values_list("answered_on", "answer").annotate(number=Count("pk"), sum=Sum("amount"))
    for on, answer, number, total in told:
        by_answer[on, answer], sums[on, answer] = number, total
    paid = Payable.objects.filter(account__place=place, paid_on__range=(first, last)).order_by()
    booked = dict(paid.values_list("paid_on").annotate(sum=Sum("payment__amount")))
    return [
        Day(
            on=day,
            paid=by_answer[day, "paid"],
            paid_sum=sums.get((day, "paid"), ZERO),
            booked_sum=booked.get(day, ZERO),
            returned=by_answer[day, "returned"],
            returned_sum=sums.get((day, "returned"), ZERO),
        )
        for day in sorted({on for on in (*booked, *(on for on, _answer in sums)) if on is not None})
    ]


@dataclass(frozen=True, kw_only=True)
class AtBank:
    """What was sent and is not answered: how many, their sum in yuan, and since when."""

    number: int
    total: Decimal
    since: date | None


def at_bank(place: Place) -> AtBank:
    """What waits for the bank's answer. One query."""
    rows = BatchItem.objects.filter(payable__account__place=place, batch__state="sent", answer="").order_by()
    found = rows.aggregate(number=Count("pk"), total=Sum("amount", default=ZERO))
    first = (
        rows.order_by("batch__sent_at").values_list("batch__sent_at", flat=True).first() if found["number"] else None
    )
    return AtBank(number=found["number"], total=found["total"], since=localdate(first) if first else None)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the summary: what was paid out of an account, or came in to it, on a day of the bank; in yuan."""

    on: date
    scheme: str
    kind: str
    books: str
    paid_out: Decimal
    came_in: Decimal


def summary(place: Place, first: date, last: date) -> list[Entry]:
    """The daily summary of a fund: what the bank paid and what it received, by its own day, scheme and account. Some four queries,
    and one more a thousand payments."""
    out: dict[tuple[date, str, str], Decimal] = defaultdict(lambda: ZERO)
    came: dict[tuple[date, str, str], Decimal] = defaultdict(lambda: ZERO)
    paid = Payable.objects.filter(account__place=place, state="paid", paid_on__range=(first, last))
    days = {key: on for key, on in paid.values_list("key", "paid_on") if on is not None}
    for keys in _by_thousands(days):
        made = {part: key for key in keys for part in part_keys(key)}
        rows = LedgerTransfer.objects.filter(key__in=made).values_list(
            "key", "source__scheme", "source__kind", "amount"
        )
        for part, scheme, kind, amount in rows:
            out[days[made[part]], scheme, kind] += amount
    for day, scheme, kind, amount in bank_receipts(place, first, last):
        came[day, scheme, kind] += amount
    return [
        Entry(
            on=day,
            scheme=scheme,
            kind=kind,
            books=account_kind_on(kind, day, place.pk).books,
            paid_out=out[day, scheme, kind],
            came_in=came[day, scheme, kind],
        )
        for day, scheme, kind in sorted({*out, *came})
    ]


def _by_thousands(keys) -> list[list[str]]:
    ordered = list(keys)
    return [ordered[start : start + 1000] for start in range(0, len(ordered), 1000)]
