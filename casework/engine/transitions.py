"""The one engine that moves a case from state to state.

A workflow is a table of steps (casework/engine/workflow.py). `perform` checks the right, locks the row, refuses a stale
version, runs the guards, lets the caller write the facts of the step, then writes state, version, history, duty and
operation in one transaction.
"""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.duty import Duty
from casework.casefile.models.work_task import WorkTask
from casework.casefile.services.events import record
from casework.clocks.services.deadlines import copy_nearest_due_date
from casework.engine.models import Operation
from casework.engine.workflow import Step, Workflow, workflow_of
from casework.staff.models.user import User
from casework.staff.officer import Officer

OTHER_DUTY = _("You already hold another duty on this case. A colleague must take this step: maker and checker differ.")


class Blocked(Exception):
    """The step may not be taken now; `reasons` are sentences a clerk can act on, by code."""

    def __init__(self, *reasons: "Reason"):
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Reason:
    """Why a step is blocked: a stable code, a translatable text, and the field it is about if any."""

    code: str
    text: object
    field: str = ""
    # False when the step is not for this case at all; a page then leaves it out instead of saying why not.
    applies: bool = True


class AlreadyMoved(Exception):
    """Somebody changed the case since the page was shown."""

    def __init__(self, case: CaseFile, last_event):
        super().__init__(f"version {case.version}")
        self.case, self.last_event = case, last_event


class OperationMismatch(Exception):
    """The same operation id was sent with another body."""


@dataclass(frozen=True)
class Move:
    """What the caller's `effect` gets: the locked case, the step, and who takes it on which day."""

    case: CaseFile
    step: Step
    by: Officer
    on: date
    facts: dict = field(default_factory=dict)


def body_hash(verb: str, body: dict) -> bytes:
    """A digest of what was sent, so that a repeated operation can be told from a changed one."""
    text = json.dumps([verb, body], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def visible_or_404(case_id: uuid.UUID, by: Officer) -> CaseFile:
    """The case, if this officer may know of it. Raises CaseFile.DoesNotExist otherwise."""
    return CaseFile.objects.visible_to(by).select_related("office", "through_center").get(pk=case_id)


def perform(
    case_id: uuid.UUID,
    verb: str,
    *,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
    body: dict | None = None,
    facts: dict | None = None,
    effect: Callable[[Move], None] | None = None,
) -> CaseFile:
    """Take one step and return the fresh case.

    `seen` is the version the form carried, `op` the id made with the form, `body` what was typed (only hashed).
    Raises CaseFile.DoesNotExist (not visible), PermissionDenied, AlreadyMoved, Blocked, OperationMismatch.
    """
    visible_or_404(case_id, by)
    by.must(verb)
    with transaction.atomic():
        digest = body_hash(verb, {"case": str(case_id), **(body or {})})
        case = (
            CaseFile.objects.select_for_update(of=("self",))
            .select_related("office", "through_center", "counterpart_office")
            .get(pk=case_id)
        )
        if repeated(op, by.user, digest):
            return case
        workflow = workflow_of(case.kind)
        step = _step_or_refusal(workflow, case, verb, seen)
        move = Move(case, step, by, on, dict(facts or {}))
        reasons = [reason for guard in step.guards for reason in guard(move)]
        if reasons:
            raise Blocked(*reasons)
        _take_duty(move)
        if effect:
            effect(move)
        _write_state(workflow, move)
        _note_operation(op, by.user, verb, digest, case)
        return case


def follow(case_id: uuid.UUID, verb: str, *, by: Officer, on: date, facts: dict | None = None, effect=None) -> CaseFile:
    """Take a step that another case's step brings about, in that one's transaction: its right is enough.

    Nothing happens when the table has no such step from the state the case is in.
    """
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office").get(pk=case_id)
    workflow = workflow_of(case.kind)
    step = workflow.step(verb, case.state)
    if step is None or not step.followed:
        return case
    move = Move(case, step, by, on, dict(facts or {}))
    if effect:
        effect(move)
    _write_state(workflow, move)
    return case


def _note_operation(op: uuid.UUID, user: User, verb: str, digest: bytes, case: CaseFile) -> None:
    """The case is locked, so an id that came meanwhile was sent for another case. Raises OperationMismatch."""
    try:
        with transaction.atomic():
            Operation.objects.create(id=op, user=user, purpose=verb, body_hash=digest, case=case)
    except IntegrityError as problem:
        raise OperationMismatch from problem


def why_not(step: Step, case: CaseFile, by: Officer, held: str | None) -> Reason | None:
    """Why this officer cannot take a step now: the first reason, or None when she can. `held` is her duty."""
    if step.duty and held and held != step.duty:
        return Reason("other_duty", OTHER_DUTY)
    move = Move(case, step, by, by.on)
    return next((reason for guard in step.guards for reason in guard(move)), None)


def repeated(op: uuid.UUID, user: User, digest: bytes) -> bool:
    """Whether this operation was already done by this user with this body. Raises OperationMismatch if it differs."""
    earlier = Operation.objects.filter(pk=op).first()
    if earlier is None:
        return False
    if earlier.user_id != user.pk or bytes(earlier.body_hash) != digest:
        raise OperationMismatch
    return True


def _step_or_refusal(workflow: Workflow, case: CaseFile, verb: str, seen: int) -> Step:
    step = workflow.step(verb, case.state)
    if step is None or step.followed or case.version != seen:
        raise AlreadyMoved(case, case.events.select_related("actor").first())
    return step


def _take_duty(move: Move) -> None:
    if not move.step.duty:
        return
    case, officer = move.case, move.by.user
    if officer.own_subject and officer.own_subject == case.subject:
        raise PermissionDenied("a case about oneself")
    held = Duty.objects.filter(case=case, officer=officer).first()
    if held and held.duty != move.step.duty:
        raise Blocked(Reason("other_duty", OTHER_DUTY))
    if held is None:
        try:
            with transaction.atomic():
                Duty.objects.create(
                    case=case,
                    officer=officer,
                    duty=move.step.duty,
                    officer_subject=officer.own_subject,
                    case_subject=case.subject,
                )
        except IntegrityError as problem:
            raise PermissionDenied("duty refused") from problem


def _write_state(workflow: Workflow, move: Move) -> None:
    case, before = move.case, move.case.state
    after = move.step.target
    case.state = after
    case.is_open = after not in workflow.final
    case.closed_on = None if case.is_open else move.on
    case.on_work_list = after not in workflow.on_board
    CaseFile.objects.filter(pk=case.pk).update(
        state=after,
        is_open=case.is_open,
        closed_on=case.closed_on,
        on_work_list=case.on_work_list,
        version=F("version") + 1,
    )
    case.version += 1
    record(
        move.step.verb, by=move.by, case=case, subject=case.subject, from_state=before, to_state=after, facts=move.facts
    )
    if not case.is_open:
        WorkTask.objects.filter(case=case, done_at__isnull=True).update(done_at=Now())
    copy_nearest_due_date(case)
