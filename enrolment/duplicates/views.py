"""The queue of files that may be one human's, the page where a pair is judged, the merge with its preview, and its undoing."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.steps.views.access import needs
from casework.tables.queries.pages import page_behind
from enrolment.duplicates.forms import JudgeForm, MergeForm, UndoForm
from enrolment.duplicates.models.merge import Merge
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.duplicates.queries.evidence import evidence
from enrolment.duplicates.queries.merge_preview import merge_preview
from enrolment.duplicates.queries.pairs import pairs_visible_to, unsettled
from enrolment.duplicates.services import judging, merging
from enrolment.duplicates.services.merging import MergeChoice
from enrolment.duplicates.table import all_entries
from enrolment.duplicates.words import BASIS_WORDS
from enrolment.persons.models.person import Person

PAGE = 30


@needs("judge_duplicate")
@require_GET
def see_duplicates(request):
    """Everything that waits for a verdict or for a merge, the longest waiting first."""
    officer = request.officer
    rows = unsettled().filter(pk__in=pairs_visible_to(officer).values("pk"))
    rows = rows.select_related("first__home_office", "second__home_office")
    page = page_behind(rows, ("found_at", "pk"), request.GET.get("after", ""), PAGE)
    record_look(
        "see_duplicates", by=officer, shown=[key for pair in page.rows for key in (pair.first_id, pair.second_id)]
    )
    pairs = [{"pair": pair, "basis": basis_words(pair)} for pair in page.rows]
    return render(request, "enrolment/duplicates/queue.html", {"pairs": pairs, "following": page.following})


def basis_words(pair: PossibleDuplicate) -> list:
    """What agrees, in words."""
    return [BASIS_WORDS[code] for code in pair.basis if code in BASIS_WORDS]


def _pair_or_404(request, pair_id: UUID) -> PossibleDuplicate:
    return get_object_or_404(pairs_visible_to(request.officer), pk=pair_id)


@needs("judge_duplicate")
def judge_duplicate(request, pair_id):
    """Both files side by side, and the verdict."""
    pair = _pair_or_404(request, pair_id)
    form = _form(request, JudgeForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            judged = judging.judge_duplicate(pair.pk, data["verdict"], data["reason"], by=request.officer)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, str(words_for("judge_duplicate").done))
            same = judged.verdict == PossibleDuplicate.Verdict.SAME
            return redirect("judge_duplicate", pair_id=pair.pk) if same else redirect("see_duplicates")
    return _show_pair(request, pair, "judge_duplicate", form)


def _form(request, form_class, **kwargs):
    if request.method == "POST":
        return form_class(request.POST, **kwargs)
    kept = kept_fields(request)
    return form_class(initial=as_initial(kept) if kept else {}, **kwargs)


def _show_pair(request, pair: PossibleDuplicate, page: str, form, **more):
    officer, people = request.officer, (pair.first, pair.second)
    record_look(page, by=officer, shown=[person.pk for person in people])
    merge = pair.merges.filter(undone_on=None).select_related("merged_by", "kept_person").first()
    context = {
        "pair": pair,
        "people": people,
        "basis": basis_words(pair),
        "rows": evidence(people, officer),
        "merge": merge,
        "may_merge": officer.may("merge_files") and pair.verdict == "same" and merge is None,
        "may_undo": officer.may("undo_merge") and merge is not None,
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, f"enrolment/duplicates/{page}.html", context | more, status=status)


@needs("merge_files")
def merge_files(request, pair_id):
    """What the merge would do, file by file, before it is done. Which file goes on is chosen by a link."""
    pair = _pair_or_404(request, pair_id)
    kept, joined = (pair.second, pair.first) if request.GET.get("keep") == "second" else (pair.first, pair.second)
    preview = merge_preview(kept, joined)
    form = _form(request, MergeForm, preview=preview)
    if request.method == "POST" and form.is_valid() and _merged(request, pair, kept, form):
        return redirect("see_person", person_id=kept.pk)
    return _show_pair(request, pair, "merge_files", form, kept=kept, joined=joined, preview=preview)


def _merged(request, pair: PossibleDuplicate, kept: Person, form) -> bool:
    data = form.cleaned_data
    struck = tuple(UUID(key) for key in data.get("struck", ()))
    choice = MergeChoice(kept, struck, data.get("platform_confirmation", ""))
    try:
        merging.merge_files(pair, choice, by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        form.add_reasons(blocked)
        return False
    messages.success(request, str(words_for("merge_files").done))
    return True


@needs("undo_merge")
def undo_merge(request, merge_id):
    """Take a merge back, with the reason."""
    merge = Merge.objects.filter(pk=merge_id).select_related("pair").first()
    pair = _pair_or_404(request, merge.pair_id) if merge else None
    if merge is None or pair is None:
        raise Http404
    form = _form(request, UndoForm)
    if request.method == "POST" and form.is_valid():
        try:
            merging.undo_merge(merge, form.cleaned_data["reason"], by=request.officer, on=request.officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, str(words_for("undo_merge").done))
            return redirect("judge_duplicate", pair_id=pair.pk)
    return _show_pair(request, pair, "undo_merge", form, moved=_moved(merge))


def _moved(merge: Merge) -> list[dict]:
    """What would go back: how many rows of each entry."""
    counted = Counter(merge.moved.values_list("entry", flat=True))
    return [{"label": entry.label, "count": counted[entry.code]} for entry in all_entries() if counted[entry.code]]
