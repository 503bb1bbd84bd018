"""Recalls of published values: the list, a new one, its page with everybody touched, its steps."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press, bar_of
from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.papers.views import issue_about
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.refused import say_why
from casework.steps.views.steps import StepPage, step_view
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_succession import days_wrong
from claims.reimbursements.states import REIMBURSEMENT_KIND
from claims.reversals.states import VALUE_RECALL_KIND
from claims.value_recalls.forms import OpenPolicyRecallForm, OpenValueRecallForm
from claims.value_recalls.queries.tellers import name_of_teller
from claims.value_recalls.queries.touched import progress_of, recall_of_value, units_page, value_recalls_page
from claims.value_recalls.services import papers, posting, recalling
from claims.value_recalls.words import stopped_words


@needs("see_value_recalls")
@require_GET
def see_value_recalls(request):
    """Every recall of her area, the newest first."""
    officer = request.officer
    page = value_recalls_page(officer, request.GET.get("after", ""))
    verb = "open_value_recall"
    acts = [Press(label=words_for(verb).act, url=reverse(verb))] if officer.may(verb) else []
    return render(request, "claims/value_recalls/value_recalls.html", {"page": page, "bar_of_acts": bar_of(acts)})


@needs("open_value_recall")
def open_value_recall(request):
    """What was wrong and what is right; then everybody it touched."""
    officer = request.officer
    form = bound(request, OpenValueRecallForm, {}, on=officer.on)

    def do():
        return recalling.open_value_recall(form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_value_recall", do)
    if key:
        return redirect("see_case", case_id=key)
    return form_page(
        request,
        "claims/value_recalls/open_value_recall.html",
        "open_value_recall",
        form,
        {"back": reverse("see_value_recalls")},
    )


@needs("open_value_recall")
def open_policy_recall(request, version_id):
    """What a version of a policy settled on days on which it counts no more; then everybody it touched."""
    officer = request.officer
    version = get_object_or_404(PolicyVersion.objects.visible_to(officer).published(), pk=version_id)
    form = bound(request, OpenPolicyRecallForm, {})

    def do():
        return recalling.open_policy_recall(version, form.cleaned_data["source"], by=officer, on=officer.on)

    key = made(request, form, "open_value_recall", do)
    if key:
        return redirect("see_case", case_id=key)
    days = days_wrong(version, officer.on)
    more = {"back": reverse("see_policy", args=[version.pk]), "version": version, "days": days}
    return form_page(request, "claims/value_recalls/open_policy_recall.html", "open_value_recall", form, more)


def value_recall_page(request, case: CaseFile):
    """What the page of a recall shows of its own: everybody touched, as it stands and as it would be."""
    recall, officer = recall_of_value(case), request.officer
    context = shown_of(case, request.GET.get("after", ""))
    record_look("see_case", by=officer, shown=[row.claim.person_id for row in context["units"].rows], case=case)
    may_post = officer.may("post_value_recall") and posting.left_to_do(recall)
    context["may_letter"] = officer.may("issue_paper")
    context["may_post"] = may_post and recall.proposed_by_id != officer.user.pk
    return "claims/value_recalls/value_recall.html", context


def shown_of(case: CaseFile, after: str = "") -> dict:
    """The recall, its totals and a page of whom it touches."""
    recall = recall_of_value(case)
    units = units_page(recall, after)
    for row in units.rows:
        row.why_stopped = stopped_words(row.stopped)
    context = {"recall": recall, "totals": recalling.totals_of(recall), "units": units}
    context["teller_name"] = name_of_teller(recall.teller)
    return context | {"progress": progress_of(recall), "why_stopped": stopped_words(recall.stopped)}


class _RecallStep(StepPage):
    """A step with whom it touches beside the form."""

    template = "claims/value_recalls/value_recall_step.html"
    form_class, consequential = ConfirmForm, True

    def context(self):
        return shown_of(self.case)

    def looked_at(self) -> list:
        return [row.claim.person_id for row in self.context()["units"].rows]

    def act(self, form, step):
        return getattr(recalling, self.verb)(self.case.pk, **step)


class DecideValueRecall(_RecallStep):
    verb = "decide_value_recall"


class DeclineValueRecall(_RecallStep):
    verb = "decline_value_recall"


class WithdrawValueRecall(_RecallStep):
    verb = "withdraw_value_recall"


decide_value_recall = step_view(DecideValueRecall)
decline_value_recall = step_view(DeclineValueRecall)
withdraw_value_recall = step_view(WithdrawValueRecall)


@needs("post_value_recall")
@posts_only("see_case", "case_id")
def post_value_recall(request, case_id):
    """Let the job post everybody."""
    case = case_or_404(request.officer, case_id, VALUE_RECALL_KIND)
    try:
        posting.post_value_recall(case.pk, by=request.officer)
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        messages.success(request, _("Everybody is posted one by one from now on. You may leave this page."))
    return redirect("see_case", case_id=case.pk)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_value_recall_letter(request, case_id, recall_id):
    """Issue the letter about a recall to whoever was touched."""
    case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)

    def issue(case, **more):
        return papers.issue_value_recall_letter(case, recall_id, **more)

    return issue_about(request, case, issue)
