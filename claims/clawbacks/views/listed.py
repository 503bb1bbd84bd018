"""The list of recoveries from institutions, narrowed by state and institution, with its sums; and money that came in of one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.money.services.ledger import month_is_closed
from casework.steps.views.access import needs
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import CLOSED
from claims.clawbacks.forms import NarrowForm, PayClawbackForm
from claims.clawbacks.queries.clawback import (
    chain_of,
    clawbacks_page,
    clawbacks_visible_to,
    left_of,
    narrowed,
    sums_of,
)
from claims.clawbacks.services import repaying
from institutions.register.rules.codes import read_code


@needs("see_clawbacks")
@require_GET
def see_clawbacks(request):
    """Every recovery from an institution of her area, narrowed as asked."""
    officer = request.officer
    form = NarrowForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    code = chosen.get("code", "").strip()
    rows = narrowed(officer, chosen.get("state", ""), read_code(code).text or code if code else "")
    page = clawbacks_page(rows, request.GET.get("after", ""))
    record_look("see_clawbacks", by=officer, shown=[one.pk for one in page.rows])
    context = {
        "page": page,
        "form": form,
        "sums": sums_of(rows),
        "asked_for": urlencode({name: value for name, value in chosen.items() if value}),
        "may": {"pay_clawback": officer.may("pay_clawback"), "see_case": officer.may("see_case")},
    }
    return render(request, "claims/clawbacks/clawbacks.html", context)


@needs("pay_clawback")
def pay_clawback(request, clawback_id):
    """What the bank tells of money of the institution."""
    officer = request.officer
    rows = clawbacks_visible_to(officer).filter(state__in=("decided", "repaid")).select_related("case", "institution")
    row = get_object_or_404(rows, pk=clawback_id)
    left = left_of(row)
    form = bound(request, PayClawbackForm, left=left, earliest=row.decided_on, on=officer.on)

    def do():
        return repaying.pay_clawback(row.pk, form.received(), by=officer, on=officer.on)

    body = form.body() | {"clawback": str(row.pk)} if form.is_bound and form.is_valid() else None
    try:
        with transaction.atomic():
            key = made(request, form, "pay_clawback", do, body=body)
    except IntegrityError as problem:
        if not month_is_closed(problem):
            raise
        key = ""
        form.add_error(None, CLOSED)
    if key:
        messages.success(request, str(words_for("pay_clawback").done))
        return redirect("see_clawbacks")
    record_look("pay_clawback", by=officer, shown=[row.pk], case=row.case)
    context = {
        "clawback": row,
        "chain": chain_of(row),
        "left": left,
    }
    return form_page(request, "claims/clawbacks/payment.html", "pay_clawback", form, context)
