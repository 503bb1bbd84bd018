"""Intake on one screen: what is typed is kept, findings answer while typing."""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.casefile.services.events import record, record_look
from casework.drafts.services import parked_forms
from casework.drafts.services.drafts import (
    DraftChanged,
    DraftTooLong,
    Window,
    load_draft,
    save_draft,
    still_to_show,
)
from casework.drafts.views import as_initial, kept_fields
from casework.models import Draft
from casework.steps.forms.fields import clean_text
from casework.steps.views.access import case_or_404, needs, posts_only
from enrolment.applications.forms.asked import questions_of, why_of
from enrolment.applications.forms.intake import IntakeForm
from enrolment.applications.models.applicant import Applicant
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.application_facts import shown_differences
from enrolment.applications.queries.asked_words import in_words
from enrolment.applications.queries.checklists import checklist_for, items_for
from enrolment.applications.queries.circumstances import circumstances_of
from enrolment.applications.queries.findings import intake_findings
from enrolment.applications.services import applications, asked
from enrolment.applications.services.claims_of_identity import DIFFERS, OTHER_PERSON
from enrolment.applications.services.draft_person import note_known_person
from enrolment.applications.services.intake_start import FORM, prefill_as_typed
from enrolment.applications.views.draft_windows import (
    as_answer,
    differences,
    window_shown,
    with_what_was_brought,
)
from enrolment.applications.workflow import KIND
from enrolment.documents.rules.identity_numbers import KINDS
from enrolment.persons.queries.identity import proven_differences, values_of

EDITABLE = ("draft", "returned")


@needs("open_application")
@posts_only("home")
def open_application(request):
    """A new application; the page to fill it in follows. A number or a name searched for in vain stands in it already."""
    case = applications.open_application(by=request.officer, language="zh-hant")
    prefill_as_typed(case, request.POST, by=request.officer)
    return redirect("intake", case_id=case.pk)


def editable_case(request, case_id):
    return case_or_404(request.officer, case_id, KIND)


@needs("submit_application")
def intake(request, case_id):
    """The intake sheet. Three buttons: save the draft, check now, and go on to the answers."""
    case = editable_case(request, case_id)
    if case.state not in EDITABLE:
        return redirect("see_case", case_id=case.pk)
    if request.method == "POST":
        return _posted(request, case)
    initial, draft = _initial(request, case)
    form = sheet_of(request, case, initial=initial)
    return show_sheet(request, case, form, _typed(form), window=Window.new(draft))


def sheet_of(request, case, *args, **more) -> IntakeForm:
    """The sheet of this case, with the questions it came back with."""
    return IntakeForm(*args, on=request.officer.on, case=case, asked=questions_of(case), **more)


def _typed(form) -> dict:
    return {name: form[name].value() for name in form.fields}


def _initial(request, case) -> tuple[dict, Draft | None]:
    """What the sheet starts with: a form kept after an ended session, else the draft, else the application itself."""
    today = request.officer.on.isoformat()
    start = {"received_on": case.received_on or today, "completed_on": today, "language": case.client_language}
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
        **asdict(circumstances_of(application)),
    }


def _posted(request, case):
    try:
        fields = _keep(request, case)
    except DraftChanged as changed:
        return show_other_window(request, case, changed)
    action = request.POST.get("action", "check_answers")
    if action == "save_draft":
        messages.success(request, _("Draft saved."))
        return redirect("intake", case_id=case.pk)
    form = sheet_of(request, case, fields)
    if not form.is_valid() or _leaves_a_question(form, case, request.officer.on):
        return show_sheet(request, case, form, fields.dict(), status=422)
    if action == "check_now":
        messages.success(request, _("Every field is in order."))
        return show_sheet(request, case, form, fields.dict())
    return redirect("check_answers", case_id=case.pk)


def show_other_window(request, case, changed: DraftChanged):
    """The sheet as it was sent, and what another window of the same officer saved of it meanwhile."""
    unbound = sheet_of(request, case, initial=request.POST.dict())
    other = {"at": changed.draft.updated_at, "fields": differences(changed, request.POST)}
    return show_sheet(request, case, unbound, request.POST.dict(), status=409, other=other)


def _leaves_a_question(form: IntakeForm, case, on) -> bool:
    """Whether the file of the number says otherwise and the sheet does not say what of it, or says that the number is wrong."""
    if not proven_differences(intake_findings(case, askable(form.data.dict()), on, []).differs):
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


def askable(typed: dict) -> dict:
    """What is typed so far, fit to ask the database with: a path and a kind of document that there are, a name without what
    cannot be stored, and nowhere the character that no database takes."""
    typed = {name: text.replace("\0", "") if isinstance(text, str) else text for name, text in typed.items()}
    path, kind = typed.get("path"), typed.get("kind")
    try:
        name = clean_text(typed.get("name") or "")
    except ValidationError:
        name = ""
    known = {"path": path if path in EnrolmentApplication.Path.values else "", "kind": kind if kind in KINDS else ""}
    return typed | known | {"name": name}


def show_sheet(request, case, form, typed: dict, status: int = 200, **more):
    """The sheet; `more` is what it says besides: the office that holds the person, what another window saved."""
    on, typed = request.officer.on, askable(typed)
    items = items_for(case, on, typed["path"], typed["kind"])
    checklist = checklist_for(case, items)
    findings = intake_findings(case, typed, on, checklist)
    _note_hit(request, case, findings)
    note_known_person(case, findings.document, request.officer)
    must_choose = _ask_of_difference(form, findings)
    context = {
        "case": case,
        "form": form,
        "questions": _asked_rows(form),
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


def _asked_rows(form: IntakeForm) -> list[dict]:
    """The questions of the sheet with their answer and the reason why not."""
    return [
        {
            "line": line,
            "answer": form[asked.field_of(line.thing)],
            "why": form[why_of(line.thing)],
        }
        for line in in_words(list(form.asked.things))
    ]


def _note_hit(request, case, findings) -> None:
    """What a number tells leaves its trace: of a person of another office an event, of one of this office a look at what her file
    says otherwise."""
    document = findings.document
    if document and document.person.home_office_id != case.office_id:
        record("look_up_identity", by=request.officer, case=case, subject=document.person_id, facts={"page": FORM})
    elif findings.differs:
        record_look(FORM, by=request.officer, shown=[document.person_id], case=case)
    if findings.hire:
        record_look(FORM, by=request.officer, shown=[findings.hire], case=case)


def _ask_of_difference(form: IntakeForm, findings) -> bool:
    """Whether the page has to ask what is behind a difference; the field is then one that must be filled in."""
    form.fields["difference"].required = bool(proven_differences(findings.differs))
    return form.fields["difference"].required


@needs("submit_application")
@posts_only("intake", "case_id")
def intake_findings_fragment(request, case_id):
    """The findings for what is typed now, as a fragment."""
    case = editable_case(request, case_id)
    typed, on = askable(request.POST.dict()), request.officer.on
    items = items_for(case, on, typed["path"], typed["kind"])
    checklist = checklist_for(case, items)
    findings = intake_findings(case, typed, on, checklist)
    _note_hit(request, case, findings)
    form = IntakeForm(initial=typed, on=on)
    context = {
        "findings": findings.lines,
        "checklist": checklist,
        "against": shown_differences(findings.differs),
        "must_choose": _ask_of_difference(form, findings),
        "form": form,
        # What scans may be of, where the sheet offers other papers than now.
        "items": items if request.POST.get("offered", "").split() != [item.code for item in items] else [],
        "chosen_item": request.POST.get("item", ""),
        "swap": True,
    }
    return render(request, "enrolment/applications/findings.html", context)


@needs("submit_application")
@posts_only("intake", "case_id")
def save_intake_draft(request, case_id):
    """Autosave: keeps the fields as typed, says when, and what the page has still to show; asked only that, it keeps nothing."""
    case = editable_case(request, case_id)
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
