"""A claim entered anew for one that was reversed: what was entered is copied, receipts and lines with it, and the new claim points
back to the reversal."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.receipt import Receipt, ReceiptLine
from claims.reimbursements.services.entering import ClaimData, heir_of, open_claim
from claims.reversals.models import Correction, Reversal

NOT_CONFIRMED = _("A claim is entered anew once its reversal is confirmed.")
CORRECTED = _("This claim was entered anew already: %(reference)s.")
IN_USE = _("A receipt of this claim is in use in another claim meanwhile.")
# Of these nothing came.
NOTHING_CAME = ("withdrawn", "refused", "reversed")


@transaction.atomic
def correct_claim(case_id: uuid.UUID, *, by: Officer, on: date) -> CaseFile:
    """Open a corrected claim for the one a confirmed reversal took back, with everything that was entered; a clerk changes what was
    wrong before it is received. Raises Blocked, PermissionDenied, CaseFile.DoesNotExist."""
    by.must("correct_claim")
    visible_or_404(case_id, by)
    reversal = (
        Reversal.objects.select_for_update(of=("self",)).select_related("claim__person", "claim__case").get(pk=case_id)
    )
    if reversal.state != "confirmed":
        raise Blocked(Reason("not_confirmed", NOT_CONFIRMED))
    rows = Correction.objects.filter(reversal__claim=reversal.claim).exclude(claim__state__in=NOTHING_CAME)
    earlier = rows.select_related("claim__case").first()
    if earlier is not None:
        raise Blocked(Reason("corrected", CORRECTED % {"reference": earlier.claim.case.reference}))
    old = reversal.claim
    case = open_claim(old.person, _as_entered(old), by=by, on=on)
    claim = Reimbursement.objects.get(pk=case.pk)
    Correction.objects.create(claim=claim, reversal=reversal)
    try:
        with transaction.atomic():
            _copy_receipts(old, claim)
    except IntegrityError as problem:
        raise Blocked(Reason("receipt_in_use", IN_USE)) from problem
    facts = {"reversal": reversal.case.reference, "claim": old.case.reference}
    record("correct_claim", by=by, case=case, subject=case.subject, facts=facts)
    return case


def _as_entered(old: Reimbursement) -> ClaimData:
    at = old.institution
    return ClaimData(
        comer=str(old.representative_id) if old.representative_id else old.comes_as,
        received_on=old.case.received_on or old.starts_on,
        reason=old.reason,
        care=old.care,
        starts_on=old.starts_on,
        ends_on=old.ends_on,
        institution_code=at.code if at else "",
        institution_name=old.institution_name,
        level=old.level,
        outside=old.outside,
        off_site=old.off_site,
        province=old.province,
        diagnosis=old.diagnosis,
        third_party=old.third_party,
        heir=heir_of(old),
    )


def _copy_receipts(old: Reimbursement, claim: Reimbursement) -> None:
    for receipt in old.receipts.prefetch_related("lines").order_by("position"):
        lines = list(receipt.lines.order_by("position"))
        copy = Receipt.objects.get(pk=receipt.pk)
        copy.pk, copy.claim, copy.holds = None, claim, True
        copy._state.adding = True
        copy.save()
        for line in lines:
            line.pk, line.receipt = None, copy
        ReceiptLine.objects.bulk_create(lines)
