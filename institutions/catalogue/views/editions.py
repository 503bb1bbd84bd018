"""Editions of lists: sent as a file, read beside what stands, confirmed by a second person or withdrawn."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press, bar_of
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.questions.rules.mistakes import FactsError
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why
from casework.steps.views.uploads import takes_large_files
from casework.tables.queries.pages import page_behind
from casework.workbooks.services.files import WorkbookRefused
from institutions.catalogue.choices import Outcome
from institutions.catalogue.forms import EditionForm
from institutions.catalogue.models.edition import Edition
from institutions.catalogue.models.table import LISTS
from institutions.catalogue.queries.differences import (
    NAMED,
    PAGE,
    Row,
    difference,
    kinds_of,
    ratios_of_old_classes,
    share,
    written,
)
from institutions.catalogue.services import editions as services
from institutions.catalogue.words import file_words, problem_words
from institutions.register.access import institution_or_404

SHAPES = {"published": "done", "refused": "refused", "withdrawn": "refused"}
PROBLEMS_SHOWN = 200
SENT_BEFORE = gettext_lazy("This file was sent before for the same list and day; nothing was changed.")


@needs("see_catalogue")
@require_GET
def see_editions(request):
    """The editions an officer may know of, the newest first. A fixed number of queries."""
    rows = Edition.objects.visible_to(request.officer).select_related("place", "institution", "office")
    page = page_behind(rows, ("-created_at", "pk"), request.GET.get("after", ""), PAGE)
    context = {
        "rows": [(row, SHAPES.get(row.state, "waiting")) for row in page.rows],
        "following": f"?after={page.following}" if page.following else "",
        "may_send": request.officer.may("send_edition"),
    }
    return render(request, "institutions/catalogue/editions.html", context)


@takes_large_files
@needs("send_edition")
def send_edition(request):
    """The form for a list of a place."""
    return _send(request, None)


@takes_large_files
@needs("send_edition")
def send_price_list(request, institution_id):
    """The form for the price list of an institution."""
    return _send(request, institution_or_404(request.officer, institution_id))


def _send(request, institution):
    form = EditionForm(request.POST or None, request.FILES or None, officer=request.officer, institution=institution)
    if request.method == "POST" and form.is_valid():
        edition = _sent(request, form)
        if edition is not None:
            return redirect("see_edition", edition_id=edition.pk)
    back = reverse("see_prices", args=[institution.pk]) if institution else reverse("see_editions")
    context = {"form": form, "institution": institution, "back": back}
    return render(request, "institutions/catalogue/send.html", context, status=422 if form.errors else 200)


def _sent(request, form: EditionForm) -> Edition | None:
    """What came of a file; None when it is not read, said beside the field."""
    upload = form.cleaned_data["file"]
    try:
        return services.send_edition(upload.file, upload.name, upload.size, form.edition_data(), by=request.officer)
    except services.SentBefore as before:
        if Edition.objects.visible_to(request.officer).filter(pk=before.earlier.pk).exists():
            messages.info(request, SENT_BEFORE)
            return before.earlier
        # Another office's draft: named, not shown.
        form.add_error("file", SENT_BEFORE)
    except WorkbookRefused as refused:
        form.add_error("file", file_words(refused.code, refused.params))
    except FactsError as problem:
        form.add_error("file", file_words("headers", problem.params))
    except Blocked as blocked:
        form.add_reasons(blocked)
    return None


def _edition_or_404(request, edition_id) -> Edition:
    rows = Edition.objects.visible_to(request.officer)
    related = ("place", "institution", "taken_over_from", "office", "drafted_by", "published_by")
    return get_object_or_404(rows.select_related(*related), pk=edition_id)


@needs("see_catalogue")
@require_GET
def see_edition(request, edition_id):
    """One edition: what it changes, or what is wrong with it."""
    edition = _edition_or_404(request, edition_id)
    outcome, after = request.GET.get("rows", ""), request.GET.get("after", "")
    counts = {Outcome.NEW: edition.rows_new, Outcome.CHANGED: edition.rows_changed, Outcome.ENDED: edition.rows_ended}
    if outcome not in counts:
        outcome = next((one for one in (Outcome.CHANGED, Outcome.ENDED, Outcome.NEW) if counts[one]), Outcome.NEW)
    rows: list[Row] = []
    following, old_ratios = "", ratios_of_old_classes(edition)
    if edition.state in (Edition.State.CHECKED, Edition.State.AGREED):
        rows, following = difference(edition, outcome, after)
    elif edition.state == Edition.State.PUBLISHED:
        rows, following = written(edition, after)
    context = {
        "edition": edition,
        "shape": SHAPES.get(edition.state, "waiting"),
        "failure": file_words(edition.failure, edition.failure_params) if edition.failure else "",
        "problems": _problems(edition),
        "kinds": kinds_of(edition),
        "old_ratios": [(row, share(row.first_pay_ratio)) for row in old_ratios[:NAMED]],
        "more_old_ratios": len(old_ratios) > NAMED,
        "outcome": outcome,
        "outcomes": [(one.value, one.label, count) for one, count in counts.items()],
        "rows": rows,
        "following": f"?rows={outcome}&after={following}" if following else "",
        "bar_of_acts": _bar(edition, request.officer),
    }
    return render(request, "institutions/catalogue/edition.html", context)


def _problems(edition: Edition) -> list[tuple]:
    """The first problems with their columns and cures. One query."""
    of = LISTS[edition.list_name]
    return [
        (one, of.label(one.column), problem_words(one.code, one.other_row))
        for one in edition.problems.order_by("row_number", "id")[:PROBLEMS_SHOWN]
    ]


def _bar(edition: Edition, officer):
    """Confirming, for somebody who did not send it, and withdrawing."""
    if edition.state != Edition.State.CHECKED or not services.within_reach(edition.place, edition.institution, officer):
        return bar_of([])
    presses = []
    if officer.may("publish_edition"):
        presses.append(
            Press(
                label=words_for("publish_edition").act,
                url=reverse("publish_edition", args=[edition.pk]),
                by_post=True,
                fields=(("seen", services.shown_as(edition)),),
                blocked=services.OWN if edition.drafted_by_id == officer.user.pk else "",
            )
        )
    if officer.may("withdraw_edition"):
        withdraw = words_for("withdraw_edition").act
        presses.append(Press(label=withdraw, url=reverse("withdraw_edition", args=[edition.pk]), by_post=True))
    return bar_of(presses)


@needs("publish_edition")
@posts_only("see_edition", "edition_id")
def publish_edition(request, edition_id):
    """Confirm what an edition changes."""
    _edition_or_404(request, edition_id)
    try:
        edition = services.publish_edition(edition_id, by=request.officer, seen=request.POST.get("seen", ""))
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        published = edition.state == Edition.State.PUBLISHED
        messages.success(request, _("Published.") if published else _("Confirmed: the worker enters the rows."))
    return redirect("see_edition", edition_id=edition_id)


@needs("withdraw_edition")
@posts_only("see_edition", "edition_id")
def withdraw_edition(request, edition_id):
    """Drop an edition that was not published."""
    _edition_or_404(request, edition_id)
    try:
        services.withdraw_edition(edition_id, by=request.officer)
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        messages.success(request, _("Withdrawn; nothing was changed."))
    return redirect("see_edition", edition_id=edition_id)
