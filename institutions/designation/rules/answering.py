"""Was an institution designated on a day, and for what: worked out from what was signed, changed, suspended and ended, and from
nothing else."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from casework.questions.rules.mistakes import FactsError
from casework.rulebook.rules.rule_records import weakest
from institutions.designation.rules.records import (
    VOLUNTARY,
    Agreement,
    Answer,
    Asked,
    Codes,
    Facts,
    Said,
    Suspension,
    Termination,
    Terms,
)

ONE_DAY = timedelta(days=1)
TermsOn = Callable[[date], Terms]


class Stop(Struct, frozen=True, kw_only=True):
    """A suspension with the last day it has in fact: None while nobody has ended it. `lapses`: nobody asked to resume, so the
    agreement ends with it."""

    suspension: Suspension
    last: date | None
    lapses: Said | None = None

    def holds(self, day: date) -> bool:
        return self.suspension.starts_on <= day and (self.last is None or day <= self.last)


class Held(Struct, frozen=True, kw_only=True):
    """The days on which something is agreed, and what ended them."""

    agreement: Agreement
    starts_on: date
    ends_on: date
    ended: str = "term_ran_out"
    said: Said | None = None
    termination: Termination | None = None
    services: Codes
    departments: Codes


def designation_answer(facts: Facts, asked: Asked, terms_on: TermsOn) -> Answer:
    """The answer for the day, and of a stay whether it changes before its last day.

    Raises FactsError when two agreements of one area hold on one day."""
    facts = in_area(facts, asked.area)
    stops = [stop_of(one, terms_on) for one in facts.suspensions]
    held = holdings(facts, stops, terms_on)
    answer = _on(held, stops, asked, asked.on, terms_on)
    if asked.stay_until is None:
        return answer
    return _of_stay(answer, held, stops, asked, terms_on)


def in_area(facts: Facts, area: str) -> Facts:
    """What counts in a pooling area: its agreements, and what was decided there or where the institution lies."""
    if not area and not any(
        one.area for rows in (facts.agreements, facts.suspensions, facts.terminations) for one in rows
    ):
        return facts
    reach = ("", area)
    return replace(
        facts,
        agreements=tuple(one for one in facts.agreements if one.area == area),
        suspensions=tuple(one for one in facts.suspensions if one.area in reach),
        # A number names an agreement at home: elsewhere the end reaches whichever holds on the day.
        terminations=tuple(
            one if one.area == area else replace(one, agreement="") for one in facts.terminations if one.area in reach
        ),
    )


def stop_of(one: Suspension, terms_on: TermsOn) -> Stop:
    """A suspension as it ran: to its last day, to the day before it was resumed, or on while a request is open."""
    if one.resumed_on is not None:
        return Stop(suspension=one, last=one.resumed_on - ONE_DAY)
    if one.kind != VOLUNTARY:
        return Stop(suspension=one, last=one.ends_on)
    terms = terms_on(one.starts_on)
    last = one.ends_on
    if terms.voluntary_days is not None:
        longest = one.starts_on + timedelta(days=terms.voluntary_days.value - 1)
        last = longest if last is None else min(last, longest)
    if last is not None and one.requested_on is not None and one.requested_on <= last:
        return Stop(suspension=one, last=None)
    lapses = terms.not_resumed if one.whole and last is not None else None
    return Stop(suspension=one, last=last, lapses=lapses)


def holdings(facts: Facts, stops: Sequence[Stop], terms_on: TermsOn) -> list[Held]:
    """The stretches on which something is agreed, in order; no day twice. Raises FactsError for agreements that overlap."""
    found: list[Held] = []
    before: Held | None = None
    for agreement in sorted(facts.agreements, key=lambda one: (one.starts_on, one.ends_on)):
        held = _held(agreement, facts, stops, terms_on)
        if held is None:
            continue
        if before is not None and held.starts_on <= before.ends_on:
            raise FactsError("agreements_overlap", "agreements", first=before.agreement.number, second=agreement.number)
        before = held
        found += _pieces(held, facts) if facts.changes else [held]
    return found


def _held(agreement: Agreement, facts: Facts, stops: Sequence[Stop], terms_on: TermsOn) -> Held | None:
    """The days an agreement holds; None when it was ended before its first."""
    last, ended, said, by = agreement.ends_on, "term_ran_out", None, None
    for one in facts.terminations:
        named = one.agreement == agreement.number
        meant = named if one.agreement else agreement.starts_on <= one.starts_on <= agreement.ends_on
        if meant and one.starts_on <= last:
            last, ended, by = one.starts_on - ONE_DAY, "terminated", one
    for stop in stops:
        if stop.last is None or not stop.suspension.whole:
            continue
        begins = stop.suspension.starts_on
        if stop.lapses and agreement.starts_on <= begins and stop.last < last and begins <= last:
            last, ended, said, by = stop.last, "not_resumed", stop.lapses, None
    if last < agreement.starts_on:
        return None
    if ended == "term_ran_out" and any(one.suspension.whole and one.holds(last) for one in stops):
        ended, said = "ran_out_in_suspension", terms_on(last).term_in_suspension
    return Held(
        agreement=agreement,
        starts_on=agreement.starts_on,
        ends_on=last,
        ended=ended,
        said=said,
        termination=by,
        services=agreement.services,
        departments=agreement.departments,
    )


def _pieces(held: Held, facts: Facts) -> list[Held]:
    """An agreement's days parted by what its supplements change."""
    own = [one for one in facts.changes if one.agreement == held.agreement.number]
    pieces = [held]
    for change in sorted(own, key=lambda one: one.starts_on):
        now = pieces[-1]
        services = now.services if change.services is None else change.services
        departments = now.departments if change.departments is None else change.departments
        if change.starts_on > held.ends_on:
            break
        if change.starts_on <= now.starts_on:
            pieces[-1] = replace(now, services=services, departments=departments)
            continue
        pieces[-1] = replace(
            now, ends_on=change.starts_on - ONE_DAY, ended="no_longer_agreed", said=None, termination=None
        )
        pieces.append(replace(held, starts_on=change.starts_on, services=services, departments=departments))
    return pieces


def names(listed: Codes, department: str) -> bool:
    """Whether a list names a department, itself or the one it belongs to: 03 names 03.01."""
    return department in listed or any(department.startswith(f"{one}.") for one in listed)


def _agreed(piece: Held, asked: Asked) -> bool:
    if asked.service and piece.services and asked.service not in piece.services:
        return False
    return not (asked.department and piece.departments and not names(piece.departments, asked.department))


def _touches(one: Suspension, asked: Asked) -> bool:
    return (
        one.whole
        or asked.service in one.services
        or (bool(asked.department) and names(one.departments, asked.department))
    )


def _on(held: Sequence[Held], stops: Sequence[Stop], asked: Asked, day: date, terms_on: TermsOn) -> Answer:
    agreed = held if not (asked.service or asked.department) else [one for one in held if _agreed(one, asked)]
    past = upcoming = None
    for piece in agreed:
        if piece.ends_on < day:
            past = piece
        elif piece.starts_on <= day:
            return _within(piece, stops, asked, day, terms_on, agreed)
        else:
            upcoming = piece
            break
    if past is not None:
        return _after(past, upcoming, agreed)
    if upcoming is not None:
        # Something else of it was agreed before: only this begins later.
        later = "agreed_later" if any(one.starts_on <= day for one in held) else "begins_later"
        return Answer(
            state="not_yet",
            reason=later,
            agreement=upcoming.agreement.number,
            next_on=upcoming.starts_on,
            source=upcoming.agreement.source,
        )
    return Answer(state="never", reason="not_agreed" if held else "no_agreement")


def _within(
    piece: Held, stops: Sequence[Stop], asked: Asked, day: date, terms_on: TermsOn, agreed: Sequence[Held]
) -> Answer:
    starts_on, ends_on = _joined(piece, agreed)
    holding = [one for one in stops if one.holds(day)]
    for stop in sorted(holding, key=lambda one: not one.suspension.whole):
        one = stop.suspension
        if _touches(one, asked):
            law = terms_on(one.starts_on).suspension
            return Answer(
                state="suspended",
                reason=one.kind,
                agreement=piece.agreement.number,
                starts_on=one.starts_on,
                ends_on=stop.last,
                source=one.source or (law.source if law else ""),
                status=law.status if law else "given",
            )
    services = frozenset().union(*(stop.suspension.services for stop in holding))
    departments = frozenset().union(*(stop.suspension.departments for stop in holding))
    # What was asked about is not among them; what was left open may be.
    services = services if not asked.service else frozenset()
    departments = departments if not asked.department else frozenset()
    return Answer(
        state="designated",
        reason="partly_suspended" if services or departments else "in_force",
        agreement=piece.agreement.number,
        starts_on=starts_on,
        ends_on=ends_on,
        but_services=services,
        but_departments=departments,
        source=piece.agreement.source,
    )


def _joined(piece: Held, agreed: Sequence[Held]) -> tuple[date, date]:
    """First and last day of what is agreed without a break by one agreement, over the supplements that leave it."""
    starts_on, ends_on = piece.starts_on, piece.ends_on
    own = [one for one in agreed if one.agreement is piece.agreement]
    if len(own) > 1:
        for one in reversed(own):
            starts_on = one.starts_on if one.ends_on + ONE_DAY == starts_on else starts_on
        for one in own:
            ends_on = one.ends_on if one.starts_on == ends_on + ONE_DAY else ends_on
    return starts_on, ends_on


def _after(past: Held, upcoming: Held | None, agreed: Sequence[Held]) -> Answer:
    by = past.termination if past.ended == "terminated" else None
    return Answer(
        state="terminated" if past.ended in ("terminated", "not_resumed") else "expired",
        reason=past.ended,
        agreement=past.agreement.number,
        starts_on=_joined(past, agreed)[0],
        ends_on=past.ends_on,
        next_on=upcoming.starts_on if upcoming else None,
        cause=by.cause if by else "",
        successor=by.successor if by else "",
        source=(by.source if by else "") or (past.said.source if past.said else past.agreement.source),
        status=past.said.status if past.said else "given",
    )


class Part(Struct, frozen=True, kw_only=True):
    """The part of a stay in one institution of a chain, both days included."""

    facts: Facts
    terms_on: TermsOn
    first: date
    last: date


def stay_along(answer: Answer, parts: Sequence[Part], asked: Asked) -> Answer:
    """The answer of a stay in which one institution goes on for another: it is one stay, and only a state that differs from that
    of its first day, in whichever of them, is looked at. `answer` is that of the first institution alone."""
    own = parts[0]
    first = designation_answer(own.facts, replace(asked, stay_until=None), own.terms_on)
    return answer if any(_differs(part, asked, first.state) for part in parts) else replace(first, review=False)


def _differs(part: Part, asked: Asked, state: str) -> bool:
    """Whether some day of a part has another state."""
    facts = in_area(part.facts, asked.area)
    stops = [stop_of(one, part.terms_on) for one in facts.suspensions]
    held = holdings(facts, stops, part.terms_on)
    days = {part.first, *_changing(held, stops)}
    within = (day for day in days if part.first <= day <= part.last)
    return any(_on(held, stops, asked, day, part.terms_on).state != state for day in within)


def _changing(held: Sequence[Held], stops: Sequence[Stop]) -> set[date]:
    """The days on which a state may change."""
    days = {one.starts_on for one in held} | {one.ends_on + ONE_DAY for one in held}
    return days | {one.suspension.starts_on for one in stops} | {one.last + ONE_DAY for one in stops if one.last}


def _of_stay(answer: Answer, held: Sequence[Held], stops: Sequence[Stop], asked: Asked, terms_on: TermsOn) -> Answer:
    """A stay is one stay: the state of its first day holds for it, and a change within it is looked at."""
    last = asked.stay_until
    if last is None or last < asked.on:
        raise FactsError("dates_reversed", "stay_until", starts=asked.on.isoformat(), ends=str(last))
    within = sorted(day for day in _changing(held, stops) if asked.on < day <= last)
    changes = any(_on(held, stops, asked, day, terms_on).state != answer.state for day in within)
    rule = terms_on(asked.on).stay
    if not changes or rule is None:
        return replace(answer, review=changes)
    status = rule.status if answer.status == "given" else weakest(answer.status, rule.status)
    return replace(answer, review=True, source=f"{answer.source}; {rule.source}".strip("; "), status=status)
