"""The page of a case: who it is about, what it says, what may be done now, what was done so far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services import answers
from casework.casefile.services.events import record_look
from casework.desk.queries import case_page
from casework.desk.queries.work import shape_of
from casework.desk.views import note_form_for
from casework.drafts.services import parked_forms
from casework.engine.table import workflow_of
from casework.papers.queries.papers import papers_of
from casework.papers.services.paper_offers import paper_offers, readable
from casework.staff.officer import Officer
from casework.steps.views.access import case_or_404, needs

LONGEST_SKIP = 7

# kind of case → its own part of the page: the template, and what that shows besides what every case page shows
_pages: dict[str, Callable] = {}


@dataclass(frozen=True, kw_only=True)
class Press:
    """One act in the bar of a page: a link, or a form where the press itself changes something."""

    label: object
    url: str
    by_post: bool = False
    fields: tuple[tuple[str, object], ...] = ()
    # Why it is closed now; empty when it is open.
    blocked: object = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """The bar at the foot of a page: the one act it is for, rarer ones, and why an act is closed."""

    lead: Press | None
    more: list[Press]
    says: str = ""


def bar_of(presses: Iterable[Press]) -> Bar:
    """The first act leads, the others stand in the menu."""
    lead, *more = [*presses] or [None]
    return Bar(lead=lead, more=more)


def case_bar(case: CaseFile, acts: list, offers: list, *, leading: tuple = (), further: tuple = ()) -> Bar:
    """The bar of a case: what its kind puts first, else the step that carries it on (closed, with the reason, where it
    cannot be taken now), else the paper that is left to issue."""

    def press(act):
        return Press(label=act.label, url=reverse(act.url_name, args=[case.pk]), blocked=act.blocked)

    def paper(offer):
        label = _("Issue: %(paper)s") % {"paper": offer.name}
        return Press(label=label, url=reverse(offer.url_name, args=[case.pk]), by_post=True, fields=(("op", offer.op),))

    led = {press.url for press in leading}
    acts = [act for act in acts if reverse(act.url_name, args=[case.pk]) not in led]
    on_the_way = [act for act in acts if act.primary] + [act for act in acts if act.blocked and not act.aside]
    order = [act for act in acts if act not in on_the_way]
    ordered = [*leading, *map(press, on_the_way), *map(paper, offers), *further, *map(press, order)]
    if not (leading or on_the_way or offers):
        # Nothing here is what the page is for: what only ends the case waits in the menu.
        return Bar(lead=None, more=ordered)
    waits = next((act for act in on_the_way if act.blocked), None)
    says = _("%(act)s: %(why)s") % {"act": waits.label, "why": waits.blocked} if waits else ""
    return Bar(lead=ordered[0], more=ordered[1:], says=says)


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
    # A kind of case may show others too.
    shown = [case.subject, *context.pop("also_shown", ())]
    record_look("see_case", by=request.officer, shown=shown, case=case)
    answers.see(case, request.officer)
    own = {name: context.pop(name, ()) for name in ("leading", "further")}
    return render(request, template, case_context(request, case, **own) | context)


@needs("see_case")
@require_GET
def see_case_history(request, case_id):
    """The whole history of a case of any kind, a page at a time, newest first."""
    case = case_or_404(request.officer, case_id)
    skip = whole(request.GET.get("skip", ""))
    record_look("see_case_history", by=request.officer, shown=[case.subject] if case.subject else [case.pk], case=case)
    context = heading(case, request.officer, skip=skip) | {
        "back": reverse(workflow_of(case.kind).page_for(case.state), args=[case.pk]),
        "older": skip + case_page.HISTORY_PAGE,
        "newer": max(skip - case_page.HISTORY_PAGE, 0),
        "skip": skip,
    }
    return render(request, "casework/case_pages/history.html", context)


def whole(text: str) -> int:
    """How many events a page of the history leaves out; anything that is no number of them leaves out none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_SKIP else 0


def heading(case: CaseFile, officer: Officer, *, skip: int = 0) -> dict:
    """What names a case, what was done on it before the latest acts that are skipped, and its papers."""
    workflow = workflow_of(case.kind)
    return {
        "case": case,
        "kind": workflow.name,
        "state_label": workflow.states[case.state],
        "shape": shape_of(case, officer.on),
        "timeline": case_page.timeline(case, skip=skip),
        "papers": [row for row in papers_of(case) if readable(case, row.kind, officer)],
    }


def case_context(request, case: CaseFile, *, leading: tuple = (), further: tuple = ()) -> dict:
    """What every page of a case that is worked on shows besides its own facts; the acts of its kind that are no steps go
    before and after the steps."""
    officer = request.officer
    acts = case_page.acts(case, officer)
    offers = paper_offers(case, officer) if officer.may("issue_paper") else []
    return heading(case, officer) | {
        "acts": acts,
        "bar_of_acts": case_bar(case, acts, offers, leading=leading, further=further),
        "clocks": case_page.clocks(case, officer.on),
        "notes": case_page.notes(case),
        "note_form": note_form_for(request, case),
        "offers": offers,
        "form_ticket": parked_forms.ticket_for(request.user),
        "may_extend": officer.may("extend_deadline") and case.is_open and case.due_on is not None,
        "may_take": officer.may("take_case") and case.is_open and case.assigned_to_id is None,
        "may_assign": officer.may("assign_case") and case.is_open,
    }
