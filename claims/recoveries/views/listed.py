"""The list of recoveries that are not repaid, what is late first to see; and money that came in of one."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.steps.views.access import needs
from casework.steps.views.making import bound, form_page, made
from claims.recoveries.forms import RepaymentForm
from claims.recoveries.queries.recovery import left_of, recoveries_page, recoveries_visible_to
from claims.recoveries.services import repaying

CLOSED = gettext_lazy("The books of this month are closed: nothing was booked.")


@needs("see_recoveries")
@require_GET
def see_recoveries(request):
    """Every recovery under way in her area."""
    officer = request.officer
    page = recoveries_page(officer, request.GET.get("after", ""))
    record_look("see_recoveries", by=officer, shown=[one.row.pk for one in page.rows])
    context = {
        "page": page,
        "late": sum(one.late for one in page.rows),
        "may": {"record_repayment": officer.may("record_repayment"), "see_case": officer.may("see_case")},
    }
    return render(request, "claims/recoveries/recoveries.html", context)


@needs("record_repayment")
def record_repayment(request, recovery_id):
    """What the bank tells of money received."""
    officer = request.officer
    rows = recoveries_visible_to(officer).select_related("case", "overpayment__claim__case")
    row = get_object_or_404(rows, pk=recovery_id)
    form = bound(request, RepaymentForm, earliest=row.overpayment.posted_on, on=officer.on)

    def do():
        return repaying.record_repayment(row.pk, form.received(), by=officer, on=officer.on)

    body = form.body() | {"recovery": str(row.pk)} if form.is_bound and form.is_valid() else None
    try:
        key = made(request, form, "record_repayment", do, body=body)
    except IntegrityError:
        key = ""
        form.add_error(None, CLOSED)
    if key:
        messages.success(request, str(words_for("record_repayment").done))
        return redirect("see_recoveries")
    record_look("record_repayment", by=officer, shown=[row.pk], case=row.case)
    context = {
        "recovery": row,
        "left": left_of(row),
    }
    return form_page(request, "claims/recoveries/repayment.html", "record_repayment", form, context)
