"""Where the originals of a claim's paper receipts are: the page to say so."""

from django.contrib import messages
from django.shortcuts import redirect

from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, form_page
from claims.reimbursements.choices import OriginalAt, ReceiptKind
from claims.reimbursements.forms.originals import OriginalsForm
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.door import claimant_bar
from claims.reimbursements.queries.sheet import Sheet, sheet_of
from claims.reimbursements.services.originals import places_said_by
from claims.reimbursements.services.originals import record_originals as record
from claims.reimbursements.states import REIMBURSEMENT_KIND


def offered(sheet: Sheet) -> list[tuple[str, str]]:
    """The paper receipts, each with where its original is."""
    return [
        (str(row.position), " · ".join((row.number, *_told(sheet, row.pk))))
        for row in sheet.receipts
        if row.kind == ReceiptKind.PAPER
    ]


def _told(sheet: Sheet, receipt: int) -> tuple[str, ...]:
    if receipt not in sheet.originals:
        return ()
    at = sheet.originals[receipt]
    return str(OriginalAt(at.place).label), at.since.isoformat()


@needs("record_originals")
def record_originals(request, case_id):
    """Say where the originals are; once entered, the page of the case shows it beside each receipt."""
    case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    claim = claim_of(case)
    receipts = offered(sheet_of(claim))
    if not receipts:
        return redirect("see_case", case_id=case.pk)
    begin = {"receipts": [key for key, _words in receipts], "moved_on": request.officer.on}
    form = bound(request, OriginalsForm, begin, receipts=receipts, places=places_said_by(request.officer))
    if request.method == "POST" and form.is_valid():
        try:
            record(case.pk, form.move(), by=request.officer, on=request.officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, str(words_for("record_originals").done))
            return redirect("see_case", case_id=case.pk)
    record_look("record_originals", by=request.officer, shown=[claim.person_id], case=case)
    context = {
        "case": case,
        "bar": claimant_bar(claim.person, request.officer),
    }
    return form_page(request, "claims/reimbursements/originals.html", "record_originals", form, context)
