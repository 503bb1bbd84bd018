"""Receipts of a claim with their lines: entered, entered anew, taken out, while the claim is being put together."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.original import OriginalMove
from claims.reimbursements.models.receipt import Receipt, ReceiptLine
from claims.reimbursements.queries.claim import issuer_of
from claims.reimbursements.services.entering import locked_claim, moved_on, unchanged

IN_USE = _(
    "This receipt is in use in a claim already, here or elsewhere in the province. A receipt is paid once: compare code and number."
)
IN_THIS_CLAIM = _("This is receipt %(number)s of this claim already: nothing needs to be saved again.")
ORIGINAL_ON_RECORD = _(
    "Where the original of this receipt is stands on record. Enter the receipt anew instead of taking it out."
)
MOST_RECEIPTS = 100
TOO_MANY = _("A claim takes up to 100 receipts. Open another claim for the others.")


@dataclass(frozen=True, kw_only=True)
class LineData:
    """One line as printed; amounts in yuan, to the fen. `doctor`: who ordered it, by code; `traces`: codes on packs."""

    code: str
    name: str
    quantity: Decimal
    price: Decimal | None
    amount: Decimal
    on: date | None
    doctor: str = ""
    traces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReceiptData:
    """A receipt as printed, with its lines."""

    kind: str
    code: str
    number: str
    check_code: str
    issued_on: date
    total: Decimal
    looked_up: bool
    lines: tuple[LineData, ...]


@transaction.atomic
def enter_receipt(
    case_id: uuid.UUID, data: ReceiptData, *, position: int | None = None, by: Officer, seen: int | None = None
) -> Receipt:
    """Enter a receipt with its lines, or the one at `position` anew, as it stood at version `seen` of the case. Raises Blocked when
    it is in use anywhere in the province, the claim is received or was changed since, Receipt.DoesNotExist."""
    by.must("enter_receipt")
    claim = locked_claim(case_id, by)
    unchanged(claim, seen if position is not None else None)
    receipt = _at(claim, position)
    receipt.kind, receipt.code, receipt.number, receipt.check_code = data.kind, data.code, data.number, data.check_code
    receipt.issued_on, receipt.total, receipt.looked_up = data.issued_on, data.total, data.looked_up
    receipt.issuer = issuer_of(claim, data.kind)
    try:
        with transaction.atomic():
            receipt.save()
    except IntegrityError as problem:
        twice = claim.receipts.filter(number=data.number).exclude(pk=receipt.pk).first()
        said = IN_THIS_CLAIM % {"number": twice.position} if twice else IN_USE
        raise Blocked(Reason("receipt_in_use", said, "number")) from problem
    receipt.lines.all().delete()
    ReceiptLine.objects.bulk_create(
        ReceiptLine(
            receipt=receipt,
            position=number,
            code=line.code,
            name=line.name,
            quantity=line.quantity,
            price=line.price,
            amount=line.amount,
            on=line.on,
            doctor=line.doctor,
            traces=list(line.traces),
        )
        for number, line in enumerate(data.lines, start=1)
    )
    _changed(claim, "enter_receipt", by, {"receipt": receipt.position, "lines": len(data.lines)})
    return receipt


def _at(claim: Reimbursement, position: int | None) -> Receipt:
    if position is not None:
        return claim.receipts.get(position=position)
    last = claim.receipts.aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_RECEIPTS:
        raise Blocked(Reason("too_many", TOO_MANY))
    return Receipt(claim=claim, position=last + 1)


@transaction.atomic
def remove_receipt(case_id: uuid.UUID, position: int, *, by: Officer) -> None:
    """Take a receipt out of a claim that is being put together. Nothing happens when it is out already. Raises Blocked for one
    whose original is on record."""
    by.must("remove_receipt")
    claim = locked_claim(case_id, by)
    if OriginalMove.objects.filter(receipt__claim=claim, receipt__position=position).exists():
        raise Blocked(Reason("original_on_record", ORIGINAL_ON_RECORD))
    removed, _each = claim.receipts.filter(position=position).delete()
    if removed:
        _changed(claim, "remove_receipt", by, {"receipt": position})


def _changed(claim: Reimbursement, verb: str, by: Officer, facts: dict) -> None:
    """A step pressed on a page that shows the receipts as they were is refused: the version has moved on."""
    moved_on(claim)
    record(verb, by=by, case=claim.case, subject=claim.person_id, facts=facts)
