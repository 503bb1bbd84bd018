"""Asking for the end of an employer: first which way, then what that asks for."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.steps.views.access import needs
from casework.steps.views.making import bound, made
from enrolment.employers.access import employer_or_404
from enrolment.endings.forms import EndingForm
from enrolment.endings.queries.choices import choices_of, open_ending
from enrolment.endings.queries.situation import open_hires, still_covered
from enrolment.endings.rules.acts import acts
from enrolment.endings.services import endings
from enrolment.endings.words import does, proof_of, said

# Hires the form of a split lists.
MOST = 500


@needs("ask_ending")
@require_GET
def choose_ending(request, employer_id):
    """What may be recorded of this employer now; what cannot says why."""
    employer = employer_or_404(request.officer, employer_id)
    record_look("choose_ending", by=request.officer, shown=[employer.pk])
    context = {
        "employer": employer,
        "choices": choices_of(employer, request.officer.on),
        "under_way": open_ending(employer),
        "covered": still_covered(employer),
    }
    return render(request, "enrolment/endings/choose_ending.html", context)


@needs("ask_ending")
def ask_ending(request, employer_id, act):
    """The form of one act, and the case it opens."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    chosen = acts().get(act)
    if chosen is None or chosen.starts_on > officer.on:
        raise Http404
    rows = list(open_hires(employer).select_related("case").order_by("case__reference")[:MOST])
    known = {"act": chosen, "hires": [(str(row.pk), f"{row.case.reference} {row.masked_name}") for row in rows]}
    form = bound(request, EndingForm, **known, on=officer.on)
    key = made(
        request,
        form,
        f"ask_ending {employer.pk} {act}",
        lambda: endings.ask_ending(employer, form.ending_data(), by=officer, on=officer.on),
    )
    if key:
        return redirect("see_case", case_id=key)
    record_look("ask_ending", by=officer, shown=[row.pk for row in rows] or [employer.pk])
    context = {
        "employer": employer,
        "title": said(chosen),
        "act": chosen,
        "does": does(chosen),
        "proof": proof_of(chosen),
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "enrolment/endings/ask_ending.html", context, status=422 if form.errors else 200)
