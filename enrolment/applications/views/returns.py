"""How often cases go back to clients, for whoever answers for the counter."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.steps.views.access import needs
from enrolment.applications.queries.returns import returns_by_cause, returns_by_month


@needs("see_returns")
@require_GET
def see_returns(request):
    """By month and by cause; nobody is named, neither client nor officer."""
    officer = request.officer
    context = {"months": returns_by_month(officer, officer.on), "causes": returns_by_cause(officer, officer.on)}
    return render(request, "enrolment/applications/see_returns.html", context)
