"""Months paid, as a proof of cover certifies them: by scheme, without a break, and their sum. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enrolment.changes.rules.possible import Period


@dataclass(frozen=True)
class Stretch:
    """Months of one scheme without a break: the first and the last day, and how many months they touch."""

    scheme: str
    first: date
    last: date

    @property
    def months(self) -> int:
        """From the month of the first day to that of the last one, both counted."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def stretches(paid: Sequence[Period], last_day: date) -> list[Stretch]:
    """What was paid for up to a day, oldest first; what follows without a day between is one stretch."""
    found: list[Stretch] = []
    for period in sorted(paid, key=lambda one: one.starts_on):
        if period.starts_on > last_day:
            continue
        last = min(period.ends_on or last_day, last_day)
        before = found[-1] if found else None
        if before and before.scheme == period.scheme and before.last + timedelta(days=1) == period.starts_on:
            found[-1] = Stretch(period.scheme, before.first, last)
        else:
            found.append(Stretch(period.scheme, period.starts_on, last))
    return found
