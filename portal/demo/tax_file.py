"""A file of payments as the tax authority would send it: the unpaid bills of the demonstration, and beside them rows of a city's
other counties, as such files have. The same database and number of rows give the same bytes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from enrolment.contributions.models.bill import Bill

HEADERS = "缴费单号,税票号码,实缴金额,缴费日期,缴费渠道\n"
CHANNELS = ("银行代扣", "微信", "支付宝", "税务窗口", "学校")
# Numbers of bills that no county of the demonstration has written.
ELSEWHERE = 90_000_000_000_000
PREMIUM = Decimal("450.00")


def lines(rows: int, paid_on: date) -> Iterator[str]:
    """The lines of the file, headers first and a line of the total last. Two queries."""
    yield HEADERS
    total = Decimal(0)
    for count, (bill, amount) in enumerate(_payments(rows), start=1):
        total += amount
        yield f"{bill},DEMO{count:08d},{amount},{paid_on:%Y-%m-%d},{CHANNELS[count % len(CHANNELS)]}\n"
    yield f"合计,,{total},,\n"


def _payments(rows: int) -> Iterator[tuple[str, Decimal]]:
    """What is still owed of each bill on record, then bills of other counties."""
    paid = Coalesce(Sum("payments__amount", filter=Q(payments__superseded_at=None)), Decimal(0))
    owed = Bill.objects.filter(superseded_at=None).annotate(paid=paid).order_by("number")
    found = [(bill.number, bill.amount - bill.paid) for bill in owed[:rows] if bill.amount > bill.paid]
    yield from found
    yield from ((f"{ELSEWHERE + count:014d}", PREMIUM) for count in range(rows - len(found)))
