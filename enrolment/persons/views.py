"""Recording a further or renewed identity document of a person of this office."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.papers.queries.glyphs import unprintable_note
from casework.steps.views.access import needs
from enrolment.persons.forms import DocumentForm
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import Identity
from enrolment.persons.services.documents import NameDiffers, NumberTaken, SecondNumber, renew_or_add_document


@needs("add_document")
def add_document(request, person_id):
    """The form, and what came of it; the person's file shows the new document."""
    officer = request.officer
    person = Person.objects.visible_to(officer).filter(pk=person_id).first()
    if person is None:
        raise Http404
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
