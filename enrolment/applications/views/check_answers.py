"""Everything once more before an application is sent, with the one-time notice where papers are missing; and what comes next."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record
from casework.drafts.services import parked_forms
from casework.drafts.services.drafts import Window, close_draft, load_draft
from casework.engine.refusals import AlreadyMoved, Blocked, OperationMismatch
from casework.models import Draft
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.steps import already_moved
from enrolment.applications.forms.circumstances import OF_THE_DOCUMENT
from enrolment.applications.forms.intake import IntakeForm
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.queries.admission import come_back_by
from enrolment.applications.queries.application_facts import shown_differences
from enrolment.applications.queries.asked_words import in_words
from enrolment.applications.queries.checklists import all_follow, checklist_for, items_for, lacking
from enrolment.applications.queries.findings import intake_findings
from enrolment.applications.services import applications
from enrolment.applications.services.claims_of_identity import HeldElsewhere
from enrolment.applications.services.guardians import note_failed_look_up
from enrolment.applications.views.draft_windows import changed_since_shown
from enrolment.applications.views.intake import EDITABLE, FORM, askable, editable_case, sheet_of, show_sheet
from enrolment.applications.views.notice_shown import notice_context, problems_of_notice, shown_at_intake
from enrolment.applications.workflow import KIND
from enrolment.eligibility.rules.paths import CONDITIONAL, is_asked
from enrolment.identities.services import pass_for


@needs("submit_application")
def check_answers(request, case_id):
    """Everything once more before it is sent; sending is the one act of this page."""
    case = editable_case(request, case_id)
    kept = load_draft(case, FORM, by=request.officer)
    if case.state not in EDITABLE or kept is None:
        return redirect("see_case" if case.reference else "intake", case_id=case.pk)
    form = _bound_to_draft(request, case, kept[1])
    if not form.is_valid():
        return show_sheet(request, case, form, kept[1].dict(), status=422)
    if request.method == "POST" and changed_since_shown(request, kept[0]):
        messages.warning(request, _("The draft was changed in another window. Check the answers once more."))
        return _show_answers(request, case, form, kept[0], status=409)
    if request.method == "POST":
        return _send(request, case, form, kept[0])
    return _show_answers(request, case, form, kept[0])


def _bound_to_draft(request, case, fields: QueryDict) -> IntakeForm:
    """The draft as a bound form; the envelope comes from this page's own post, or is made now."""
    data = fields.copy()
    envelope = IntakeForm.envelope(case.version)
    for name in envelope:
        data[name] = request.POST.get(name, envelope[name])
    return sheet_of(request, case, data)


def _show_answers(request, case, form, draft: Draft, status: int = 200, problems: Sequence = ()):
    on, typed = request.officer.on, askable(form.data.dict())
    checklist = checklist_for(case, items_for(case, on, typed["path"], typed.get("kind", "")))
    findings = intake_findings(case, typed, on, checklist)
    context = {"case": case, "form": form, "sections": _sections(form), "findings": findings.lines}
    context |= {"against": shown_differences(findings.differs)}
    if case.state == "draft":
        missing = lacking(checklist)
        context |= {"lacking": missing, "come_back_by": come_back_by(case, on), "may_follow": all_follow(missing)}
    context |= notice_context(request, case, form, on, problems)
    context |= {"form_ticket": parked_forms.ticket_for(request.user), "window": Window.new(draft)}
    return render(request, "enrolment/applications/check_answers.html", context, status=status)


def _sections(form: IntakeForm) -> list[dict]:
    """The answers as the check page lists them: label and value as shown, empty ones said to be empty."""
    groups = [
        (_("Document"), ("kind", "number", "issuer", "companion", "expires_on", "difference")),
        (_("Person"), ("name", "latin_name", "birth_on", "sex", "language", "telephone", "address")),
        (
            _("Path"),
            ("path", *CONDITIONAL, "resident_since", "received_on", "completed_on"),
        ),
    ]
    data = form.cleaned_data
    # Asked only where there is something to ask.
    optional = ("issuer", "companion", "difference", "completed_on", "resident_since", *OF_THE_DOCUMENT)
    hidden = {name for name in optional if not data.get(name)}
    hidden |= {name for name in CONDITIONAL if not is_asked(name, data["path"], data["kind"])}
    return _answered(form) + [
        {"title": title, "rows": [_row(form, name, data[name]) for name in names if name not in hidden]}
        for title, names in groups
    ]


def _answered(form: IntakeForm) -> list[dict]:
    """What became of each thing that was asked for."""
    words, said = dict(AskedThing.Answer.choices), form.asked.answers(form.cleaned_data)
    rows = [
        {"label": line.label, "value": words[said[line.thing.code].answer], "hint": said[line.thing.code].note}
        for line in in_words(list(form.asked.things))
    ]
    return [{"title": _("What was asked for"), "rows": rows}] if rows else []


def _row(form: IntakeForm, name: str, value) -> dict:
    choices = dict(getattr(form.fields[name], "choices", ()))
    shown = choices.get(value, value.isoformat() if hasattr(value, "isoformat") else value)
    return {"label": form.fields[name].label, "value": shown, "field": name}


NOT_PROMISED = gettext_lazy("Tick that the client asks for it and promises the papers herself; then send it.")
WAYS = {"submit_incomplete": applications.submit_incomplete, "submit_promised": applications.submit_promised}


def _send(request, case, form, draft: Draft):
    officer, action = request.officer, request.POST.get("action")
    incomplete, promised = action == "submit_incomplete", action == "submit_promised"
    if promised and request.POST.get("promised") != "on":
        form.add_error(None, NOT_PROMISED)
        return show_sheet(request, case, form, form.data.dict(), status=422)
    hand_in = WAYS.get(action, applications.submit_application)
    try:
        notice = shown_at_intake(request, form)
        sent = hand_in(
            case.pk,
            replace(form.application_data(), notice=notice),
            by=officer,
            on=officer.on,
            seen=form.cleaned_data["seen"],
            op=form.cleaned_data["op"],
        )
    except HeldElsewhere as held:
        form.add_reasons(held)
        return _show_held(request, case, form, held)
    except Blocked as blocked:
        note_failed_look_up(case, blocked, by=officer)
        if problems := problems_of_notice(blocked):
            return _show_answers(request, case, form, draft, status=422, problems=problems)
        form.add_reasons(blocked)
        return show_sheet(request, case, form, form.data.dict(), status=422)
    except AlreadyMoved as moved:
        return already_moved(request, moved, form)
    except OperationMismatch:
        return render(request, "casework/steps/sent_twice.html", {"case": case}, status=422)
    close_draft(sent, FORM)
    if incomplete:
        messages.success(request, _("Submitted. The one-time notice is issued: print it and explain it to the client."))
        return redirect("see_case", case_id=sent.pk)
    return redirect("see_promise" if promised else "application_submitted", case_id=sent.pk)


def _show_held(request, case, form, held: HeldElsewhere):
    """Refused, with the office that holds the file and the acts that are open to this counter."""
    officer = request.officer
    acts = {}
    if officer.may("look_up_identity"):
        record("look_up_identity", by=officer, case=case, subject=held.document.person_id, facts={"page": FORM})
        acts = {"pass": pass_for(held.document.person, officer)}
    return show_sheet(request, case, form, form.data.dict(), status=422, held=acts)


@needs("submit_incomplete")
def submit_incomplete(request, case_id):
    """What is missing is seen on the page where the answers are checked; it is sent from there."""
    return redirect("check_answers", case_id=editable_case(request, case_id).pk)


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
