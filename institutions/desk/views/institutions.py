"""The institutions of an office: the list, the page of one, registering, applying, what happens to a designation."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press, bar_of
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.models import CaseFile, Mailing, Place
from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import read_day
from casework.steps.views.access import needs
from casework.steps.views.making import bound, made
from casework.tables.queries.pages import page_behind
from institutions.applications.forms import ApplyForm
from institutions.applications.services.applications import apply_designation as apply_for
from institutions.applications.views.steps import department_choices
from institutions.changes.forms import ChangeForm
from institutions.changes.rules.acts import acts
from institutions.changes.services import changes
from institutions.changes.words import BEGINS, day_of, does, said
from institutions.designation.models.agreement import DesignationSuspension
from institutions.designation.queries.designation import designation_on, designations_on, facts_of
from institutions.designation.queries.entries import entries_on
from institutions.designation.rules.answering import designation_answer
from institutions.designation.rules.reading import SERVICE, read_department
from institutions.designation.rules.records import Asked
from institutions.designation.rules.terms import terms_of
from institutions.designation.words import REASONS, STATES
from institutions.desk.queries.listed import LONGEST, Filters, narrowed
from institutions.desk.queries.strip import due_of, strip_of
from institutions.register.access import institution_or_404
from institutions.register.forms import InstitutionForm, kind_choices, service_choices
from institutions.register.models.institution import Department, Institution
from institutions.register.queries.addressee import INSTITUTION
from institutions.register.services.register import register_institution as register
from institutions.register.views.making import form_page
from institutions.register.words import kind_words, service_words

PAGE = 50
SHAPES = {"designated": "done", "suspended": "waiting", "terminated": "refused", "expired": "refused"}


def _filters(request) -> Filters:
    """The filters of the address, each checked against what there is; anything else is ignored."""
    place, kind = request.GET.get("place", ""), request.GET.get("kind", "")
    return Filters(
        search=" ".join(request.GET.get("search", "").replace("\x00", "").split())[:LONGEST],
        place=place if place.isascii() and place.isdigit() and len(place) <= 6 else "",
        kind=kind if kind in dict(kind_choices()) else "",
        taiwan=request.GET.get("taiwan") == "1",
        in_force=request.GET.get("in_force") == "1",
    )


def _places(officer) -> list[tuple[str, str]]:
    """The cities and counties of the officer's area. One query."""
    prefix = officer.office.place.prefix
    rows = Place.objects.filter(code__startswith=prefix, kind__in=("city", "county")).order_by("code")
    return [(row.prefix, row.name) for row in rows]


@needs("see_institution")
@require_GET
def see_institutions(request):
    """The institutions of the area by code, with what holds today. A fixed number of queries, however many there are."""
    officer, filters = request.officer, _filters(request)
    rows = narrowed(Institution.objects.visible_to(officer).select_related("place"), filters, officer.on)
    page = page_behind(rows, ("code", "pk"), request.GET.get("after", ""), PAGE)
    today = designations_on(page.rows, officer.on)
    query = request.GET.copy()
    query["after"] = page.following
    context = {
        "rows": [(row, kind_words(row.kind), _state(today[row.pk])) for row in page.rows],
        "following": f"?{query.urlencode()}" if page.following else "",
        "filters": filters,
        "places": _places(officer),
        "kinds": kind_choices(),
        "may_register": officer.may("register_institution"),
        "may_compare": officer.may("see_equal_treatment"),
        "may_draw": officer.may("draw_designated_list"),
    }
    return render(request, "institutions/desk/institutions.html", context)


def _state(answer) -> dict:
    shape = SHAPES.get(answer.state, "open")
    return {"label": STATES[answer.state], "shape": shape, "answer": answer, "text": REASONS[answer.reason]}


@needs("see_institution")
@require_GET
def see_institution(request, institution_id):
    """One institution: what holds today and held before, what is due, its cases; whether it was designated on a day."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    facts = facts_of([at.pk])[at.pk]
    today = designation_answer(facts, Asked(on=officer.on), terms_of(at.place_id[:6]))
    contacts = list(at.contacts.filter(ends_on=None))
    departments = list(at.departments.filter(superseded_at=None).order_by("code"))
    record_look("see_institution", by=officer, shown=[contact.pk for contact in contacts])
    context = {
        "institution": at,
        "kind_words": kind_words(at.kind),
        "today": _state(today),
        "strip": strip_of(facts, at, officer.on),
        "due": due_of(at, facts, today, officer.on),
        "agreements": at.agreements.order_by("-starts_on"),
        "suspensions": _suspensions(at, departments),
        "ends": at.designation_ends.filter(superseded_at=None).select_related("agreement", "successor"),
        "departments": departments,
        "cases": _cases(at, officer),
        "services": service_choices(at.code[0]),
        "asked": _asked_about(request, at),
        "contacts": contacts,
        "may_register": officer.may("register_institution"),
        "may_see_prices": officer.may("see_catalogue"),
        "may_see_staff": officer.may("see_institution_staff"),
        "mailings": _mailings(at, officer),
        "bar_of_acts": _bar(at, officer, today),
    }
    return render(request, "institutions/desk/institution.html", context)


def _suspensions(at: Institution, departments: list[Department]) -> list[tuple[DesignationSuspension, list[str]]]:
    """Its suspensions, the newest first, each with what it names in words: services, departments by code and name. One query."""
    names = {row.code: f"{row.code} {row.name}" for row in departments}
    rows = at.suspensions.filter(superseded_at=None).order_by("-starts_on")
    return [
        (row, [service_words(code) for code in row.services] + [names.get(code, code) for code in row.departments])
        for row in rows
    ]


def _mailings(at: Institution, officer) -> list[Mailing]:
    """The messages to it that an officer may see, the newest first; none for whoever sees no messages. One query at most."""
    if not officer.may("see_mailings"):
        return []
    rows = Mailing.objects.visible_to(officer).filter(addressee_kind=INSTITUTION, addressee_key=str(at.pk))
    return list(rows.exclude(state=Mailing.State.EMPTY).defer("content").order_by("-for_date", "pk")[:20])


def _cases(at: Institution, officer) -> list[CaseFile]:
    """Its cases an officer may see, the newest first. One query."""
    rows = CaseFile.objects.visible_to(officer)
    about = Q(designation_application__institution=at) | Q(designation_change__institution=at)
    mine = rows.filter(about | Q(staff_case__post__institution=at) | Q(inspection__institution=at))
    return list(mine.order_by("-opened_at")[:20])


def _asked_about(request, at: Institution) -> dict | None:
    """The answer for the day, service and department of the address; a day that cannot be read says so."""
    typed = {key: request.GET.get(key, "").strip()[:40] for key in ("on", "service", "department")}
    if not typed["on"]:
        return None
    try:
        service = SERVICE(typed["service"]) if typed["service"] else ""
        department = read_department(typed["department"]) if typed["department"] else ""
        found = designation_on(at, read_day(typed["on"]), service, department)
    except FactsError:
        return typed | {"problem": _("Write the day as 2026-11-21 and a department as 03 or 03.01.")}
    return typed | _state(found) | {"service_words": service_words(typed["service"]) if typed["service"] else ""}


def _bar(at: Institution, officer, today):
    """What is done for an institution: applying where nothing holds, else what happens to its designation."""
    acts_open = []
    if officer.may("ask_designation_change") and today.state in ("designated", "suspended"):
        acts_open.append(("choose_designation_change", words_for("ask_designation_change").act))
    elif officer.may("apply_designation"):
        acts_open.append(("apply_designation", words_for("apply_designation").act))
    if officer.may("open_inspection"):
        acts_open.append(("open_inspection", words_for("open_inspection").act))
    return bar_of(Press(label=label, url=reverse(name, args=[at.pk])) for name, label in acts_open)


@needs("register_institution")
def register_institution(request):
    """Enter an institution as its licence says."""
    officer = request.officer
    form = bound(request, InstitutionForm, on=officer.on)

    def do():
        return register(form.institution_data(), form.cleaned_data["departments"], by=officer, on=officer.on)

    if key := made(request, form, "register_institution", do):
        return redirect("see_institution", institution_id=key)
    act = words_for("register_institution").act
    return form_page(request, form, act, act, back=reverse("see_institutions"))


@needs("apply_designation")
def apply_designation(request, institution_id):
    """Receive an application for designation."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    form = bound(request, ApplyForm, services=service_choices(at.code[0]), departments=department_choices(at))

    def do():
        asked, parts = form.cleaned_data["services"], form.cleaned_data.get("departments", ())
        return apply_for(at, tuple(asked), tuple(parts), by=officer, on=officer.on)

    if key := made(request, form, f"apply_designation {at.pk}", do):
        return redirect("see_case", case_id=key)
    act = words_for("apply_designation").act
    return form_page(request, form, act, act, back=reverse("see_institution", args=[at.pk]), at=at)


@needs("ask_designation_change")
@require_GET
def choose_designation_change(request, institution_id):
    """What may happen to the designation; what a public institution may not start says so."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    choices = [
        {
            "act": act,
            "name": said(act),
            "begun_by": BEGINS[act.begins],
            "does": does(act),
            "closed": act.notice and at.is_public,
        }
        for act in acts().values()
        if act.starts_on <= officer.on
    ]
    return render(request, "institutions/desk/choose.html", {"institution": at, "choices": choices})


@needs("ask_designation_change")
def ask_designation_change(request, institution_id, act):
    """The form of one act, and the case it opens."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    chosen = acts().get(act)
    if chosen is None or chosen.starts_on > officer.on:
        raise Http404
    lists = {
        "services": service_choices(at.code[0]),
        "departments": department_choices(at),
        "cause": [(row.code, row.name) for row in entries_on("termination", officer.on, at.kind)],
    }
    form = bound(request, ChangeForm, act=chosen, at=at, day_label=day_of(chosen), lists=lists, on=officer.on)

    def do():
        return changes.ask_designation_change(at, form.change_data(), by=officer, on=officer.on)

    if key := made(request, form, f"{act} {at.pk}", do):
        return redirect("see_case", case_id=key)
    more = {"at": at, "source": chosen.source, "status": chosen.status, "does": does(chosen)}
    back = reverse("choose_designation_change", args=[at.pk])
    return form_page(request, form, said(chosen), _("Ask for it"), back=back, **more)
