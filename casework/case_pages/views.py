"""The page of a case: who it is about, what it says, what may be done now, what was done so far."""

from collections.abc import Callable

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record_look
from casework.desk.queries import case_page
from casework.desk.queries.work import shape_of
from casework.desk.views import note_form_for
from casework.drafts.services import parked_forms
from casework.engine.table import workflow_of
from casework.papers.queries.papers import papers_of
from casework.papers.services.paper_offers import paper_offers
from casework.staff.officer import Officer
from casework.steps.views.access import case_or_404, needs

# kind of case → its own part of the page: the template, and what that shows besides what every case page shows
_pages: dict[str, Callable] = {}


def register_page(kind: str, page: Callable) -> None:
    """Say what the page of a kind of case shows: `page(request, case)` gives a template and its context."""
    _pages[kind] = page


@needs("see_case")
@require_GET
def see_case(request, case_id):
    """One page for each kind of case; a kind with an address of its own is seen there."""
    case = case_or_404(request.officer, case_id)
    address = workflow_of(case.kind).page_for(case.state)
    if address != "see_case":
        return redirect(address, case_id=case.pk)
    template, context = _pages[case.kind](request, case)
    record_look("see_case", by=request.officer, shown=[case.subject], case=case)
    return render(request, template, case_context(request, case) | context)


def heading(case: CaseFile, officer: Officer) -> dict:
    """What names a case, what was done on it, and its papers."""
    workflow = workflow_of(case.kind)
    return {
        "case": case,
        "kind": workflow.name,
        "state_label": workflow.states[case.state],
        "shape": shape_of(case, officer.on),
        "timeline": case_page.timeline(case),
        "papers": papers_of(case),
    }


def case_context(request, case: CaseFile) -> dict:
    """What every page of a case that is worked on shows besides its own facts."""
    officer = request.officer
    acts = case_page.acts(case, officer)
    return heading(case, officer) | {
        "acts": acts,
        # Then the receipt is what is left to do here.
        "nothing_leads": not any(act.primary for act in acts),
        "clocks": case_page.clocks(case, officer.on),
        "notes": case_page.notes(case),
        "note_form": note_form_for(request, case),
        "offers": paper_offers(case) if officer.may("issue_paper") else [],
        "form_ticket": parked_forms.ticket_for(request.user),
        "may_take": officer.may("take_case") and case.is_open and case.assigned_to_id is None,
        "may_assign": officer.may("assign_case") and case.is_open,
    }
