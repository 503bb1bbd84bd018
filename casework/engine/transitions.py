"""The one engine that moves a case from state to state.

A workflow is a table of steps (casework/engine/table.py). `perform` checks the right, locks the row, refuses a stale
version, runs the guards, lets the caller write the facts of the step, then writes state, version, history, duty and
operation in one transaction.
"""

import uuid
from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Now

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.duty import Duty
from casework.casefile.models.work_task import WorkTask
from casework.casefile.services.events import record
from casework.clocks.services.deadlines import nearest_due
from casework.engine.models import Operation
from casework.engine.moves import OTHER_DUTY, Move
from casework.engine.operations import body_hash, repeated
from casework.engine.refusals import AlreadyMoved, Blocked, OperationMismatch, Reason
from casework.engine.table import Workflow, workflow_of
from casework.staff.models.user import User
from casework.staff.officer import Officer


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
    with transaction.atomic():
        digest = body_hash(verb, {"case": str(case_id), **(body or {})})
        held = Duty.objects.filter(case=OuterRef("pk"), officer=by.user)
        case = (
            CaseFile.objects.visible_to(by)
            .select_for_update(of=("self",))
            .select_related("office", "through_center", "counterpart_office")
            .annotate(held_duty=Subquery(held.values("duty")[:1]))
            .get(pk=case_id)
        )
        by.must(verb)
        workflow = workflow_of(case.kind)
        step = workflow.step(verb, case.state)
        if step is None or step.followed or case.version != seen:
            # Whatever was done to a case has changed its version: only then may this press have been handled before.
            if repeated(op, by.user, digest):
                return case
            raise AlreadyMoved(case, case.events.select_related("actor").first())
        move = Move(case=case, step=step, by=by, on=on, facts=dict(facts or {}))
        reasons = [reason for guard in step.guards for reason in guard(move)]
        if reasons:
            raise Blocked(*reasons)
        _take_duty(move, case.held_duty)
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
    move = Move(case=case, step=step, by=by, on=on, facts=dict(facts or {}))
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


def _take_duty(move: Move, held: str | None) -> None:
    """`held` was read with the case, and never behind it: whoever takes a duty changes the version, too."""
    if not move.step.duty:
        return
    case, officer = move.case, move.by.user
    if officer.own_subject and officer.own_subject == case.subject:
        raise PermissionDenied("a case about oneself")
    if held and held != move.step.duty:
        raise Blocked(Reason("other_duty", OTHER_DUTY))
    if not held:
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
        due_on=nearest_due() if case.is_open else None,
        version=F("version") + 1,
    )
    case.version += 1
    # Found by the database as it wrote; read where somebody asks for it.
    case.__dict__.pop("due_on", None)
    record(
        move.step.verb, by=move.by, case=case, subject=case.subject, from_state=before, to_state=after, facts=move.facts
    )
    if not case.is_open:
        WorkTask.objects.filter(case=case, done_at__isnull=True).update(done_at=Now())
