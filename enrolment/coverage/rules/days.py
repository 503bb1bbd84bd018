"""Days and months as the rules of cover count them."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def month_of(day: date) -> int:
    """The month a day lies in, as a number that counts on: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month given as year * 12 + month - 1. Raises OverflowError outside the years 1 to 9999."""
    if not 12 <= month < 120_000:
        raise OverflowError("date value out of range")
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month given as year * 12 + month - 1. Raises OverflowError outside the years 1 to 9999."""
    return first_day(month + 1) - ONE_DAY
