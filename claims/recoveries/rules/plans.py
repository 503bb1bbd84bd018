"""A plan of instalments: a month apart, exact to the fen; and how it stands on a day."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.money.rules.amounts import ZERO, instalments

REPLY_DAYS = "claims.recovery_reply_days"
CONSENT = "claims.set_off_needs_consent"
MOST = "claims.recovery_instalments"


@dataclass(frozen=True, kw_only=True)
class Due:
    """An instalment, and how much of it was repaid by a day; amounts in yuan."""

    position: int
    due_on: date
    amount: Decimal
    repaid: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """Still to be repaid of it, in yuan."""
        return self.amount - self.repaid

    def late(self, on: date) -> bool:
        """Whether its day has passed and something of it is open."""
        return self.due_on < on and self.left > 0


def plan(total: Decimal, number: int, first: date) -> list[Due]:
    """A total in yuan in so many monthly instalments from a day on, which differ by a fen at most; the last day of a month stands
    for a day it does not have. Raises NotAnAmount, ValueError for fewer than one, or more than there are fen."""
    return [
        Due(position=position, due_on=_months_on(first, position - 1), amount=amount)
        for position, amount in enumerate(instalments(total, number), start=1)
    ]


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def repaid_in_order(dues: Sequence[Due], repaid: Decimal) -> list[Due]:
    """The plan with what was repaid laid on it, the earliest first."""
    found = []
    for one in dues:
        part = min(one.amount, max(repaid, ZERO))
        repaid -= part
        found.append(Due(position=one.position, due_on=one.due_on, amount=one.amount, repaid=part))
    return found
