"""A month, named by any day of it. Pure."""

from datetime import date, timedelta


def first_day_of(month: date) -> date:
    """The first day of a month."""
    return month.replace(day=1)


def last_day_of(month: date) -> date:
    """The last day of a month."""
    return first_day_of(first_day_of(month) + timedelta(days=31)) - timedelta(days=1)


def is_over(month: date, on: date) -> bool:
    """Whether a month lies behind a day."""
    return last_day_of(month) < on
