"""One language for time limits: days, working days, months and years, forward from a day or back from an event."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.deadline_rollover import BACK_RULE_ID, RULE_ID, Rolled, roll_day_before, roll_last_day
from casework.rulebook.rules.rule_records import Rule, RuleError, Value, weakest
from casework.rulebook.rules.working_days import ONE_DAY, WorkCalendar

# Days that are not counted: from, to, both included.
Span = tuple[date, date]


class NoTimeLimit(RuleError):
    """The rule is a number, not a time limit that ends on a day."""

    code = "no_time_limit"


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """What a time limit gives. `status` is that of the weakest source used, as the legal date rests on all of them.

    `nominal_on` is the plain last day and drives reminders; `legal_on` is that day moved off rest days.
    `backward`: counted back from an event, so that both lie before `started_on`, the day of the event.
    `provisional` says that the legal date rests on a year whose holidays are not published yet.
    """

    rule: str
    rule_version: str
    started_on: date
    nominal_on: date
    legal_on: date
    provisional: bool
    source: str
    status: str
    backward: bool = False


def due_date(
    limit: Rule,
    started_on: date,
    *,
    calendar: WorkCalendar,
    rules: Mapping[str, Rule],
    place: str = "",
    paused: Sequence[Span] = (),
    **facts: str,
) -> DueDate:
    """The due date of a time limit, its unit and way of counting as the rule says.

    The first day is not counted unless the rule says so (Civil Code, article 201); months and years end on the day of
    the same number, or at the end of the month without one (article 202); a last day that is no working day moves
    (article 203, by analogy). A period of working days cannot end on a rest day. Days of `paused` are not counted.
    Raises ValueMissing, NoTimeLimit for a unit without days, ValueError for a pause of a limit counted back,
    OverflowError outside the years 1 to 9999.
    """
    value = limit.value_for(on=started_on, place=place, **facts)
    backward = limit.counted == "before"
    if limit.unit not in {*UNITS, "working_days"}:
        raise NoTimeLimit(limit.id, f"a limit in {limit.unit} ends on no day")
    if backward and paused:
        raise ValueError("a limit counted back from an event has no pause")
    first_counted = _first_counted(limit, started_on)
    if limit.unit == "working_days":
        nominal = _working_days(started_on, first_counted, value.number, calendar, merged(paused), backward=backward)
        counted_from = started_on if backward else first_counted
        return _answer(limit, value, started_on, nominal, Rolled(nominal, None, None), calendar, counted_from)
    nominal = _plain(limit, value.number, started_on)
    if backward:
        rolled = roll_day_before(nominal, calendar, rules[BACK_RULE_ID], place=place)
    else:
        nominal = _past(nominal, first_counted, merged(paused))
        rolled = roll_last_day(nominal, calendar, rules[RULE_ID], place=place)
    return _answer(limit, value, started_on, nominal, rolled, calendar, nominal)


def plain_last_day(limit: Rule, started_on: date, *, place: str = "", **facts: str) -> date:
    """The plain last day of a limit in days, months or years, as reminders and terms use it: what `due_date` calls nominal.
    It needs no calendar.

    Raises ValueMissing, NoTimeLimit for working days and for a unit without days, OverflowError outside the years 1 to 9999.
    """
    if limit.unit not in UNITS:
        raise NoTimeLimit(limit.id, f"a limit in {limit.unit} ends on no day without a calendar")
    return _plain(limit, limit.value_for(on=started_on, place=place, **facts).number, started_on)


def _first_counted(limit: Rule, started_on: date) -> date:
    return started_on if limit.counted == "first_day_included" else started_on + ONE_DAY


def _plain(limit: Rule, number: int, started_on: date) -> date:
    return UNITS[limit.unit](
        started_on, _first_counted(limit, started_on), -number if limit.counted == "before" else number
    )


def merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch as one. Raises ValueError for one that ends before it begins."""
    whole: list[Span] = []
    for first, last in sorted(spans):
        if last < first:
            raise ValueError("a pause ends before it begins")
        if whole and first <= whole[-1][1] + ONE_DAY:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return whole


def add_months(day: date, months: int) -> date:
    """The day of the same number so many months later, or earlier; the end of the month where there is none.

    Raises OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("date value out of range")
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _calendar_days(started_on: date, first_counted: date, days: int) -> date:
    return started_on + timedelta(days=days) if days <= 0 else first_counted + timedelta(days=days - 1)


def _months(started_on: date, first_counted: date, months: int) -> date:
    end = add_months(started_on, months)
    # Of a month without such a day the end is the last day, whether the first day counts or not.
    counts_first = months > 0 and first_counted == started_on and end.day == started_on.day
    return end - ONE_DAY if counts_first else end


def _years(started_on: date, first_counted: date, years: int) -> date:
    return _months(started_on, first_counted, 12 * years)


# How a unit gives the plain last day; working days need the calendar besides.
UNITS: dict[str, Callable[[date, date, int], date]] = {
    "calendar_days": _calendar_days,
    "months": _months,
    "years": _years,
}


def _working_days(
    started_on: date,
    first_counted: date,
    days: int,
    calendar: WorkCalendar,
    pauses: Sequence[Span],
    *,
    backward: bool,
) -> date:
    if backward:
        return calendar.subtract_working_days(started_on, days)
    # A first day that counts is counted by standing one day earlier; a limit of no days ends on its first.
    start = first_counted - ONE_DAY if days else started_on
    return calendar.add_working_days(start, days, uncounted=pauses)


def _past(nominal: date, first_counted: date, pauses: Sequence[Span]) -> date:
    """The last day, later by the days of every pause that the period meets."""
    for first, last in pauses:
        begins = max(first, first_counted)
        if begins <= min(nominal, last):
            nominal += last - begins + ONE_DAY
    return nominal


def _answer(
    limit: Rule, value: Value, started_on: date, nominal: date, rolled: Rolled, calendar: WorkCalendar, from_: date
) -> DueDate:
    """`from_`: the first day whose kind decides. Calendar days before the last one are counted whatever they are."""
    backward, source, status = limit.counted == "before", value.source, value.status
    if rolled.source is not None and rolled.status is not None:
        source, status = f"{source}; {rolled.source}", weakest(status, rolled.status)
    first, last = (rolled.day, from_) if backward else (min(from_, rolled.day), rolled.day)
    return DueDate(
        rule=limit.id,
        rule_version=value.version,
        started_on=started_on,
        nominal_on=nominal,
        legal_on=rolled.day,
        provisional=calendar.is_provisional(first, last),
        source=source,
        status=status,
        backward=backward,
    )
