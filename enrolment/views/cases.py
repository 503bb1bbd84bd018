"""The page of a case: who it is about, what it says, what may be done now, what was done so far."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from casework.models import CaseFile
from casework.queries import case_page
from casework.queries.papers import papers_of
from casework.queries.work import shape_of
from casework.services import parked_forms
from casework.services.events import record_look
from casework.views.access import case_or_404, needs
from casework.views.cases import note_form_for
from casework.workflows.table import workflow_of
from enrolment.models import CodeActivation, EnrolmentApplication, TransferRequest
from enrolment.queries.activation_advice import advice_for, handles_file_of
from enrolment.queries.application_facts import facts_of, missing_of
from enrolment.queries.checklists import checklist_for, items_in_force
from enrolment.queries.eligibility import explained
from enrolment.queries.identity_bar import identity_bar
from enrolment.services.receipts import paper_offers
from enrolment.workflows import activation, application, transfer


@needs("see_case")
@require_GET
def see_case(request, case_id):
    """One page for each kind of case."""
    case = case_or_404(request.officer, case_id)
    if case.state == "draft":
        return redirect("intake", case_id=case.pk)
    if workflow_of(case.kind).url_name != "see_case":
        return redirect(workflow_of(case.kind).url_name, case_id=case.pk)
    page = {application.KIND: _application, activation.KIND: _activation, transfer.KIND: _transfer}[case.kind]
    template, context = page(request, case)
    record_look("see_case", by=request.officer, shown=[case.subject], case=case)
    return render(request, template, common_context(request, case) | context)


def common_context(request, case: CaseFile) -> dict:
    """What every case page shows besides its own facts."""
    officer = request.officer
    workflow, acts = workflow_of(case.kind), case_page.acts(case, officer)
    return {
        "case": case,
        "kind": workflow.name,
        "state_label": workflow.states[case.state],
        "shape": shape_of(case, officer.on),
        "acts": acts,
        # Then the receipt is what is left to do here.
        "nothing_leads": not any(act.primary for act in acts),
        "timeline": case_page.timeline(case),
        "clocks": case_page.clocks(case, officer.on),
        "notes": case_page.notes(case),
        "note_form": note_form_for(request, case),
        "papers": papers_of(case),
        "offers": paper_offers(case) if officer.may("issue_paper") else [],
        "form_ticket": parked_forms.ticket_for(request.user),
        "may_take": officer.may("take_case") and case.is_open and case.assigned_to_id is None,
        "may_assign": officer.may("assign_case") and case.is_open,
    }


def _application(request, case: CaseFile):
    officer = request.officer
    rows = EnrolmentApplication.objects.select_related("person__home_office", "document__kind", "employer")
    # So the guards of the steps have it too.
    row = case.enrolment_application = rows.get(case=case)
    items = items_in_force(case.kind, row.path, case.received_on)
    return "enrolment/application.html", {
        "application": row,
        "bar": identity_bar(row.person, officer),
        "facts": facts_of(row, with_kind=officer.may("see_document_kind")),
        "may_explain": officer.may("see_document_kind"),
        "checklist": checklist_for(case, items),
        "items": items,
        "eligibility": explained(row.eligibility, get_language()),
        "missing": missing_of(row, {item.code: item.name for item in items}),
        "may_upload": officer.may("add_evidence") and case.state in ("returned", "submitted"),
        "may_activate": officer.may("open_activation")
        and case.state == "enrolled"
        and not row.person.activations.exclude(state="closed").exists(),
    }


def _activation(request, case: CaseFile):
    rows = CodeActivation.objects.select_related("person__home_office", "document__kind")
    row = case.code_activation = rows.get(case=case)
    bar = identity_bar(row.person, request.officer)
    return "enrolment/activation.html", {
        "activation": row,
        "bar": bar,
        "attempts": row.attempts.select_related("recorded_by"),
        "advice": _advice(request.officer, row, enrolled=bar.cover is not None),
        "may_record_authority": request.officer.may("record_authority") and case.is_open,
    }


def _advice(officer, activation, *, enrolled: bool) -> list:
    """What can be done where, by which document: only for those who may know which documents she holds. A counter
    elsewhere knows the one document that was put on it, and nothing before."""
    if not officer.may("see_document_kind"):
        return []
    if handles_file_of(activation.person, officer.office):
        held = list(activation.person.documents.select_related("kind"))
    elif activation.document is None:
        return []
    else:
        held = [activation.document]
    return advice_for(held, officer.office, officer.on, get_language(), enrolled=enrolled)


def _transfer(request, case: CaseFile):
    row = case.transfer_request = TransferRequest.objects.select_related("person__home_office").get(case=case)
    return "enrolment/transfer.html", {"transfer": row, "bar": identity_bar(row.person, request.officer)}


@needs("see_case")
@require_GET
def explain_eligibility(request, case_id):
    """Why: the rules applied, the facts used, the outcome, source and status of each; printable."""
    case = case_or_404(request.officer, case_id, application.KIND)
    # Which rule accepts what she holds tells which document that is.
    request.officer.must("see_document_kind")
    row = case.enrolment_application
    if not row.eligibility:
        return redirect("see_case", case_id=case.pk)
    record_look("explain_eligibility", by=request.officer, shown=[case.subject], case=case)
    context = {"case": case, "application": row, "eligibility": explained(row.eligibility, get_language())}
    return render(request, "enrolment/explain_eligibility.html", context)
