"""The monthly returns: the versions of a month, each figure with the cases behind it, drawing one and signing one."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why
from enrolment.statistics import services
from enrolment.statistics.models import MonthlyReturn
from enrolment.statistics.queries import newest_signed, returns_of, summed
from enrolment.statistics.rules.returns import FIGURES
from enrolment.statistics.words import RETURN_FIGURES

MONTHS_SHOWN = 24


def _months(on: date) -> list[date]:
    """The months that are over, newest first."""
    found, first = [], on.replace(day=1)
    for _month in range(MONTHS_SHOWN):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found


@needs("see_monthly_returns")
@require_GET
def see_monthly_returns(request):
    """The versions of a month in the area, and the sums of what is signed."""
    officer = request.officer
    months = _months(officer.on)
    month = next((one for one in months if f"{one:%Y-%m}" == request.GET.get("month", "")), months[0])
    signed = newest_signed(officer, month)
    sums = summed(signed)
    context = {
        "months": months,
        "month": month,
        "returns": returns_of(officer, month),
        "signed": [(one, [one.figures[figure] for figure in FIGURES]) for one in signed],
        "figures": [RETURN_FIGURES[figure] for figure in FIGURES],
        "sums": [sums[figure] for figure in FIGURES],
        "may_draw": officer.may("draw_monthly_return"),
    }
    return render(request, "enrolment/statistics/monthly_returns.html", context)


def _return_or_404(request, return_id) -> MonthlyReturn:
    rows = MonthlyReturn.objects.visible_to(request.officer).select_related("office", "drawn_by", "signed_by")
    return get_object_or_404(rows, pk=return_id)


@needs("see_monthly_returns")
@require_GET
def see_monthly_return(request, return_id):
    """One version: its figures, what changed since the one before, and the cases behind the figure that is asked for."""
    drawn = _return_or_404(request, return_id)
    before = MonthlyReturn.objects.filter(office=drawn.office, month=drawn.month, version=drawn.version - 1).first()
    asked = request.GET.get("figure", "")
    cases = services.cases_behind(drawn, asked, by=request.officer) if asked in FIGURES else []
    record_look("see_monthly_return", by=request.officer, shown=[case.pk for case in cases])
    lines = [
        (figure, RETURN_FIGURES[figure], drawn.figures[figure], _change(drawn, before, figure)) for figure in FIGURES
    ]
    context = {
        "drawn": drawn,
        "lines": lines,
        "before": before,
        "asked": RETURN_FIGURES.get(asked),
        "cases": cases,
        "hidden": drawn.figures[asked] - len(cases) if asked in FIGURES else 0,
        "may_sign": request.officer.may("sign_monthly_return")
        and drawn.signed_at is None
        and drawn.drawn_by_id != request.user.pk,
    }
    return render(request, "enrolment/statistics/monthly_return.html", context)


def _change(drawn: MonthlyReturn, before: MonthlyReturn | None, figure: str) -> int | None:
    """The change of a figure against the version before; None without one, or where it is the same."""
    return (drawn.figures[figure] - before.figures[figure]) or None if before else None


@needs("draw_monthly_return")
@posts_only("see_monthly_returns")
def draw_monthly_return(request):
    """Draw the return of a month for the officer's own office."""
    wanted = request.POST.get("month", "")
    month = next((one for one in _months(request.officer.on) if f"{one:%Y-%m}" == wanted), None)
    if month is None:
        messages.error(request, _("Choose a month that is over."))
        return redirect("see_monthly_returns")
    try:
        drawn = services.draw_return(month, by=request.officer)
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect("see_monthly_returns")
    return redirect("see_monthly_return", return_id=drawn.pk)


@needs("sign_monthly_return")
@posts_only("see_monthly_return", "return_id")
def sign_monthly_return(request, return_id):
    """Sign a version that a colleague drew."""
    try:
        services.sign_return(return_id, by=request.officer)
    except MonthlyReturn.DoesNotExist:
        raise Http404 from None
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        messages.success(request, _("Monthly return signed"))
    return redirect("see_monthly_return", return_id=return_id)
