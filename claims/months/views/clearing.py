"""The clearing between areas for a month of the books: as a page that prints, and as a file. Nobody is named in it."""

import csv
import io
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record
from casework.steps.views.access import needs, posts_only
from claims.months.queries.clearing import as_rows, clearing_of_month, own_area
from claims.months.rules.settlements import month_of

COLUMNS = ("area", "other_area", "area_paid", "other_area_paid", "due_to_area")


def _month(text: str, on: date) -> tuple[date, bool]:
    """The month that was asked for, and whether it could be read; the present one where it could not."""
    found = month_of(text) if text else on.replace(day=1)
    if found is None or found > on:
        return on.replace(day=1), False
    return found, True


@needs("see_clearing")
@require_GET
def see_clearing(request):
    """A month between the areas, balanced to zero."""
    typed = request.GET.get("month", "")[:20]
    month, read = _month(typed, request.officer.on)
    problem = "" if read else _("Write a month that is not ahead, such as 2026-05.")
    context = {
        "month": month,
        "typed": typed,
        "problem": problem,
        "clearing": clearing_of_month(month, request.officer),
        # Whoever sees more areas than one states what her own one owes.
        "owing": own_area(request.officer) if request.officer.may("state_area_clearing") else (),
    }
    context["may_take"] = request.officer.may("take_clearing")
    return render(request, "claims/months/clearing.html", context, status=200 if read else 422)


@needs("take_clearing")
@posts_only("see_clearing")
def take_clearing(request):
    """The same as a file."""
    month, _read = _month(request.POST.get("month", "")[:20], request.officer.on)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(as_rows(clearing_of_month(month, request.officer)))
    record("take_clearing", by=request.officer, facts={"month": f"{month:%Y-%m}"})
    name = f"clearing-{month:%Y-%m}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
