"""Correcting what is on record of a hire: its start, or that the person left. What takes a lateness away, or makes it
shorter, rests on proof and takes two people, as a finding does."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services import notices
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.documents.rules.identity_numbers import check
from enrolment.hires.models import Hire
from enrolment.hires.services.hire_clock import (
    close_clock,
    current_clock,
    days_against,
    days_ahead,
    document_day_missing,
    due_of,
    is_late,
    start_clock,
)

TAKES_LATENESS = _(
    "This hire is late, and this day would take the lateness away or make it shorter. Add a scan of the proof and propose the "
    "correction; a second person decides."
)
NOTHING_CHANGED = _("These are the dates on record already.")
BEFORE_START = _("This is before the day work began.")
NOT_YET_LEFT = _("This day is in the future. Record the leaving when it has come.")


@dataclass(frozen=True)
class Start:
    """The two dates of a start as corrected, and why."""

    work_began_on: date
    document_handled_on: date | None
    reason: str


def _hire_of(move: Move) -> Hire:
    return Hire.objects.select_for_update(of=("self",)).select_related("employer").get(case=move.case)


def _with_start(hire: Hire, start: Start) -> Hire:
    hire.work_began_on, hire.document_handled_on = start.work_began_on, start.document_handled_on
    return hire


def _refuse_start(hire: Hire, start: Start, on: date) -> None:
    reasons = []
    if (start.work_began_on, start.document_handled_on) == (hire.work_began_on, hire.document_handled_on):
        reasons.append(Reason("nothing_changed", NOTHING_CHANGED, "work_began_on"))
    reasons += document_day_missing(hire.category, start.work_began_on, start.document_handled_on, on)
    reasons += days_ahead(start.work_began_on, start.document_handled_on, on)
    reasons += _against_age(hire, start, on)
    if reasons:
        raise Blocked(*reasons)


def _against_age(hire: Hire, start: Start, on: date) -> list[Reason]:
    """The corrected day against the birth date the number tells; an age confirmed when it was reported is not asked anew."""
    born_on = check(hire.kind_id, hire.number.open_for_work(), on=on).birth_on
    before, found = (days_against(born_on, day, on) for day in (hire.work_began_on, start.work_began_on))
    return [found] if found and (before is None or before.code != found.code) else []


def _refuse_leaving(hire: Hire, left_on: date, on: date) -> None:
    if left_on < hire.work_began_on:
        raise Blocked(Reason("left_before_start", BEFORE_START, "left_on"))
    if left_on > on:
        raise Blocked(Reason("not_yet", NOT_YET_LEFT, "left_on"))


def correct_start(case_id: uuid.UUID, start: Start, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Correct the dates of a start; the clock is computed anew and the old dates stay visible.

    Raises Blocked, also when the hire is late and would be less so: that is proposed and decided by two.
    """

    def effect(move: Move) -> None:
        hire, clock = _hire_of(move), current_clock(move.case)
        _refuse_start(hire, start, on)
        move.facts.update(_dates_of(hire, "old_"))
        if is_late(clock, on) and due_of(_with_start(hire, start)).legal_on > clock.legal_on:
            raise Blocked(Reason("takes_lateness_away", TAKES_LATENESS, "work_began_on"))
        _apply_start(move, hire, start, on)

    body = {"start": [start.work_began_on, start.document_handled_on, start.reason]}
    return transitions.perform(
        case_id, "correct_start", by=by, on=on, seen=seen, op=op, body=body, facts={}, effect=effect
    )


def _apply_start(move: Move, hire: Hire, start: Start, on: date) -> None:
    _with_start(hire, start).save(update_fields=["work_began_on", "document_handled_on"])
    move.facts.update(_dates_of(hire, "new_") | {"reason": start.reason})
    notices.skip_waiting(move.case, "start_corrected")
    notices.write_owed(move.case, start_clock(move.case, hire), on, "start_corrected")


def _dates_of(hire: Hire, prefix: str) -> dict[str, str]:
    fields = ("work_began_on", "document_handled_on")
    return {prefix + field: value.isoformat() for field in fields if (value := getattr(hire, field))}


def record_leaving(case_id: uuid.UUID, left_on: date, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The person left before registration: no more reminders. A lateness reached by then stays on the record.

    Raises Blocked, also when the hire is late today and was not on the day named: that takes two.
    """

    def effect(move: Move) -> None:
        hire, clock = _hire_of(move), current_clock(move.case)
        _refuse_leaving(hire, left_on, on)
        if is_late(clock, on) and left_on <= clock.legal_on:
            raise Blocked(Reason("takes_lateness_away", TAKES_LATENESS, "left_on"))
        _apply_leaving(move, hire, left_on)

    facts = {"left_on": left_on.isoformat()}
    return transitions.perform(
        case_id, "record_leaving", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )


def _apply_leaving(move: Move, hire: Hire, left_on: date) -> None:
    hire.left_on = left_on
    hire.save(update_fields=["left_on"])
    close_clock(move.case, left_on, "left")


def propose_correction(
    case_id: uuid.UUID,
    start: Start | None,
    left_on: date | None,
    note: str,
    *,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """Propose another start, or a day of leaving, with proof; the clock runs on until a second person confirms."""

    def effect(move: Move) -> None:
        hire = _hire_of(move)
        if start:
            _refuse_start(hire, start, on)
        else:
            _refuse_leaving(hire, left_on, on)
        hire.finding = Hire.Finding.START_WRONG if start else Hire.Finding.LEFT_EARLIER
        hire.finding_note, hire.same_as = note, None
        hire.proposed_began_on = start.work_began_on if start else None
        hire.proposed_handled_on = start.document_handled_on if start else None
        hire.proposed_left_on = left_on
        hire.save()

    dates = [start.work_began_on, start.document_handled_on] if start else [left_on]
    facts = {"dates": [day.isoformat() for day in dates if day]}
    return transitions.perform(
        case_id,
        "propose_correction",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body=facts | {"note": note},
        facts=facts,
        effect=effect,
    )


def confirm_correction(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A second person shares the proposal of another start: the clock is computed anew."""

    def effect(move: Move) -> None:
        hire = _hire_of(move)
        move.facts.update(_dates_of(hire, "old_"))
        start = Start(hire.proposed_began_on, hire.proposed_handled_on, hire.finding_note)
        _apply_start(move, hire, start, on)

    return transitions.perform(case_id, "confirm_correction", by=by, on=on, seen=seen, op=op, facts={}, effect=effect)


def confirm_leaving(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A second person shares that the person had left by that day: the clock stops there."""

    def effect(move: Move) -> None:
        hire = _hire_of(move)
        move.facts.update({"left_on": hire.proposed_left_on.isoformat(), "reason": hire.finding_note})
        _apply_leaving(move, hire, hire.proposed_left_on)

    return transitions.perform(case_id, "confirm_leaving", by=by, on=on, seen=seen, op=op, facts={}, effect=effect)
