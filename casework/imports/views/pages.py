"""Imports: the template, sending a file, its check, the press that confirms it, how far it is, and what came of it."""

import time
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.imports.forms import FileForm
from casework.imports.models import Import, ImportRow
from casework.imports.queries import about_of, imports_of, known_rows, progress, rows_asking, rows_behind, rows_checked
from casework.imports.services import confirming, entering, kept_files, marking, waking
from casework.imports.services.receiving import SentBefore, receive
from casework.imports.services.templates import template_bytes
from casework.imports.table import About, ImportKind, import_kind
from casework.imports.views.messages import bad_cells, notes_of, refusal_text, stopped_text
from casework.steps.views.refused import say_why
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.writing import MEDIA_TYPE

REFRESHED_AFTER_SECONDS = 5
# A page that loads itself for ever would keep an empty desk logged in, should no worker run.
REFRESHED_FOR = timedelta(minutes=10)
STILL = "still"
# Whoever pressed waits so long at most: rows that are entered one by one are the slow ones, and the worker has time.
SECONDS_BEFORE_THE_ANSWER = 3.0
LANGUAGES = dict(CLIENT_LANGUAGES)
LATEST = 10
State, Row = Import.State, ImportRow.State
PAGES = {
    State.READING: "casework/imports/import_progress.html",
    State.CHECKING: "casework/imports/import_progress.html",
    State.CHECKED: "casework/imports/import_check.html",
    State.CONFIRMED: "casework/imports/import_progress.html",
}


@require_safe
def import_template(request, kind: str) -> HttpResponse:
    """An empty file in the language asked for, else the reader's."""
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else get_language()
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{language}.xlsx"'}
    return HttpResponse(template_bytes(import_kind(kind), language), content_type=MEDIA_TYPE, headers=headers)


def send_import(request, kind: str, about_id=None) -> HttpResponse:
    """The form for a file; what its check found follows on a page of its own."""
    described = import_kind(kind)
    for verb in described.also:
        request.officer.must(verb)
    about = _about_or_404(described, request.officer, about_id)
    if request.method != "POST":
        return _form_page(request, described, about, FileForm(described))
    form = FileForm(described, request.POST, request.FILES)
    try:
        upload = _uploaded(request)
        if not form.is_valid():
            return _form_page(request, described, about, form)
        kept = form.cleaned_data["kept"] if upload is None else None
        if kept:
            upload = kept_files.waiting_file(described, kept, about=about, by=request.officer)
        sent = receive(
            described,
            upload,
            about=about,
            by=request.officer,
            on=request.officer.on,
            language=get_language(),
            again=bool(request.POST.get("again")),
        )
    except WorkbookRefused as refused:
        # The refusal says more than the form could.
        form.errors["file"] = form.error_class([refusal_text(described, refused, get_language())])
        return _form_page(request, described, about, form)
    except SentBefore as before:
        form = FileForm(described, initial={"kept": before.kept and before.kept.pk}, sent_before=True)
        return _form_page(request, described, about, form, earlier=before.earlier)
    if kept:
        kept_files.forget(kept)
    return redirect(described.pages.urls.see, import_id=sent.pk)


def _uploaded(request):
    """The file, seen by the upload handler as it is read. Raises WorkbookRefused."""
    upload = request.FILES.get("file")
    if getattr(request, "upload_too_large", False):
        raise WorkbookRefused("too_large")
    return upload


def _about_or_404(kind: ImportKind, officer, key) -> About | None:
    if kind.belongs is None:
        return None
    about = kind.belongs.find(officer, key)
    if about is None:
        raise Http404
    return about


def _form_page(
    request, kind: ImportKind, about: About | None, form: FileForm, earlier: Import | None = None
) -> HttpResponse:
    context = {
        "pages": kind.pages,
        "about": about,
        "about_label": kind.belongs.label(about) if kind.belongs else "",
        "form": form,
        "earlier": earlier,
        "earlier_imports": list(imports_of(kind, about, request.officer)[:LATEST]),
        "templates": [(code, name, reverse(kind.pages.urls.template)) for code, name in CLIENT_LANGUAGES],
        "back": kind.pages.back(about),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    failed = form.errors or earlier
    return render(request, "casework/imports/import_send.html", context, status=422 if failed else 200)


@require_safe
def see_import(request, kind: str, import_id) -> HttpResponse:
    """What the check found, or how far the rows are, or what came of them; longer lists by the page."""
    sent = _import_or_404(request, kind, import_id)
    described, language, about = sent.described, get_language(), about_of(sent)
    bad = rows_behind(sent, Row.BAD, request.GET.get("after", ""))
    urls = described.pages.urls
    count = progress(sent)
    marked = (
        reverse(urls.marked, args=[sent.pk]) if urls.marked and marking.may_be_marked(sent, by=request.officer) else ""
    )
    context = {
        "sent": sent,
        "pages": described.pages,
        "about": about,
        "progress": count,
        "cells": bad_cells(sent, bad.rows, language),
        "more_bad_rows": count["bad"] - len(bad.rows) if "after" not in request.GET else 0,
        "following_bad": bad.following,
        **_known(sent, language),
        "notes": notes_of(sent),
        "stopped": stopped_text(sent, language),
        "marked": marked,
        "actions": {act: reverse(getattr(urls, act), args=[sent.pk]) for act in ("confirm", "discard")},
        "send_url": reverse(urls.send, args=[about.pk] if about is not None else []),
        "home": described.pages.home(about),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    context |= _of_state(request, sent)
    context["refreshed"] = _is_refreshed(request, sent)
    context["refreshed_after"], context["looked_at_every"] = REFRESHED_AFTER_SECONDS, waking.LOOKED_AT_EVERY
    response = render(request, PAGES.get(Import.State(sent.state), "casework/imports/import_result.html"), context)
    if context["refreshed"]:
        response["Refresh"] = str(REFRESHED_AFTER_SECONDS)
    return response


def _known(sent: Import, language: str) -> dict:
    """Rows that were left as they are: those on record, and apart from them those that match nothing here."""
    codes = sent.described.pages.unmatched
    known, count = known_rows(sent, codes, only=False)
    unmatched, left = known_rows(sent, codes, only=True) if codes else ([], 0)
    return {
        "known": bad_cells(sent, known, language),
        "known_count": count,
        "unmatched": bad_cells(sent, unmatched, language),
        "unmatched_count": left,
    }


def _of_state(request, sent: Import) -> dict:
    """What the page of this state shows besides."""
    if sent.state == State.CHECKING:
        return {"handled": rows_checked(sent), "total": sent.rows_total}
    if sent.state == State.CHECKED and not sent.rows_bad:
        page = rows_asking(sent, request.GET.get("asking", "")) if sent.rows_asking else None
        return {
            "shown": confirming.shown_rows(sent, by=request.officer, page=sent.described.pages.urls.see),
            "asking": bad_cells(sent, page.rows, get_language()) if page else [],
            "following_asking": page.following if page else "",
        }
    if sent.state == State.DONE:
        page = rows_behind(sent, Row.DONE, request.GET.get("entered", ""))
        return {"entered": sent.described.pages.results(page.rows), "following_entered": page.following}
    return {}


def _is_refreshed(request, sent: Import) -> bool:
    """The page of a running import loads itself, unless the reader wants it still or it has done so long enough."""
    if sent.state not in (State.READING, State.CHECKING, State.CONFIRMED) or STILL in request.GET:
        return False
    return timezone.now() - (sent.confirmed_at or sent.created_at) < REFRESHED_FOR


def _import_or_404(request, kind: str, key) -> Import:
    visible = Import.objects.visible_to(request.officer).select_related("uploaded_by", "confirmed_by")
    return get_object_or_404(visible, pk=key, kind=kind)


@require_safe
def marked_import(request, kind: str, import_id) -> HttpResponse:
    """The file as it was sent, its problems marked in its cells and said behind its rows."""
    sent = _import_or_404(request, kind, import_id)
    content = marking.marked_bytes(sent, by=request.officer, page=sent.described.pages.urls.marked)
    if content is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{kind}-marked.xlsx"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


def confirm_import(request, kind: str, import_id) -> HttpResponse:
    """POST: the rows may be entered; the first ones are before the page answers, the worker enters the others."""
    sent = _import_or_404(request, kind, import_id)
    if request.method == "POST":
        try:
            confirming.confirm(sent.pk, by=request.officer, looked=bool(request.POST.get("looked")))
            at_once = sent.described.description.runs.before_the_answer
            until = time.monotonic() + SECONDS_BEFORE_THE_ANSWER
            entering.advance(sent.pk, on=request.officer.on, limit=at_once, until=until)
            if Import.objects.filter(pk=sent.pk, state=State.CONFIRMED).exists():
                waking.wake()
        except Blocked as blocked:
            _say(request, blocked)
    return redirect(sent.described.pages.urls.see, import_id=sent.pk)


def discard_import(request, kind: str, import_id) -> HttpResponse:
    """POST: give the import up."""
    sent = _import_or_404(request, kind, import_id)
    if request.method == "POST":
        try:
            confirming.discard(sent.pk, by=request.officer)
        except Blocked as blocked:
            _say(request, blocked)
    return redirect(sent.described.pages.urls.see, import_id=sent.pk)


def _say(request, blocked: Blocked) -> None:
    say_why(request, blocked)
