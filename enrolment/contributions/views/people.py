"""What a person has paid: cover month by month with its reasons, bills, payments; and recording one."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.steps.views.access import needs, posts_only
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.contributions.forms import BillForm, PaymentForm
from enrolment.contributions.models.bill import Payment
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.queries.bills import bills_of
from enrolment.contributions.queries.cover import Record, answer_of, record_of
from enrolment.contributions.queries.strip import cover_strip, next_date
from enrolment.contributions.rules.channels import advice_for
from enrolment.contributions.services.paid_time import PaidAlready
from enrolment.contributions.services.payments import (
    BilledAlready,
    GivenBack,
    NumberTaken,
    TakenBack,
    ToldBefore,
    issue_bill,
    premium_for,
    record_payment,
    take_payment_back,
)
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import RESIDENTS
from enrolment.coverage.words.sentences import sentence_text
from enrolment.persons.access import person_or_404
from enrolment.persons.models.person import Person


def cover_shown(record: Record, on: date) -> dict:
    """What a page shows of cover: the strip, the sentences of a day, the next date that matters. No query."""
    answer = answer_of(record, on)
    return {
        "strip": cover_strip(record, on),
        "cover": answer,
        "sentences": [sentence_text(sentence) for sentence in answer.explanation],
        "next_date": next_date(record, answer, on),
    }


@needs("see_contributions")
@require_GET
def see_contributions(request, person_id):
    """Cover, bills and payments of a person, and the form for one more."""
    person = person_or_404(request.officer, person_id)
    kept = kept_fields(request)
    form = PaymentForm(initial=as_initial(kept) if kept else _start(request.officer.on), on=request.officer.on)
    return _page(request, person, form)


def _start(on: date) -> dict:
    return {"scheme": RESIDENTS, "person_kind": "adult", "year": str(on.year), "paid_on": on}


def _page(request, person: Person, form: PaymentForm | BillForm, status: int = 200):
    officer = request.officer
    record_look("see_contributions", by=officer, shown=[person.pk])
    record = record_of(person.pk)
    place = officer.office.place.prefix[:6]
    column = (get_language() or "en").replace("-", "_")
    advice = [found for scheme in ("urrbmi", "uebmi") if (found := advice_for(place, scheme))]
    context = {
        "person": person,
        "bar": identity_bar(person, officer),
        "bills": bills_of(person.pk, officer.on),
        "advice": [{"text": entry.texts.get(column, entry.texts["en"]), "entry": entry} for entry in advice],
        # What was refused is said on top; the other form stands as for a new entry.
        "form": form,
        "payment_form": form
        if isinstance(form, PaymentForm)
        else PaymentForm(initial=_start(officer.on), on=officer.on),
        "bill_form": form if isinstance(form, BillForm) else BillForm(initial=_start(officer.on)),
        "form_ticket": parked_forms.ticket_for(request.user),
        "may_record": officer.may("record_payment"),
        "may_strike": officer.may("strike_payment"),
        "may_give_back": officer.may("open_change") and person.merged_into_id is None,
        "may_print": officer.may("issue_paper"),
        **cover_shown(record, officer.on),
    }
    return render(request, "enrolment/contributions/contributions.html", context, status=status)


@needs("record_payment")
@posts_only("see_contributions", "person_id")
def record_payment_of(request, person_id):
    """Record a payment; what cannot be is told beside the field and nothing is written."""
    person = person_or_404(request.officer, person_id)
    form = PaymentForm(request.POST, on=request.officer.on)
    if form.is_valid() and _recorded(request, person, form):
        return redirect("see_contributions", person_id=person.pk)
    return _page(request, person, form, status=422)


def _recorded(request, person: Person, form: PaymentForm) -> bool:
    officer = request.officer
    field = "year" if form.cleaned_data["scheme"] == RESIDENTS else "first_month"
    try:
        times = record_payment(person, form.paid(officer.office.place), form.told(), by=officer)
    except PaidAlready as paid:
        text = _("From %(from)s to %(until)s is paid already.")
        form.add_error(field, text % {"from": paid.row.starts_on, "until": paid.row.ends_on})
    except NumberTaken:
        form.add_error("number", _("This number belongs to another payment. Compare it with the receipt again."))
    except ToldBefore:
        text = _(
            "A payment of this amount, day and way is recorded already. If this is another, enter its receipt's number."
        )
        form.add_error("number", text)
    except NoSource:
        form.add_error(field, _("No source says when this insurance year begins at this place."))
    else:
        messages.success(request, _("Payment recorded"))
        _tell_difference(request, form)
        _tell_what_is_open(request, person, times)
        return True
    return False


def _tell_difference(request, form: PaymentForm) -> None:
    """Say when the amount is not the premium that the rule of the place gives for that day."""
    data = form.cleaned_data
    if data["scheme"] != RESIDENTS:
        return
    premium = premium_for(request.officer.office.place, data["year"], data["paid_on"])
    if premium is not None and premium != data["amount"]:
        text = _("The rule of this place gives %(premium)s yuan for that year and day; %(amount)s were recorded.")
        messages.warning(request, text % {"premium": premium, "amount": data["amount"]})


def _tell_what_is_open(request, person: Person, times: list[PaidTime]) -> None:
    """Say that nothing is paid for yet when what was paid is less than what is owed."""
    if not times:
        text = _("The bill is not paid in full yet: the time it is for counts as paid when the rest has been paid.")
        messages.warning(request, text)


@needs("record_payment")
@posts_only("see_contributions", "person_id")
def issue_bill_of(request, person_id):
    """Write a bill, with a number by which its payment is reported."""
    person = person_or_404(request.officer, person_id)
    form = BillForm(request.POST)
    if form.is_valid() and _billed(request, person, form):
        return redirect("see_contributions", person_id=person.pk)
    return _page(request, person, form, status=422)


def _billed(request, person: Person, form: BillForm) -> bool:
    data, place = form.cleaned_data, request.officer.office.place
    year, month = form.period
    amount = data["amount"] if data["amount"] is not None else premium_for(place, year, request.officer.on)
    if amount is None:
        form.add_error(
            "amount", _("No source gives the premium of this place for the year. Enter what its notice says.")
        )
        return False
    try:
        bill = issue_bill(
            person,
            place,
            data["scheme"],
            year,
            month,
            person_kind=data["person_kind"],
            amount=amount,
            due_on=data["due_on"],
            by=request.officer,
        )
    except BilledAlready:
        field = "month" if month else "year"
        form.add_error(field, _("There is a bill for this time already."))
        return False
    messages.success(request, _("Bill %(number)s written") % {"number": bill.number})
    return True


@needs("strike_payment")
@posts_only("see_contributions", "person_id")
def strike_payment(request, person_id, payment_id):
    """Take a payment back that was recorded in error; it stays on record as taken back."""
    person = person_or_404(request.officer, person_id)
    payment = get_object_or_404(Payment.objects.select_related("bill"), pk=payment_id, bill__person=person)
    try:
        take_payment_back(payment, by=request.officer)
    except GivenBack:
        messages.error(request, _("Something of this payment was given back. It is not taken back any more."))
    except TakenBack:
        # A second press, or a colleague at another window.
        messages.info(request, _("This payment was taken back already. Nothing was changed."))
    else:
        messages.success(request, _("Payment taken back"))
    return redirect("see_contributions", person_id=person.pk)
