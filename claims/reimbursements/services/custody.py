"""What is certified of originals in custody: a copy, and what of them was paid here. Each receipt remembers it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.models import IssuedPaper
from casework.money.rules.amounts import ZERO
from casework.papers.services.paper_facts import frozen
from claims.reimbursements.choices import OriginalAt
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.original import OriginalCopy
from claims.reimbursements.models.receipt import Receipt
from claims.reimbursements.models.settlement import ClaimSettlement
from claims.reimbursements.queries.sheet import Sheet, sheet_of
from claims.reimbursements.words import LAYER_WORDS

IN_CUSTODY = (OriginalAt.COUNTER, OriginalAt.CENTER)
SPLIT_BEFORE = _(
    "A split certificate of one of these receipts was issued already: by a second one it could be paid twice. Print that one again."
)


def in_custody(sheet: Sheet) -> list[Receipt]:
    """The paper receipts whose originals the office or a service center keeps now. No query."""
    kept = {key for key, one in sheet.originals.items() if one.place in IN_CUSTODY}
    return [row for row in sheet.receipts if row.pk in kept]


def copied(claim: Reimbursement) -> dict:
    """The receipts in custody as they are certified, line by line; amounts in yuan."""
    sheet = sheet_of(claim)
    return {"copies": [_told(sheet, row) for row in in_custody(sheet)]}


def _told(sheet: Sheet, row: Receipt) -> dict:
    at = sheet.originals[row.pk]
    lines = [{"name": one.name, "code": one.code, "amount": str(one.amount)} for one in sheet.lines_of(row)]
    return {
        "number": row.number,
        "issued_on": row.issued_on,
        "total": str(row.total),
        "place": frozen(OriginalAt(at.place).label),
        "since": at.since,
        "lines": lines,
    }


def split(claim: Reimbursement) -> dict:
    """What was paid here of the claim the receipts belong to, by who bore it, and what is left to the person; in yuan, as the
    settlement that stands has it. Two queries."""
    posted = ClaimSettlement.objects.get(claim=claim)
    anew = posted.resettlements.order_by("-pk").first()
    answer = (anew or posted).record["settlement"]
    sheet = sheet_of(claim)
    kept = {row.pk for row in in_custody(sheet)}
    return copied(claim) | {
        # It was settled as one: whoever reads it must not take the amounts for those of the certified receipts alone.
        "settled_together": len(sheet.receipts),
        "settled_total": str(sum((row.total for row in sheet.receipts), ZERO)),
        "others": [{"number": row.number, "total": str(row.total)} for row in sheet.receipts if row.pk not in kept],
        "borne": [
            {"layer": frozen(words), "amount": answer[name]}
            for name, words in LAYER_WORDS.items()
            if Decimal(answer[name])
        ],
        "paid": str((anew or posted).paid),
        "person": answer["person_pays"],
        "posted_on": posted.posted_on,
    }


def enter_copies(paper: IssuedPaper, receipts: Sequence[Receipt], on: date) -> None:
    """Each receipt remembers the paper. Told again, it is the same. Raises Blocked for a second split certificate."""
    try:
        with transaction.atomic():
            for row in receipts:
                told = {"kind": paper.kind, "issued_on": on}
                OriginalCopy.objects.get_or_create(receipt=row, paper=paper, defaults=told)
    except IntegrityError as problem:
        raise Blocked(Reason("split_before", SPLIT_BEFORE)) from problem
