"""Giving notice that something of a posted month is recovered, from the page of the month or of one of its settlements."""

from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, form_page, made
from claims.clawbacks.forms import OpenClawbackForm
from claims.clawbacks.queries.clawback import month_visible
from claims.clawbacks.queries.prefilled import notice_for, notice_of_reading
from claims.clawbacks.services import noticing
from claims.months.models import InstitutionMonth
from claims.months.states import MONTH_KIND
from claims.months.views.blind import not_while_reading


def _filled(month: InstitutionMonth, asked: QueryDict) -> dict[str, str]:
    """What the page that leads here has chosen."""
    if "reading" in asked:
        return notice_of_reading(month, str(asked["reading"]))
    keys = asked.getlist("result")
    return notice_for(month, keys, asked.get("kind", "")) if keys else {}


@needs("open_clawback")
@not_while_reading
def open_clawback(request, case_id):
    """The notice, and the case it opens."""
    officer = request.officer
    case = case_or_404(officer, case_id, MONTH_KIND)
    month = month_visible(officer, case)
    if month is None:
        raise Http404
    form = bound(request, OpenClawbackForm, _filled(month, request.GET), month=month, officer=officer)

    def do():
        return noticing.open_clawback(case.pk, form.notice(), by=officer, on=officer.on)

    body = form.body() | {"month": str(case.pk)} if form.is_bound and form.is_valid() else None
    key = made(request, form, "open_clawback", do, body=body)
    if key:
        return redirect("see_case", case_id=key)
    record_look("open_clawback", by=officer, shown=[case.pk], case=case)
    context = {
        "about": case.reference,
        "month": month,
        "back": reverse("see_case", args=[case.pk]),
    }
    return form_page(request, "claims/clawbacks/open_clawback.html", "open_clawback", form, context)
