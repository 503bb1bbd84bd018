"""Intake on one screen: what is typed is kept, findings answer while typing, answers are checked before they are sent."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record, record_look
from casework.drafts.services import parked_forms
from casework.drafts.services.drafts import (
    DraftChanged,
    DraftTooLong,
    Window,
    close_draft,
    load_draft,
    save_draft,
    still_to_show,
)
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import AlreadyMoved, Blocked, OperationMismatch
from casework.evidence.queries import checklist_of
from casework.models import Draft
from casework.steps.forms.fields import clean_text
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.steps import already_moved
from enrolment.applications.forms.intake import IntakeForm
from enrolment.applications.models.applicant import Applicant
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.application_facts import missing_of, shown_differences
from enrolment.applications.queries.checklists import checklist_for
from enrolment.applications.queries.findings import intake_findings
from enrolment.applications.services import applications
from enrolment.applications.services.claims_of_identity import DIFFERS, OTHER_PERSON, HeldElsewhere
from enrolment.applications.services.intake_start import prefill_as_typed
from enrolment.applications.views.draft_windows import (
    as_answer,
    changed_since_shown,
    differences,
    window_shown,
    with_what_was_brought,
)
from enrolment.applications.workflow import KIND
from enrolment.identities.services import pass_for
from enrolment.persons.queries.identity import proven_differences, values_of

FORM = "intake"
EDITABLE = ("draft", "returned")


@needs("open_application")
@posts_only("home")
def open_application(request):
    """A new application; the page to fill it in follows. A number or a name searched for in vain stands in it already."""
    case = applications.open_application(by=request.officer, language="zh-hant")
    prefill_as_typed(case, request.POST, by=request.officer)
    return redirect("intake", case_id=case.pk)


def _editable_case(request, case_id):
    return case_or_404(request.officer, case_id, KIND)


@needs("submit_application")
def intake(request, case_id):
    """The intake sheet. Three buttons: save the draft, check now, and go on to the answers."""
    case = _editable_case(request, case_id)
    if case.state not in EDITABLE:
        return redirect("see_case", case_id=case.pk)
    if request.method == "POST":
        return _posted(request, case)
    initial, draft = _initial(request, case)
    form = IntakeForm(initial=initial, on=request.officer.on)
    return _show(request, case, form, _typed(form), window=Window.new(draft))


def _typed(form) -> dict:
    return {name: form[name].value() for name in form.fields}


def _initial(request, case) -> tuple[dict, Draft | None]:
    """What the sheet starts with: a form kept after an ended session, else the draft, else the application itself."""
    start = {"received_on": request.officer.on.isoformat(), "language": case.client_language}
    application = case.enrolment_application
    if application.person_id:
        start |= _from_application(application)
        shown = [application.person_id, application.document_id]
        record_look("intake", by=request.officer, shown=shown, case=case)
    draft, fields = load_draft(case, FORM, by=request.officer) or (None, {})
    start |= as_initial(fields) if draft else {}
    kept = kept_fields(request)
    if kept:
        start |= as_initial(kept)
        draft = save_draft(case, FORM, kept, by=request.officer).draft
        messages.info(request, _("Your session had ended. Here is what you had typed; check it and send it again."))
    return start | IntakeForm.envelope(case.version), draft


def _from_application(application) -> dict:
    """A returned application as it was sent, to be corrected."""
    applicant = application.applicant
    employer = application.employer
    return values_of(applicant) | {
        "kind": applicant.kind_id,
        "issuer": applicant.issuer,
        "number": applicant.number.open_for_work(),
        "expires_on": applicant.expires_on,
        "companion": applicant.companion_number.open_for_work(),
        "difference": applicant.difference,
        "path": application.path,
        "employer_uscc": employer.uscc if employer else "",
        "employer_name": employer.name if employer else "",
        "work_began_on": application.work_began_on,
        "school": application.school,
    }


def _posted(request, case):
    try:
        fields = _keep(request, case)
    except DraftChanged as changed:
        unbound = IntakeForm(initial=request.POST.dict(), on=request.officer.on)
        other = {"at": changed.draft.updated_at, "fields": differences(changed, request.POST)}
        return _show(request, case, unbound, request.POST.dict(), status=409, other=other)
    action = request.POST.get("action", "check_answers")
    if action == "save_draft":
        messages.success(request, _("Draft saved."))
        return redirect("intake", case_id=case.pk)
    form = IntakeForm(fields, on=request.officer.on)
    if not form.is_valid() or _leaves_a_question(form, case, request.officer.on):
        return _show(request, case, form, fields.dict(), status=422)
    if action == "check_now":
        messages.success(request, _("Every field is in order."))
        return _show(request, case, form, fields.dict())
    return redirect("check_answers", case_id=case.pk)


def _leaves_a_question(form: IntakeForm, case, on) -> bool:
    """Whether the file of the number says otherwise and the sheet does not say what of it, or says that the number is wrong."""
    if not proven_differences(intake_findings(case, _askable(form.data.dict()), on, []).differs):
        return False
    chosen = form.cleaned_data["difference"]
    if chosen == Applicant.Difference.OTHER:
        form.add_error("number", OTHER_PERSON)
    elif not chosen:
        form.add_error("difference", DIFFERS)
    return bool(form.errors)


def _keep(request, case) -> QueryDict:
    """Saves the draft; returns the form as it stands now."""
    try:
        kept = save_draft(case, FORM, request.POST, by=request.officer, window=Window.of(request.POST))
    except DraftTooLong:
        messages.error(request, _("More was typed than a form can hold. The last saved draft was kept."))
        return request.POST
    return with_what_was_brought(request.POST, kept)


def _askable(typed: dict) -> dict:
    """What is typed so far, fit to ask the database with: a path that there is, a name without what cannot be stored."""
    path = typed.get("path")
    try:
        name = clean_text(typed.get("name") or "")
    except ValidationError:
        name = ""
    return typed | {"path": path if path in EnrolmentApplication.Path.values else "", "name": name}


def _show(request, case, form, typed: dict, status: int = 200, **more):
    """The sheet; `more` is what it says besides: the office that holds the person, what another window saved."""
    on, typed = request.officer.on, _askable(typed)
    items = checklist_of(KIND, on, typed["path"])
    checklist = checklist_for(case, items)
    findings = intake_findings(case, typed, on, checklist)
    _note_hit(request, case, findings)
    must_choose = _ask_of_difference(form, findings)
    context = {
        "case": case,
        "form": form,
        "missing": missing_of(case.enrolment_application, {item.code: item.name for item in items}),
        "findings": findings.lines,
        "against": shown_differences(findings.differs),
        "must_choose": must_choose,
        "checklist": checklist,
        "items": items,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    if "window" not in more:
        more["window"] = window_shown(request, case, FORM)
    return render(request, "enrolment/applications/intake.html", context | more, status=status)


def _note_hit(request, case, findings) -> None:
    """What a number tells leaves its trace: of a person of another office an event, of one of this office a look at what her file
    says otherwise."""
    document = findings.document
    if document and document.person.home_office_id != case.office_id:
        record("look_up_identity", by=request.officer, case=case, subject=document.person_id, facts={"page": FORM})
    elif findings.differs:
        record_look(FORM, by=request.officer, shown=[document.person_id], case=case)


def _ask_of_difference(form: IntakeForm, findings) -> bool:
    """Whether the page has to ask what is behind a difference; the field is then one that must be filled in."""
    form.fields["difference"].required = bool(proven_differences(findings.differs))
    return form.fields["difference"].required


@needs("submit_application")
@posts_only("intake", "case_id")
def intake_findings_fragment(request, case_id):
    """The findings for what is typed now, as a fragment."""
    case = _editable_case(request, case_id)
    typed, on = _askable(request.POST.dict()), request.officer.on
    checklist = checklist_for(case, checklist_of(KIND, on, typed["path"]))
    findings = intake_findings(case, typed, on, checklist)
    _note_hit(request, case, findings)
    form = IntakeForm(initial=typed, on=on)
    context = {
        "findings": findings.lines,
        "checklist": checklist,
        "against": shown_differences(findings.differs),
        "must_choose": _ask_of_difference(form, findings),
        "form": form,
        "swap": True,
    }
    return render(request, "enrolment/applications/findings.html", context)


@needs("submit_application")
@posts_only("intake", "case_id")
def save_intake_draft(request, case_id):
    """Autosave: keeps the fields as typed, says when, and what the page has still to show; asked only that, it keeps nothing."""
    case = _editable_case(request, case_id)
    if case.state not in EDITABLE:
        return HttpResponse(status=409)
    act = still_to_show if "draft_ask" in request.POST else save_draft
    try:
        kept = act(case, FORM, request.POST, by=request.officer, window=Window.of(request.POST))
    except DraftTooLong:
        return HttpResponse(status=413)
    except DraftChanged:
        return HttpResponse(status=409)
    return JsonResponse(as_answer(kept))


@needs("submit_application")
def check_answers(request, case_id):
    """Everything once more before it is sent; sending is the one act of this page."""
    case = _editable_case(request, case_id)
    kept = load_draft(case, FORM, by=request.officer)
    if case.state not in EDITABLE or kept is None:
        return redirect("see_case" if case.reference else "intake", case_id=case.pk)
    form = _bound_to_draft(request, case, kept[1])
    if not form.is_valid():
        return _show(request, case, form, kept[1].dict(), status=422)
    if request.method == "POST" and changed_since_shown(request, kept[0]):
        messages.warning(request, _("The draft was changed in another window. Check the answers once more."))
        return _show_answers(request, case, form, kept[0], status=409)
    if request.method == "POST":
        return _send(request, case, form)
    return _show_answers(request, case, form, kept[0])


def _bound_to_draft(request, case, fields: QueryDict) -> IntakeForm:
    """The draft as a bound form; the envelope comes from this page's own post, or is made now."""
    data = fields.copy()
    envelope = IntakeForm.envelope(case.version)
    for name in envelope:
        data[name] = request.POST.get(name, envelope[name])
    return IntakeForm(data, on=request.officer.on)


def _show_answers(request, case, form, draft: Draft, status: int = 200):
    on, typed = request.officer.on, _askable(form.data.dict())
    checklist = checklist_for(case, checklist_of(KIND, on, typed["path"]))
    findings = intake_findings(case, typed, on, checklist)
    sections = _sections(form)
    context = {"case": case, "form": form, "sections": sections, "findings": findings.lines}
    context |= {"against": shown_differences(findings.differs)}
    context |= {"form_ticket": parked_forms.ticket_for(request.user), "window": Window.new(draft)}
    return render(request, "enrolment/applications/check_answers.html", context, status=status)


def _sections(form: IntakeForm) -> list[dict]:
    """The answers as the check page lists them: label and value as shown, empty ones said to be empty."""
    groups = [
        (_("Document"), ("kind", "number", "issuer", "companion", "expires_on", "difference")),
        (_("Person"), ("name", "latin_name", "birth_on", "sex", "language", "telephone", "address")),
        (_("Path"), ("path", "employer_uscc", "employer_name", "work_began_on", "school", "received_on")),
    ]
    data = form.cleaned_data
    only = {"employed": ("employer_uscc", "employer_name", "work_began_on"), "student": ("school",)}
    hidden = {name for path, names in only.items() if path != data["path"] for name in names}
    # Asked only where there is something to ask.
    hidden |= {name for name in ("issuer", "companion", "difference") if not data[name]}
    return [
        {"title": title, "rows": [_row(form, name, data[name]) for name in names if name not in hidden]}
        for title, names in groups
    ]


def _row(form: IntakeForm, name: str, value) -> dict:
    choices = dict(getattr(form.fields[name], "choices", ()))
    shown = choices.get(value, value.isoformat() if hasattr(value, "isoformat") else value)
    return {"label": form.fields[name].label, "value": shown, "field": name}


def _send(request, case, form):
    officer = request.officer
    try:
        sent = applications.submit_application(
            case.pk,
            form.application_data(),
            by=officer,
            on=officer.on,
            seen=form.cleaned_data["seen"],
            op=form.cleaned_data["op"],
        )
    except HeldElsewhere as held:
        form.add_reasons(held)
        return _show_held(request, case, form, held)
    except Blocked as blocked:
        form.add_reasons(blocked)
        return _show(request, case, form, form.data.dict(), status=422)
    except AlreadyMoved as moved:
        return already_moved(request, moved, form)
    except OperationMismatch:
        return render(request, "casework/steps/sent_twice.html", {"case": case}, status=422)
    close_draft(sent, FORM)
    return redirect("application_submitted", case_id=sent.pk)


def _show_held(request, case, form, held: HeldElsewhere):
    """Refused, with the office that holds the file and the acts that are open to this counter."""
    officer = request.officer
    acts = {}
    if officer.may("look_up_identity"):
        record("look_up_identity", by=officer, case=case, subject=held.document.person_id, facts={"page": FORM})
        acts = {"pass": pass_for(held.document.person, officer)}
    return _show(request, case, form, form.data.dict(), status=422, held=acts)


@needs("see_case")
@require_GET
def application_submitted(request, case_id):
    """The confirmation: the reference, what comes next and when, and the receipt."""
    case = case_or_404(request.officer, case_id, KIND)
    if not case.reference:
        return redirect("intake", case_id=case.pk)
    application = case.enrolment_application
    context = {
        "case": case,
        "application": application,
        "deadline": case.deadlines.filter(superseded_by=None).last(),
    }
    return render(request, "enrolment/applications/application_submitted.html", context)
