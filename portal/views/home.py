"""Home and the work list: what waits, overdue first."""

from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from casework.accounts.queries.account_page import open_requests
from casework.casefile.services.events import record_look
from casework.desk.queries.answers import unseen_answers
from casework.desk.queries.work import Filters, counted, home_lists, work_list
from casework.engine.table import all_workflows, workflow_of
from casework.look_ups.services import alerts_for
from casework.models import Mailing, Office
from casework.steps.views.access import needs
from enrolment.hires.queries import hire_board
from enrolment.persons.queries.names import masked_names
from institutions.desk.queries.strip import due_at
from portal.views.money_home import finance_home
from portal.views.own_homes import sections_for
from portal.views.rows import lines

TITLES = {
    "overdue": _("Overdue"),
    "due_soon": _("Due soon"),
    "returned": _("Waits for the client"),
    "ours": _("Our turn"),
    "client": _("The client's turn"),
    "at_office": _("The office's turn"),
    "employer": _("The employer's turn"),
    "mine": _("My work"),
    "waiting": _("Waits for somebody"),
    "drafts": _("My drafts"),
}
DUE_FILTERS = {"overdue": _("overdue"), "none": _("without a date")}


def _look(request, page: str, rows) -> None:
    record_look(page, by=request.officer, shown=[row.case.subject for row in rows if row.case.subject])


@needs("see_rules")
@require_GET
def home(request):
    """My work, overdue first; for roles without cases, what they may open."""
    if not request.officer.may("see_work_list"):
        money = finance_home(request.officer)
        sections = [*money["money"], *sections_for(request.officer)]
        of_others = {"to_decide": _to_decide(request.officer), "tiles": money["tiles"], "sections": sections}
        return render(request, "portal/home_without_cases.html", of_others)
    lists = home_lists(request.officer)
    answers = unseen_answers(request.officer)
    rows: list[Any] = [*(row for found in lists.values() for row in found), *answers]
    _look(request, "home", rows)
    names = masked_names([row.case.subject for row in rows])
    told = [_answer(each, names) for each in answers]
    sections = [
        {"code": name, "title": TITLES[name], "rows": lines(found, names, request.officer)}
        for name, found in lists.items()
        if found
    ]
    officer = request.officer
    context: dict[str, Any] = {
        "sections": sections,
        "hires": _hires(officer),
        "letters": _letters(officer),
        "to_decide": _to_decide(officer),
        "answers": told,
        "due": due_at(officer) if officer.may("register_institution") else [],
    }
    return render(request, "portal/home.html", context)


def _answer(told, names: dict) -> dict:
    """An answer as a row of the home; opening its case is seeing it."""
    flow = workflow_of(told.case.kind)
    return {
        "told": told,
        "url": reverse(flow.url_name, args=[told.case.pk]),
        "who": names.get(told.case.subject, "—"),
    }


def _hires(officer) -> list[hire_board.Bar]:
    """How many hires of the area are late or due soon, for whoever reads the board. One query."""
    if not officer.may("see_board"):
        return []
    return [bar for bar in hire_board.near_bars(officer) if bar.value]


def _letters(officer) -> int:
    """How many notices wait for a person. One query."""
    if not officer.may("see_mailings"):
        return 0
    return counted(Mailing.objects.visible_to(officer).filter(state__in=Mailing.FOR_A_PERSON))


def _to_decide(officer) -> dict[str, int]:
    """What a supervisor or an administrator finds on the page of staff. Nothing is asked for anybody else."""
    if not officer.may("decide_account_request"):
        return {}
    waiting = sum(may for _row, may in open_requests(officer))
    return {"requests": waiting, "alerts": counted(alerts_for(officer))}


def _filters(request) -> Filters:
    """The filters of the address, each checked against what there is; anything else is ignored."""
    kinds = {workflow.kind for workflow in all_workflows()}
    kind = request.GET.get("kind", "")
    # A state is one of a kind: "transfer_request.requested" and "employer_change.requested" are not the same.
    of_kind, _dot, state = request.GET.get("state", "").rpartition(".")
    kind = of_kind or kind
    due = request.GET.get("due", "")
    center = request.GET.get("center", "")
    states = {name for workflow in all_workflows() if kind in ("", workflow.kind) for name in workflow.states}
    return Filters(
        kind=kind if kind in kinds else "",
        state=state if state in states else "",
        mine=request.GET.get("mine") == "1",
        due=due if due in DUE_FILTERS else "",
        center=center if center and center in {row.code for row in _centers(request)} else "",
    )


def _centers(request):
    """The service centers and stations attached to the officer's office."""
    return Office.objects.filter(parent=request.officer.office, kind__in=Office.ATTACHED)


@needs("see_work_list")
@require_GET
def see_work_list(request):
    """All open cases of the office, narrowed by filters; pages by key, never by offset."""
    filters = _filters(request)
    rows, following = work_list(request.officer, filters, after=request.GET.get("after", "")[:80])
    _look(request, "work_list", rows)
    context = {
        "rows": lines(rows, masked_names([row.case.subject for row in rows]), request.officer),
        "following": following,
        "filters": filters,
        "kinds": [(workflow.kind, workflow.name) for workflow in all_workflows()],
        "states": _state_choices(),
        "chosen_state": f"{filters.kind}.{filters.state}" if filters.kind and filters.state else "",
        "dues": DUE_FILTERS.items(),
        "centers": _centers(request),
        "query": _query(filters),
    }
    return render(request, "portal/work_list.html", context)


def _state_choices() -> list[tuple[object, list[tuple[str, object]]]]:
    """The states in which cases stand on the work list, under the name of their kind; kinds without any are left out."""
    found = []
    for flow in all_workflows():
        open_states = [
            (f"{flow.kind}.{state}", label)
            for state, label in flow.states.items()
            if state not in flow.final and state not in flow.on_board and not flow.is_draft(state)
        ]
        if open_states:
            found.append((flow.name, open_states))
    return found


def _query(filters: Filters) -> str:
    """The filters as an address without the page key: codes only, nothing personal."""
    state = f"{filters.kind}.{filters.state}" if filters.kind and filters.state else filters.state
    pairs = {"kind": filters.kind, "state": state, "due": filters.due, "center": filters.center}
    chosen = [f"{name}={value}" for name, value in pairs.items() if value]
    return "&".join(chosen + (["mine=1"] if filters.mine else []))
