"""Rosters: the template, sending a file, its check, the press that confirms it, and how far it is."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.writing import MEDIA_TYPE
from enrolment.employers.models.employer import Employer
from enrolment.rosters.forms import RosterForm
from enrolment.rosters.models import ROW_VERBS, VERBS, RosterImport
from enrolment.rosters.rules.columns import HIRES
from enrolment.rosters.services import imports as rosters
from enrolment.rosters.services import runs as roster_runs
from enrolment.rosters.services.templates import template_bytes
from enrolment.rosters.views.messages import bad_cells, notes_of, refusal_text, stopped_text

# So many rows are entered before the page answers; the rest is the worker's.
ROWS_AT_ONCE = 100
REFRESHED_AFTER_SECONDS = 5
# A page that loads itself for ever would keep an empty desk logged in, should no worker run.
REFRESHED_FOR = timedelta(minutes=10)
STILL = "still"
LANGUAGES = dict(CLIENT_LANGUAGES)
State = RosterImport.State
PAGES = {
    State.CHECKED: "enrolment/rosters/roster_check.html",
    State.CONFIRMED: "enrolment/rosters/roster_progress.html",
}


@require_safe
def roster_template(request, kind):
    """An empty roster in the language asked for, else the reader's."""
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else get_language()
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{language}.xlsx"'}
    return HttpResponse(template_bytes(kind, language), content_type=MEDIA_TYPE, headers=headers)


def import_roster(request, kind, employer_id=None):
    """The form for a file; what its check found follows on a page of its own."""
    request.officer.must(ROW_VERBS[kind])
    employer = _employer_or_404(request.officer, employer_id) if kind == HIRES else None
    if request.method != "POST":
        return _form_page(request, kind, employer, RosterForm())
    form = RosterForm(request.POST, request.FILES)
    try:
        upload = _uploaded(request)
        if not form.is_valid():
            return _form_page(request, kind, employer, form)
        roster = rosters.check_roster(
            kind,
            upload,
            employer=employer,
            by=request.officer,
            on=request.officer.on,
            language=get_language(),
            again=bool(request.POST.get("again")),
        )
    except WorkbookRefused as refused:
        # The refusal says more than the form could.
        form.errors["file"] = form.error_class([refusal_text(refused, get_language())])
        return _form_page(request, kind, employer, form)
    except rosters.SentBefore as sent:
        form = RosterForm(request.POST, request.FILES, sent_before=True)
        return _form_page(request, kind, employer, form, earlier=sent.earlier)
    return redirect(f"see_roster_{kind}", roster_id=roster.pk)


def _uploaded(request):
    """The file, seen by the upload handler as it is read. Raises WorkbookRefused."""
    upload = request.FILES.get("file")
    if getattr(request, "upload_too_large", False):
        raise WorkbookRefused("too_large")
    return upload


def _employer_or_404(officer, employer_id) -> Employer:
    employer = Employer.objects.visible_to(officer).filter(pk=employer_id).first()
    if employer is None:
        raise Http404
    return employer


def _form_page(request, kind, employer, form, earlier=None):
    context = {
        "kind": kind,
        "employer": employer,
        "form": form,
        "earlier": earlier,
        "earlier_rosters": rosters.rosters_of(kind, employer, request.officer),
        "templates": [(code, name, reverse(f"roster_template_{kind}")) for code, name in CLIENT_LANGUAGES],
        "see_url_name": f"see_roster_{kind}",
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    failed = form.errors or earlier
    return render(request, "enrolment/rosters/import_roster.html", context, status=422 if failed else 200)


@require_safe
def see_roster(request, kind, roster_id):
    """What the check found, or how far the rows are, or what came of them."""
    roster = _roster_or_404(request, kind, roster_id)
    progress = roster_runs.progress(roster)
    bad, language = rosters.bad_rows(roster), get_language()
    context = {
        "roster": roster,
        "progress": progress,
        "cells": bad_cells(roster, bad, language),
        "more_bad_rows": progress["bad"] - len(bad),
        "known": bad_cells(roster, rosters.known_rows(roster), language),
        "notes": notes_of(roster),
        "stopped": stopped_text(roster),
        "actions": {act: reverse(f"{act}_roster_{kind}", args=[roster.pk]) for act in ("confirm", "discard")},
        "send_url": _send_url(roster),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    if roster.state == State.CHECKED and not roster.rows_bad:
        context["shown"] = rosters.shown_rows(roster, by=request.officer)
    if roster.state == State.DONE:
        context["entered"] = rosters.entered_rows(roster)
    context["refreshed"] = _is_refreshed(request, roster)
    response = render(request, PAGES.get(roster.state, "enrolment/rosters/roster_result.html"), context)
    if context["refreshed"]:
        response["Refresh"] = str(REFRESHED_AFTER_SECONDS)
    return response


def _is_refreshed(request, roster: RosterImport) -> bool:
    """The page of a running roster loads itself, unless the reader wants it still or it has done so long enough."""
    if roster.state != State.CONFIRMED or STILL in request.GET:
        return False
    return timezone.now() - roster.confirmed_at < REFRESHED_FOR


def _roster_or_404(request, kind, roster_id) -> RosterImport:
    visible = RosterImport.objects.visible_to(request.officer).select_related("employer", "uploaded_by", "confirmed_by")
    roster = visible.filter(pk=roster_id, kind=kind).first()
    if roster is None:
        raise Http404
    return roster


def _send_url(roster: RosterImport) -> str:
    arguments = [roster.employer_id] if roster.kind == HIRES else []
    return reverse(VERBS[roster.kind], args=arguments)


def confirm_roster(request, kind, roster_id):
    """POST: the rows may be entered; the first ones are before the page answers."""
    roster = _roster_or_404(request, kind, roster_id)
    if request.method == "POST":
        try:
            rosters.confirm_roster(roster.pk, by=request.officer)
            roster_runs.advance(roster.pk, on=request.officer.on, limit=ROWS_AT_ONCE)
        except Blocked as blocked:
            _say(request, blocked)
    return redirect(f"see_roster_{kind}", roster_id=roster.pk)


def discard_roster(request, kind, roster_id):
    """POST: give the roster up."""
    roster = _roster_or_404(request, kind, roster_id)
    if request.method == "POST":
        try:
            rosters.discard_roster(roster.pk, by=request.officer)
        except Blocked as blocked:
            _say(request, blocked)
    return redirect(f"see_roster_{kind}", roster_id=roster.pk)


def _say(request, blocked: Blocked) -> None:
    for reason in blocked.reasons:
        messages.error(request, reason.text)
