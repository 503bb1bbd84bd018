"""Giving notice that something is recovered, from the page of the reversal that found it."""

from django.http import Http404
from django.shortcuts import redirect

from casework.casefile.services.events import record_look
from casework.models import CaseFile
from casework.steps.views.access import needs
from casework.steps.views.making import bound, form_page, made
from claims.recoveries.forms import OpenRecoveryForm
from claims.recoveries.services import recovering
from claims.reversals.models import Overpayment
from enrolment.activation.queries.identity_bar import identity_bar


@needs("open_recovery")
def open_recovery(request, overpayment_id):
    """The notice, and the case it opens."""
    officer = request.officer
    beside = ("claim__person", "claim__case", "reversal__case", "value_recall__case")
    over = Overpayment.objects.select_related(*beside).filter(pk=overpayment_id).first()
    if over is None or not CaseFile.objects.visible_to(officer).filter(pk=over.claim_id).exists():
        raise Http404
    form = bound(request, OpenRecoveryForm)

    def do():
        return recovering.open_recovery(over.pk, form.cleaned_data["words"], by=officer, on=officer.on)

    body = form.body() | {"overpayment": str(over.pk)} if form.is_bound and form.is_valid() else None
    key = made(request, form, "open_recovery", do, body=body)
    if key:
        return redirect("see_case", case_id=key)
    person = over.claim.person
    record_look("open_recovery", by=officer, shown=[person.pk], case=over.claim.case)
    context = {
        "over": over,
        "bar": identity_bar(person, officer),
    }
    return form_page(request, "claims/recoveries/open_recovery.html", "open_recovery", form, context)
