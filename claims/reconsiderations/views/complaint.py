"""A decision that is complained of: entered from its page, the page of the complaint, its steps, the list, the paper."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.reconsiderations.forms import DecideForm, OpenReconsiderationForm
from claims.reconsiderations.models import Reconsideration
from claims.reconsiderations.queries.reconsiderations import (
    DECISIONS,
    decision_of,
    person_of,
    person_of_decision,
    reconsideration_of,
    reconsiderations_page,
)
from claims.reconsiderations.services import complaining
from claims.reimbursements.states import POSTED_IN
from enrolment.activation.queries.identity_bar import identity_bar


@needs("open_reconsideration")
def open_reconsideration(request, case_id):
    """What is complained of, and the case it opens."""
    officer, case = request.officer, case_or_404(request.officer, case_id)
    if case.kind not in DECISIONS:
        raise Http404
    form = bound(request, OpenReconsiderationForm, {"filed_on": officer.on}, on=officer.on)

    def do():
        return complaining.open_reconsideration(case.pk, form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_reconsideration", do)
    if key:
        return redirect("see_case", case_id=key)
    person = person_of_decision(case)
    record_look("open_reconsideration", by=officer, shown=[person.pk], case=case)
    context = {
        "case": case,
        "bar": identity_bar(person, officer),
    }
    return form_page(
        request, "claims/reconsiderations/open_reconsideration.html", "open_reconsideration", form, context
    )


def reconsideration_page(request, case: CaseFile):
    """What the page of a complaint shows of its own."""
    row, officer = reconsideration_of(case), request.officer
    context = shown(row) | {"bar": identity_bar(person_of(row), officer), "further": _following(row, officer)}
    return "claims/reconsiderations/reconsideration.html", context


def shown(row: Reconsideration) -> dict:
    """The complaint as every page of it shows it."""
    return {
        "complaint": row,
        "decision": decision_of(row),
        "said": row.words.open_for_work(),
        "why": row.why.open_for_work() if row.decided_on else "",
    }


def _following(row: Reconsideration, officer) -> tuple[Press, ...]:
    """What changes the decision: a claim that was posted is reversed and entered anew, a refused one is claimed anew, an order is
    ended."""
    if row.state != "changed":
        return ()
    verb, key = "end_suspension", decision_of(row).pk
    if row.claim is not None and row.claim.state in POSTED_IN:
        verb = "open_reversal"
    elif row.claim is not None:
        verb, key = "open_claim", row.claim.person_id
    return (Press(label=words_for(verb).act, url=reverse(verb, args=[key])),) if officer.may(verb) else ()


class _Decide(StepPage):
    form_class, consequential = DecideForm, True
    template = "claims/reconsiderations/reconsideration_step.html"

    def form_kwargs(self):
        return {"by_organ": reconsideration_of(self.case).by_organ}

    def context(self):
        return shown(reconsideration_of(self.case))


class UpholdDecision(_Decide):
    verb = "uphold_decision"

    def act(self, form, step):
        return complaining.uphold_decision(self.case.pk, form.decided(), **step)


class ChangeDecision(_Decide):
    verb = "change_decision"

    def act(self, form, step):
        return complaining.change_decision(self.case.pk, form.decided(), **step)


class WithdrawReconsideration(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_reconsideration", True

    def act(self, form, step):
        return complaining.withdraw_reconsideration(self.case.pk, **step)


uphold_decision = step_view(UpholdDecision)
change_decision = step_view(ChangeDecision)
withdraw_reconsideration = step_view(WithdrawReconsideration)


@needs("see_reconsiderations")
@require_GET
def see_reconsiderations(request):
    """Every complaint of her area, the newest first."""
    officer = request.officer
    page = reconsiderations_page(officer, request.GET.get("after", ""))
    record_look("see_reconsiderations", by=officer, shown=[one.pk for one in page.rows])
    return render(request, "claims/reconsiderations/reconsiderations.html", {"page": page})
