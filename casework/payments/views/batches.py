"""A batch: its items, the press that is next, the file for the bank, the bank's answer."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.money.models.payments import PaymentBatch
from casework.payments.forms import AnswerForm
from casework.payments.queries import batches_visible_to, items_of, payees_shown
from casework.payments.rules.bank_answer import AnswerUnreadable, read_answer
from casework.payments.services import batches
from casework.payments.words import problem_text
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why
from casework.steps.views.uploads import takes_files

CLOSED = gettext_lazy("The books of this month are closed: nothing of the answer was booked.")
# Which acts a state leaves open.
OPEN_IN = {
    "draft": ("release_batch", "discard_batch"),
    "released": ("send_batch", "discard_batch"),
    "sent": ("send_batch", "answer_batch"),
}


def _batch_or_404(request, batch_id) -> PaymentBatch:
    batch = batches_visible_to(request.officer).select_related("office", "made_by", "released_by").filter(pk=batch_id)
    found = batch.first()
    if found is None:
        raise Http404
    return found


def _page(request, batch: PaymentBatch, form: AnswerForm, status: int = 200):
    officer, items = request.officer, items_of(batch)
    record_look("see_batch", by=officer, shown=payees_shown(items))
    may = {verb: officer.may(verb) for verb in OPEN_IN.get(batch.state, ())}
    if batch.made_by_id == officer.user.pk:
        may["release_batch"] = False
    context = {"batch": batch, "items": items, "form": form, "may": may, "own": batch.made_by_id == officer.user.pk}
    return render(request, "casework/payments/batch.html", context, status=status)


@needs("see_payments")
@require_GET
def see_batch(request, batch_id):
    """The batch with its items."""
    return _page(request, _batch_or_404(request, batch_id), AnswerForm())


def _done(request, verb: str, act):
    try:
        batch = act()
    except Blocked as blocked:
        say_why(request, blocked)
        return None
    messages.success(request, str(words_for(verb).done))
    return batch


@needs("make_batch")
@posts_only("see_payments")
def make_batch(request):
    """Put together what is ready."""
    batch = _done(request, "make_batch", lambda: batches.make_batch(by=request.officer))
    return redirect("see_batch", batch_id=batch.pk) if batch else redirect("see_payments")


@needs("release_batch")
@posts_only("see_batch", "batch_id")
@proven(gettext_lazy("Release a batch of payments"))
def release_batch(request, batch_id):
    """The second person releases it."""
    _batch_or_404(request, batch_id)
    _done(request, "release_batch", lambda: batches.release_batch(batch_id, by=request.officer))
    return redirect("see_batch", batch_id=batch_id)


@needs("discard_batch")
@posts_only("see_batch", "batch_id")
def discard_batch(request, batch_id):
    """Take it back before it is sent."""
    _batch_or_404(request, batch_id)
    _done(request, "discard_batch", lambda: batches.discard_batch(batch_id, by=request.officer))
    return redirect("see_batch", batch_id=batch_id)


@needs("send_batch")
@posts_only("see_batch", "batch_id")
@proven(gettext_lazy("Take a file with names and account numbers for the bank"))
def send_batch(request, batch_id):
    """The file, under a name without personal data."""
    _batch_or_404(request, batch_id)
    try:
        content = batches.send_batch(batch_id, by=request.officer)
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect("see_batch", batch_id=batch_id)
    headers = {
        "Content-Disposition": f'attachment; filename="batch-{batch_id.hex[:8]}.csv"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="text/csv; charset=gb18030", headers=headers)


@takes_files
@needs("answer_batch")
@posts_only("see_batch", "batch_id")
def answer_batch(request, batch_id):
    """Read and book the bank's answer, whole or not at all."""
    batch = _batch_or_404(request, batch_id)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            counts = _booked(request, batch, form.cleaned_data["file"].read())
        except AnswerUnreadable as problem:
            form.add_error("file", problem_text(problem))
        except Blocked as blocked:
            form.add_reasons(blocked)
        except IntegrityError:
            form.add_error("file", CLOSED)
        else:
            messages.success(request, _("Booked: %(paid)s paid, %(returned)s returned.") % counts)
            return redirect("see_batch", batch_id=batch_id)
    return _page(request, batch, form, status=422)


def _booked(request, batch: PaymentBatch, content: bytes) -> dict[str, int]:
    officer = request.officer
    sent_on = timezone.localdate(batch.sent_at) if batch.sent_at else officer.on
    references = {item.position: batches.reference_of(batch, item.position) for item in items_of(batch)}
    # On the day it was sent by the machine's clock: an answer is never older.
    lines = read_answer(content, references, sent_on=min(sent_on, officer.on), today=officer.on)
    return batches.answer_batch(batch.pk, lines, by=officer, on=officer.on)
