"""Asking for a change of an enrolment from the person's page: first which one, then what it asks for."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.changes.forms import ChangeForm
from enrolment.changes.queries.choices import choices_of
from enrolment.changes.queries.situation import open_changes, situation_of
from enrolment.changes.rules.acts import Act, table
from enrolment.changes.services.opening import open_change as ask_for_change
from enrolment.changes.words import effect_words, said
from enrolment.persons.models.person import Person


def _person_or_404(request, person_id) -> Person:
    person = Person.objects.visible_to(request.officer).select_related("home_office").filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


@needs("open_change")
@require_GET
def choose_change(request, person_id):
    """What may happen to this enrolment now; what cannot says why."""
    person = _person_or_404(request, person_id)
    record_look("choose_change", by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "choices": choices_of(situation_of(person.pk), open_changes(person.pk), request.officer.on),
    }
    return render(request, "enrolment/changes/choose_change.html", context)


@needs("open_change")
def open_change(request, person_id, act):
    """The form of one change, and the case it opens."""
    person = _person_or_404(request, person_id)
    chosen = table().acts.get(act)
    if chosen is None or chosen.starts_on > request.officer.on:
        raise Http404
    kept = kept_fields(request)
    start = {"received_on": request.officer.on} | (as_initial(kept) if kept else {})
    form = ChangeForm(request.POST or None, initial=start, act=chosen, on=request.officer.on)
    if request.method == "POST" and form.is_valid():
        try:
            case = ask_for_change(person, form.data_asked(), by=request.officer, on=request.officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            return redirect("see_case", case_id=case.pk)
    return _form_page(request, person, chosen, form)


def _form_page(request, person: Person, act: Act, form: ChangeForm):
    record_look("open_change", by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "act": act,
        "title": said(act),
        "does": [effect_words(code) for code in act.does],
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "enrolment/changes/open_change.html", context, status=422 if form.errors else 200)
