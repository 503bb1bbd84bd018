"""Cover of the residents' scheme: one insurance year that was paid, from which day to which.

Before the window closes: from the first day of the year. In the extended period: from the day of payment. Later, or after missed
years: after a wait. Newborns, freshmen and those who change from the employees' scheme have rules of their own.
"""

from datetime import date, timedelta
from typing import Any

from casework.clocks.rules.due_dates import add_months
from enrolment.coverage.rules.answering.change_of_scheme import changed_scheme
from enrolment.coverage.rules.days import ONE_DAY, first_day, month_of
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import EXTENDED, LATE, WINDOW, Cover, Facts, PaidYear, Sentence
from enrolment.coverage.rules.terms import Terms

Sentences = tuple[Sentence, ...]
Used = tuple[str, ...]


def resident_year(facts: Facts, number: int, terms: Terms) -> Cover:
    """The cover of the paid year with that number among those of the question. What no source gives is named in it."""
    paid = facts.years[number]
    start, end = terms.bounds(paid.year)
    try:
        if facts.born_on is not None and start <= facts.born_on <= end:
            return _newborn(facts.born_on, paid, end, terms)
        return _ordinary(facts, number, start, end, terms)
    except NoSource as missing:
        said = ("no_source", {"term": missing.name})
        return Cover(
            paid_from=start, paid_until=end, from_=None, until=end, reason="no_source", wait_months=None,
            explanation=(said,), missing=missing.name, year=paid.year,
        )  # fmt: skip


def _ordinary(facts: Facts, number: int, start: date, end: date, terms: Terms) -> Cover:
    paid = facts.years[number]
    when, said, used = _paid_when(paid, terms)
    if when != WINDOW and (changed := changed_scheme(facts, paid, start, end, terms)) is not None:
        return changed
    missed, told, counted = _missed(facts, number, terms)
    said, used = said + told, used + counted
    # A freshman is one in the year of admission only: the last year told.
    if facts.person == "freshman" and when == WINDOW and not missed and number == len(facts.years) - 1:
        return _freshman(start, end, said, used, terms, paid.year)
    if _exempt(facts.person, terms):
        return _at_once(facts, paid, start, end, when, said, used, missed)
    if not missed and when != LATE:
        return _without_wait(paid, start, end, when, said, used)
    if terms.get("fixed_wait") is not None:
        return _after_months(paid, start, end, when, missed, said, used, terms)
    if when != LATE:
        return _without_wait(paid, start, end, when, said, used)
    return _after_days(paid, start, end, said, used, terms)


def _paid_when(paid: PaidYear, terms: Terms) -> tuple[str, Sentences, Used]:
    """Whether a payment came in the window, in the extended period or later. What the question says goes first."""
    if paid.paid_in is not None or paid.paid_on is None:
        when = paid.paid_in or WINDOW
        return when, ((_UNDATED[when], {"year": paid.year}),), ()
    closes = terms.need("window_closes")
    if paid.paid_on <= closes:
        return WINDOW, (("paid_in_window", {"year": paid.year, "paid_on": paid.paid_on, "closes": closes}),), _CLOSES
    extended = terms.need("extended_until")
    if paid.paid_on <= extended:
        values = {"year": paid.year, "paid_on": paid.paid_on, "closes": closes, "extended_until": extended}
        return EXTENDED, (("paid_in_extension", values),), _EXTENDED
    values = {"year": paid.year, "paid_on": paid.paid_on, "extended_until": extended}
    return LATE, (("paid_late", values),), _EXTENDED


_UNDATED = {WINDOW: "paid_in_window_undated", EXTENDED: "paid_in_extension_undated", LATE: "paid_late_undated"}
_CLOSES: Used = ("window_closes",)
_EXTENDED: Used = ("window_closes", "extended_until")
_CONTINUOUS: Sentences = (("continuous", {}),)
_FIRST: Sentences = (("first_enrolment", {}),)


def _missed(facts: Facts, number: int, terms: Terms) -> tuple[int, Sentences, Used]:
    """How many insurance years were missed before a paid one: as told, or between it and the last one that was covered."""
    if terms.get("fixed_wait") is None:
        # Before 2025 a missed year had no consequence.
        return 0, (), ()
    paid = facts.years[number]
    told = paid.missed
    if isinstance(told, int):
        return told, ((("missed_years", {"count": told}),) if told else _CONTINUOUS), ()
    if told is None:
        last = facts.years[number - 1].year if number else 0
        if facts.before is not None and facts.before.until.year < paid.year:
            last = max(last, facts.before.until.year)
        if not last:
            return 0, _FIRST, ()
        if last >= paid.year - 1:
            return 0, _CONTINUOUS, ()
        told = tuple(range(last + 1, paid.year))
    first = terms.need("missed_years_from")
    years = [year for year in told if first <= year < paid.year]
    said: Sentences = (("missed_years_are", {"years": years, "count": len(years)}),) if years else _CONTINUOUS
    if len(years) < len(told):
        said = (("earlier_years_not_counted", {"from_year": first}), *said)
        return len(years), said, ("missed_years_from",)
    return len(years), said, ()


def _exempt(person: str, terms: Terms) -> bool:
    return bool(terms.get("wait_exempt")) or f"exempt.{person}" in terms.values


def _cover(
    paid: PaidYear, start: date, end: date, from_: date | None, reason: str, said: Sentences, used: Used, **more: Any
) -> Cover:
    """A year's cover with its last sentences; none where the wait is longer than the year."""
    if from_ is not None and from_ > end:
        said += (("wait_outlasts_year", {"day": from_, "until": end}),)
        from_, reason = None, "wait_outlasts_year"
    elif from_ is not None:
        said += (("covered_until", {"day": end}),)
    return Cover(
        paid_from=start, paid_until=end, from_=from_, until=end, reason=reason, explanation=said,
        used=("cover_year_month", *used), year=paid.year, **more,
    )  # fmt: skip


def _without_wait(paid: PaidYear, start: date, end: date, when: str, said: Sentences, used: Used) -> Cover:
    """From the first day of the year when paid in the window, from the day of payment in the extended period."""
    if when == WINDOW:
        return _cover(paid, start, end, start, "paid_in_window", (*said, ("covered_from_year", {"day": start})), used)
    if paid.paid_on is None:
        return _payment_day_needed(paid, start, end, said, used)
    day = max(paid.paid_on, start)
    return _cover(paid, start, end, day, "paid_in_extension", (*said, ("covered_from_payment", {"day": day})), used)


def _payment_day_needed(paid: PaidYear, start: date, end: date, said: Sentences, used: Used, **more: Any) -> Cover:
    return _cover(paid, start, end, None, "payment_day_needed", (*said, ("payment_day_needed", {})), used, **more)


def _at_once(
    facts: Facts, paid: PaidYear, start: date, end: date, when: str, said: Sentences, used: Used, missed: int
) -> Cover:
    """Somebody whom a rule exempts from waiting: from the day of payment, or from the first day of the year."""
    if missed or when == LATE:
        said += (("wait_exempt", {"person": facts.person}),)
        used += ("wait_exempt", f"exempt.{facts.person}")
    if when == WINDOW:
        said += (("covered_from_year", {"day": start}),)
        return _cover(paid, start, end, start, "exempt" if missed else "paid_in_window", said, used)
    if paid.paid_on is None:
        return _payment_day_needed(paid, start, end, said, used)
    day = max(paid.paid_on, start)
    reason = "exempt" if missed or when == LATE else "paid_in_extension"
    return _cover(paid, start, end, day, reason, (*said, ("covered_from_payment", {"day": day})), used)


def _freshman(start: date, end: date, said: Sentences, used: Used, terms: Terms, year: int) -> Cover:
    """A university freshman who was insured without a break and paid in the window: from the first month of studies."""
    months = terms.need("freshman_months_before")
    day = add_months(start, -months)
    said += (("freshman", {"day": day, "months": months + 12}),)
    paid = PaidYear(year=year)
    return _cover(paid, day, end, day, "freshman", said, (*used, "freshman_months_before"))


def _newborn(born_on: date, paid: PaidYear, end: date, terms: Terms) -> Cover:
    """The year of birth: from birth when paid in time, later as the place says."""
    limit = terms.need("newborn_days")
    used: Used = ("newborn_days",)
    if paid.paid_on is None:
        said: Sentences = (("newborn_undated", {"born_on": born_on, "limit": limit}),)
        if paid.paid_in == LATE:
            return _payment_day_needed(paid, born_on, end, said, used)
        return _cover(paid, born_on, end, born_on, "newborn", (*said, ("covered_from", {"day": born_on})), used)
    days = (paid.paid_on - born_on).days
    if terms.get("newborn_birth_day_counts"):
        days += 1
    used += ("newborn_birth_day_counts",)
    values = {"born_on": born_on, "paid_on": paid.paid_on, "days": days, "limit": limit}
    if days <= limit:
        said = (("newborn_in_time", values), ("covered_from", {"day": born_on}))
        return _cover(paid, born_on, end, born_on, "newborn", said, used)
    day = _late_day(paid.paid_on, terms.need("newborn_late"))
    said = (("newborn_late", values), ("covered_from", {"day": day}))
    return _cover(paid, born_on, end, day, "newborn_late", said, (*used, "newborn_late"))


def _late_day(paid_on: date, rule: str) -> date:
    if rule == "payment_day":
        return paid_on
    return paid_on + ONE_DAY if rule == "day_after" else first_day(month_of(paid_on) + 1)


def _after_months(
    paid: PaidYear, start: date, end: date, when: str, missed: int, said: Sentences, used: Used, terms: Terms
) -> Cover:
    """The waits since 2025: a fixed one, more for each further missed year, less what was bought back."""
    wait, told, counted = wait_months(missed, paid.bought_back, terms)
    said, used = said + told, used + counted
    if when == WINDOW:
        begins = start
    elif paid.paid_on is None:
        return _payment_day_needed(paid, start, end, said, used, wait_months=wait)
    else:
        begins = max(paid.paid_on, start)
    day = add_months(begins, wait)
    said += (("wait_begins", {"day": begins}),)
    if begins.day != 1 or when != WINDOW:
        rule = terms.need("wait_day_rule")
        day = _day_by(rule, begins, wait)
        said, used = (*said, ("day_rule", {"rule": rule})), (*used, "wait_day_rule")
    said += (("covered_from", {"day": day}), ("costs_in_wait", {}))
    return _cover(paid, start, end, day, "after_wait", said, used, wait_months=wait)


def _day_by(rule: str, begins: date, months: int) -> date:
    """The first day of cover after so many months from a day, by one of the three readings."""
    if rule == "full_months":
        return first_day(month_of(begins) + 1 + months)
    day = add_months(begins, months)
    return day if rule == "same_day" or day.day == 1 else first_day(month_of(day) + 1)


def wait_months(missed: int, bought_back: int, terms: Terms) -> tuple[int, Sentences, Used]:
    """The months somebody waits who enrolled late or missed years. Raises NoSource."""
    fixed = terms.need("fixed_wait")
    said: list[Sentence] = [("fixed_wait", {"months": fixed})]
    used: list[str] = ["fixed_wait"]
    added = 0
    if missed:
        free = terms.need("first_missed_year_free")
        used.append("first_missed_year_free")
        said.append(("first_missed_year_free" if free else "first_missed_year_counts", {}))
        counted = missed - 1 if free else missed
        if counted:
            added = counted * terms.need("wait_per_missed_year")
            used.append("wait_per_missed_year")
            said.append(("added_wait", {"count": counted, "months": added}))
    if bought_back:
        repaired = min(added, bought_back * terms.need("months_bought_back"))
        said.append(
            ("bought_back", {"years": bought_back, "months": repaired}) if repaired else ("nothing_to_buy_back", {})
        )
        used.append("months_bought_back")
        added -= repaired
    wait = fixed + added
    if missed >= 2 and (long := terms.get("long_break_years")) is not None and missed >= long:
        least = terms.need("long_break_least_wait")
        used += ["long_break_years", "long_break_least_wait"]
        if wait < least:
            said.append(("least_wait", {"years": long, "months": least}))
            wait = least
    said.append(("wait_is", {"months": wait}))
    return wait, tuple(said), tuple(used)


def _after_days(paid: PaidYear, start: date, end: date, said: Sentences, used: Used, terms: Terms) -> Cover:
    """The wait before 2025: so many days after a late payment."""
    days = terms.need("late_wait")
    used += ("late_wait", "late_wait_day_rule")
    if paid.paid_on is None:
        return _payment_day_needed(paid, start, end, said, used, wait_months=None, wait_days=days)
    after = 0 if terms.need("late_wait_day_rule") == "day_reached" else 1
    day = max(paid.paid_on, start) + timedelta(days=days + after)
    said += (
        ("wait_of_days", {"days": days, "day": paid.paid_on}),
        ("covered_from", {"day": day}),
        ("costs_in_wait", {}),
    )
    return _cover(paid, start, end, day, "after_wait", said, used, wait_months=None, wait_days=days)
