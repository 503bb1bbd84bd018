"""Whom to reach at an institution: added, changed, ended."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.steps.views.access import needs, posts_only
from casework.steps.views.making import bound, made
from institutions.register.access import institution_or_404
from institutions.register.forms import ContactForm
from institutions.register.models.institution import Institution, InstitutionContact
from institutions.register.services import contacts
from institutions.register.views.making import form_page


def _contact_or_404(at: Institution, contact_id) -> InstitutionContact:
    """The contact of the institution, an ended one too: what is sent twice must find it."""
    return get_object_or_404(at.contacts, pk=contact_id)


def _page(request, form, verb: str, at: Institution):
    back = reverse("see_institution", args=[at.pk])
    return form_page(request, form, words_for(verb).act, _("Save"), back=back, at=at)


@needs("register_institution")
def add_institution_contact(request, institution_id):
    """Add whom to reach, how, and in which language."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    form = bound(request, ContactForm)

    def do():
        return contacts.add_institution_contact(at, form.contact_data(), by=officer, on=officer.on)

    if made(request, form, f"add_contact {at.pk}", do):
        messages.success(request, str(words_for("add_institution_contact").done))
        return redirect("see_institution", institution_id=at.pk)
    return _page(request, form, "add_institution_contact", at)


@needs("register_institution")
def change_institution_contact(request, institution_id, contact_id):
    """The contact as it stands, to be put right; the row before stays as history."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    contact = _contact_or_404(at, contact_id)
    form = bound(request, ContactForm)
    if not form.is_bound:
        form.initial = {
            "name": contact.name,
            "telephone": contact.telephone.open_for_work(),
            "email": contact.email.open_for_work(),
            "language": contact.language,
        } | form.initial
        record_look("change_institution_contact", by=officer, shown=[contact.pk])

    def do():
        return contacts.change_institution_contact(contact, form.contact_data(), by=officer, on=officer.on)

    if made(request, form, f"change_contact {contact.pk}", do):
        messages.success(request, str(words_for("change_institution_contact").done))
        return redirect("see_institution", institution_id=at.pk)
    return _page(request, form, "change_institution_contact", at)


@needs("register_institution")
@posts_only("see_institution", "institution_id")
def end_institution_contact(request, institution_id, contact_id):
    """The contact is no longer to be reached."""
    at = institution_or_404(request.officer, institution_id)
    contact = _contact_or_404(at, contact_id)
    if contacts.end_institution_contact(contact, by=request.officer, on=request.officer.on):
        messages.success(request, str(words_for("end_institution_contact").done))
    return redirect("see_institution", institution_id=at.pk)
