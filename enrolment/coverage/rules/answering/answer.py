"""The question of cover: is a person covered on a day, from when to when, and why. Pure; every term has a source and a status."""

from collections.abc import Iterator
from datetime import date

from enrolment.coverage.rules.answering.employees import employee_covers
from enrolment.coverage.rules.answering.residents import resident_year
from enrolment.coverage.rules.answering.retirement import retired_cover
from enrolment.coverage.rules.records.facts import RESIDENTS, Cover, CoverAnswer, Facts, Sentence
from enrolment.coverage.rules.terms import GIVEN, Terms, terms_of

NOTHING_PAID = Cover(
    paid_from=date.min, paid_until=date.min, from_=None, until=None, reason="not_paid", wait_months=None
)


def coverage_answer(facts: Facts, on: date | None = None) -> CoverAnswer:
    """Whether the person is covered on a day, and the stretch of cover it belongs to (or the next one, or the last before it);
    of two that hold the day the later one.

    Without a day: the last stretch that was paid. `covered` is None then, and where no source gives a term that is needed.
    """
    if on is None:
        covers = all_covers(facts)
        return _answer(facts, covers[-1] if covers else None, None)
    if facts.scheme == RESIDENTS and (own := _own_year(facts, on)) is not None:
        return _answer(facts, own, on)
    best = None
    for cover in _covers(facts, on):
        rank = _rank(cover, on)
        if best is None or rank > best[0]:
            best = (rank, cover)
    return _answer(facts, best[1] if best else None, on)


def all_covers(facts: Facts) -> tuple[Cover, ...]:
    """The cover of everything that was paid, oldest first, without suspensions."""
    return tuple(_covers(facts, None))


def _terms(facts: Facts, year: int) -> Terms:
    terms = terms_of(facts.place, year)
    return terms.with_given(facts.given) if facts.given else terms


def _own_year(facts: Facts, on: date) -> Cover | None:
    """The cover of the insurance year that the day lies in, where no other year can cover that day."""
    if facts.person == "freshman":
        return None
    for number in range(len(facts.years) - 1, -1, -1):
        year = facts.years[number].year
        if on.year - 1 <= year <= on.year:
            cover = resident_year(facts, number, _terms(facts, year))
            if cover.paid_from <= on and (cover.paid_until is None or on <= cover.paid_until):
                return cover
    return None


def _covers(facts: Facts, on: date | None) -> Iterator[Cover]:
    """The covers a day may belong to; all of them without a day."""
    if facts.scheme == RESIDENTS:
        for number, paid in enumerate(facts.years):
            if on is None or paid.year >= on.year - 1 or number == len(facts.years) - 1:
                yield resident_year(facts, number, _terms(facts, paid.year))
        return
    day = on or (facts.retired_on or date(facts.months[-1].last // 12, 1, 1) if facts.months else facts.retired_on)
    if day is None:
        return
    terms = _terms(facts, day.year)
    yield from employee_covers(facts, terms)
    if facts.retired_on is not None:
        yield retired_cover(facts, facts.retired_on, terms)


# How near a stretch is to the day: the cover it lies in, paid time it lies in, the next stretch, the last one.
_COVERED, _PAID, _NEXT, _LAST = 4, 3, 2, 1


def _rank(cover: Cover, on: date) -> tuple[int, int]:
    if cover.from_ is not None and cover.from_ <= on and (cover.until is None or on <= cover.until):
        return _COVERED, cover.paid_from.toordinal()
    if cover.paid_from <= on and (cover.paid_until is None or on <= cover.paid_until):
        return _PAID, cover.paid_from.toordinal()
    if on < cover.paid_from:
        return _NEXT, -cover.paid_from.toordinal()
    return _LAST, cover.paid_from.toordinal()


def _answer(facts: Facts, cover: Cover | None, on: date | None) -> CoverAnswer:
    if cover is None:
        said: tuple[Sentence, ...] = (("day_not_paid", {"on": on}),) if on else ()
        return CoverAnswer(
            covered=None if on is None else False, from_=None, until=None, wait_months=None, wait_days=None,
            reason="not_paid", source=GIVEN, status=GIVEN, explanation=said,
        )  # fmt: skip
    until, ended = _until(facts, cover)
    covered, reason, last = _of_day(facts, cover, until, on, ended=ended)
    source, status = _terms(facts, cover.year or cover.paid_from.year).cite(cover.used)
    return CoverAnswer(
        covered=covered, from_=cover.from_, until=until if cover.from_ is not None else None,
        wait_months=cover.wait_months, wait_days=cover.wait_days, reason=reason, source=source, status=status,
        explanation=(*cover.explanation, *last), missing=cover.missing,
    )  # fmt: skip


def _until(facts: Facts, cover: Cover) -> tuple[date | None, bool]:
    """The last day of cover, and whether it is the day on which the enrolment ended."""
    ended = facts.ended_on
    if ended is not None and (cover.until is None or ended < cover.until):
        return ended, True
    return cover.until, False


def _of_day(
    facts: Facts, cover: Cover, until: date | None, on: date | None, *, ended: bool
) -> tuple[bool | None, str, tuple[Sentence, ...]]:
    """Whether the day is covered, the reason, and the sentences about the day itself."""
    last: tuple[Sentence, ...] = (("ended_on", {"day": until}),) if ended else ()
    if on is None:
        return None, cover.reason, last
    for span in facts.suspended:
        if span.from_ <= on <= span.until:
            return False, "suspended", (*last, ("suspended", {"from": span.from_, "until": span.until}))
    if ended and until is not None and on > until:
        return False, "ended", last
    if on < cover.paid_from:
        return False, "not_paid", (*last, ("day_before", {"on": on, "from": cover.paid_from}))
    if cover.paid_until is not None and on > cover.paid_until:
        return False, "not_paid", (*last, ("day_after", {"on": on, "until": cover.paid_until}))
    if cover.missing is not None:
        return None, "no_source", last
    if cover.from_ is None:
        unknown = cover.reason == "payment_day_needed"
        return (None if unknown else False), cover.reason, (*last, ("day_waiting_on", {"on": on}))
    if on < cover.from_:
        return False, "waiting", (*last, ("day_waiting", {"on": on, "from": cover.from_}))
    return True, cover.reason, (*last, ("day_covered", {"on": on}))
