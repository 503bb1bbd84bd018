"""Batches of codes: whose people wait for one, a batch with its lines, what the terminal needs and what it answered."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs, posts_only
from casework.steps.views.making import made
from casework.steps.views.refused import say_why
from casework.workbooks.services.writing import MEDIA_TYPE
from enrolment.code_batches import queries
from enrolment.code_batches.forms import ConfirmLineForm, TakeForm
from enrolment.code_batches.models import CodeBatch, CodeBatchLine
from enrolment.code_batches.services import batches
from enrolment.code_batches.words import WHY_NOT

ASKED = ("school", "employer", "roster")


def _batch_or_404(request, batch_id) -> CodeBatch:
    found = CodeBatch.objects.visible_to(request.officer).select_related("employer", "taken_by").filter(pk=batch_id)
    if (batch := found.first()) is None:
        raise Http404
    return batch


@needs("see_code_batches")
@require_GET
def see_code_batches(request):
    """The batches that are open, and of which schools, employers and lists people wait for a code."""
    officer = request.officer
    context = {
        "batches": queries.open_batches(officer),
        "may_take": officer.may("take_code_batch"),
        "schools": queries.schools(officer),
        "employers": queries.employers(officer),
        "rosters": queries.rosters(officer),
    }
    return render(request, "enrolment/code_batches/see_code_batches.html", context)


@needs("take_code_batch")
def take_code_batch(request):
    """Who of a source can be taken, who cannot and why; the press takes all who can."""
    officer = request.officer
    source = queries.source_of(officer, {name: request.GET.get(name, "") for name in ASKED})
    if source is None:
        raise Http404
    form = TakeForm(request.POST) if request.method == "POST" else TakeForm(initial=TakeForm.fresh())
    if form.is_bound and form.is_valid() and (key := _taken(request, source, form)):
        return redirect("see_code_batch", batch_id=key)
    found = queries.candidates(source, officer)
    record_look("take_code_batch", by=officer, shown=[one.person.pk for one in found])
    context = {
        "source": source,
        "taken": [one for one in found if not one.why_not],
        "left": [(one, WHY_NOT[one.why_not]) for one in found if one.why_not],
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/code_batches/take_code_batch.html", context, status=status)


def _taken(request, source: queries.Source, form: TakeForm) -> str:
    """The key of the batch, once however often the form is sent; "" when it was refused, said on the form."""
    compared = form.cleaned_data["compared"]
    asked = {name: request.GET.get(name, "") for name in ASKED}
    how = {"compared": compared, "by": request.officer, "on": request.officer.on}
    body = asked | {"compared": compared}
    return made(request, form, "take_code_batch", lambda: batches.take_code_batch(source, **how), body)


@needs("see_code_batches")
@require_GET
def see_code_batch(request, batch_id):
    """The lines of a batch with what became of them."""
    batch, officer = _batch_or_404(request, batch_id), request.officer
    page = queries.lines_of(batch, request.GET.get("after", "")[:80])
    record_look("see_code_batch", by=officer, shown=[line.person_id for line in page.rows])
    context = {
        "batch": batch,
        "lines": page.rows,
        "following": page.following,
        "waiting": batch.lines.filter(activation=None).count(),
        "total": batch.lines.count(),
        "may_confirm": officer.may("confirm_code_line") and batch.closed_on is None,
        "may_import": officer.may("import_confirmations") and batch.closed_on is None,
        "may_print": officer.may("print_code_batch") and batch.closed_on is None,
        "may_close": officer.may("close_code_batch") and batch.closed_on is None,
    }
    return render(request, "enrolment/code_batches/see_code_batch.html", context)


@needs("print_code_batch")
@posts_only("see_code_batch", "batch_id")
@proven(gettext_lazy("Take a file with names and document numbers for the terminal"))
def print_code_batch(request, batch_id):
    """The file for the terminal, under a name without personal data."""
    batch = _batch_or_404(request, batch_id)
    language = get_language().replace("-", "_")
    try:
        content = batches.file_for_terminal(batch.pk, by=request.officer, language=language)
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect("see_code_batch", batch_id=batch.pk)
    headers = {"Content-Disposition": f'attachment; filename="{batch}.xlsx"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


@needs("confirm_code_line")
def confirm_code_line(request, line_id):
    """The confirmation of one line."""
    on, own = request.officer.on, CodeBatch.objects.visible_to(request.officer)
    rows = CodeBatchLine.objects.select_related("person", "batch").filter(pk=line_id, batch__in=own)
    if (line := rows.first()) is None:
        raise Http404
    batch = line.batch
    kept = kept_fields(request)
    start = {"activated_on": on} | (as_initial(kept) if kept else {})
    form = ConfirmLineForm(request.POST or None, initial=start, taken_on=batch.taken_on, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            batches.confirm_code_line(line.pk, form.cleaned_data["answer"], by=request.officer, on=on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("The code of this line is active on record."))
            return redirect("see_code_batch", batch_id=batch.pk)
    record_look("confirm_code_line", by=request.officer, shown=[line.person_id])
    context = {"batch": batch, "line": line, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/code_batches/confirm_code_line.html", context, status=422 if form.errors else 200)


@needs("close_code_batch")
@posts_only("see_code_batch", "batch_id")
def close_code_batch(request, batch_id):
    """Close it: who has no code by now waits anew."""
    batch = _batch_or_404(request, batch_id)
    batches.close_code_batch(batch.pk, by=request.officer, on=request.officer.on)
    messages.success(request, _("The batch is closed."))
    return redirect("see_code_batches")
