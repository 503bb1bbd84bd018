"""The page of a transfer between offices."""

from functools import partial

from django.shortcuts import render

from casework.casefile.services.events import record_look
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import needs, posts_only
from casework.steps.views.steps import StepPage, step_view
from enrolment.activation.forms import ActivateForm
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.activation.views.activations import open_act, person_for_act
from enrolment.transfers import services as transfers
from enrolment.transfers.forms import DeclineForm, WhyForm
from enrolment.transfers.models import TransferRequest


def transfer_page(request, case: CaseFile):
    """What the page of a transfer shows of its own."""
    row = case.transfer_request = TransferRequest.objects.select_related("person__home_office").get(case=case)
    context = {"transfer": row, "bar": identity_bar(row.person, request.officer)}
    return "enrolment/transfers/transfer.html", context


@needs("open_transfer")
@posts_only("home")
def open_transfer(request):
    """Ask the office that holds the file to hand it over: first why, then the request."""
    person = person_for_act(request)
    form = WhyForm(request.POST) if "why" in request.POST or "asked" in request.POST else WhyForm()
    if form.is_bound and form.is_valid():
        return open_act(request, partial(transfers.open_transfer, why=form.cleaned_data["why"]))
    record_look("open_transfer", by=request.officer, shown=[person.pk])
    sent = {name: value for name in ("pass", "person") if (value := request.POST.get(name))}
    context = {"form": form, "holder": person.home_office, "name": person.masked_name, "sent": sent}
    status = 422 if form.errors else 200
    return render(request, "enrolment/transfers/open_transfer.html", context, status=status)


class AcceptTransfer(StepPage):
    form_class, verb, consequential = ActivateForm, "accept_transfer", True

    def form_kwargs(self):
        return {"on": self.officer.on}

    def act(self, form, step):
        return transfers.accept_transfer(self.case.pk, form.cleaned_data["answer"], **step)


class DeclineTransfer(StepPage):
    form_class, verb = DeclineForm, "decline_transfer"

    def form_kwargs(self):
        return {"reasons": transfers.true_reasons(self.case)}

    def act(self, form, step):
        return transfers.decline_transfer(self.case.pk, form.cleaned_data["reason"], **step)


class WithdrawTransfer(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_transfer", True

    def act(self, form, step):
        return transfers.withdraw_transfer(self.case.pk, **step)


accept_transfer = step_view(AcceptTransfer)


decline_transfer = step_view(DeclineTransfer)


withdraw_transfer = step_view(WithdrawTransfer)
