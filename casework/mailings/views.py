"""Messages to addressees: which wait for a person, what each says, the proof that it was served."""

import uuid
from contextlib import suppress

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.engine.table import workflow_of
from casework.mailings.forms import ProofForm
from casework.mailings.models.mailing import Mailing
from casework.mailings.queries import cases_of, mailings_about, named, on_paper, people_shown
from casework.mailings.services import proofs
from casework.mailings.services.on_paper import refresh_these
from casework.mailings.table import further_acts
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.refused import say_why

MOST = 100
STATES = [state for state in Mailing.State if state != Mailing.State.EMPTY]


def _mailing_or_404(officer, mailing_id) -> Mailing:
    rows = Mailing.objects.visible_to(officer).select_related("office", "recorded_by", "case", "paper")
    return get_object_or_404(rows, pk=mailing_id)


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
        "may_serve": request.officer.may("serve_mailing"),
        "states": [(each.value, each.label) for each in STATES],
    }
    return render(request, "casework/mailings/mailings.html", context)


@needs("see_mailings")
@require_GET
def see_case_mailings(request, case_id):
    """What was told about a case: to whom, when, on which way, served from which day."""
    case = case_or_404(request.officer, case_id)
    rows = named(mailings_about(case)[:MOST])
    record_look("see_case_mailings", by=request.officer, shown=[case.subject or case.pk], case=case)
    context = {"case": case, "rows": rows, "page": reverse(workflow_of(case.kind).page_for(case.state), args=[case.pk])}
    return render(request, "casework/mailings/of_case.html", context)


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
    clocks = {notice.case_id: notice.deadline for notice in mailing.notices.select_related("deadline")}
    cases = cases_of(mailing)
    shown = [case.pk for case in cases]
    record_look("see_mailing", by=request.officer, shown=[*shown, *_shown([mailing])])
    named([mailing])
    context = {
        "mailing": mailing,
        "page": _page_of(mailing),
        "post": mailing.addressee.post(mailing.addressee_key),
        # A case of another office that the same message speaks of is not led to.
        "cases": [
            {"case": case, "clock": clocks.get(case.pk)}
            for case in CaseFile.objects.visible_to(request.officer).filter(pk__in=[case.pk for case in cases])
        ],
        "attempts": list(mailing.service_attempts.select_related("recorded_by", "paper")),
        "text": mailing.content.open_for_work(),
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
        "further": [
            (words, reverse(name, args=[mailing.pk])) for words, name in further_acts(mailing, request.officer)
        ],
        "may_serve": request.officer.may("serve_mailing") and proofs.may_be_served(mailing),
        "may_send": request.officer.may("send_again") and proofs.may_be_sent(mailing),
    }
    return render(request, "casework/mailings/mailing.html", context, status=status)


def _shown(mailings: list[Mailing]) -> list[uuid.UUID]:
    """Whose names and addresses a page shows: the files of people, so that they are told; of others the letters. A query a kind."""
    return people_shown(mailings) or [mailing.pk for mailing in mailings]


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
            messages.success(request, _("What became of the letter is recorded."))
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


@needs("serve_mailing")
@require_GET
def see_post(request):
    """What is to be posted or handed over today, names masked; what is on its way and waits for a receipt."""
    rows = on_paper(request.officer, MOST)
    posted = Mailing.objects.visible_to(request.officer).filter(state=Mailing.State.POSTED).select_related("office")
    record_look("see_post", by=request.officer, shown=_shown([row.mailing for row in rows]))
    context = {
        "by_post": [row for row in rows if not row.by_hand],
        "by_hand": [row for row in rows if row.by_hand],
        "posted": named(posted.defer("content").order_by("for_date", "pk")[:MOST]),
        "most": MOST,
        "full": len(rows) == MOST,
    }
    return render(request, "casework/mailings/post.html", context)


@needs("serve_mailing")
@posts_only("see_post")
def prepare_letters(request):
    """Put the letters that wait together as of now, then show them for the printer."""
    refresh_these([row.mailing.pk for row in on_paper(request.officer, MOST)], request.officer.on)
    return redirect("print_letters")


@needs("serve_mailing")
@require_GET
def print_letters(request):
    """The letters that wait, a sheet each, for the printer."""
    rows = [row for row in on_paper(request.officer, MOST, envelopes=True) if row.mailing.content]
    record_look("print_letters", by=request.officer, shown=_shown([row.mailing for row in rows]))
    sheets = [{"row": row, "text": row.mailing.content.open_for_work()} for row in rows]
    return render(request, "casework/mailings/letters.html", {"sheets": sheets})


@needs("serve_mailing")
@posts_only("see_post")
def post_letters(request):
    """The ticked letters were posted today."""
    done = proofs.post_today(_keys(request.POST.getlist("letter")), by=request.officer, on=request.officer.on)
    if done:
        text = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", done)
        messages.success(request, text % {"count": done})
    else:
        messages.error(request, _("Tick the letters that were posted."))
    return redirect("see_post")


def _keys(sent: list[str]) -> list[uuid.UUID]:
    """The keys among what was sent; what is none was put there by nobody's page."""
    found = []
    for text in sent[:MOST]:
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return found
