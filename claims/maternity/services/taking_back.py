"""An allowance that was not due: one proposes to take it back, which holds its payment, another takes it back or lets it stand."""

import uuid
from datetime import date

from casework.casefile.services.answers import tell
from casework.desk.services.notes import write_note
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Payable
from casework.money.services.payables import undo_paid, withdraw
from casework.staff.officer import Officer
from claims.maternity.queries.allowance import allowance_of
from claims.maternity.words import HELD
from claims.maternity.workflow import ON_ITS_WAY


def _payment(case: CaseFile) -> Payable:
    """What is owed or was paid for it, locked: a batch takes it before, or not at all."""
    rows = Payable.objects.filter(case=case).exclude(state=Payable.State.CANCELLED)
    return rows.select_for_update(of=("self",)).get()


def question_maternity(case_id: uuid.UUID, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Propose to take it back, with the reason as a note; what is not paid is held. Raises Blocked while it is on its way."""

    def effect(move: Move) -> None:
        row, payment = allowance_of(move.case), _payment(move.case)
        # Guards have read what stood before it was locked.
        if payment.state in (Payable.State.IN_BATCH, Payable.State.SENT):
            raise Blocked(Reason("on_its_way", ON_ITS_WAY))
        row.questioned_by, row.held_before = move.by.user, payment.held_because
        row.save(update_fields=["questioned_by", "held_before"])
        if payment.state != Payable.State.PAID:
            payment.state, payment.held_because = Payable.State.HELD, HELD
            payment.save(update_fields=["state", "held_because"])
        write_note(move.case.pk, words, by=move.by)

    body = {"words": words}
    return transitions.perform(case_id, "question_maternity", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def keep_maternity(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A colleague lets it stand: its payment is as it was before the proposal. Raises Blocked for one's own proposal."""

    def effect(move: Move) -> None:
        row, payment = allowance_of(move.case), _payment(move.case)
        if payment.state == Payable.State.HELD:
            payment.held_because = row.held_before
            payment.state = Payable.State.HELD if row.held_before else Payable.State.OPEN
            payment.save(update_fields=["state", "held_because"])

    return transitions.perform(case_id, "keep_maternity", by=by, on=on, seen=seen, op=op, effect=effect)


def take_back_maternity(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A colleague takes it back: what is not paid is owed no more, what was paid the person owes back, on her receivable account.
    Raises Blocked for one's own proposal, IntegrityError for a closed month."""

    def effect(move: Move) -> None:
        row, payment = allowance_of(move.case), _payment(move.case)
        owing = ""
        if payment.state == Payable.State.PAID:
            owing = str(undo_paid(payment, on=move.on, by=move.by))
        else:
            withdraw(payment, on=move.on, by=move.by)
        row.taken_back_by, row.taken_back_on = move.by.user, move.on
        row.save(update_fields=["taken_back_by", "taken_back_on"])
        move.facts["owed_back"] = owing
        tell(move.case, "take_back_maternity", officer=move.case.opened_by)

    return transitions.perform(case_id, "take_back_maternity", by=by, on=on, seen=seen, op=op, effect=effect)
