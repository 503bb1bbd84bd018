"""Months of Taiwan-funded institutions beside those of all others: whether they are paid as fast and settled alike."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.disclosure.rules.years import year_asked, years_shown
from casework.disclosure.words import Line
from casework.staff.officer import Officer
from casework.steps.views.access import needs
from casework.steps.views.copies import from_replica
from casework.workbooks.services.parts import csv_cell
from claims.month_figures.queries import cares_of, months_behind, paid_of
from claims.month_figures.rules.tables import DAYS, OTHERS, TAIWAN, money, months, settlements, tells_of_one
from claims.month_figures.words import plot_of, shown, shown_money


def _figures(officer: Officer, year: int) -> dict:
    """The tables of a year, and the plot of the days. Settlements are not told where few months stand behind a row."""
    behind = months_behind(officer, year)
    numbers = {TAIWAN: behind.get(True, 0), OTHERS: behind.get(False, 0)}
    paid, few = months(paid_of(officer, year)), tells_of_one(numbers)
    cares = cares_of(officer, year)
    tables = [shown(name, table) for name, table in paid.items()]
    tables += [] if few else [shown(name, table) for name, table in settlements(cares).items()]
    return {
        "any": any(numbers.values()),
        "few": few,
        "plot": plot_of(paid[DAYS]),
        "tables": [*tables, shown_money(money(cares, numbers))],
    }


@needs("see_month_figures")
@require_GET
@from_replica
def see_month_figures(request):
    """A year of the area's months; what could tell of single institutions is hidden."""
    officer = request.officer
    year = year_asked(request.GET.get("year", ""), officer.on)
    context = {"years": years_shown(officer.on), "year": year} | _figures(officer, year)
    return render(request, "claims/month_figures/figures.html", context)


@needs("see_month_figures")
@require_GET
@from_replica
def month_figures_file(request):
    """The same tables as a file; what is not shown is an empty cell."""
    year = year_asked(request.GET.get("year", ""), request.officer.on)
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    for table in _figures(request.officer, year)["tables"]:
        writer.writerow([csv_cell(table.title)])
        writer.writerow([csv_cell(one) for one in (table.head, *table.columns)])
        writer.writerows(_cells(line) for line in (*table.lines, table.sums))
        writer.writerow([])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="months-{year}.csv"'
    return answer


def _cells(line: Line) -> list[str]:
    return [csv_cell(line.label), *("" if number is None else str(number) for number in line.numbers)]
