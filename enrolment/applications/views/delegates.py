"""Recording, and ending, that a delegate acts for the client of an application."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import case_or_404, needs
from enrolment.applications.forms.delegates import DelegateForm, EndDelegateForm
from enrolment.applications.workflow import KIND
from enrolment.persons.models.representative import Representative
from enrolment.persons.services import representatives


@needs("record_delegate")
def record_delegate(request, case_id):
    """Who acts, in what and until when; a scan of the letter lies on the case."""
    case = case_or_404(request.officer, case_id, KIND)
    if not case.is_open or case.subject is None:
        return _said(request, case, representatives.NOBODY)
    if request.method == "POST":
        form = DelegateForm(request.POST, on=request.officer.on)
        if form.is_valid() and _recorded(request, case, form):
            return redirect("see_case", case_id=case.pk)
    else:
        kept = kept_fields(request)
        form = DelegateForm(initial=as_initial(kept) if kept else {}, on=request.officer.on)
    record_look("record_delegate", by=request.officer, shown=[case.subject], case=case)
    context = {"case": case, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/applications/record_delegate.html", context, status=422 if form.errors else 200)


def _said(request, case, text):
    """Why nothing is done here any more: the page it was asked on is no longer true."""
    messages.info(request, text)
    return redirect("see_case", case_id=case.pk)


def _recorded(request, case, form: DelegateForm) -> bool:
    try:
        representatives.record_delegate(case.pk, form.authority(), by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        form.add_reasons(blocked)
        return False
    messages.success(request, _("Authority recorded."))
    return True


@needs("record_delegate")
def end_delegate(request, case_id, row_id):
    """The authority is taken back."""
    case = case_or_404(request.officer, case_id, KIND)
    row = get_object_or_404(Representative.objects, pk=row_id, case=case, kind="delegate")
    if row.ended_on:
        return _said(request, case, representatives.ENDED_ALREADY)
    form = EndDelegateForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ended(request, row, form):
        return redirect("see_case", case_id=case.pk)
    record_look("end_delegate", by=request.officer, shown=[row.person_id or case.pk], case=case)
    context = {"case": case, "form": form, "row": row, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/applications/end_delegate.html", context, status=422 if form.errors else 200)


def _ended(request, row: Representative, form: EndDelegateForm) -> bool:
    try:
        representatives.end_delegate(row.pk, form.cleaned_data["reason"], by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        # A colleague ended it since the page was shown.
        form.add_reasons(blocked)
        return False
    messages.success(request, _("The authority has ended."))
    return True
