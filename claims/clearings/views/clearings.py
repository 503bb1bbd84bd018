"""Payments between areas: the list with what is unpaid, stating one, its page, its steps and its paper."""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.models import CaseFile
from casework.money.queries import payables_of_case, pooling_area
from casework.papers.views import issue_about
from casework.rulebook.rules.months import is_over
from casework.staff.models.place import Place
from casework.steps.forms.base import ConfirmForm, OnceForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.clearings.forms import StateClearingForm
from claims.clearings.queries.clearings import (
    area_clearing_of,
    areas_seen,
    clearings_of,
    clearings_page,
    due_between,
    unpaid_sum,
    unstated_of,
)
from claims.clearings.services import paying
from claims.clearings.services.papers import issue_area_clearing_statement
from claims.clearings.states import AREA_CLEARING_KIND
from claims.months.queries.clearing import areas_of, own_area
from claims.months.rules.settlements import month_of


@needs("see_area_clearings")
@require_GET
def see_area_clearings(request):
    """Every payment in which an area of hers owes or is owed; those that are unpaid alone, as asked."""
    officer, unpaid = request.officer, "unpaid" in request.GET
    hers = areas_seen(officer)
    rows, month = clearings_of(hers), (officer.on.replace(day=1) - timedelta(days=1)).replace(day=1)
    context = {
        "page": clearings_page(rows, request.GET.get("after", ""), unpaid=unpaid),
        "unpaid": unpaid,
        "sums": unpaid_sum(rows),
        # A month that is over, so that nothing is booked behind it any more.
        "month": month,
        "unstated": unstated_of(hers, month),
        "owes": own_area(officer) if officer.may("state_area_clearing") else (),
        "area": set(officer.area) if officer.may("see_case") else set(),
    }
    return render(request, "claims/clearings/clearings.html", context)


@needs("state_area_clearing")
def state_area_clearing(request, month, debtor, creditor):
    """What is owed by the end of a month, as it is stated."""
    officer, first = request.officer, _month(month)
    owes, owed = (get_object_or_404(Place, pk=code) for code in (debtor, creditor))
    if owes.pk not in areas_of(officer) or owes == owed or owes != pooling_area(officer.office):
        raise Http404
    due = due_between(owes, owed, first)
    form = bound(request, StateClearingForm, {"amount": str(due.amount)})

    def do() -> CaseFile:
        seen = form.cleaned_data["amount"]
        return paying.state_area_clearing(owes, owed, first, seen, by=officer, on=officer.on)

    key = made(request, form, "state_area_clearing", do, body=_body(form, f"{month} {debtor} {creditor}"))
    if key:
        # Whoever keeps the books sees no cases.
        return redirect("see_case", case_id=key) if officer.may("see_case") else redirect("see_area_clearings")
    context = {
        "about": f"{first:%Y-%m}",
        "due": due,
        "nothing": paying.NOTHING if due.amount <= 0 else "",
        "not_over": not is_over(first, officer.on),
        "back": f"{reverse('see_clearing')}?month={first:%Y-%m}",
    }
    return form_page(request, "claims/clearings/state.html", "state_area_clearing", form, context)


def _month(text: str) -> date:
    found = month_of(text)
    if found is None:
        raise Http404
    return found


def _body(form: OnceForm, about: str) -> dict | None:
    return form.body() | {"about": about} if form.is_bound and form.is_valid() else None


def area_clearing_page(_request, case: CaseFile):
    """What the page of a payment between areas shows of its own."""
    return "claims/clearings/clearing.html", shown_of(case) | {"payables": payables_of_case(case)}


def shown_of(case: CaseFile) -> dict:
    """What is owed by whom to whom, as it was stated."""
    return {"clearing": area_clearing_of(case)}


class _ClearingStep(StepPage):
    """A step with what is owed beside the form."""

    template = "claims/clearings/step.html"
    form_class = ConfirmForm

    def context(self):
        return shown_of(self.case)

    def act(self, form, step):
        return getattr(paying, self.verb)(self.case.pk, **step)


class ApproveAreaClearing(_ClearingStep):
    verb, consequential = "approve_area_clearing", True


class DeclineAreaClearing(_ClearingStep):
    verb, consequential = "decline_area_clearing", True


class WithdrawAreaClearing(_ClearingStep):
    verb, consequential = "withdraw_area_clearing", True


approve_area_clearing = step_view(ApproveAreaClearing)
decline_area_clearing = step_view(DeclineAreaClearing)
withdraw_area_clearing = step_view(WithdrawAreaClearing)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_statement(request, case_id):
    """The statement as a paper."""
    case = case_or_404(request.officer, case_id, AREA_CLEARING_KIND)
    return issue_about(request, case, issue_area_clearing_statement)
