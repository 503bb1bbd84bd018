"""What is done with a month: worked out, stated, replied to, reviewed, approved, withdrawn."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.casefile.services.events import record
from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.imports.services.waking import wake
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.months.models import InstitutionMonth
from claims.months.queries.month import entering, last_run, month_of
from claims.months.rules.limits import PAYMENT, REPLY
from claims.months.states import OPEN_TO_CHANGE
from claims.months.workflow import BEING_ENTERED, RUNNING
from claims.runs.models.run import Run
from claims.runs.services import starting
from claims.runs.services.completing import complete_corrections

# Every worker that is told takes chunks until none is left.
JOB, WORKERS = "claims.tasks.run_months", 4
NOT_NOW = _("The figures of a month that is stated stand. An objection opens it again.")
NOT_RUNNING = _("Nothing is being worked out.")
NONE_STOPPED = _("No part has stopped.")
NO_WORDS = _("Write what the institution objects to.")
REPLY_DAY = _("This day lies ahead, or before the statement.")
MAY_REPLY = _("It may reply until %(day)s. Record what it says, or wait for the day to pass.")


@transaction.atomic
def run_month(case_id: uuid.UUID, *, by: Officer, on: date) -> Run:
    """Start to work a month out; workers do it. Raises Blocked once it is stated, while a file is entered or a run goes on;
    PermissionDenied, CaseFile.DoesNotExist."""
    month = _locked(case_id, "run_month", by)
    if month.state not in OPEN_TO_CHANGE:
        raise Blocked(Reason("not_now", NOT_NOW))
    if entering(month):
        raise Blocked(Reason("being_entered", BEING_ENTERED))
    try:
        with transaction.atomic():
            complete_corrections(month.pk, month.institution)
            run = starting.start_run(month, Run.Mode.SHOW, by=by, on=on)
    except IntegrityError as problem:
        raise Blocked(Reason("running", RUNNING)) from problem
    record("run_month", by=by, case=month.case, facts={"run": run.number})
    wake(JOB, workers=WORKERS)
    return run


@transaction.atomic
def cancel_run(case_id: uuid.UUID, *, by: Officer) -> None:
    """Stop a run that only shows. Raises Blocked where none goes on; PermissionDenied, CaseFile.DoesNotExist."""
    month = _locked(case_id, "cancel_run", by)
    run = last_run(month)
    if run is None or not starting.cancel_run(run.pk):
        raise Blocked(Reason("not_running", NOT_RUNNING))
    record("cancel_run", by=by, case=month.case, facts={"run": run.number})


@transaction.atomic
def retry_run(case_id: uuid.UUID, *, by: Officer) -> int:
    """Let the parts that stopped be tried again. Returns how many. Raises Blocked where none has stopped; PermissionDenied,
    CaseFile.DoesNotExist."""
    month = _locked(case_id, "retry_run", by)
    run = last_run(month)
    count = starting.retry_chunks(run.pk) if run is not None else 0
    if not count or run is None:
        raise Blocked(Reason("none_stopped", NONE_STOPPED))
    record("retry_run", by=by, case=month.case, facts={"run": run.number, "parts": count})
    wake(JOB, workers=WORKERS)
    return count


def _locked(case_id: uuid.UUID, verb: str, by: Officer) -> InstitutionMonth:
    by.must(verb)
    visible_or_404(case_id, by)
    rows = InstitutionMonth.objects.select_for_update(of=("self",)).select_related("case__office", "institution")
    return rows.get(case=case_id)


def state_month(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Send the institution its statement: the newest run stands, and the days for its reply begin. Raises Blocked before the month
    is worked out to its end."""

    def effect(move: Move) -> None:
        month, place = month_of(move.case), move.case.office.place_id
        month.stated_run, month.stated_on = last_run(month), move.on
        month.reply_until = due_from(REPLY, move.on, place=place).legal_on
        month.replied_on, month.reply = None, ""
        month.save(update_fields=["stated_run", "stated_on", "reply_until", "replied_on", "reply"])
        move.facts["run"] = month.stated_run.number if month.stated_run else 0

    return transitions.perform(case_id, "state_month", by=by, on=on, seen=seen, op=op, effect=effect)


def agree_month(
    case_id: uuid.UUID, replied_on: date | None, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Record that the institution agrees, on a day; without one that it said nothing in its days, which agrees to the statement
    as it stands (assumed). Raises Blocked while it may still reply, and for a day ahead or before the statement."""

    def effect(move: Move) -> None:
        month = month_of(move.case)
        if replied_on is None and month.reply_until is not None and move.on <= month.reply_until:
            raise Blocked(Reason("may_reply", MAY_REPLY % {"day": month.reply_until}, "replied_on"))
        _replied(month, replied_on, "", move)
        move.facts["replied"] = replied_on is not None

    body = {"replied_on": replied_on}
    return transitions.perform(case_id, "agree_month", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def object_month(
    case_id: uuid.UUID, replied_on: date, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Record what the institution objects to: the month is open again. Raises Blocked without words, and for a day ahead or
    before the statement."""

    def effect(move: Move) -> None:
        if not words.strip():
            raise Blocked(Reason("no_words", NO_WORDS, "words"))
        _replied(month_of(move.case), replied_on, words.strip(), move)
        tell(move.case, "object_month", officer=move.case.opened_by)

    body = {"replied_on": replied_on, "words": words}
    return transitions.perform(case_id, "object_month", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def _replied(month: InstitutionMonth, day: date | None, words: str, move: Move) -> None:
    if day is not None and not (month.stated_on or move.on) <= day <= move.on:
        raise Blocked(Reason("reply_day", REPLY_DAY, "replied_on"))
    month.replied_on, month.reply = day, words
    month.save(update_fields=["replied_on", "reply"])


def review_month(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The first of two. Raises Blocked for a month one took in oneself."""

    def effect(move: Move) -> None:
        month = month_of(move.case)
        month.reviewed_by = move.by.user
        month.save(update_fields=["reviewed_by"])

    return transitions.perform(case_id, "review_month", by=by, on=on, seen=seen, op=op, effect=effect)


def send_back_month(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """It is worked out and stated again."""

    def effect(move: Move) -> None:
        month = month_of(move.case)
        month.reviewed_by = None
        month.save(update_fields=["reviewed_by"])
        tell(move.case, "send_back_month", officer=move.case.opened_by)

    return transitions.perform(case_id, "send_back_month", by=by, on=on, seen=seen, op=op, effect=effect)


def approve_month(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The second of two: a run posts it as it was stated; the clock of the payment runs. Raises Blocked for one's own review."""

    def effect(move: Move) -> None:
        month, place = month_of(move.case), move.case.office.place_id
        due = due_from(PAYMENT, max(month.declare_by, move.case.received_on or move.on), place=place)
        month.approved_by, month.approved_on, month.pay_by = move.by.user, move.on, due.legal_on
        month.save(update_fields=["approved_by", "approved_on", "pay_by"])
        deadlines.start(move.case, due, place=place)
        starting.start_run(month, Run.Mode.POST, by=move.by, on=move.on, shown_by=month.stated_run)

    case = transitions.perform(case_id, "approve_month", by=by, on=on, seen=seen, op=op, effect=effect)
    wake(JOB, workers=WORKERS)
    return case


def withdraw_month(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take a month back before it is stated or while it is objected to; it may be declared again."""
    return transitions.perform(case_id, "withdraw_month", by=by, on=on, seen=seen, op=op)
