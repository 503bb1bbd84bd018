"""Payments to institutions beside their months: the list, a new one, its page and its steps."""

from decimal import Decimal

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.money.queries import payables_of_case
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import needs
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.advances.forms import OpenAdvanceForm
from claims.advances.queries.advance import (
    advance_of,
    advances_page,
    asked_of,
    deposits_of,
    institutions_of,
    left_of,
    standing_of,
)
from claims.advances.rules.deposits import appraisal, part_of, returned_for
from claims.advances.services import paying
from claims.advances.states import What


@needs("see_advances")
@require_GET
def see_advances(request):
    """Every prepayment and deposit of her area, the latest year first."""
    page = advances_page(request.officer, request.GET.get("after", ""))
    context = {"page": page, "may_see_case": request.officer.may("see_case")}
    return render(request, "claims/advances/advances.html", context)


@needs("open_advance")
def open_advance(request, institution_id):
    """What is paid, and the case it opens."""
    officer = request.officer
    institution = institutions_of(officer).filter(pk=institution_id).first()
    if institution is None:
        raise Http404
    form = bound(request, OpenAdvanceForm, {}, on=officer.on)

    def do():
        return paying.open_advance(institution.pk, form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_advance", do, body=_body(form, institution_id))
    if key:
        return redirect("see_case", case_id=key)
    context = {
        "about": institution.code,
        "institution": institution,
        "standing": standing_of(institution),
        "steps": [(score, _percent(ratio)) for score, ratio in appraisal()],
        "back": reverse("see_months"),
    }
    return form_page(request, "claims/advances/open_advance.html", "open_advance", form, context)


def _percent(ratio: Decimal) -> str:
    return f"{ratio * 100:.0f} %"


def _body(form, about) -> dict | None:
    if not (form.is_bound and form.is_valid()):
        return None
    return form.body() | {"about": str(about)}


def advance_page(request, case: CaseFile):
    """What the page of a payment beside the months shows of its own."""
    context = shown_of(case) | {"payables": payables_of_case(case)}
    row, officer = advance_of(case), request.officer
    context["asked"] = asked_of(row)
    if officer.may("clear_prepayment") and left_of(row):
        url = reverse("clear_prepayment", args=[case.pk])
        context["leading"] = (Press(label=words_for("clear_prepayment").act, url=url),)
    return "claims/advances/advance.html", context


def shown_of(case: CaseFile) -> dict:
    """What is paid, of what, and what was cleared of it."""
    row = advance_of(case)
    cleared = row.clearings.select_related("payable__case", "booked_by", "asked__asked_by").order_by("pk")
    context = {"advance": row, "clearings": cleared}
    if row.what == What.PREPAYMENT:
        return context | {"left": left_of(row)}
    held = list(row.releases.select_related("entry__month__case")) if row.approved_on else []
    entries = [one.entry for one in held] or list(deposits_of(row.institution, row.year).select_related("month__case"))
    ratio = returned_for(row.score or 0)
    return context | {"entries": [(one, part_of(one.amount, ratio)) for one in entries], "percent": _percent(ratio)}


class _AdvanceStep(StepPage):
    """A step with what is paid beside the form."""

    template = "claims/advances/advance_step.html"
    form_class = ConfirmForm

    def context(self):
        return shown_of(self.case)

    def act(self, form, step):
        return getattr(paying, self.verb)(self.case.pk, **step)


class ReviewAdvance(_AdvanceStep):
    verb = "review_advance"


class ApproveAdvance(_AdvanceStep):
    verb, consequential = "approve_advance", True


class DeclineAdvance(_AdvanceStep):
    verb, consequential = "decline_advance", True


class WithdrawAdvance(_AdvanceStep):
    verb, consequential = "withdraw_advance", True


review_advance = step_view(ReviewAdvance)
approve_advance = step_view(ApproveAdvance)
decline_advance = step_view(DeclineAdvance)
withdraw_advance = step_view(WithdrawAdvance)
