"""Acts on any case: notes, taking, assigning."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.desk.forms import AssignForm, ExtendForm, NoteForm
from casework.desk.services import assignment, extensions
from casework.desk.services.notes import write_note as write_note_service
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.engine.table import workflow_of
from casework.steps.views.access import case_or_404, needs, posts_only


def note_form_for(request, case) -> NoteForm | None:
    """The form for a note on the page of a case, with what was typed when a session ended; None without the right."""
    if not request.officer.may("write_note"):
        return None
    kept = kept_fields(request, request.path, reverse("write_note", args=[case.pk]))
    if kept:
        messages.info(request, _("Your session had ended. Here is what you had typed; check it and send it again."))
    return NoteForm(initial=as_initial(kept) if kept else {})


def to_case(case):
    """Back to the page of a case, whatever its kind."""
    return redirect(workflow_of(case.kind).url_name, case_id=case.pk)


@needs("write_note")
@posts_only("see_case", "case_id")
def write_note(request, case_id):
    """Add a note; an empty one is pointed out."""
    case = case_or_404(request.officer, case_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        write_note_service(case.pk, form.cleaned_data["text"], by=request.officer)
        messages.success(request, _("Note written."))
        return to_case(case)
    return render(request, "casework/desk/note.html", {"case": case, "form": form}, status=422)


@needs("take_case")
@posts_only("see_case", "case_id")
def take_case(request, case_id):
    """Take a case nobody works on."""
    case = case_or_404(request.officer, case_id)
    try:
        assignment.take_case(case.pk, by=request.officer)
        messages.success(request, _("The case is yours."))
    except PermissionDenied:
        messages.error(request, _("A colleague works on this case. A supervisor can reassign it."))
    return to_case(case)


@needs("assign_case")
def assign_case(request, case_id):
    """Give a case to a member of staff of its office."""
    case = case_or_404(request.officer, case_id)
    officers = assignment.can_be_given(case, request.officer.on)
    form = AssignForm(request.POST or None, officers=officers)
    if request.method == "POST" and form.is_valid():
        assignment.assign_case(case.pk, form.cleaned_data["officer"], by=request.officer, on=request.officer.on)
        messages.success(request, _("Case assigned."))
        return to_case(case)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/desk/assign_case.html", {"case": case, "form": form}, status=status)


@needs("extend_deadline")
def extend_deadline(request, case_id):
    """A later day for a time limit that runs on a case, with the reason."""
    case = case_or_404(request.officer, case_id)
    clocks = extensions.extendable(case)
    if not clocks or not case.is_open:
        # A page that is no longer true: the case ended, or its clock stopped, since it was shown.
        messages.info(request, extensions.NOT_RUNNING)
        return to_case(case)
    form = ExtendForm(request.POST or None, clocks=clocks, on=request.officer.on)
    if request.method == "POST" and form.is_valid() and _extended(request, case, form):
        return to_case(case)
    record_look("extend_deadline", by=request.officer, shown=[case.subject] if case.subject else [case.pk], case=case)
    status = 422 if form.errors else 200
    context = {"case": case, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "casework/desk/extend_deadline.html", context, status=status)


def _extended(request, case, form: ExtendForm) -> bool:
    data = form.cleaned_data
    try:
        extensions.extend_deadline(
            case.pk, data["rule"], data["until"], data["reason"], by=request.officer, on=request.officer.on
        )
    except Blocked as blocked:
        form.add_reasons(blocked)
        return False
    messages.success(request, _("The time limit is extended."))
    return True
