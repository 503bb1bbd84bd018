"""The board of an office's hires by days left: groups to count, rows by key pages, all in a fixed number of queries."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.mailings.models.notice import Notice
from casework.mailings.table import stage_words
from casework.models import CaseFile
from casework.staff.officer import Officer
from casework.tables.queries.pages import page_behind
from enrolment.employers.models.employer_talk import EmployerTalk
from enrolment.hires.models import Hire
from enrolment.hires.queries.hire_rows import HireRow, row_of, with_clocks
from enrolment.hires.rules.registration_deadline import RULE_ID

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Band:
    """Days left from `least` to `most`, both included; None is open."""

    code: str
    label: object
    least: int | None
    most: int | None
    shape: str

    def days(self, on: date) -> Q:
        """The due dates of this band on a day."""
        wanted = Q()
        if self.least is not None:
            wanted &= Q(due_on__gte=on + timedelta(days=self.least))
        if self.most is not None:
            wanted &= Q(due_on__lte=on + timedelta(days=self.most))
        return wanted


BANDS = (
    Band(code="late_30", label=_("more than 30 days late"), least=None, most=-31, shape="overdue"),
    Band(code="late_8", label=_("8 to 30 days late"), least=-30, most=-8, shape="overdue"),
    Band(code="late_1", label=_("1 to 7 days late"), least=-7, most=-1, shape="overdue"),
    Band(code="due_3", label=_("due within 3 days"), least=0, most=3, shape="soon"),
    Band(code="due_10", label=_("due in 4 to 10 days"), least=4, most=10, shape="open"),
    Band(code="due_later", label=_("due later"), least=11, most=None, shape="open"),
)
NEAR_DAYS = 3
NEAR, AHEAD = BANDS[:4], BANDS[4:]
# Counting further than this tells nobody more, and costs a page the more the better an office fills.
COUNT_STOPS_AT = 10_000


@dataclass(frozen=True)
class BoardFilters:
    """What the board is narrowed to; codes only."""

    band: str = ""
    taiwan_funded: bool = False
    office: str = ""


@dataclass(frozen=True)
class BoardRow:
    """A hire, the last stage told, the last contact with its employer."""

    hire_row: HireRow
    last_stage: object
    last_talk_on: date | None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many hires stand in a band; with `more`, at least so many."""

    code: str
    label: object
    value: int
    shape: str
    more: bool = False


def open_hires(officer: Officer) -> QuerySet[CaseFile]:
    """The hires of this officer's area whose clock runs."""
    visible = CaseFile.objects.visible_to(officer)
    return visible.filter(kind="hire", is_open=True, due_on__isnull=False, state__in=("awaiting", "finding_proposed"))


def narrowed(rows: QuerySet[CaseFile], officer: Officer, filters: BoardFilters) -> QuerySet[CaseFile]:
    """The hires a set of filters leaves."""
    band = next((band for band in BANDS if band.code == filters.band), None)
    if band:
        rows = rows.filter(band.days(officer.on))
    if filters.taiwan_funded:
        rows = rows.filter(hire__employer__taiwan_funded=True)
    if filters.office:
        rows = rows.filter(office__code=filters.office)
    return rows


def bars(officer: Officer, filters: BoardFilters) -> list[Bar]:
    """How many hires stand in each band. Two queries."""
    rows = narrowed(open_hires(officer), officer, BoardFilters("", filters.taiwan_funded, filters.office))
    return _near(rows, officer.on) + _ahead(rows, officer.on)


def near_bars(officer: Officer) -> list[Bar]:
    """The bands that are late or due soon; what is due later is not looked at. One query."""
    return _near(open_hires(officer), officer.on)


def _near(rows: QuerySet[CaseFile], on: date) -> list[Bar]:
    rows = rows.filter(due_on__lte=on + timedelta(days=NEAR_DAYS)).order_by("-due_on")
    # Counted from today backwards, so that where counting stops it is the oldest band that says "at least".
    return _counted(rows, on, NEAR[::-1])[::-1]


def _ahead(rows: QuerySet[CaseFile], on: date) -> list[Bar]:
    rows = rows.filter(due_on__gt=on + timedelta(days=NEAR_DAYS)).order_by("due_on")
    return _counted(rows, on, AHEAD)


def _counted(rows: QuerySet[CaseFile], on: date, bands: tuple[Band, ...]) -> list[Bar]:
    """The bands of some rows, in the order in which the rows come; counting stops after so many."""
    some = rows.values("due_on")[:COUNT_STOPS_AT]
    counts = some.aggregate(**{band.code: Count("due_on", filter=band.days(on)) for band in bands})
    stopped = sum(counts.values()) >= COUNT_STOPS_AT
    last = max((place for place, band in enumerate(bands) if counts[band.code]), default=0)
    return [
        Bar(code=band.code, label=band.label, value=counts[band.code], shape=band.shape, more=stopped and place >= last)
        for place, band in enumerate(bands)
    ]


def page(officer: Officer, filters: BoardFilters, after: str = "") -> tuple[list[BoardRow], str]:
    """One page by legal date, and the key of the next ("" at the end)."""
    rows = narrowed(open_hires(officer), officer, filters)
    found = page_behind(rows.only("pk", "due_on"), ("due_on", "pk"), after, PAGE)
    return board_rows([case.pk for case in found.rows], officer.on), found.following


def board_rows(keys: list[uuid.UUID], on: date) -> list[BoardRow]:
    """The hires of some cases in that order, with what was last told and said. Four queries."""
    hires = {hire.pk: hire for hire in with_clocks(Hire.objects.filter(pk__in=keys))}
    stages = dict(Notice.objects.filter(case__in=keys, skipped="").order_by("for_date").values_list("case_id", "stage"))
    talks = dict(
        EmployerTalk.objects.filter(employer__in={hire.employer_id for hire in hires.values()})
        .order_by()
        .values("employer")
        .annotate(last=Max(F("on")))
        .values_list("employer", "last")
    )
    return [
        BoardRow(
            row_of(hires[key], on),
            stage_words(RULE_ID, stages[key]) if key in stages else "",
            talks.get(hires[key].employer_id),
        )
        for key in keys
        if key in hires
    ]
