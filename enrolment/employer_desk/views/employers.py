"""The desk of an employer: one page per Unified Social Credit Code, and what staff do for it there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.case_pages.views import Bar, Press, bar_of
from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.papers.queries.glyphs import unprintable_note
from casework.steps.views.access import needs, posts_only
from casework.steps.views.making import bound, made
from casework.tables.queries.pages import page_behind
from enrolment.applications.services import applications
from enrolment.applications.services.intake_start import prefill_from_employer
from enrolment.employer_desk.queries import employer_desk
from enrolment.employers.access import employer_or_404
from enrolment.employers.forms import ChangeForm, CodeForm, ContactForm, DetailsForm, EmployerForm, TalkForm
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.standing import standings_of, why_ended
from enrolment.employers.services import employer_changes, employer_talks, employers
from enrolment.employers.table import employer_pages
from enrolment.endings.queries.choices import open_ending
from enrolment.hires.forms import HireForm
from enrolment.hires.services import hires
from institutions.desk.queries.of_employer import institutions_of

PAGE = 50
# What the desk offers, by the officer's rights.
OFFERED = (
    "report_hire",
    "import_roster",
    "import_employers",
    "open_application",
    "register_employer",
    "edit_employer",
    "open_employer_change",
    "write_talk",
    "see_mailings",
    "see_owed",
    "ask_ending",
)

FORM_PAGE = "enrolment/employer_desk/employer_form.html"


def offered(officer) -> dict[str, bool]:
    """Which of the desk's acts are open to an officer."""
    return {verb: officer.may(verb) for verb in OFFERED}


@needs("see_employer")
def see_employers(request):
    """The employers of the office; POST finds one by its code, which never stands in an address."""
    form = CodeForm(request.POST or None, on=request.officer.on)
    if request.method == "POST" and form.is_valid():
        found = Employer.objects.select_related("office").filter(uscc=form.cleaned_data["uscc"]).first()
        if found and Employer.objects.visible_to(request.officer).filter(pk=found.pk).exists():
            return redirect("see_employer", employer_id=found.pk)
        form.add_error("uscc", _not_here(found, request.officer.on))
    rows = Employer.objects.visible_to(request.officer).select_related("office")
    rows = rows.filter(taiwan_funded=True) if request.GET.get("taiwan_funded") == "1" else rows
    page = page_behind(rows, ("name", "pk"), request.GET.get("after", ""), PAGE)
    context = {
        "form": form,
        "rows": page.rows,
        "following": page.following,
        "taiwan_funded": request.GET.get("taiwan_funded") == "1",
        "may": offered(request.officer),
    }
    return render(request, "enrolment/employer_desk/employers.html", context, status=422 if form.errors else 200)


def _not_here(found: Employer | None, on) -> str:
    if found and (ended := why_ended(found.pk, on)):
        return ended
    if found:
        return _("Registered at %(office)s since %(date)s.") % {
            "office": found.office.name,
            "date": found.registered_on,
        }
    return _("No employer has this code. Register it.")


@needs("see_employer")
@require_GET
def see_employer(request, employer_id):
    """Everything this counter does with an employer, on one page."""
    officer = request.officer
    employer = employer_or_404(officer, employer_id)
    open_hires = employer_desk.hires_of(employer, officer, closed=False)
    closed_hires = employer_desk.hires_of(employer, officer, closed=True)
    applications = employer_desk.applications_of(employer, officer)
    contacts = employer_desk.contacts_of(employer)
    shown = [row.case.pk for row in open_hires + closed_hires] + [row.case_id for row in applications]
    record_look("see_employer", by=officer, shown=shown + [contact.pk for contact in contacts])
    context = {
        "employer": employer,
        "may": offered(officer),
        "bar_of_acts": _bar(employer, officer, ended=bool(why_ended(employer.pk, officer.on))),
        "own": employer_desk.own_registration(employer),
        "institutions": institutions_of(employer.uscc, officer.on),
        "contacts": contacts,
        "open_hires": open_hires[: employer_desk.MOST],
        "more_hires": len(open_hires) > employer_desk.MOST,
        "closed_hires": closed_hires[: employer_desk.MOST],
        "applications": applications,
        "talks": employer_desk.talks_of(employer),
        "mailings": employer_desk.mailings_of(employer) if officer.may("see_mailings") else [],
        "change": employer.changes.filter(state="requested").select_related("case").first(),
        "standings": standings_of(employer),
        "ending": open_ending(employer),
        "pages": [
            Press(label=words_for(verb).act, url=reverse(verb, args=[employer.pk]))
            for verb in employer_pages()
            if officer.may(verb)
        ],
        "before_it": employer.succeeds.filter(superseded_at=None).select_related("employer"),
    }
    return render(request, "enrolment/employer_desk/employer.html", context)


def _bar(employer: Employer, officer, *, ended: bool) -> Bar:
    """What is done for an employer: the first act that is open to this officer leads; after its end there is only talk."""
    acts = (
        ("report_hire", "report_hire", _("Report a hire"), False),
        ("import_roster", "import_roster", _("Import a roster"), False),
        ("open_application", "apply_for_employer", _("New application"), True),
        ("write_talk", "write_talk", _("Log a contact"), False),
    )
    return bar_of(
        Press(label=label, url=reverse(url_name, args=[employer.pk]), by_post=by_post)
        for verb, url_name, label, by_post in acts
        if officer.may(verb) and (verb == "write_talk" or not ended)
    )


def _form_page(request, form, title, act, *, back, employer=None, warning="", template=FORM_PAGE):
    context = {
        "form": form,
        "title": title,
        "act": act,
        "back": back,
        "employer": employer,
        "warning": warning,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _note_glyphs(request, form) -> None:
    """A name that papers cannot show is named when it was typed, not when the letter lies in the printer."""
    data = form.cleaned_data
    if note := unprintable_note(*(data.get(field) or "" for field in ("name", "latin_name"))):
        messages.warning(request, note)


@needs("register_employer")
def register_employer(request):
    """Register an employer by its licence."""
    officer, form = request.officer, bound(request, EmployerForm, on=request.officer.on)
    key = made(
        request,
        form,
        "register_employer",
        lambda: employers.register_employer(form.employer_data(), by=officer, on=officer.on),
    )
    if key:
        messages.success(request, _("Employer registered. Add whom to reach there."))
        _note_glyphs(request, form)
        return redirect("see_employer", employer_id=key)
    return _form_page(request, form, _("Register an employer"), _("Register the employer"), back="see_employers")


@needs("edit_employer")
def edit_employer(request, employer_id):
    """Correct what needs no proof."""
    employer = employer_or_404(request.officer, employer_id)
    initial = {"latin_name": employer.latin_name, "founded_on": employer.founded_on}
    form = bound(request, DetailsForm, initial, on=request.officer.on)
    if form.is_bound and form.is_valid():
        try:
            employers.edit_employer(employer, **form.cleaned_data, by=request.officer, on=request.officer.on)
            messages.success(request, _("Details of the employer corrected"))
            return redirect("see_employer", employer_id=employer.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
    return _form_page(request, form, _("Correct details"), _("Save"), back="see_employer", employer=employer)


@needs("register_employer")
def add_contact(request, employer_id):
    """Add whom to reach, how, and in which language."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    form = bound(request, ContactForm)
    if made(
        request,
        form,
        f"add_contact {employer.pk}",
        lambda: employers.add_contact(employer, form.contact_data(), by=officer, on=officer.on),
    ):
        messages.success(request, _("Contact of the employer added"))
        return redirect("see_employer", employer_id=employer.pk)
    return _form_page(request, form, _("Add a contact"), _("Save"), back="see_employer", employer=employer)


@needs("edit_employer")
@posts_only("see_employer", "employer_id")
def end_contact(request, employer_id, contact_id):
    """The contact is no longer to be reached."""
    employer = employer_or_404(request.officer, employer_id)
    contact = get_object_or_404(employer.contacts, pk=contact_id)
    employers.end_contact(contact, by=request.officer, on=request.officer.on)
    messages.success(request, _("Contact of the employer ended"))
    return redirect("see_employer", employer_id=employer.pk)


@needs("write_talk")
def write_talk(request, employer_id):
    """Log a contact with the employer."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    form = bound(request, TalkForm, {"talked_on": officer.on}, on=officer.on)
    if made(
        request,
        form,
        f"write_talk {employer.pk}",
        lambda: employer_talks.write_talk(employer, form.talk_data(), by=officer, on=officer.on),
    ):
        messages.success(request, _("Contact with the employer logged"))
        return redirect("see_employer", employer_id=employer.pk)
    return _form_page(request, form, _("Log a contact"), _("Save"), back="see_employer", employer=employer)


@needs("open_employer_change")
def open_employer_change(request, employer_id):
    """Ask for a change of registered details; the proof is added on the case that opens."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    form = bound(request, ChangeForm, employer_changes.details_of(employer), employer=employer, on=officer.on)
    key = made(
        request,
        form,
        f"open_employer_change {employer.pk}",
        lambda: employer_changes.open_employer_change(employer, form.change_data(), by=officer, on=officer.on),
    )
    if key:
        messages.success(request, _("Change asked for. Add the scan of the new licence."))
        return redirect("see_employer_change", case_id=key)
    return _form_page(
        request, form, _("Change registered details"), _("Ask for the change"), back="see_employer", employer=employer
    )


@needs("report_hire")
def report_hire(request, employer_id):
    """Report one hire; the page of the hire follows, with its clock."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    form = bound(request, HireForm, on=officer.on)
    key = made(
        request,
        form,
        f"report_hire {employer.pk}",
        lambda: hires.report_hire(employer, form.hire_data(), by=officer, on=officer.on),
    )
    if key:
        messages.success(request, _("Hire reported"))
        _note_glyphs(request, form)
        return redirect("see_hire", case_id=key)
    return _form_page(
        request,
        form,
        _("Report a hire"),
        _("Report the hire"),
        back="see_employer",
        employer=employer,
        template="enrolment/employer_desk/report_hire.html",
    )


@needs("open_application")
@posts_only("see_employer", "employer_id")
def apply_for_employer(request, employer_id):
    """Open an application of somebody this employer employs."""
    employer = employer_or_404(request.officer, employer_id)
    case = applications.open_application(by=request.officer, language="zh-hant")
    prefill_from_employer(case, employer, by=request.officer)
    return redirect("intake", case_id=case.pk)
