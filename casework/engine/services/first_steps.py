"""The first step of many cases at once: they were opened in this very transaction, so nobody else knows of them. Nothing is
locked, nothing can be stale and no press comes twice; all else is as `transitions.perform` does it for one."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.duty import Duty
from casework.casefile.services.events import event, record_all
from casework.clocks.services.deadlines import copy_first_due_dates
from casework.engine.models import Operation
from casework.engine.moves import Move
from casework.engine.operations import body_hash
from casework.engine.refusals import Blocked
from casework.engine.table import workflow_of
from casework.staff.officer import Officer


@dataclass(frozen=True, kw_only=True)
class First:
    """One case with what was typed for its step (only hashed) and what its history says of it."""

    case: CaseFile
    body: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)


@transaction.atomic
def perform_first(
    firsts: Sequence[First], verb: str, *, by: Officer, on: date, effect: Callable[[Sequence[Move]], None]
) -> None:
    """Take the same first step with cases of one kind, each from its initial state into one that stays open. Seven queries and
    those of the effect, however many they are.

    Raises CaseFile.DoesNotExist (one is not visible), PermissionDenied, Blocked, IntegrityError; then nothing is written.
    """
    by.must(verb)
    cases = [first.case for first in firsts]
    keys = [case.pk for case in cases]
    if CaseFile.objects.visible_to(by).filter(pk__in=keys).count() < len(keys):
        raise CaseFile.DoesNotExist
    workflow = workflow_of(cases[0].kind)
    step = workflow.step(verb, workflow.initial)
    if step is None or step.followed or step.target in workflow.final:
        raise ValueError(f"{verb} is no first step of {workflow.kind}")
    moves = [Move(case=first.case, step=step, by=by, on=on, facts=dict(first.facts)) for first in firsts]
    reasons = [reason for move in moves for guard in step.guards for reason in guard(move)]
    if reasons:
        raise Blocked(*reasons)
    if step.duty:
        # As with one case: whose it is stands on it from this step on.
        own = by.user.own_subject
        Duty.objects.bulk_create(
            Duty(case=case, officer=by.user, duty=step.duty, officer_subject=own) for case in cases
        )
    effect(moves)
    on_list = step.target not in workflow.on_board
    CaseFile.objects.filter(pk__in=keys).update(state=step.target, on_work_list=on_list, version=F("version") + 1)
    for case in cases:
        case.state, case.on_work_list, case.version = step.target, on_list, case.version + 1
    record_all(
        event(
            verb,
            by=by,
            case=move.case,
            subject=move.case.subject,
            from_state=workflow.initial,
            to_state=step.target,
            facts=move.facts,
        )
        for move in moves
    )
    copy_first_due_dates(cases)
    Operation.objects.bulk_create(
        Operation(
            id=uuid.uuid4(),
            user=by.user,
            purpose=verb,
            body_hash=body_hash(verb, {"case": str(first.case.pk), **first.body}),
            case=first.case,
        )
        for first in firsts
    )
