"""Whether somebody of the staff is qualified on a day, by the points that stand and the posts she has: pure.

Points are those of a calendar year, of all institutions and areas together; they are gone on 1 January. An act that brings the year
to the first mark suspends, for the months its decision names; one that brings it to the second ends the qualification, for longer
where that act alone has as many. It comes back by itself on the day after the last one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.clocks.rules.due_dates import add_months

ONE_DAY = timedelta(days=1)
AT_ONCE = "at_once"
QUALIFIED, SUSPENDED, ENDED, NOT_REGISTERED = "qualified", "suspended", "ended", "not_registered"


@dataclass(frozen=True, kw_only=True)
class Given:
    """Points given for one act on a day; `months`: how long its decision suspends, where the year's points suspend."""

    given_on: date
    points: int
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post at an institution, with the day of the written promise of service; `ends_on` is its last day."""

    starts_on: date
    promised_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it counts on a day: begun, promised, not ended."""
        begun = self.starts_on <= day and self.promised_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Said:
    """What something rests on: its source, or both, and how sure the weaker of them is."""

    source: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What the rules say on a day: points at which a qualification is suspended and ended, the shortest suspension in months,
    years of an end by several acts and by one alone. `said` is, by what it is about (SUSPENDED, ENDED, AT_ONCE), what that
    rests on."""

    suspended_at: int
    ended_at: int
    least_months: int
    end_years: int
    end_years_at_once: int
    said: Mapping[str, Said]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days on which somebody is suspended, or her qualification is ended; both included. `said`: what that rests on."""

    state: str
    first: date
    last: date
    said: Said


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The answer of a day: the state, the stretch it lies in, the points of its year so far, the source of what decides. `settled`:
    whether services of the person are settled, an emergency being so in any state of points."""

    state: str
    settled: bool
    points: int
    first: date | None = None
    last: date | None = None
    source: str = ""
    status: str = ""


def points_by(given: Sequence[Given], day: date) -> int:
    """The points of a day's calendar year up to and with the day."""
    return sum(one.points for one in given if one.given_on.year == day.year and one.given_on <= day)


def stretches(given: Sequence[Given], marks_on: Callable[[date], Marks]) -> list[Stretch]:
    """Every stretch the points bring about, in order of their first day. Acts of one day count in the order they are given in."""
    found, year, total = [], None, 0
    for one in sorted(given, key=lambda one: one.given_on):
        total = one.points + (total if one.given_on.year == year else 0)
        year, marks = one.given_on.year, marks_on(one.given_on)
        if total >= marks.ended_at:
            at_once = one.points >= marks.ended_at
            years = marks.end_years_at_once if at_once else marks.end_years
            found.append(_stretch(ENDED, one.given_on, 12 * years, marks.said[AT_ONCE if at_once else ENDED]))
        elif total >= marks.suspended_at:
            found.append(_stretch(SUSPENDED, one.given_on, one.months or marks.least_months, marks.said[SUSPENDED]))
    return found


def brought_about(given: Sequence[Given], one: Given, marks_on: Callable[[date], Marks]) -> list[Stretch]:
    """The stretches one act more brings about, those of later acts of its year among them, whose points it raises."""
    before = stretches(given, marks_on)
    return [stretch for stretch in stretches([*given, one], marks_on) if stretch not in before]


def _stretch(state: str, first: date, months: int, said: Said) -> Stretch:
    return Stretch(state=state, first=first, last=add_months(first, months) - ONE_DAY, said=said)


def standing_on(
    posts: Sequence[Post],
    given: Sequence[Given],
    day: date,
    marks_on: Callable[[date], Marks],
    *,
    emergency: bool = False,
) -> Standing:
    """The state of a day: an end goes before a suspension, both before whether she has a post."""
    points = points_by(given, day)
    holding = [one for one in stretches(given, marks_on) if one.first <= day <= one.last]
    for state in (ENDED, SUSPENDED):
        mine = [one for one in holding if one.state == state]
        if mine:
            # What decides is the stretch that lasts longest.
            longest = max(mine, key=lambda one: one.last)
            return Standing(
                state=state,
                settled=emergency,
                points=points,
                first=min(one.first for one in mine),
                last=longest.last,
                source=longest.said.source,
                status=longest.said.status,
            )
    posted = any(post.holds(day) for post in posts)
    return Standing(state=QUALIFIED if posted else NOT_REGISTERED, settled=posted, points=points)
