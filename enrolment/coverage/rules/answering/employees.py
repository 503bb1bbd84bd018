"""Cover of the employees' scheme: months paid without a break make a run, and a run gives cover when its wait is over.

A gap of a few months that was paid back closes as if it had never been. After a longer one the place's wait holds. Where a place
asks so many months of contributions first (Wenjiang: 12), they are counted within the run, or over all months paid.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from enrolment.coverage.rules.days import ONE_DAY, first_day, last_day, month_of
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import EMPLOYEES, Cover, EarlierCover, Facts, PaidMonths, Sentence
from enrolment.coverage.rules.terms import Terms


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Months paid without a break, gaps paid back included; `gap` months were not paid before it, `paid_before` months were."""

    first: int
    last: int
    gap: int
    paid_before: int
    closed: tuple[tuple[int, int], ...] = ()


def employee_covers(facts: Facts, terms: Terms) -> tuple[Cover, ...]:
    """The cover of each run, oldest first. What no source gives is named in it."""
    try:
        limit = terms.need("short_gap")
    except NoSource:
        limit = 0
    return tuple(_cover(facts, run, number, terms) for number, run in enumerate(runs_of(facts.months, limit)))


def runs_of(months: tuple[PaidMonths, ...], limit: int) -> Iterator[Run]:
    """Months paid as runs. A gap of at most `limit` months closes when every month of it was paid later on."""
    timely, late = _split(months)
    if not timely:
        return
    first, last, gap, paid = timely[0][0], timely[0][1], 0, 0
    closed: list[tuple[int, int]] = []
    for start, end in timely[1:]:
        between = start - last - 1
        if 0 < between <= limit and _all_in(last + 1, start - 1, late):
            closed.append((last + 1, start - 1))
            last = end
        elif between <= 0:
            last = max(last, end)
        else:
            yield Run(first=first, last=last, gap=gap, paid_before=paid, closed=tuple(closed))
            paid += last - first + 1
            first, last, gap = start, end, between
            closed = []
    yield Run(first=first, last=last, gap=gap, paid_before=paid, closed=tuple(closed))


def _split(months: tuple[PaidMonths, ...]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Stretches paid in their time and those paid afterwards. What was paid afterwards closes a gap only between two others; at
    either end it is months like all others."""
    late = [(m.first, m.last) for m in months if m.paid_on is not None and month_of(m.paid_on) > m.last]
    timely = [(m.first, m.last) for m in months if m.paid_on is None or month_of(m.paid_on) <= m.last]
    if not timely:
        return late, []
    lowest, highest = timely[0][0], max(last for _first, last in timely)
    outside = [stretch for stretch in late if stretch[1] < lowest or stretch[0] > highest]
    if outside:
        late = [stretch for stretch in late if stretch not in outside]
        timely = sorted(timely + outside)
    return timely, late


def _all_in(first: int, last: int, stretches: list[tuple[int, int]]) -> bool:
    month = first
    for start, end in stretches:
        if start <= month <= end:
            month = end + 1
        if month > last:
            return True
    return month > last


def _cover(facts: Facts, run: Run, number: int, terms: Terms) -> Cover:
    paid_from, paid_until = first_day(run.first), last_day(run.last)
    said: list[Sentence] = [
        ("months_paid", {"first": paid_from, "last": paid_until, "count": run.last - run.first + 1})
    ]
    said += [("gap_closed", {"months": b - a + 1, "limit": terms.need("short_gap")}) for a, b in run.closed]
    used: list[str] = ["short_gap"] if run.closed else []
    try:
        wait, day, reason = _wait(facts, run, number, terms, said, used)
    except NoSource as missing:
        said.append(("no_source", {"term": missing.name}))
        return Cover(
            paid_from=paid_from, paid_until=paid_until, from_=None, until=paid_until, reason="no_source",
            wait_months=None, explanation=tuple(said), used=tuple(used), missing=missing.name, year=paid_from.year,
        )  # fmt: skip
    if day > paid_until:
        said.append(("months_not_reached", {"paid": run.last - run.first + 1, "needed": wait}))
        return Cover(
            paid_from=paid_from, paid_until=paid_until, from_=None, until=paid_until, reason="months_not_reached",
            wait_months=wait, explanation=tuple(said), used=tuple(used), year=paid_from.year,
        )  # fmt: skip
    said += [("covered_from_month", {"day": day}), ("covered_until_month", {"day": paid_until})]
    return Cover(
        paid_from=min(paid_from, day), paid_until=paid_until, from_=day, until=paid_until, reason=reason,
        wait_months=wait, explanation=tuple(said), used=tuple(used), year=paid_from.year,
    )  # fmt: skip


def _wait(
    facts: Facts, run: Run, number: int, terms: Terms, said: list[Sentence], used: list[str]
) -> tuple[int, date, str]:
    """Months of the wait of a run, the first day of cover, and why. Raises NoSource."""
    if number == 0:
        if facts.before is None:
            return _contributions(run, 0, terms, said, used)
        return _from_elsewhere(facts.before, run, terms, said, used)
    gap = {"months": run.gap, "limit": terms.need("short_gap")}
    used.append("short_gap")
    said.append(
        ("gap", {"first": first_day(run.first - run.gap), "last": first_day(run.first) - ONE_DAY, "months": run.gap})
    )
    if run.gap <= gap["limit"]:
        said.append(("gap_not_paid_back", gap))
        used.append("short_gap_unpaid")
        if terms.need("short_gap_unpaid") == "no_wait":
            return _contributions(run, run.paid_before, terms, said, used)
    else:
        said.append(("gap_long", gap))
    return _after_gap(run, terms, said, used)


def _contributions(run: Run, before: int, terms: Terms, said: list[Sentence], used: list[str]) -> tuple[int, date, str]:
    """So many months of contributions first, those paid before included where they count."""
    needed = terms.need("employee_wait")
    used.append("employee_wait")
    if needed:
        said.append(("wait_of_contributions", {"months": needed}))
    if before and needed:
        said.append(("months_before_count", {"count": before}))
    left = max(0, needed - before)
    return left, first_day(run.first + left), "after_wait" if left else "paid_months"


def _after_gap(run: Run, terms: Terms, said: list[Sentence], used: list[str]) -> tuple[int, date, str]:
    """After a gap that nothing closed: the wait the place sets for it, or its months of contributions anew."""
    local = terms.get("long_gap_wait")
    if local is not None:
        return _local_wait(run, local, terms, said, used)
    needed = terms.get("employee_wait")
    if needed is None:
        raise NoSource("long_gap_wait")
    if not needed:
        raise NoSource("long_gap_wait")
    rule = terms.need("employee_months_counted")
    used.append("employee_months_counted")
    said.append(("months_counted", {"rule": rule}))
    return _contributions(run, run.paid_before if rule == "cumulative" else 0, terms, said, used)


def _local_wait(run: Run, local: int, terms: Terms, said: list[Sentence], used: list[str]) -> tuple[int, date, str]:
    used.append("long_gap_wait")
    most = terms.get("long_gap_most")
    if most is not None and local > most:
        said.append(("wait_limited", {"months": most}))
        used.append("long_gap_most")
        local = most
    said.append(("local_wait", {"months": local}))
    return local, first_day(run.first + local), "after_wait" if local else "paid_months"


def _from_elsewhere(
    before: EarlierCover, run: Run, terms: Terms, said: list[Sentence], used: list[str]
) -> tuple[int, date, str]:
    """Somebody who was insured elsewhere, or in the residents' scheme, before."""
    limit = terms.need("short_gap")
    used.append("short_gap")
    gap = run.first - month_of(before.until) - 1
    if before.scheme != EMPLOYEES and not _long_enough(before.months, terms, said, used):
        return _contributions(run, 0, terms, said, used)
    if gap <= 0:
        said.append(("no_gap", {}))
        return 0, max(first_day(run.first), before.until + ONE_DAY), "continues"
    values = {"months": gap, "limit": limit}
    if gap > limit:
        said.append(("gap_long", values))
        return _after_gap(run, terms, said, used)
    if before.back_paid:
        said.append(("gap_closed", values))
        return 0, before.until + ONE_DAY, "short_gap"
    said.append(("gap_not_paid_back", values))
    used.append("short_gap_unpaid")
    if terms.need("short_gap_unpaid") == "no_wait":
        return 0, first_day(run.first), "short_gap"
    return _after_gap(run, terms, said, used)


def _long_enough(months: int | None, terms: Terms, said: list[Sentence], used: list[str]) -> bool:
    """Whether the cover in the other scheme was long enough for a change without a wait."""
    needed = terms.need("between_schemes_months")
    used.append("between_schemes_months")
    enough = (months or 0) >= needed
    said.append(("change_of_scheme" if enough else "change_of_scheme_short", {"months": months or 0, "needed": needed}))
    return enough
