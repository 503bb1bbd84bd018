"""The working-day calendar: the years, a draft or correction of one, what it moves, its publication."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.publication.forms import CalendarForm, lines_of, sentence_of
from casework.publication.models import FIRST_YEAR, LAST_YEAR, CalendarDraft
from casework.publication.services import calendar
from casework.publication.services.publication import speaks_for_the_province
from casework.rulebook.models import CalendarDay, CalendarYear
from casework.rulebook.rules.calendar_lines import is_balanced, problems_of_year
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why

MOST_MOVES = 100


def _may_write(officer, verb: str) -> bool:
    return officer.may(verb) and speaks_for_the_province(officer)


@needs("see_rules")
@require_GET
def see_calendar(request):
    """Every year with its source, and the drafts for whoever writes or publishes them."""
    officer = request.officer
    years = list(CalendarYear.objects.select_related("drafted_by", "published_by"))
    sees_drafts = officer.may("draft_rules") or officer.may("publish_rules")
    drafts = CalendarDraft.objects.select_related("drafted_by", "discarded_by", "published_by") if sees_drafts else []
    context = {
        "years": years,
        "drafts": drafts[:40],
        "may_draft": _may_write(officer, "draft_rules"),
        "next_year": max((row.year for row in years if row.published), default=officer.on.year) + 1,
    }
    return render(request, "casework/publication/calendar.html", context)


@needs("draft_rules")
def draft_calendar(request, year):
    """Draft a year, or the correction of a published one; every wrong line is answered with a sentence."""
    officer = request.officer
    if not speaks_for_the_province(officer):
        raise PermissionDenied("the calendar is the province's")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    row = CalendarYear.objects.filter(year=year).first()
    correction = bool(row and row.published)
    if request.method == "POST":
        form = CalendarForm(request.POST, request.FILES, year=year, correction=correction)
        if form.is_valid():
            try:
                draft = calendar.draft_calendar(form.draft(), by=officer)
                messages.success(request, _("The draft is kept. A second person publishes it."))
                return redirect("publish_calendar", draft_id=draft.pk)
            except Blocked as blocked:
                form.add_reasons(blocked)
    else:
        kept = kept_fields(request)
        initial = _initial(year, row) | (as_initial(kept) if kept else {})
        form = CalendarForm(initial=initial, year=year, correction=correction)
    context = {
        "form": form,
        "year": year,
        "correction": correction,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "casework/publication/calendar_draft.html", context, status=422 if form.errors else 200)


def _initial(year: int, row: CalendarYear | None) -> dict:
    """The open draft, else the year as it stands."""
    draft = CalendarDraft.objects.filter(year=year, published_at=None, discarded_at=None).first()
    if draft:
        days = calendar.days_of(draft)
        return {"source": draft.source, "status": draft.status, "reason": draft.reason, "lines": lines_of(days)}
    facts = {"source": row.source, "status": row.status} if row and row.published else {}
    return facts | {"lines": lines_of(_days_in_force(year))}


def _days_in_force(year: int) -> dict[date, str]:
    rows = CalendarDay.objects.filter(year=year).exclude(kind=CalendarDay.Kind.ORDINARY)
    return dict(rows.values_list("day", "kind"))


@dataclass(frozen=True)
class Line:
    """One day that the draft changes: what it is in force and in the draft, in words."""

    day: date
    old: str
    new: str


def _changes(draft: CalendarDraft) -> list[Line]:
    labels = dict(CalendarDay.Kind.choices)
    old, new = _days_in_force(draft.year), calendar.days_of(draft)
    days = sorted(day for day in {*old, *new} if old.get(day) != new.get(day))
    return [Line(day, str(labels.get(old.get(day), "—")), str(labels.get(new.get(day), "—"))) for day in days]


def _draft_or_404(draft_id: int) -> CalendarDraft:
    return get_object_or_404(
        CalendarDraft.objects.select_related("drafted_by", "published_by", "discarded_by"), pk=draft_id
    )


@needs("see_rules")
@proven(gettext_lazy("Publish a calendar year"))
def publish_calendar(request, draft_id):
    """What the draft changes and which dates it moves; a second person publishes it."""
    officer = request.officer
    if not (officer.may("draft_rules") or officer.may("publish_rules")):
        raise PermissionDenied("drafts are for whoever writes or publishes")
    row = _draft_or_404(draft_id)
    errors = []
    if request.method == "POST":
        try:
            moved = calendar.publish_calendar(row.pk, seen=request.POST.get("seen", "")[:60], by=officer)
            text = _("%(year)s is published; %(count)s clocks moved.")
            messages.success(request, text % {"year": row.year, "count": moved})
            return redirect("see_calendar")
        except Blocked as blocked:
            errors = [reason.text for reason in blocked.reasons]
    return render(
        request,
        "casework/publication/calendar_publish.html",
        _publish_context(row, officer, errors),
        status=422 if errors else 200,
    )


def _publish_context(row: CalendarDraft, officer, errors: list) -> dict:
    days = calendar.days_of(row)
    # Cases of the whole province: for its own office only.
    shown = row.is_open and speaks_for_the_province(officer)
    moves = calendar.moves_of(row, MOST_MOVES + 1) if shown else []
    return {
        "row": row,
        "seen": calendar.version_of(row),
        "lines": lines_of(days).splitlines(),
        "changes": _changes(row) if row.is_open else [],
        "problems": [sentence_of(problem) for problem in problems_of_year(days, row.year)],
        "balanced": is_balanced(days),
        "moves": moves[:MOST_MOVES],
        "more_moves": len(moves) > MOST_MOVES,
        "errors": errors,
        "own": row.drafted_by_id == officer.user.pk,
        "may_publish": row.is_open and _may_write(officer, "publish_rules") and row.drafted_by_id != officer.user.pk,
        "may_discard": row.is_open and _may_write(officer, "draft_rules"),
    }


@needs("draft_rules")
@posts_only("publish_calendar", "draft_id")
def discard_calendar(request, draft_id):
    """Put a draft aside for good; it stays on the list."""
    try:
        calendar.discard_calendar(_draft_or_404(draft_id).pk, by=request.officer)
        messages.success(request, _("The draft is discarded."))
    except Blocked as blocked:
        say_why(request, blocked)
    return redirect("see_calendar")
