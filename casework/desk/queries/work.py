"""The work list: what waits for whom, by key pages, with counts that stop."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.work_task import WorkTask
from casework.desk.queries.waiting import (
    ask_on,
    calendar_for,
    in_working_days,
    turn_in,
    waits_since,
    working_days_left,
)
from casework.engine.table import Workflow, all_workflows, workflow_of
from casework.rulebook.rules.working_days import WorkCalendar
from casework.staff.models.appointment import Appointment
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.officer import Officer
from casework.tables.queries.composed import Counted, padded
from casework.tables.queries.pages import page_behind

PAGE = 50
HOME_ROWS = 20
# What a line of a list shows of other tables.
SHOWN = ("assigned_to", "through_center")
# Counting further than this tells a clerk nothing more.
COUNT_STOPS_AT = 1000


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a work list is narrowed to; every value is a code, none is personal."""

    kind: str = ""
    state: str = ""
    mine: bool = False
    due: str = ""
    center: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the work list."""

    case: CaseFile
    kind: object
    state_label: object
    shape: str
    days_left: int | None
    next_verbs: tuple[str, ...]
    # Under a limit in working days, how many of them are left; the days since it waits without a limit, and when to ask.
    working_days: int | None = None
    waited: int | None = None
    ask_on: date | None = None


def open_cases(officer: Officer) -> QuerySet[CaseFile]:
    """The open, submitted cases this officer may know of; those that stand on a board of their own are left out."""
    return CaseFile.objects.visible_to(officer).filter(is_open=True, on_work_list=True, reference__isnull=False)


class InStates(Func):
    """Whether a case of a kind is in one of its states there: `(kind = … AND state IN (…)) OR …`, written at once. As a Q it is
    looked through field by field, and it goes with every page."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, states: Mapping[str, Sequence[str]]):
        super().__init__(F("kind"), F("state"))
        self.states = states

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **_extra):
        kind, state = (compiler.compile(one)[0] for one in self.get_source_expressions())
        parts: list[str] = []
        params: list[str] = []
        for name, states in self.states.items():
            parts.append(f"({kind} = %s AND {state} IN ({', '.join(['%s'] * len(states))}))")
            params += [name, *states]
        return f"({' OR '.join(parts) or 'false'})", tuple(params)


def _in_states(chosen: Callable[[Workflow, str], bool]) -> InStates:
    """The cases of all kinds whose state is a chosen one."""
    wanted = {
        workflow.kind: states
        for workflow in all_workflows()
        if (states := [state for state in workflow.states if chosen(workflow, state)])
    }
    return InStates(wanted)


def waiting_states(officer: Officer) -> InStates:
    """The states in which one of this officer's verbs is next."""
    return _in_states(
        lambda flow, state: state not in flow.final and any(officer.may(verb) for verb in flow.moving_from(state))
    )


def work_list(officer: Officer, filters: Filters, *, after: str = "") -> tuple[list[Row], str]:
    """One page of rows ordered by due date, and the key of the next page ("" at the end). A fixed number of queries."""
    rows = narrowed(open_cases(officer), officer, filters)
    page = page_behind(rows.select_related(*SHOWN), ("due_on", "id"), after, PAGE)
    return rows_of(page.rows, officer.on), page.following


def narrowed(rows: QuerySet[CaseFile], officer: Officer, filters: Filters) -> QuerySet[CaseFile]:
    """The rows a set of filters leaves."""
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.mine:
        rows = rows.filter(assigned_to=officer.user)
    if filters.center:
        rows = rows.filter(through_center__code=filters.center)
    if filters.due == "overdue":
        rows = rows.filter(due_on__lt=officer.on)
    elif filters.due == "none":
        rows = rows.filter(due_on=None)
    return rows


def rows_of(cases: Iterable[CaseFile], on: date) -> list[Row]:
    """The cases as lines of a list, in their order. Three queries at most: the calendar, since when the others wait."""
    cases = list(cases)
    calendar, since = calendar_for(cases), waits_since(cases)
    return [row_of(case, on, calendar=calendar, since=since.get(case.pk)) for case in cases]


def row_of(case: CaseFile, on: date, *, calendar: WorkCalendar | None = None, since: date | None = None) -> Row:
    """A case as a line of a list: state in words and shape, days left, or how long it has waited since a day."""
    workflow = workflow_of(case.kind)
    days = (case.due_on - on).days if case.due_on else None
    counted = calendar is not None and in_working_days(workflow.limit)
    working = working_days_left(calendar, on, case.due_on) if calendar and counted else None
    return Row(
        case=case,
        kind=workflow.name,
        state_label=workflow.states[case.state],
        shape=shape_of(case, on, left=working),
        days_left=days,
        next_verbs=workflow.verbs_from(case.state),
        working_days=working,
        waited=(on - since).days if since else None,
        ask_on=ask_on(since, on),
    )


def shape_of(case: CaseFile, on: date, *, left: int | None = None) -> str:
    """open, waiting, soon, overdue, done or refused: the shape shown with the state's word. `left` are the days left where
    they are not those of the calendar."""
    workflow = workflow_of(case.kind)
    if not case.is_open:
        return "refused" if case.state in workflow.failed else "done"
    if case.due_on and case.due_on < on:
        return "overdue"
    if case.due_on and ((case.due_on - on).days if left is None else left) <= 3:
        return "soon"
    return "waiting" if workflow.waits_for.get(case.state) == "client" else "open"


def counted(rows: QuerySet) -> int:
    """How many rows, counted up to 1,001."""
    return rows.order_by()[: COUNT_STOPS_AT + 1].count()


def waiting_counts(officer: Officer) -> dict[str, int]:
    """Counts for the navigation: what waits for this officer's role, and of that what is hers. One query, or two where more
    waits than is counted."""
    if not officer.may("see_work_list"):
        return {}
    at_center = officer.scope("see_case") == "center"
    key = officer.role, officer.office.is_partner
    if key not in WAITING:
        WAITING[key] = Counted(_waiting(officer.role, is_partner=officer.office.is_partner))
    every, own = WAITING[key].read(officer.user.pk, officer.office.pk if at_center else padded(officer.area))
    if every > COUNT_STOPS_AT:
        # Behind the last one counted there may be more of hers.
        waiting = open_cases(officer).filter(waiting_states(officer))
        own = counted(waiting.filter(assigned_to=officer.user))
    return {"home": own, "work_list": every}


# By role, and whether a partner runs the office: what the navigation counts, composed once.
WAITING: dict[tuple[str, bool], Counted] = {}


def _waiting(role: str, *, is_partner: bool) -> Callable[..., QuerySet]:
    """What waits for a role, each with whether it is hers, by her key and that of her center or those of her area."""

    def waiting(user: int, at: int | tuple[int, ...]) -> QuerySet:
        office = Office(pk=at if isinstance(at, int) else None, is_partner=is_partner)
        officer = Officer(User(pk=user), Appointment(role=role, office=office), date.min)
        vars(officer)["area"] = at
        rows = open_cases(officer).filter(waiting_states(officer)).order_by()
        return rows.annotate(mine=Q(assigned_to=user)).values("mine")[: COUNT_STOPS_AT + 1]

    return waiting


def home_lists(officer: Officer) -> dict[str, list[Row]]:
    """The home page: overdue, due soon (as the sweep put it), returned, mine, waiting for anybody, and drafts.

    Each list has at most 20 rows. Whoever assigns cases sees every late one of her office, whoever's turn it is.
    """
    base = open_cases(officer).order_by("due_on", "id")
    lists = _center_lists(base, officer) if officer.scope("see_case") == "center" else _office_lists(base, officer)
    own = CaseFile.objects.filter(opened_by=officer.user, reference=None, office=officer.office.handles_cases_as)
    lists["drafts"] = own.filter(_in_states(Workflow.is_draft)).order_by("-opened_at")
    return _first_rows(lists, officer.on)


def _returned() -> InStates:
    """What is with the client, and comes back to the list on which it was."""
    return _in_states(lambda flow, state: flow.waits_for.get(state) == "client" and state not in flow.on_board)


def _first_rows(lists: dict[str, QuerySet[CaseFile]], on: date) -> dict[str, list[Row]]:
    """The first 20 rows of each list in its order. Five queries at most: the keys of all lists, then what is
    shown of the cases."""
    parts = [rows.annotate(list=Value(name)).values_list("list", "pk")[:HOME_ROWS] for name, rows in lists.items()]
    found = list(parts[0].union(*parts[1:], all=True))
    cases = CaseFile.objects.select_related(*SHOWN).in_bulk({key for _name, key in found})
    rows: dict[str, list[Row]] = {name: [] for name in lists}
    shown = {row.case.pk: row for row in rows_of(cases.values(), on)}
    for name, key in found:
        rows[name].append(shown[key])
    # The parts come in any order.
    for name, listed in rows.items():
        listed.sort(key=_newest_first if name == "drafts" else _by_date)
    return rows


def _by_date(row: Row) -> tuple:
    # What has waited longest without a date comes first among those.
    return (row.case.due_on is None, row.case.due_on or date.max, -(row.waited or 0), row.case.pk)


def _newest_first(row: Row) -> float:
    return -row.case.opened_at.timestamp()


def _center_lists(base: QuerySet[CaseFile], officer: Officer) -> dict[str, QuerySet[CaseFile]]:
    """A center follows its cases by whose turn it is; what waits for an employer stands on no work list."""
    outside = CaseFile.objects.visible_to(officer).filter(is_open=True, reference__isnull=False)

    def turn(whose: str) -> InStates:
        return _in_states(lambda flow, state: state not in flow.final and turn_in(flow, state, officer) == whose)

    return {
        "ours": base.filter(turn("ours")),
        "client": base.filter(turn("client")),
        "at_office": base.filter(turn("office")),
        "employer": outside.filter(turn("employer")).order_by("due_on", "id"),
    }


def _office_lists(base: QuerySet[CaseFile], officer: Officer) -> dict[str, QuerySet[CaseFile]]:
    workable = base.filter(waiting_states(officer))
    watched = base if officer.may("assign_case") else workable
    late = Q(due_on__lt=officer.on)
    soon = Q(pk__in=WorkTask.objects.filter(stage=WorkTask.Stage.DUE_SOON, done_at=None).values("case"))
    calm = workable.exclude(late | soon)
    return {
        "overdue": watched.filter(late),
        "due_soon": watched.filter(soon).exclude(late),
        "returned": base.filter(_returned()),
        "mine": calm.filter(assigned_to=officer.user).exclude(_returned()),
        "waiting": calm.filter(assigned_to=None),
    }
