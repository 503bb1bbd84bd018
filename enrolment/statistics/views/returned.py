"""How often cases go back to clients and why: for whoever answers for an area."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.steps.views.access import needs
from casework.steps.views.copies import from_replica
from enrolment.applications.queries.returns import Month, returns_by_cause, returns_by_month
from enrolment.statistics.rules.returned import large, part_shown


@needs("see_returns")
@require_GET
@from_replica
def see_returns(request):
    """By month and by cause; nobody is named, neither client nor officer, and small numbers are hidden as in the statistics."""
    officer = request.officer
    causes = [(cause, large(number)) for cause, number in returns_by_cause(officer, officer.on)]
    months = [_shown(row) for row in returns_by_month(officer, officer.on)]
    return render(request, "enrolment/statistics/returned.html", {"months": months, "causes": causes})


def _shown(row: Month) -> dict:
    parts = (row.again, row.could_have_named)
    return {"month": row.month, "numbers": [large(row.returned), *(part_shown(row.returned, part) for part in parts)]}
