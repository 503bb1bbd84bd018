"""Proposing a reversal from the page of a claim; entering the claim anew from the page of its reversal."""

from django.contrib import messages
from django.shortcuts import redirect

from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.refused import say_why
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.states import REIMBURSEMENT_KIND
from claims.reimbursements.views.claim import shown_of
from claims.reversals.forms import OpenReversalForm
from claims.reversals.services import correcting, proposing
from claims.reversals.states import REVERSAL_KIND
from enrolment.activation.queries.identity_bar import identity_bar


@needs("open_reversal")
def open_reversal(request, case_id):
    """Why the claim is reversed, and the case it opens."""
    officer, case = request.officer, case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    claim = claim_of(case)
    form = bound(request, OpenReversalForm, on=officer.on, place=officer.office.place_id)

    def do():
        data = form.cleaned_data
        return proposing.open_reversal(case.pk, data["reason"], data["words"], by=officer, on=officer.on)

    key = made(request, form, "open_reversal", do, body=_body(form, case_id))
    if key:
        return redirect("see_case", case_id=key)
    record_look("open_reversal", by=officer, shown=[claim.person_id], case=case)
    context = {
        "case": case,
        "claim": claim,
        "facts": shown_of(claim),
        "total": sheet_of(claim).total,
        "bar": identity_bar(claim.person, officer),
    }
    return form_page(request, "claims/reversals/open_reversal.html", "open_reversal", form, context)


def _body(form, case_id) -> dict | None:
    if not (form.is_bound and form.is_valid()):
        return None
    return form.body() | {"claim": str(case_id)}


@needs("correct_claim")
@posts_only("see_case", "case_id")
def correct_claim(request, case_id):
    """The corrected claim, with what was entered copied."""
    case = case_or_404(request.officer, case_id, REVERSAL_KIND)
    try:
        opened = correcting.correct_claim(case.pk, by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect("see_case", case_id=case.pk)
    messages.success(request, str(words_for("correct_claim").done))
    return redirect("see_case", case_id=opened.pk)
