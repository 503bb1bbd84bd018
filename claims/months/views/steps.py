"""The steps of a month as pages, and the presses that work it out."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect

from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.papers.views import issue_about
from casework.rulebook.rules.months import is_over
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.refused import say_why
from casework.steps.views.steps import StepPage, step_view
from claims.months.forms import AgreeForm, ObjectForm
from claims.months.queries.month import last_run, month_of
from claims.months.services import moving
from claims.months.services.papers import issue_month_statement
from claims.months.states import MONTH_KIND
from claims.months.views.month import figures_of


class _MonthStep(StepPage):
    """A step with the figures beside the form."""

    template = "claims/months/month_step.html"

    def context(self):
        month = month_of(self.case)
        return {"month": month} | figures_of(month, last_run(month))


class StateMonth(_MonthStep):
    form_class, verb = ConfirmForm, "state_month"

    def context(self):
        return super().context() | {"not_over": not is_over(month_of(self.case).month, self.officer.on)}

    def act(self, form, step):
        return moving.state_month(self.case.pk, **step)


class AgreeMonth(_MonthStep):
    form_class, verb = AgreeForm, "agree_month"

    def form_kwargs(self):
        return {"month": month_of(self.case), "on": self.officer.on}

    def act(self, form, step):
        return moving.agree_month(self.case.pk, form.cleaned_data["replied_on"], **step)


class ObjectMonth(_MonthStep):
    form_class, verb = ObjectForm, "object_month"

    def form_kwargs(self):
        return {"month": month_of(self.case), "on": self.officer.on}

    def act(self, form, step):
        data = form.cleaned_data
        return moving.object_month(self.case.pk, data["replied_on"], data["words"], **step)


class ReviewMonth(_MonthStep):
    form_class, verb = ConfirmForm, "review_month"

    def act(self, form, step):
        return moving.review_month(self.case.pk, **step)


class SendBackMonth(_MonthStep):
    form_class, verb = ConfirmForm, "send_back_month"

    def act(self, form, step):
        return moving.send_back_month(self.case.pk, **step)


class ApproveMonth(_MonthStep):
    form_class, verb, consequential = ConfirmForm, "approve_month", True

    def act(self, form, step):
        return moving.approve_month(self.case.pk, **step)


class WithdrawMonth(_MonthStep):
    form_class, verb, consequential = ConfirmForm, "withdraw_month", True

    def act(self, form, step):
        return moving.withdraw_month(self.case.pk, **step)


state_month = step_view(StateMonth)
agree_month = step_view(AgreeMonth)
object_month = step_view(ObjectMonth)
review_month = step_view(ReviewMonth)
send_back_month = step_view(SendBackMonth)
approve_month = step_view(ApproveMonth)
withdraw_month = step_view(WithdrawMonth)


def _pressed(request, case_id, verb: str, do: Callable):
    case = case_or_404(request.officer, case_id, MONTH_KIND)
    try:
        do(case)
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        messages.success(request, str(words_for(verb).done))
    return redirect("see_case", case_id=case.pk)


@needs("run_month")
@posts_only("see_case", "case_id")
def run_month(request, case_id):
    """Work the month out."""
    officer = request.officer
    return _pressed(request, case_id, "run_month", lambda case: moving.run_month(case.pk, by=officer, on=officer.on))


@needs("cancel_run")
@posts_only("see_case", "case_id")
def cancel_run(request, case_id):
    """Stop working it out."""
    return _pressed(request, case_id, "cancel_run", lambda case: moving.cancel_run(case.pk, by=request.officer))


@needs("retry_run")
@posts_only("see_case", "case_id")
def retry_run(request, case_id):
    """Let the parts that stopped be tried again."""
    return _pressed(request, case_id, "retry_run", lambda case: moving.retry_run(case.pk, by=request.officer))


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_statement(request, case_id):
    """Issue the statement."""
    case = case_or_404(request.officer, case_id, MONTH_KIND)
    return issue_about(request, case, issue_month_statement)
