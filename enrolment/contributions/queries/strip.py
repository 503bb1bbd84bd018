"""Cover by month across years, for the period strip; and the next date that matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.queries.cover import ENDED, Record, covers_of
from enrolment.coverage.rules.days import ONE_DAY, first_day, last_day
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.rules.records.facts import RESIDENTS, Cover, CoverAnswer
from enrolment.coverage.rules.terms import terms_of

YEARS_SHOWN = 4


@dataclass(frozen=True)
class Month:
    """One month of the strip; `state` is paid, waiting, gap, suspended, enrolled or none."""

    number: int
    state: str
    text: str


@dataclass(frozen=True)
class Year:
    year: int
    months: list[Month]


@dataclass(frozen=True)
class NextDate:
    """The next day on which something about the cover changes or can be done, and what."""

    day: date
    text: str


def cover_strip(record: Record, on: date) -> list[Year]:
    """The months of this year and the three before it, newest year first. No query."""
    covers = covers_of(record)
    return [
        Year(year, [_month(record, covers, year * 12 + number, on) for number in range(12)])
        for year in range(on.year, on.year - YEARS_SHOWN, -1)
    ]


def _month(record: Record, covers: Sequence[tuple[PaidTime, Cover]], month: int, on: date) -> Month:
    first, last = first_day(month), last_day(month)
    state, about = _state(record, covers, first, last, on)
    shown = f"{first:%Y-%m}"
    texts = {
        "paid": _("%(month)s: covered, %(about)s"),
        "waiting": _("%(month)s: waiting, %(about)s"),
        "suspended": _("%(month)s: suspended"),
        "enrolled": _("%(month)s: %(about)s, payment not recorded"),
        "unknown": _("%(month)s: paid, %(about)s; no source says whether it is covered"),
        "gap": _("%(month)s: gap, nothing paid"),
        "none": _("%(month)s: not enrolled"),
    }
    text = texts[state] % {"month": shown, "about": about}
    return Month(first.month, "enrolled" if state == "unknown" else state, text)


def _state(
    record: Record, covers: Sequence[tuple[PaidTime, Cover]], first: date, last: date, on: date
) -> tuple[str, str]:
    if any(stop.starts_on <= last and (stop.ends_on or date.max) >= first for stop in record.stops):
        return "suspended", ""
    paid = [
        (row, cover)
        for row, cover in covers
        if cover.paid_from <= last and (cover.paid_until is None or cover.paid_until >= first)
    ]
    for row, cover in paid:
        if cover.from_ is not None and cover.from_ <= last and (cover.until is None or first <= cover.until):
            return "paid", row.get_scheme_display()
    for row, cover in paid:
        if cover.reason != ENDED and (cover.from_ is None or first < cover.from_):
            return ("unknown" if cover.missing else "waiting"), row.get_scheme_display()
    enrolled = [one for one in record.enrolments if one.starts_on <= last and (one.ends_on or date.max) >= first]
    if enrolled:
        return "enrolled", enrolled[0].get_scheme_display()
    if paid:
        return "none", ""
    begun = any(row.starts_on < first for row in record.paid)
    return ("gap" if begun and first <= on else "none"), ""


def next_date(record: Record, answer: CoverAnswer, on: date) -> NextDate | None:
    """The next day that matters: cover begins or ends, a suspension ends, a window opens or closes. No query."""
    found = [*_of_answer(answer, on), *_of_stops(record, on), *_of_window(record, on)]
    return min(found, key=lambda one: one.day, default=None)


def _of_answer(answer: CoverAnswer, on: date) -> list[NextDate]:
    if answer.from_ is not None and answer.from_ > on:
        return [NextDate(answer.from_, _("cover begins"))]
    if answer.covered and answer.until is not None:
        return [NextDate(answer.until, _("last day of cover by what is paid"))]
    return []


def _of_stops(record: Record, on: date) -> list[NextDate]:
    ends = [stop.ends_on for stop in record.stops if stop.ends_on is not None and stop.starts_on <= on <= stop.ends_on]
    return [NextDate(day + ONE_DAY, _("the suspension is over")) for day in ends[:1]]


def _of_window(record: Record, on: date) -> list[NextDate]:
    """For somebody in the residents' scheme whose next year is not paid: when its window opens, closes, and is over for good."""
    last = next((row for row in reversed(record.paid)), None)
    if last is None or last.scheme != RESIDENTS:
        return []
    found = []
    for year in (on.year, on.year + 1):
        if year <= last.year:
            continue
        terms = terms_of(division_of(last.elsewhere or last.place_id), year)
        words = {
            "window_opens": _("the window for %(year)s opens"),
            "window_closes": _("the window for %(year)s closes"),
            "extended_until": _("the extended period for %(year)s ends"),
        }
        days = [(terms.get(name), text % {"year": year}) for name, text in words.items()]
        found += [NextDate(day, text) for day, text in days if day is not None and day >= on]
    return found
