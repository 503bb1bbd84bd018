"""Messages to addressees: which wait for a person, what each says, the proof that it was served."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.mailings.forms import ProofForm
from casework.mailings.models.mailing import Mailing
from casework.mailings.queries import named
from casework.mailings.services import proofs
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why

MOST = 100
STATES = [state for state in Mailing.State if state != Mailing.State.EMPTY]


def _mailing_or_404(officer, mailing_id) -> Mailing:
    rows = Mailing.objects.visible_to(officer).select_related("office", "recorded_by", "case", "paper")
    mailing = rows.filter(pk=mailing_id).first()
    if mailing is None:
        raise Http404
    return mailing


@needs("see_mailings")
@require_GET
def see_mailings(request):
    """What waits for a person first; any state by filter."""
    state = request.GET.get("state", "")
    rows = Mailing.objects.visible_to(request.officer).defer("content").select_related("office")
    chosen = rows.filter(state=state) if state in Mailing.State else rows.filter(state__in=Mailing.FOR_A_PERSON)
    context = {
        "rows": named(chosen.order_by("for_date", "pk")[:MOST]),
        "most": MOST,
        "state": state if state in Mailing.State else "",
        "states": [(each.value, each.label) for each in STATES],
    }
    return render(request, "casework/mailings/mailings.html", context)


@needs("see_mailings")
@require_GET
def see_mailing(request, mailing_id):
    """One message: its text as it was handed over, the cases it speaks of, what is known of its way."""
    mailing = _mailing_or_404(request.officer, mailing_id)
    return _show(request, mailing, _proof_form(request))


def _proof_form(request):
    kept = kept_fields(request)
    initial = {"served_on": request.officer.on} | (as_initial(kept) if kept else {})
    return ProofForm(initial=initial, on=request.officer.on)


def _show(request, mailing: Mailing, form, status: int = 200):
    notices = list(mailing.notices.select_related("case", "deadline"))
    cases = [mailing.case] if mailing.case_id else [notice.case for notice in notices]
    record_look("see_mailing", by=request.officer, shown=[case.pk for case in cases])
    named([mailing])
    context = {
        "mailing": mailing,
        "page": _page_of(mailing),
        "post": mailing.addressee.post(mailing.addressee_key),
        "cases": [{"case": case, "clock": clock} for case, clock in _with_clocks(mailing, notices)],
        "text": mailing.content.open_for_work(),
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
        "may_serve": request.officer.may("serve_mailing") and proofs.may_be_served(mailing),
        "may_send": request.officer.may("send_again") and proofs.may_be_sent(mailing),
    }
    return render(request, "casework/mailings/mailing.html", context, status=status)


def _with_clocks(mailing: Mailing, notices: list) -> list:
    return [(mailing.case, None)] if mailing.case_id else [(notice.case, notice.deadline) for notice in notices]


def _page_of(mailing: Mailing) -> str:
    """The address of the addressee's page, "" when the kind has none."""
    name = mailing.addressee.page
    return reverse(name, args=[mailing.addressee_key]) if name else ""


@needs("serve_mailing")
def serve_mailing(request, mailing_id):
    """Record the proof of service."""
    mailing = _mailing_or_404(request.officer, mailing_id)
    if request.method != "POST":
        return _show(request, mailing, _proof_form(request))
    form = ProofForm(request.POST, on=request.officer.on)
    if form.is_valid():
        try:
            proofs.serve_mailing(mailing, form.proof(), by=request.officer, on=request.officer.on)
            messages.success(request, _("Proof of service recorded"))
            return redirect("see_mailing", mailing_id=mailing.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
    return _show(request, mailing, form, status=422)


@needs("send_again")
@posts_only("see_mailing", "mailing_id")
def send_again(request, mailing_id):
    """Hand the message over once more; a person has decided so."""
    mailing = _mailing_or_404(request.officer, mailing_id)
    try:
        proofs.send_again(mailing, by=request.officer)
        messages.success(request, _("The notice is handed over again within a minute."))
    except Blocked as blocked:
        say_why(request, blocked)
    return redirect("see_mailing", mailing_id=mailing.pk)
