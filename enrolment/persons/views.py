"""Recording a further or renewed identity document of a person of this office, and how she wishes to be written to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.papers.queries.glyphs import unprintable_note
from casework.steps.views.access import needs
from enrolment.persons.access import person_or_404
from enrolment.persons.forms import ChannelForm, DocumentForm
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import Identity
from enrolment.persons.queries.written_to import choice_of
from enrolment.persons.services.contact_choices import choose_channel as keep_choice
from enrolment.persons.services.documents import NameDiffers, NumberTaken, SecondNumber, renew_or_add_document


@needs("add_document")
def add_document(request, person_id):
    """The form, and what came of it; the person's file shows the new document."""
    officer = request.officer
    person = person_or_404(officer, person_id)
    kept = kept_fields(request)
    start = {"name": person.name} | (as_initial(kept) if kept else {})
    form = DocumentForm(request.POST or None, initial=start, on=officer.on, person=person)
    if request.method == "POST" and form.is_valid() and _recorded(request, person, form):
        return redirect("see_person", person_id=person.pk)
    record_look("add_document", by=officer, shown=[person.pk])
    context = {"person": person, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/persons/add_document.html", context, status=422 if form.errors else 200)


def _recorded(request, person: Person, form: DocumentForm) -> bool:
    data = form.cleaned_data
    identity = Identity(
        kind=data["kind"],
        number=data["number"],
        issuer=data["issuer"],
        name=data["name"],
        latin_name=person.latin_name,
        sex=person.sex,
        birth_on=person.birth_on,
        issued_on=data["issued_on"],
        expires_on=data["expires_on"],
    )
    try:
        renew_or_add_document(
            person,
            identity,
            by=request.officer,
            name_proof=data["name_proof"],
            replaces=data["replaces"],
            renewed_abroad=data["renewed_abroad"],
        )
    except NameDiffers:
        text = _(
            "The file bears another name: %(name)s. Compare the document again; where it is the same person, name the paper "
            "that shows it."
        )
        form.add_error("name_proof", text % {"name": person.masked_name})
    except SecondNumber as second:
        text = _(
            "A document of this kind with the number %(number)s is on file. Compare digit by digit; where the new one replaces "
            "it, say so below."
        )
        form.add_error("number", text % {"number": second.document.number})
    except NumberTaken:
        form.add_error("number", _("This number belongs to another person. Compare it with the document again."))
    except ValueError:
        form.add_error("expires_on", _("This document is recorded already with these dates."))
    else:
        messages.success(request, _("Identity document added"))
        if note := unprintable_note(data["name"]):
            messages.warning(request, note)
        return True
    return False


@needs("choose_channel")
def choose_channel(request, person_id):
    """How she wishes to be written to; electronic ways are used only while she wants them."""
    officer = request.officer
    person = person_or_404(officer, person_id)
    chosen, kept = choice_of(person.pk), kept_fields(request)
    start = ({"channel": chosen.channel} if chosen else {}) | (as_initial(kept) if kept else {})
    form = ChannelForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            keep_choice(person, by=officer, on=officer.on, **form.cleaned_data)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("Wish how to be written to recorded"))
            return redirect("see_person", person_id=person.pk)
    record_look("choose_channel", by=officer, shown=[person.pk])
    context = {"person": person, "form": form, "chosen": chosen, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/persons/choose_channel.html", context, status=422 if form.errors else 200)
