"""A maternity allowance: from the page of the person, its page, its account, its steps, its papers."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from casework.case_pages.views import Press
from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.models import CaseFile, Payable
from casework.money.queries import payables_of_case
from casework.money.table import hold_words
from casework.papers.views import issue_about
from casework.payments.forms import PayeeForm
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.maternity.forms import (
    ApproveMaternityForm,
    OpenMaternityForm,
    QuestionMaternityForm,
    ReviewMaternityForm,
    SendBackMaternityForm,
)
from claims.maternity.queries.allowance import allowance_of, others_of, papers_asked, steps_told, worked_out
from claims.maternity.services import allowing, taking_back
from claims.maternity.services.papers import KINDS, issue_maternity_paper
from claims.maternity.states import MATERNITY_KIND
from claims.maternity.words import DAYS
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.persons.access import person_or_404


@needs("open_maternity")
def open_maternity(request, person_id):
    """What the allowance is for, and the case it opens."""
    person, officer = person_or_404(request.officer, person_id), request.officer
    form = bound(request, OpenMaternityForm, {"received_on": officer.on, "children": 1, "kind": "birth"}, on=officer.on)

    def do():
        return allowing.open_maternity(person, form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_maternity", do)
    if key:
        return redirect("see_case", case_id=key)
    record_look("open_maternity", by=officer, shown=[person.pk])
    context = {
        "person": person,
        "about": person.reference,
        "bar": identity_bar(person, officer),
        "back": reverse("see_person", args=[person.pk]),
    }
    return form_page(request, "claims/maternity/open_maternity.html", "open_maternity", form, context)


def allowance_page(request, case: CaseFile):
    """What the page of an allowance shows of its own."""
    row, officer, payables = allowance_of(case), request.officer, payables_of_case(case)
    context = shown(case) | {
        "bar": identity_bar(row.person, officer),
        "items": papers_asked(case, officer.on),
        "may_upload": officer.may("add_evidence") and case.is_open,
        "further": _account(case, officer),
        "payables": [
            {"row": one, "held": hold_words(one.held_because) if one.held_because else ""} for one in payables
        ],
        "was_paid": any(one.state == Payable.State.PAID for one in payables),
    }
    return "claims/maternity/allowance.html", context


def shown(case: CaseFile) -> dict:
    """The allowance as every page of it shows it: as it was decided, else as it would come out now."""
    row = allowance_of(case)
    worked = worked_out(row) if row.amount is None else None
    days, steps = (worked.days, worked.steps) if worked else (row.days, row.steps)
    return {
        "allowance": row,
        "worked": worked,
        "amount": worked.amount if worked else row.amount,
        "days": [(DAYS[name], number) for name, number in days.items()],
        "steps": steps_told(steps),
        "sources": worked.sources if worked else (),
        "why": row.why.open_for_work(),
        "others": list(others_of(row.person, but=row.pk)),
    }


def _account(case: CaseFile, officer) -> tuple[Press, ...]:
    verb = "record_maternity_account"
    if not officer.may(verb) or case.state not in ("received", "proposed"):
        return ()
    return (Press(label=words_for(verb).act, url=reverse(verb, args=[case.pk])),)


@needs("record_maternity_account")
def record_maternity_account(request, case_id):
    """The account it is paid to, as its proof says."""
    case = case_or_404(request.officer, case_id, MATERNITY_KIND)
    row = allowance_of(case)
    if row.decided_by_id is not None or not case.is_open:
        return redirect("see_case", case_id=case.pk)
    form = bound(request, PayeeForm, {"name": row.person.name})
    if request.method == "POST" and form.is_valid():
        try:
            allowing.record_maternity_account(case.pk, form.account(), by=request.officer)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, str(words_for("record_maternity_account").done))
            return redirect("see_case", case_id=case.pk)
    record_look("record_maternity_account", by=request.officer, shown=[row.person_id], case=case)
    context = {
        "case": case,
        "bar": identity_bar(row.person, request.officer),
    }
    return form_page(request, "claims/maternity/account.html", "record_maternity_account", form, context)


class _Step(StepPage):
    template = "claims/maternity/maternity_step.html"

    def context(self):
        return shown(self.case)


class ReviewMaternity(_Step):
    form_class, verb = ReviewMaternityForm, "review_maternity"

    def act(self, form, step):
        return allowing.review_maternity(self.case.pk, form.review(), **step)


class SendBackMaternity(_Step):
    form_class, verb = SendBackMaternityForm, "send_back_maternity"

    def act(self, form, step):
        return allowing.send_back_maternity(self.case.pk, form.cleaned_data["words"], **step)


class ApproveMaternity(_Step):
    form_class, verb, consequential = ApproveMaternityForm, "approve_maternity", True

    def initial(self):
        worked = worked_out(allowance_of(self.case))
        return super().initial() | {"shown": str(worked.amount) if worked else ""}

    def act(self, form, step):
        return allowing.approve_maternity(self.case.pk, form.cleaned_data["shown"], **step)


class RefuseMaternity(_Step):
    form_class, verb, consequential = ConfirmForm, "refuse_maternity", True

    def act(self, form, step):
        return allowing.refuse_maternity(self.case.pk, **step)


class QuestionMaternity(_Step):
    form_class, verb, consequential = QuestionMaternityForm, "question_maternity", False

    def act(self, form, step):
        return taking_back.question_maternity(self.case.pk, form.cleaned_data["words"], **step)


class KeepMaternity(_Step):
    form_class, verb, consequential = ConfirmForm, "keep_maternity", True

    def act(self, form, step):
        return taking_back.keep_maternity(self.case.pk, **step)


class TakeBackMaternity(_Step):
    form_class, verb, consequential = ConfirmForm, "take_back_maternity", True

    def act(self, form, step):
        return taking_back.take_back_maternity(self.case.pk, **step)


class WithdrawMaternity(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_maternity", True

    def act(self, form, step):
        return allowing.withdraw_maternity(self.case.pk, **step)


review_maternity = step_view(ReviewMaternity)
send_back_maternity = step_view(SendBackMaternity)
approve_maternity = step_view(ApproveMaternity)
refuse_maternity = step_view(RefuseMaternity)
withdraw_maternity = step_view(WithdrawMaternity)
question_maternity = step_view(QuestionMaternity)
keep_maternity = step_view(KeepMaternity)
take_back_maternity = step_view(TakeBackMaternity)


def issuing(kind: str):
    """The view that issues papers of a kind."""

    @needs("issue_paper")
    @posts_only("see_case", "case_id")
    def issue(request, case_id):
        case = case_or_404(request.officer, case_id, MATERNITY_KIND)
        return issue_about(request, case, partial(issue_maternity_paper, kind=KINDS[kind]))

    return issue
