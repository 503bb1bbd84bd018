"""What an employer owes: arrears, late fees, fines, each with what was paid; recording fines and payments; public notices."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.mailings.models.mailing import Mailing
from casework.steps.views.access import needs
from casework.steps.views.making import bound, made
from enrolment.employers.access import employer_or_404
from enrolment.employers.models.money import EmployerFine
from enrolment.endings.forms import FineForm, NoticeForm, PaymentForm, TakeBackForm
from enrolment.endings.queries.owed import owed_by
from enrolment.endings.services import money
from enrolment.endings.services.public_notice import REACHABLE, may_be_noticed
from enrolment.endings.services.public_notice import serve_by_notice as put_up

# Bills a page lists; the sums are of all.
MOST = 200


@needs("see_owed")
@require_GET
def see_owed(request, employer_id):
    """What is open and how much, to the fen, with the source of each sum."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    owed = owed_by(employer, officer.on)
    shown = [one.bill.person_id for one in owed.bills[:MOST]]
    record_look("see_owed", by=officer, shown=shown or [employer.pk])
    context = {
        "employer": employer,
        "owed": owed,
        "bills": owed.bills[:MOST],
        "most": MOST,
        "more": len(owed.bills) > MOST,
        "may_fine": officer.may("record_fine"),
        "may_pay": officer.may("record_employer_payment"),
        "may_take_back": officer.may("take_back_fine"),
    }
    return render(request, "enrolment/endings/owed.html", context)


def _page(request, form, title, act, *, employer, note=""):
    context = {
        "form": form,
        "title": title,
        "act": act,
        "back": "see_owed",
        "employer": employer,
        "note": note,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "enrolment/endings/form.html", context, status=422 if form.is_bound else 200)


@needs("record_fine")
def record_fine(request, employer_id):
    """Keep a fine as its order says."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    form = bound(request, FineForm, on=officer.on)
    if made(
        request,
        form,
        f"record_fine {employer.pk}",
        lambda: money.record_fine(employer, form.fine_data(), by=officer, on=officer.on),
    ):
        messages.success(request, _("Fine of the employer recorded"))
        return redirect("see_owed", employer_id=employer.pk)
    note = _("The portal computes no fine: number, date and amount are those of the order.")
    return _page(request, form, _("Record a fine"), _("Record a fine"), employer=employer, note=note)


@needs("record_employer_payment")
def record_employer_payment(request, employer_id):
    """Keep what was paid of a fine or of late fees, with its receipt."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    open_fines = [one for one in owed_by(employer, officer.on).fines if one.open]
    fines = [(str(one.fine.pk), f"{one.fine.authority} {one.fine.number} ({one.open:.2f})") for one in open_fines]
    form = bound(request, PaymentForm, fines=fines, on=officer.on)
    if made(
        request,
        form,
        f"record_employer_payment {employer.pk}",
        lambda: money.record_employer_payment(employer, form.payment_data(), by=officer, on=officer.on),
    ):
        messages.success(request, _("Payment of the employer recorded"))
        return redirect("see_owed", employer_id=employer.pk)
    note = _("Contributions are paid on their bills; here stand fines and late fees alone.")
    return _page(request, form, _("Record a payment"), _("Record a payment"), employer=employer, note=note)


@needs("take_back_fine")
def take_back_fine(request, employer_id, fine_id):
    """A fine that was recorded in error."""
    officer, employer = request.officer, employer_or_404(request.officer, employer_id)
    fine = get_object_or_404(EmployerFine.objects.known(), pk=fine_id, employer=employer)
    form = bound(request, TakeBackForm)
    if form.is_bound and form.is_valid():
        try:
            money.take_back_fine(employer, fine.pk, form.cleaned_data["reason"], by=officer)
            messages.success(request, _("Fine of the employer taken back"))
            return redirect("see_owed", employer_id=employer.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
    return _page(request, form, _("Recorded in error"), _("Recorded in error"), employer=employer, note=fine.number)


@needs("serve_by_notice")
def serve_by_notice(request, mailing_id):
    """Serve a letter by public notice: the paper is issued, the days run."""
    officer = request.officer
    mailing = (
        Mailing.objects.visible_to(officer).select_related("office", "case", "paper").filter(pk=mailing_id).first()
    )
    if mailing is None:
        raise Http404
    if request.method != "POST" and not may_be_noticed(mailing):
        messages.warning(request, REACHABLE)
        return redirect("see_mailing", mailing_id=mailing.pk)
    form = bound(request, NoticeForm, on=officer.on)
    if form.is_bound and form.is_valid():
        try:
            attempt = put_up(mailing, form.notice_data(), by=officer, on=officer.on)
            messages.success(request, _("Public notice put up"))
            return redirect("see_paper", paper_id=attempt.paper_id)
        except Blocked as blocked:
            form.add_reasons(blocked)
    record_look("serve_by_notice", by=officer, shown=[mailing.pk])
    context = {"mailing": mailing, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/endings/serve_by_notice.html", context, status=422 if form.errors else 200)
