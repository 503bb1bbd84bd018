"""Asking for a change of an enrolment from the person's page: first which one, then what it asks for."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.look_ups.services import Braked
from casework.look_ups.views import words_of
from casework.steps.views.access import needs
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.changes.forms import ChangeForm
from enrolment.changes.queries.choices import choices_of
from enrolment.changes.queries.situation import open_changes, situation_of
from enrolment.changes.rules.acts import Act, table
from enrolment.changes.services.families import relative_by_number
from enrolment.changes.services.opening import open_change as ask_for_change
from enrolment.changes.services.years import years_shown
from enrolment.changes.words import effect_words, said
from enrolment.contributions.queries.refunds import refundable_payments
from enrolment.persons.access import person_or_404
from enrolment.persons.models.person import Person


@needs("open_change")
@require_GET
def choose_change(request, person_id):
    """What may happen to this enrolment now; what cannot says why."""
    return _choices_page(request, person_id, "choose_change")


@needs("open_change")
@require_GET
def choose_death_correction(request, person_id):
    """What may be done about a death on file: taken back, or its day corrected."""
    return _choices_page(request, person_id, "choose_death_correction")


def _choices_page(request, person_id, page: str):
    person = person_or_404(request.officer, person_id)
    record_look(page, by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "choices": choices_of(situation_of(person.pk), open_changes(person.pk), request.officer.on),
    }
    return render(request, "enrolment/changes/choose_change.html", context)


@needs("open_change")
def open_change(request, person_id, act):
    """The form of one change, and the case it opens."""
    person = person_or_404(request.officer, person_id)
    chosen = table().acts.get(act)
    if chosen is None or chosen.starts_on > request.officer.on:
        raise Http404
    kept = kept_fields(request)
    start = {"received_on": request.officer.on} | (as_initial(kept) if kept else {})
    payments = refundable_payments(person) if "payment" in chosen.asks else ()
    form = ChangeForm(request.POST or None, initial=start, act=chosen, on=request.officer.on, payments=payments)
    if request.method == "POST" and form.is_valid():
        try:
            case = ask_for_change(
                person, form.data_asked(_relative(request, form)), by=request.officer, on=request.officer.on
            )
        except Blocked as blocked:
            form.add_reasons(blocked)
        except Braked as braked:
            form.add_error("relative_number", words_of(braked))
        else:
            return redirect("see_case", case_id=case.pk)
    return _form_page(request, person, chosen, form)


def _relative(request, form: ChangeForm) -> Person | None:
    """Who the number of a relative's document leads to, where the act asks for one. Raises Blocked, Braked."""
    number = form.cleaned_data.get("relative_number")
    return relative_by_number(number, by=request.officer, on=request.officer.on) if number else None


def _form_page(request, person: Person, act: Act, form: ChangeForm):
    record_look("open_change", by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "act": act,
        "title": said(act),
        "does": [effect_words(code) for code in act.does],
        "form": form,
        "years": years_shown(person, request.officer.on) if {"wage", "months"} & set(act.asks) else None,
        "nothing_paid": "payment" in act.asks and not form.payments,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "enrolment/changes/open_change.html", context, status=422 if form.errors else 200)
