"""Home and the work list: what waits, overdue first."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from casework.accounts.queries.account_page import open_requests
from casework.casefile.services.events import record_look
from casework.desk.queries.work import Filters, counted, home_lists, work_list
from casework.engine.table import all_workflows
from casework.look_ups.services import alerts_for
from casework.models import Mailing, Office
from casework.steps.views.access import needs
from enrolment.hires.queries import hire_board
from enrolment.persons.queries.names import masked_names
from portal.views.rows import lines

TITLES = {
    "overdue": _("Overdue"),
    "due_soon": _("Due soon"),
    "returned": _("Waits for the client"),
    "at_office": _("Waits at the office"),
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
        return render(request, "portal/home_without_cases.html", {"to_decide": _to_decide(request.officer)})
    lists = home_lists(request.officer)
    rows = [row for found in lists.values() for row in found]
    _look(request, "home", rows)
    names = masked_names([row.case.subject for row in rows])
    sections = [
        {"code": name, "title": TITLES[name], "rows": lines(found, names, request.officer)}
        for name, found in lists.items()
        if found
    ]
    officer = request.officer
    context = {
        "sections": sections,
        "hires": _hires(officer),
        "letters": _letters(officer),
        "to_decide": _to_decide(officer),
    }
    return render(request, "portal/home.html", context)


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
    state = request.GET.get("state", "")
    due = request.GET.get("due", "")
    center = request.GET.get("center", "")
    states = {name for workflow in all_workflows() for name in workflow.states}
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
        "states": _state_choices(filters.kind),
        "dues": DUE_FILTERS.items(),
        "centers": _centers(request),
        "query": _query(filters),
    }
    return render(request, "portal/work_list.html", context)


def _state_choices(kind: str) -> list[tuple[str, object]]:
    """The open states of the chosen kind, or of all kinds."""
    chosen = [workflow for workflow in all_workflows() if kind in ("", workflow.kind)]
    return [
        (state, label)
        for workflow in chosen
        for state, label in workflow.states.items()
        if state not in workflow.final and state != "draft"
    ]


def _query(filters: Filters) -> str:
    """The filters as an address without the page key: codes only, nothing personal."""
    pairs = {"kind": filters.kind, "state": filters.state, "due": filters.due, "center": filters.center}
    chosen = [f"{name}={value}" for name, value in pairs.items() if value]
    return "&".join(chosen + (["mine=1"] if filters.mine else []))
