"""The county board: hires by days left, as a plot, a list and a sheet."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.casefile.services.events import record, record_look
from casework.models import Office
from casework.steps.views.access import needs, posts_only
from casework.workbooks.services.writing import Sheet, workbook_bytes
from enrolment.hires.queries import hire_board
from enrolment.hires.queries.hire_board import BANDS, BoardFilters

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More rows than this are asked for office by office.
MOST_EXPORTED = 20_000


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What components/bar_plot.html draws."""

    id: str
    title: str
    description: str
    unit: str
    as_of: object
    bars: list


def _offices(officer):
    return Office.objects.filter(path__startswith=officer.office.path, kind__in=Office.COUNTY_LEVEL_OR_ABOVE)


def _filters(request) -> BoardFilters:
    """The filters of the address; what is not known is ignored."""
    band, office = request.GET.get("band", ""), request.GET.get("office", "")
    known = office and _offices(request.officer).filter(code=office[:16]).exists()
    return BoardFilters(
        band=band if band in {each.code for each in BANDS} else "",
        taiwan_funded=request.GET.get("taiwan_funded") == "1",
        office=office if known else "",
    )


def _query(filters: BoardFilters) -> str:
    """The filters as an address: codes only."""
    pairs = {"band": filters.band, "office": filters.office, "taiwan_funded": "1" if filters.taiwan_funded else ""}
    return "&".join(f"{name}={value}" for name, value in pairs.items() if value)


@needs("see_board")
@require_GET
def see_board(request):
    """Who is due, who is late, and what was done about it."""
    officer, filters = request.officer, _filters(request)
    rows, following = hire_board.page(officer, filters, request.GET.get("after", "")[:60])
    record_look("see_board", by=officer, shown=[row.hire_row.case.pk for row in rows])
    plot = Plot(
        id="board-plot",
        title=_("Hires by days left"),
        description=_("How many hires of the area stand in each band of days left to the legal date."),
        unit=_("hires"),
        as_of=timezone.now(),
        bars=hire_board.bars(officer, filters),
    )
    context = {
        "rows": rows,
        "following": following,
        "filters": filters,
        "bands": BANDS,
        "offices": _offices(officer),
        "plot": plot,
        "query": _query(filters),
        "may_export": officer.may("export_board"),
    }
    return render(request, "enrolment/hires/board.html", context)


@needs("export_board")
@posts_only("see_board")
@proven(gettext_lazy("Download the hires as a sheet"))
def export_board(request):
    """The same rows as a sheet; every text is written as text, so nothing in it is ever a formula."""
    officer, filters = request.officer, _filters(request)
    cases = hire_board.narrowed(hire_board.open_hires(officer), officer, filters).order_by("due_on", "pk")
    keys = list(cases.values_list("pk", flat=True)[:MOST_EXPORTED])
    rows = hire_board.board_rows(keys, officer.on)
    record("export_board", by=officer, facts={"rows": len(rows), "filters": _query(filters)})
    record_look("export_board", by=officer, shown=keys)
    content = workbook_bytes([Sheet(title=_("Hires by date"), headers=_headers(), rows=[_cells(row) for row in rows])])
    name = f"hires-{officer.office.code}-{officer.on.isoformat()}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _headers() -> list[str]:
    return [
        _("Reference"),
        _("Name"),
        _("Employer"),
        _("Unified Social Credit Code"),
        _("Office"),
        _("Counted from"),
        _("Nominal date"),
        _("Legal last day"),
        _("Days left"),
        _("provisional"),
        _("State"),
        _("Last notice"),
        _("Last contact"),
        _("Reason of lateness"),
    ]


def _cells(row) -> list:
    line, hire = row.hire_row, row.hire_row.hire
    clock = line.clock
    return [
        line.case.reference,
        hire.masked_name,
        hire.employer.name,
        hire.employer.uscc,
        line.case.office.name,
        clock.started_on,
        clock.nominal_on,
        clock.legal_on,
        line.days_left,
        _("yes") if clock.provisional else _("no"),
        hire.get_state_display(),
        str(row.last_stage),
        row.last_talk_on,
        hire.get_lateness_display(),
    ]
