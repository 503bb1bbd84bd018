"""Acts on any case: notes, taking, assigning."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.forms.cases import AssignForm, NoteForm
from casework.services import assignment
from casework.services.notes import write_note as write_note_service
from casework.views.access import case_or_404, needs
from casework.workflows.table import workflow_of


def to_case(case):
    """Back to the page of a case, whatever its kind."""
    return redirect(workflow_of(case.kind).url_name, case_id=case.pk)


@needs("write_note")
@require_POST
def write_note(request, case_id):
    """Add a note; an empty one is pointed out."""
    case = case_or_404(request.officer, case_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        write_note_service(case.pk, form.cleaned_data["text"], by=request.officer)
        messages.success(request, _("Note written."))
        return to_case(case)
    return render(request, "casework/note.html", {"case": case, "form": form}, status=422)


@needs("take_case")
@require_POST
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
    return render(request, "casework/assign_case.html", {"case": case, "form": form}, status=status)
