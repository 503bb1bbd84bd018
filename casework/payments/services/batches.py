"""Batches: put together by one person, released by another, sent once as the bytes that were released, answered by the bank."""

import hashlib
import uuid
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record, record_look
from casework.engine.refusals import Blocked, Reason
from casework.money.models.payments import BatchItem, Payable, Payee, PaymentBatch
from casework.money.rules.amounts import total_of
from casework.money.rules.bank_file import Item, ItemUnwritable, layout_for, layout_named, write_bank_file
from casework.money.services.ledger import account_of, book
from casework.money.table import answered
from casework.payments.queries import items_of, payees_shown, ready_of
from casework.payments.rules.bank_answer import PAID, AnswerLine
from casework.payments.words import RETURNED_BY_BANK
from casework.staff.officer import Officer

NOTHING_READY = _("Nothing is ready to be paid: accounts are missing, or not compared yet.")
NOT_NOW = _("This is not done in the present state of the batch.")
OWN_BATCH = _("You put this batch together yourself. A colleague must release it.")
HANDLED_IT = _("You worked on a case in this batch yourself, or are paid by it. A colleague must release it.")
UNWRITABLE = _(
    "Item %(position)s cannot be written as the bank takes it (%(column)s). Discard the batch and correct the account."
)
CONTRADICTS = _(
    "Item %(position)s was booked otherwise before. Nothing of this file is booked: clear it with the bank first."
)
ACCOUNT_ENDED = _("An account in this batch was replaced meanwhile. Discard the batch and make a new one.")
HELD_MEANWHILE = _("Something in this batch is held meanwhile. Discard the batch and make a new one.")
OTHER_BYTES = _("The file is not the one that was released. Nothing was sent; discard the batch and make a new one.")


@transaction.atomic
def make_batch(*, by: Officer) -> PaymentBatch:
    """Put everything together that is ready to be paid in her area out of one fund, the earliest first, as far as a file goes: the
    bank debits one account. What another fund owes is a batch of its own. Raises Blocked when nothing is ready."""
    by.must("make_batch")
    rows = ready_of(by).select_for_update(of=("self",), skip_locked=True)
    first = rows.select_related("account").first()
    if first is None:
        raise Blocked(Reason("nothing_ready", NOTHING_READY))
    layout = layout_for(by.on, first.account.place_id)
    ready = list(rows.filter(account__place=first.account.place_id)[: layout.rows])
    batch = PaymentBatch.objects.create(office=by.office, layout=layout.code, made_by=by.user)
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, position=position, payable=row, payee_id=str(row.payee_id), amount=row.amount)
        for position, row in enumerate(ready, start=1)
    )
    Payable.objects.filter(pk__in=[row.pk for row in ready]).update(state=Payable.State.IN_BATCH)
    record("make_batch", by=by, facts={"batch": str(batch.pk), "items": len(ready)})
    return batch


def _locked(batch_id: uuid.UUID, by: Officer, *states: str) -> PaymentBatch:
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=batch_id, office__in=by.area)
    if batch.state not in states:
        raise Blocked(Reason("not_now", NOT_NOW))
    return batch


def reference_of(batch: PaymentBatch, position: int) -> str:
    """What the bank's file calls an item, and its answer again."""
    return f"{batch.pk.hex[:8].upper()}-{position}"


def file_of(batch: PaymentBatch) -> bytes:
    """The bank's file of a batch. Raises Blocked for an item that the layout cannot hold. One query."""
    rows = items_of(batch)
    place = rows[0].payable.account.place_id if rows else ""
    items = [
        Item(
            position=row.position,
            account_name=row.payee.account_name.open_for_work(),
            account_number=row.payee.account_number.open_for_work(),
            bank_code=row.payee.bank_code,
            amount=row.amount,
            reference=reference_of(batch, row.position),
        )
        for row in rows
    ]
    try:
        return write_bank_file(layout_named(batch.layout, timezone.localdate(batch.made_at), place), items)
    except ItemUnwritable as problem:
        values = {"position": problem.position, "column": problem.column}
        raise Blocked(Reason("unwritable", UNWRITABLE % values)) from problem


@transaction.atomic
def release_batch(batch_id: uuid.UUID, *, by: Officer) -> PaymentBatch:
    """A second person releases it: from then on its items, its total and the bytes of its file are what they are."""
    by.must("release_batch")
    batch = _locked(batch_id, by, PaymentBatch.State.DRAFT)
    if batch.made_by_id == by.user.pk:
        raise Blocked(Reason("own_batch", OWN_BATCH))
    _hers_to_pay(batch, by)
    _may_go(batch)
    content = file_of(batch)
    total = total_of([row.amount for row in items_of(batch)])
    PaymentBatch.objects.filter(pk=batch.pk).update(
        state=PaymentBatch.State.RELEASED,
        released_by=by.user,
        released_at=timezone.now(),
        total=total,
        file_sha256=hashlib.sha256(content).digest(),
    )
    record("release_batch", by=by, facts={"batch": str(batch.pk), "total": f"{total:.2f}"})
    return batch


def _hers_to_pay(batch: PaymentBatch, by: Officer) -> None:
    """Who took in, reviewed or decided on a case, or booked anything for it, does not pay it, nor what she is owed herself. Raises
    Blocked."""
    rows = Payable.objects.filter(items__batch=batch)
    handled = Q(case__duties__officer=by.user) | Q(case__opened_by=by.user)
    # A case of its own may have made it owed: a reversal, a recall, a set-off.
    handled |= Q(case__transfers_of_money__booked_by=by.user)
    if by.user.own_subject:
        key = str(by.user.own_subject)
        # Nor what goes to an account of hers under another's name.
        hers = Payee.objects.filter(holder_key=key).values("account_hash")
        handled |= Q(account__holder_key=key) | Q(payee__account_hash__in=hers)
    if rows.filter(handled).exists():
        raise Blocked(Reason("handled_it", HANDLED_IT))


def _may_go(batch: PaymentBatch) -> None:
    """Nobody is paid to an account that was replaced, nor what is held, since it was put into a batch. The rows stay locked:
    nothing is replaced or held behind one's back. Raises Blocked."""
    accounts = Payee.objects.filter(pk__in=batch.items.values("payee")).select_for_update(of=("self",)).order_by("pk")
    if any(account.ends_on is not None for account in accounts):
        raise Blocked(Reason("account_ended", ACCOUNT_ENDED))
    rows = Payable.objects.filter(items__batch=batch).select_for_update(of=("self",)).order_by("pk")
    if any(row.held_because for row in rows):
        raise Blocked(Reason("held_meanwhile", HELD_MEANWHILE))


@transaction.atomic
def discard_batch(batch_id: uuid.UUID, *, by: Officer) -> PaymentBatch:
    """Take a batch back before it is sent: what it would have paid is open again, or held where something came between."""
    by.must("discard_batch")
    batch = _locked(batch_id, by, PaymentBatch.State.DRAFT, PaymentBatch.State.RELEASED)
    keys = list(batch.items.values_list("payable_id", flat=True))
    batch.items.update(answer=BatchItem.Answer.DROPPED)
    PaymentBatch.objects.filter(pk=batch.pk).update(state=PaymentBatch.State.DISCARDED)
    rows = Payable.objects.filter(pk__in=keys)
    rows.filter(held_because="").update(state=Payable.State.OPEN)
    rows.exclude(held_because="").update(state=Payable.State.HELD)
    record("discard_batch", by=by, facts={"batch": str(batch.pk), "items": len(keys)})
    return batch


@transaction.atomic
def send_batch(batch_id: uuid.UUID, *, by: Officer) -> bytes:
    """The file for the bank, the very bytes that were released; taken again it is the same file. Each time leaves a look at the
    accounts in it. Raises Blocked when they are others."""
    by.must("send_batch")
    batch = _locked(batch_id, by, PaymentBatch.State.RELEASED, PaymentBatch.State.SENT)
    content = file_of(batch)
    if hashlib.sha256(content).digest() != bytes(batch.file_sha256):
        raise Blocked(Reason("other_bytes", OTHER_BYTES))
    if batch.state == PaymentBatch.State.RELEASED:
        _may_go(batch)
        PaymentBatch.objects.filter(pk=batch.pk).update(state=PaymentBatch.State.SENT, sent_at=timezone.now())
        keys = batch.items.values_list("payable_id", flat=True)
        Payable.objects.filter(pk__in=list(keys)).update(state=Payable.State.SENT)
    record("send_batch", by=by, facts={"batch": str(batch.pk)})
    record_look("send_batch", by=by, shown=payees_shown(items_of(batch)))
    return content


@transaction.atomic
def answer_batch(batch_id: uuid.UUID, lines: list[AnswerLine], *, by: Officer, on: date) -> dict[str, int]:
    """Book what the bank answered: sent is not paid, and what was returned waits for a person with the bank's own reason. Lines
    told again change nothing; one that contradicts what is booked is for a person. Returns how many were paid and returned now.

    Raises Blocked for a batch that is not sent and for a contradiction, IntegrityError for a closed month.
    """
    by.must("answer_batch")
    batch = _locked(batch_id, by, PaymentBatch.State.SENT)
    rows = {row.position: row for row in items_of(batch)}
    waiting = {position: row for position, row in rows.items() if not row.answer}
    counts = {"paid": 0, "returned": 0}
    for line in lines:
        item = waiting.pop(line.position, None)
        if item is None:
            if rows[line.position].answer != line.result:
                raise Blocked(Reason("contradicts", CONTRADICTS % {"position": line.position}, "file"))
            continue
        _book_answer(item, line, by=by, on=on)
        counts[line.result] += 1
    if not waiting:
        PaymentBatch.objects.filter(pk=batch.pk).update(state=PaymentBatch.State.ANSWERED)
    record("answer_batch", by=by, facts={"batch": str(batch.pk), **counts})
    return counts


def _book_answer(item: BatchItem, line: AnswerLine, *, by: Officer, on: date) -> None:
    rows = Payable.objects.select_for_update(of=("self",)).select_related("account__place", "case")
    payable = rows.get(pk=item.payable_id)
    rows = Payable.objects.filter(pk=payable.pk)
    items = BatchItem.objects.filter(pk=item.pk)
    if line.result != PAID:
        items.update(answer=BatchItem.Answer.RETURNED, answered_on=line.day, bank_reason=line.reason)
        # What was held while it was at the bank, for proof of the heirs, waits for that proof.
        rows.update(state=Payable.State.HELD, held_because=payable.held_because or RETURNED_BY_BANK)
        answered(payable, paid=False, by=by, on=on)
        return
    bank = account_of("bank", payable.account.place)
    payment = book(
        f"payment {item.pk}", payable.account, bank, item.amount, purpose="payment", on=on, case=payable.case, by=by
    )
    items.update(answer=BatchItem.Answer.PAID, answered_on=line.day)
    rows.update(state=Payable.State.PAID, held_because="", paid_on=line.day, payment=payment)
    answered(payable, paid=True, by=by, on=on)
