"""Figures of claims for whoever answers for them: what became of a year's claims, how long it took, what it cost, and whether
compatriots of Taiwan are treated as all others are."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.disclosure.rules.years import year_asked, years_shown
from casework.disclosure.words import Line, Shown
from casework.models import Office
from casework.staff.officer import Officer
from casework.steps.views.access import needs
from casework.steps.views.copies import from_replica
from casework.workbooks.services.parts import csv_cell
from claims.figures.queries import WAITS, complaints_of, costs_by_month, groups_of, waiting_by_age
from claims.figures.rules.tables import MONTH, OFFICE, STATES, WHO, complaints, costs, tables, waiting
from claims.figures.words import GROUPINGS, ROWS, plot_of, shown, shown_complaints, shown_costs, shown_waiting
from claims.reimbursements.rules.coded import grounds


def _asked(request) -> tuple[int, str]:
    """The year and the grouping of the address; anything else is the first of each."""
    year = year_asked(request.GET.get("year", ""), request.officer.on)
    by = request.GET.get("by", "")
    return year, by if by in GROUPINGS else MONTH


def _labels(by: str, rows: tuple[str, ...]) -> dict:
    if by == OFFICE:
        return {str(office.pk): str(office) for office in Office.objects.filter(pk__in=rows)}
    return dict(ROWS) if by == WHO else {row: row for row in rows}


def _figures(officer: Officer, year: int, by: str) -> dict:
    """The tables of a year, and the plot of the first."""
    groups = groups_of(officer, year)
    found = tables(groups, by, list(grounds()))
    labels = _labels(by, found[STATES].rows)
    told = [shown(name, table, by, labels) for name, table in found.items()]
    waits = waiting(waiting_by_age(officer), WAITS)
    complained = complaints(complaints_of(officer, year))
    cost = costs(costs_by_month(officer, year))
    return {
        "any": bool(groups),
        "tables": told,
        "plot": plot_of(found[STATES], labels),
        "others": [
            *([shown_waiting(waits)] if waits.rows else []),
            *([shown_complaints(complained)] if complained.rows else []),
            *([shown_costs(cost)] if len(cost) > 1 else []),
        ],
    }


@needs("see_claim_figures")
@require_GET
@from_replica
def see_claim_figures(request):
    """A year of the area's claims by month, office or insured; what could tell of single people is hidden."""
    year, by = _asked(request)
    context = {"years": years_shown(request.officer.on), "year": year, "by": by, "groupings": GROUPINGS.items()}
    return render(request, "claims/figures/figures.html", context | _figures(request.officer, year, by))


@needs("see_claim_figures")
@require_GET
@from_replica
def claim_figures_file(request):
    """The same tables as a file; what is not shown is an empty cell."""
    year, by = _asked(request)
    told = _figures(request.officer, year, by)
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    for table in (*told["tables"], *told["others"]):
        _write(writer, table)
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="claims-{year}-{by}.csv"'
    return answer


def _write(writer, table: Shown) -> None:
    writer.writerow([csv_cell(table.title)])
    writer.writerow([csv_cell(one) for one in (table.head, *table.columns)])
    for line in (*table.lines, table.sums):
        writer.writerow(_cells(line))
    writer.writerow([])


def _cells(line: Line) -> list[str]:
    return [csv_cell(line.label), *("" if number is None else str(number) for number in line.numbers)]
