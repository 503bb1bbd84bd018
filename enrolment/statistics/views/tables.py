"""Statistics of the office: how many applications came in and how they went, for whoever answers for the counter."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.disclosure.rules.years import year_asked, years_shown
from casework.steps.views.access import needs
from casework.steps.views.copies import from_replica
from enrolment.statistics.queries import codes_by_office, groups_of, row_labels
from enrolment.statistics.rules.codes import WAYS, code_tables
from enrolment.statistics.rules.tables import MONTH, OFFICE, STATES, tables
from enrolment.statistics.words import GROUPINGS, plot_of, shown, shown_codes


@needs("see_statistics")
@require_GET
@from_replica
def see_statistics(request):
    """A year of the area's applications by month, path or office; what could tell of single people is hidden."""
    officer = request.officer
    years, year = years_shown(officer.on), year_asked(request.GET.get("year", ""), officer.on)
    by = request.GET.get("by") if request.GET.get("by") in GROUPINGS else MONTH
    found = tables(groups_of(officer, year), by)
    labels = row_labels(by, found[STATES].rows)
    context = {
        "years": years,
        "year": year,
        "by": by,
        "groupings": GROUPINGS.items(),
        "grouping": GROUPINGS[by],
        "plot": plot_of(found[STATES], labels),
        "tables": [shown(name, table, labels) for name, table in found.items()],
        "any": bool(labels),
    }
    return render(request, "enrolment/statistics/statistics.html", context)


@needs("see_statistics")
@require_GET
@from_replica
def see_code_statistics(request):
    """A year of activations by office and channel; what could tell of single people is hidden."""
    officer = request.officer
    years, year = years_shown(officer.on), year_asked(request.GET.get("year", ""), officer.on)
    found = code_tables(codes_by_office(officer, year))
    labels = row_labels(OFFICE, found[WAYS].rows)
    tables = [shown_codes(name, table, labels) for name, table in found.items()]
    context = {"years": years, "year": year, "tables": tables, "any": bool(labels)}
    return render(request, "enrolment/statistics/codes.html", context)
