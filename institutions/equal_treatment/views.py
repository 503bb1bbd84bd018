"""Applications of Taiwan-funded institutions beside all others: whether they go the same way."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.disclosure.rules.hiding import SUM, Table
from casework.disclosure.rules.years import year_asked, years_shown
from casework.disclosure.words import Bar, Line, Plot, Shown, numbers_of
from casework.steps.views.access import needs
from casework.steps.views.copies import from_replica
from institutions.equal_treatment.queries import told_of
from institutions.equal_treatment.rules.comparison import DAYS, STATES, TAIWAN, compared, shares
from institutions.equal_treatment.words import COLUMNS, ROWS, TITLES


def _shown(name: str, table: Table) -> Shown:
    """A table with its words."""
    whole = _("All") if name == STATES else _("All answered")
    return Shown(
        title=TITLES[name],
        columns=[*(COLUMNS[column] for column in table.columns), whole],
        lines=[Line(ROWS[row], numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def _plot(table: Table) -> Plot:
    """What share of each kind's answers took how long: a bar for every share that may be shown."""
    bars = [
        Bar(f"{ROWS[row]} · {COLUMNS[column]}", share, "soon" if row == TAIWAN else "open")
        for row, column, share in shares(table)
    ]
    return Plot(
        id="days",
        title=TITLES[DAYS],
        description=_(
            "For each length of time two bars: the share of Taiwan-funded applicants, and that of all others."
        ),
        unit=_("percent of the answered"),
        bars=bars,
    )


@needs("see_equal_treatment")
@require_GET
@from_replica
def see_equal_treatment(request):
    """A year of applications for designation in the area; what could tell of single applicants is hidden."""
    officer = request.officer
    years, year = years_shown(officer.on), year_asked(request.GET.get("year", ""), officer.on)
    told = told_of(officer, year)
    found = compared(told)
    context = {
        "years": years,
        "year": year,
        "any": bool(told),
        "plot": _plot(found[DAYS]),
        "tables": [_shown(name, table) for name, table in found.items()],
        "grouping": _("Capital"),
    }
    return render(request, "institutions/equal_treatment/comparison.html", context)
