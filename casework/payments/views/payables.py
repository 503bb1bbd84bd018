"""What an office owes: whose turn it is with each, and to which account it goes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.money.models.payments import Payable
from casework.payments.forms import CheckForm, HoldForm, PayeeForm, ProofForm
from casework.payments.queries import (
    payables_page,
    payables_visible_to,
    payees_shown,
    ready_for_batch,
    recent_batches,
)
from casework.payments.services import payees
from casework.steps.views.access import needs


@needs("see_payments")
@require_GET
def see_payments(request):
    """Everything that is owed and not paid, the earliest first, and the last batches."""
    officer = request.officer
    page = payables_page(officer, request.GET.get("after", ""))
    record_look("see_payments", by=officer, shown=payees_shown(page.rows))
    context = {
        "page": page,
        "ready": ready_for_batch(officer),
        "batches": recent_batches(officer),
        "may": {
            verb: officer.may(verb)
            for verb in ("record_payee", "check_payee", "hold_payment", "lift_hold", "make_batch")
        },
    }
    return render(request, "casework/payments/payments.html", context)


def _payable_or_404(request, payable_id) -> Payable:
    rows = payables_visible_to(request.officer).select_related("case", "payee", "office")
    return get_object_or_404(rows, pk=payable_id)


def _form_page(request, payable_id, verb: str, form_class, act):
    payable = _payable_or_404(request, payable_id)
    kept = kept_fields(request)
    form = form_class(request.POST or None, initial=as_initial(kept) if kept else {})
    if request.method == "POST" and form.is_valid():
        try:
            act(payable.pk, form)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, str(words_for(verb).done))
            return redirect("see_payments")
    shown = [payable.payee_id] if payable.payee_id else [payable.pk]
    record_look(verb, by=request.officer, shown=shown, case=payable.case)
    context = {
        "payable": payable,
        "form": form,
        "words": words_for(verb),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "casework/payments/payable_form.html", context, status=422 if form.errors else 200)


@needs("record_payee")
def record_payee(request, payable_id):
    """Take down the bank account from its proof."""
    return _form_page(
        request,
        payable_id,
        "record_payee",
        PayeeForm,
        lambda key, form: payees.record_payee(key, form.account(), by=request.officer),
    )


@needs("check_payee")
def check_payee(request, payable_id):
    """Key the number in again from the proof."""
    return _form_page(
        request,
        payable_id,
        "check_payee",
        CheckForm,
        lambda key, form: payees.check_payee(key, form.cleaned_data["number"], by=request.officer),
    )


@needs("hold_payment")
def hold_payment(request, payable_id):
    """Hold what may be wrong, as long as it is not sent."""
    return _form_page(
        request,
        payable_id,
        "hold_payment",
        HoldForm,
        lambda key, form: payees.hold_payment(key, form.cleaned_data["reason"], by=request.officer),
    )


@needs("lift_hold")
def lift_hold(request, payable_id):
    """Name what settles a hold."""
    return _form_page(
        request,
        payable_id,
        "lift_hold",
        ProofForm,
        lambda key, form: payees.lift_hold(key, form.cleaned_data["proof"], by=request.officer),
    )
