"""Saying where the originals of paper receipts are: each move is a row of its own, and the newest says where one is."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.reimbursements.choices import OriginalAt, ReceiptKind
from claims.reimbursements.models.original import OriginalMove
from claims.reimbursements.models.receipt import Receipt
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.services.entering import not_about_oneself, not_for_oneself

NOTHING_CHOSEN = _("Choose the receipts whose originals are meant.")
NOT_SIGNED = _("Whoever takes an original back signs for it: print the list, have it signed, then say so.")
AHEAD = _("This day lies ahead, or before the day somebody last said where one of them is.")
NOT_HERS_TO_SAY = _(
    "That it has arrived at the office is said there. Say how it goes there: in the post, or still at the center."
)
THERE = _("That is where they are already.")


@dataclass(frozen=True, kw_only=True)
class MoveData:
    """Where originals were brought to; `receipts`: their numbers in the claim."""

    receipts: Collection[int]
    place: str
    moved_on: date
    signed: bool = False


def places_said_by(by: Officer) -> list[OriginalAt]:
    """Where an original may be, as this officer may say it: that it is at the counter of the office says whoever works there."""
    return [one for one in OriginalAt if by.scope("record_originals") == "area" or one != OriginalAt.COUNTER]


@transaction.atomic
def record_originals(case_id: uuid.UUID, data: MoveData, *, by: Officer, on: date) -> list[OriginalMove]:
    """Say where the originals of some paper receipts of a claim are since a day. Raises Blocked when none is chosen, none moves,
    one given back is not signed for, or the day cannot be; PermissionDenied, CaseFile.DoesNotExist (not visible)."""
    by.must("record_originals")
    case = visible_or_404(case_id, by)
    not_about_oneself(case.subject, by)
    if by.user.own_subject is not None:
        not_for_oneself(claim_of(case), by)
    # Two who move the same at once come one after the other.
    CaseFile.objects.select_for_update(of=("self",)).get(pk=case.pk)
    rows = list(Receipt.objects.filter(claim=case.pk, kind=ReceiptKind.PAPER, position__in=list(data.receipts)))
    if not rows:
        raise Blocked(Reason("nothing_chosen", NOTHING_CHOSEN, "receipts"))
    if data.place not in places_said_by(by):
        raise Blocked(Reason("not_hers_to_say", NOT_HERS_TO_SAY, "place"))
    if data.place == OriginalAt.RETURNED and not data.signed:
        raise Blocked(Reason("not_signed", NOT_SIGNED, "signed"))
    newest = {row.receipt_id: row for row in OriginalMove.objects.filter(receipt__in=rows).order_by("recorded_at")}
    if data.moved_on > on or any(data.moved_on < row.moved_on for row in newest.values()):
        raise Blocked(Reason("no_such_day", AHEAD, "moved_on"))
    moving = [row for row in rows if row.pk not in newest or newest[row.pk].place != data.place]
    if not moving:
        raise Blocked(Reason("already_there", THERE, "place"))
    made = [
        OriginalMove.objects.create(
            receipt=row, place=data.place, moved_on=data.moved_on, signed=data.signed, moved_by=by.user
        )
        for row in moving
    ]
    facts = {"place": data.place, "receipts": sorted(row.position for row in moving)}
    record("record_originals", by=by, case=case, subject=case.subject, facts=facts)
    return made
