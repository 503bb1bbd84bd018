"""Posting a recall of a value that was decided: each person in a transaction of her own, as she was shown; what changed since
is left for a hand. One press lets the job begin, and it goes on wherever it was stopped; behind it her letters go into the
post."""

import logging
import math
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.engine.table import Step
from casework.imports.services.waking import wake
from casework.models import CaseFile
from casework.money.services.ledger import month_is_closed
from casework.staff.officer import Officer
from casework.staff.queries import current_appointments
from claims.reimbursements.models.settlement import PersonYear
from claims.reversals.models import ValueRecall, ValueRecallUnit
from claims.reversals.services.confirming import resettle
from claims.value_recalls.queries.touched import worked_unit, wrong_of
from claims.value_recalls.services.papers import send_letters
from claims.value_recalls.services.recalling import not_hers
from claims.value_recalls.workflow import WORKFLOW

log = logging.getLogger(__name__)
# The database or the time went away, not the person: taken again by the next run of the job.
GONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)
# A job ends after so many seconds, so that others have their turn; the next one goes on.
SECONDS_A_JOB = 40.0
VERB, JOB = "post_value_recall", "claims.tasks.post_value_recalls"
NOT_DECIDED = _("The recall is not decided, or posted to its end.")
APPOINTMENT_ENDED, BOOKS_CLOSED, YEAR_CLOSED = "appointment_ended", "books_closed", "year_closed"
PAYMENT_UNDER_WAY = "payment_under_way"
FINISH: Step = next(step for step in WORKFLOW.steps if step.verb == "finish_value_recall")


def post_value_recall(case_id: uuid.UUID, *, by: Officer) -> ValueRecall:
    """Let the job post it to its end, as this officer, and write what letters are left; pressed again it goes on, under her who
    pressed last. Raises Blocked before it is decided, once nothing is left, for whoever proposed it and where one is touched
    oneself; PermissionDenied, CaseFile.DoesNotExist."""
    recall = _open(case_id, by)
    with transaction.atomic():
        recall.posting_by, recall.posting_as, recall.stopped = by.user, by.appointment, ""
        recall.save(update_fields=["posting_by", "posting_as", "stopped"])
        record(VERB, by=by, case=recall.case, facts={"waiting": recall.units.filter(state="waiting").count()})
        wake(JOB)
    return recall


def _open(case_id: uuid.UUID, by: Officer) -> ValueRecall:
    by.must(VERB)
    case = visible_or_404(case_id, by)
    recall = ValueRecall.objects.filter(case=case).first()
    if recall is None or not left_to_do(recall) or recall.proposed_by_id == by.user.pk:
        raise Blocked(Reason("not_decided", NOT_DECIDED))
    not_hers(recall, by)
    recall.case = case
    return recall


def run_waiting(today: date) -> None:
    """Go on with every recall that somebody lets be posted, and with the letters behind it. Safe to run twice, late or in
    parallel: a person is held by whichever worker takes her row."""
    end = time.monotonic() + SECONDS_A_JOB
    rows = ValueRecall.objects.filter(posting_by__isnull=False, stopped="", state__in=("decided", "done"))
    rows = rows.select_related("case__office", "policy", "posting_by", "posting_as")
    # Who was tried in vain comes behind everybody else of every recall, in no order: else those who wait for a bank, or fail,
    # would have the whole time of each job.
    for again, order in ((False, ("decided_on", "pk")), (True, ("?",))):
        for recall in rows.order_by(*order):
            if not left_to_do(recall):
                continue
            by = _officer(recall, today)
            if by is None:
                ValueRecall.objects.filter(pk=recall.pk).update(stopped=APPOINTMENT_ENDED)
                continue
            if recall.state == "decided":
                _post_on(recall, by, today, end, again=again)
            _write_on(recall, by, today, end, again=again)


def left_to_do(recall: ValueRecall) -> bool:
    """Whether somebody waits to be posted, or for her letters. One query at most."""
    if recall.state == "decided":
        return True
    return recall.state == "done" and recall.units.filter(state="posted", lettered_on=None).exists()


def _officer(recall: ValueRecall, on: date) -> Officer | None:
    """Who pressed, under the appointment she did it with, if that still gives her the right and nothing stands against it."""
    user = recall.posting_by
    rows = current_appointments(user, on) if user is not None and user.is_active else []
    appointment = next((row for row in rows if row.pk == recall.posting_as_id), None)
    if user is None or appointment is None:
        return None
    by = Officer(user, appointment, on)
    try:
        not_hers(recall, by)
    except Blocked:
        return None
    return by if by.may(VERB) and by.may("issue_paper") else None


def _post_on(
    recall: ValueRecall, by: Officer, on: date, end: float, limit: float = math.inf, *, again: bool | None = None
) -> dict[str, int]:
    told = _each(recall, end, limit, lambda key: _post(key, recall, by, on), again=again, state="waiting")
    with transaction.atomic():
        left = recall.units.filter(state="waiting").count()
        if told:
            record("post_value_recall", by=by, case=recall.case, facts=told | {"waiting": left})
        held = ValueRecall.objects.select_for_update(of=("self",)).get(pk=recall.pk)
        if not left and held.state == "decided":
            transitions.follow(recall.case_id, "finish_value_recall", by=by, on=on)
    return told | {"waiting": left}


def _write_on(recall: ValueRecall, by: Officer, on: date, end: float, *, again: bool | None = None) -> dict[str, int]:
    which = {"state": "posted", "lettered_on": None}
    return _each(recall, end, math.inf, lambda key: _write(key, recall, by, on), again=again, **which)


def _keys(recall: ValueRecall, *, again: bool | None, **which: object) -> list[int]:
    """Those who were not tried yet in the order of the list (`again` false), those who were in no order (true); none: both."""
    rows = recall.units.filter(**which)
    fresh = rows.filter(stopped="").order_by("pk") if not again else rows.none()
    tried = rows.exclude(stopped="").order_by("?") if again is not False else rows.none()
    return [*fresh.values_list("pk", flat=True), *tried.values_list("pk", flat=True)]


def _each(
    recall: ValueRecall, end: float, limit: float, does: Callable[[int], str], *, again: bool | None, **which: object
) -> dict[str, int]:
    """Do something for the people of a recall one by one, until a moment of the monotonic clock or for so many. What fails for
    one is kept with her and keeps nobody behind her waiting. Returns how many came to what."""
    told: dict[str, int] = {}
    for key in _keys(recall, again=again, **which):
        if time.monotonic() >= end or sum(told.values()) >= limit:
            break
        try:
            with transaction.atomic():
                state = does(key)
        except GONE as problem:
            # If it is she who takes all the time, she comes behind the others.
            with suppress(DatabaseError):
                _stopped(key, recall, problem)
            raise
        except Exception as problem:
            _stopped(key, recall, problem)
            continue
        if state:
            told[state] = told.get(state, 0) + 1
    return told


def _stopped(key: int, recall: ValueRecall, problem: Exception) -> None:
    # The kind of the error only: its text may hold what a settlement says.
    why = _why(problem)
    # Tried again by every run: said once.
    if ValueRecallUnit.objects.filter(pk=key).exclude(stopped=why).update(stopped=why):
        log.error("person %s of recall %s stopped: %s", key, recall.pk, type(problem).__name__)


def _why(problem: Exception) -> str:
    if isinstance(problem, IntegrityError) and "the year is closed" in str(problem):
        return YEAR_CLOSED
    if isinstance(problem, IntegrityError) and month_is_closed(problem):
        return BOOKS_CLOSED
    return type(problem).__name__[:40]


def _taken(key: int, **which: object) -> ValueRecallUnit | None:
    """A person, held until the transaction ends; None where another worker holds her or has done it."""
    rows = ValueRecallUnit.objects.select_for_update(of=("self",), skip_locked=True)
    return rows.select_related("recall__case", "claim__person", "claim__case").filter(pk=key, **which).first()


def _post(key: int, recall: ValueRecall, by: Officer, on: date) -> str:
    row = _taken(key, state="waiting")
    if row is None:
        return ""
    unit = worked_unit(row.claim, row.policy_code, wrong_of(recall), lock=True)
    if unit.problem or unit.digest != row.digest:
        return _ended(row, "changed", None)
    if unit.waits:
        # Whose payment is on its way waits for the next run, and says so.
        row.stopped = PAYMENT_UNDER_WAY
        row.save(update_fields=["stopped"])
        return ""
    move = Move(case=recall.case, step=FINISH, by=by, on=on)
    for one in unit.later:
        resettle(recall, one, move)
    for year, left in unit.years.items():
        PersonYear.objects.filter(pk=year).update(accumulators=left)
    return _ended(row, "posted", on)


def _ended(row: ValueRecallUnit, state: str, on: date | None) -> str:
    row.state, row.posted_on, row.stopped = ValueRecallUnit.State(state), on, ""
    row.save(update_fields=["state", "posted_on", "stopped"])
    return state


def _write(key: int, recall: ValueRecall, by: Officer, on: date) -> str:
    row = _taken(key, state="posted", lettered_on=None)
    if row is None:
        return ""
    # Whose claim comes to the same is told nothing.
    changed = [one["claim"] for one in row.shown if Decimal(one["stood"]) != Decimal(one["anew"])]
    cases = CaseFile.objects.filter(pk__in=changed).select_related("office")
    for case in cases.order_by("pk"):
        send_letters(case, recall.pk, row.claim.person_id, by=by, on=on)
    row.lettered_on, row.stopped = on, ""
    row.save(update_fields=["lettered_on", "stopped"])
    return "lettered"


def advance(case_id: uuid.UUID, *, by: Officer, on: date, limit: float = math.inf) -> dict[str, int]:
    """Post the next people at once, without the job: for the demonstration and for tests. Returns how many were posted,
    changed, and still wait. Raises as the press does."""
    recall = post_value_recall(case_id, by=by)
    told = {"posted": 0, "changed": 0} | _post_on(recall, by, on, math.inf, limit)
    _write_on(recall, by, on, math.inf)
    return told
