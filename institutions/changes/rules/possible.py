"""What stands against an act of the life of a designation: pure, asked when it is asked for and again when it is recorded.

Nothing here knows who invested in the institution: only whether it is public, which article 44 asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from msgspec.structs import replace as struct_replace

from casework.questions.rules.mistakes import FactsError
from institutions.changes.rules.acts import SUSPENDS, Act
from institutions.designation.rules.answering import designation_answer, stop_of
from institutions.designation.rules.records import VOLUNTARY, Answer, Asked, Facts, Terms

ONE_DAY = timedelta(days=1)
# Every code `against` answers with, and the field of the form it stands beside.
FIELDS = {
    "not_in_force": "takes_effect_on",
    "public_may_not": "",
    "notice_too_short": "takes_effect_on",
    "in_the_future": "takes_effect_on",
    "first_day": "takes_effect_on",
    "days_reversed": "ends_on",
    "last_day_missing": "ends_on",
    "too_long": "ends_on",
    "term_too_long": "ends_on",
    "begins_in_the_past": "takes_effect_on",
    "too_short": "ends_on",
    "parts_missing": "services",
    "services_missing": "services",
    "suspended_already": "takes_effect_on",
    "not_suspended": "",
    "asked_too_late": "",
    "not_the_day_after": "takes_effect_on",
    "ran_out_in_suspension": "",
    "renewed_already": "",
    "number_missing": "number",
    "cause_missing": "cause",
    "too_far_back": "takes_effect_on",
    "settled_missing": "settled",
    "successor_missing": "successor",
    "successor_itself": "successor",
    "successor_gone": "successor",
    "nothing_changes": "particulars",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for. `received_on`: the day the request came, or the office found it; `asked_on`: the day it was entered here,
    None for today."""

    act: Act
    received_on: date
    day: date
    asked_on: date | None = None
    ends_on: date | None = None
    services: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    number: str = ""
    cause: str = ""
    settled: str = ""
    successor: str = ""
    particulars: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of the institution, and the days the rules give for what is asked: the last day of its notice, the longest
    of a suspension of its own, the shortest and longest of an ordered one, the longest of a new agreement, the first day from which
    an agreement may be terminated now; the code of the institution that goes on for the one named as successor."""

    code: str
    public: bool
    facts: Facts
    terms_on: Callable[[date], Terms]
    particulars: dict[str, str] = field(default_factory=dict)
    asked_by: date | None = None
    least_until: date | None = None
    most_until: date | None = None
    ends_from: date | None = None
    after_successor: str = ""


def against(now: Situation, wanted: Wanted, on: date) -> list[str]:
    """The codes of everything that stands against an act, in the order in which it is said; empty when it may be."""
    now = _with_the_request(now, wanted)
    answer = _answer(now, wanted.day)
    # An act whose request resumes or renews is asked of another day; all others need an agreement that holds.
    found = [*_of_everybody(now, wanted, answer, on), *CHECKS[wanted.act.code](now, wanted, answer)]
    return list(dict.fromkeys(found))


def _with_the_request(now: Situation, wanted: Wanted) -> Situation:
    """A request to resume counts from the day it came: what it keeps open is judged as kept open."""
    if wanted.act.code != "resume":
        return now
    facts = now.facts
    begun = [one for one in facts.suspensions if one.resumed_on is None and one.starts_on < wanted.day]
    asked = [one for one in begun[-1:] if one.requested_on is None]
    noted = {id(one): struct_replace(one, requested_on=max(one.starts_on, wanted.received_on)) for one in asked}
    stops = tuple(noted.get(id(one), one) for one in facts.suspensions)
    return replace(now, facts=struct_replace(facts, suspensions=stops))


def _answer(now: Situation, day: date) -> Answer:
    try:
        return designation_answer(now.facts, Asked(on=day), now.terms_on)
    except FactsError:
        return Answer(state="never", reason="no_agreement")


def _of_everybody(now: Situation, wanted: Wanted, answer: Answer, on: date) -> Iterator[str]:
    act = wanted.act
    if act.notice and now.public:
        yield "public_may_not"
    if act.notice and now.asked_by is not None and wanted.received_on > now.asked_by:
        yield "notice_too_short"
    if act.code in ("change_particulars", "merge") and wanted.day > on:
        yield "in_the_future"
    if act.code == "renew" and wanted.day < on:
        # The term ran out with no new agreement reached, which ended it (article 41): nothing is renewed backwards.
        yield "begins_in_the_past"
    if act.code == "terminate":
        yield from _in_the_past(now, wanted, on)
    if act.code not in ("renew", "change_particulars") and answer.state not in ("designated", "suspended"):
        yield "not_in_force"
    if wanted.ends_on is not None and wanted.ends_on < wanted.day:
        yield "days_reversed"


def _in_the_past(now: Situation, wanted: Wanted, on: date) -> Iterator[str]:
    """What was settled for days since the end has to be named, and the end is not put back at will. The bound counts from the day
    it was entered: a decision that took its time is not to blame for it."""
    asked_on = wanted.asked_on or on
    if wanted.day < asked_on and not wanted.settled:
        yield "settled_missing"
    if now.ends_from is not None and wanted.day < now.ends_from:
        yield "too_far_back"


def _ends(now: Situation, wanted: Wanted, answer: Answer) -> Iterator[str]:
    starts = {one.number: one.starts_on for one in now.facts.agreements}
    # Ended with its first day it would never have held.
    if answer.agreement and starts.get(answer.agreement) == wanted.day:
        yield "first_day"


def _exit(now: Situation, wanted: Wanted, answer: Answer) -> Iterator[str]:
    yield from _ends(now, wanted, answer)


def _terminate(now: Situation, wanted: Wanted, answer: Answer) -> Iterator[str]:
    yield from _ends(now, wanted, answer)
    if not wanted.cause:
        yield "cause_missing"


def _merge(now: Situation, wanted: Wanted, answer: Answer) -> Iterator[str]:
    yield from _ends(now, wanted, answer)
    if not wanted.successor:
        yield "successor_missing"
    elif wanted.successor == now.code:
        yield "successor_itself"
    elif now.after_successor:
        yield "successor_gone"


def _suspend(now: Situation, wanted: Wanted, answer: Answer) -> Iterator[str]:
    if answer.state == "suspended":
        yield "suspended_already"
    parts = wanted.services or wanted.departments
    ordered = SUSPENDS[wanted.act.code] == "ordered"
    if wanted.ends_on is None:
        # A suspension that nobody limits has no end the institution could wait for.
        yield "last_day_missing"
    elif now.most_until is not None and wanted.ends_on > now.most_until:
        yield "too_long"
    elif ordered and now.least_until is not None and wanted.ends_on < now.least_until:
        yield "too_short"
    if ordered and not parts:
        yield "parts_missing"


def _resume(now: Situation, wanted: Wanted, _answer: Answer) -> Iterator[str]:
    """A request that came in time keeps the suspension open until it is decided."""
    before = wanted.day - ONE_DAY
    begun = [one for one in now.facts.suspensions if one.resumed_on is None and one.starts_on <= before]
    # One that ran out is over, unless nobody asked in time: then that is said.
    stop = next((one for one in begun if stop_of(one, now.terms_on).holds(before)), next(iter(begun[-1:]), None))
    if stop is None:
        yield "not_suspended"
        return
    last = stop_of(stop, now.terms_on).last
    if last is not None and last < before:
        yield "asked_too_late" if stop.kind == VOLUNTARY and wanted.received_on > last else "not_suspended"


def _renew(now: Situation, wanted: Wanted, _answer: Answer) -> Iterator[str]:
    last = max((one.ends_on for one in now.facts.agreements if not one.area), default=None)
    if last is None or wanted.day != last + ONE_DAY:
        yield "not_the_day_after"
        if last is not None and wanted.day <= last:
            yield "renewed_already"
    elif designation_answer(now.facts, Asked(on=last), now.terms_on).state not in ("designated", "suspended"):
        yield "not_in_force"
    elif designation_answer(now.facts, Asked(on=wanted.day), now.terms_on).reason == "ran_out_in_suspension":
        yield "ran_out_in_suspension"
    if wanted.ends_on is None:
        yield "last_day_missing"
    elif now.most_until is not None and wanted.ends_on > now.most_until:
        yield "term_too_long"
    if not wanted.number:
        yield "number_missing"


def _change_scope(_now: Situation, wanted: Wanted, _answer: Answer) -> Iterator[str]:
    if not wanted.services:
        yield "services_missing"


def _change_particulars(now: Situation, wanted: Wanted, _answer: Answer) -> Iterator[str]:
    if not any(now.particulars.get(item) != value for item, value in wanted.particulars.items()):
        yield "nothing_changes"


CHECKS: dict[str, Callable[[Situation, Wanted, Answer], Iterator[str]]] = {
    "change_particulars": _change_particulars,
    "change_scope": _change_scope,
    "renew": _renew,
    "suspend_voluntary": _suspend,
    "suspend_by_agreement": _suspend,
    "suspend_ordered": _suspend,
    "resume": _resume,
    "terminate": _terminate,
    "exit": _exit,
    "merge": _merge,
}
