"""A form that makes something new: bound to what was sent or kept, done once however often sent, refusals beside its fields."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.operations import once
from casework.engine.refusals import Blocked, OperationMismatch
from casework.engine.words import words_for
from casework.steps.forms.base import OnceForm


def bound(request, form_class, initial=None, **known):
    """The form with what was sent, or with what an ended session had kept."""
    if request.method == "POST":
        return form_class(request.POST, **known)
    kept = kept_fields(request)
    fresh = form_class.fresh() if issubclass(form_class, OnceForm) else {}
    return form_class(initial=(initial or {}) | (as_initial(kept) if kept else {}) | fresh, **known)


def made(request, form, purpose: str, do, body: dict | None = None) -> str:
    """The key of what a valid form made; "" when nothing came of it, and why stands on the form. `body` is what tells two presses
    apart, where it is not what the form says of itself."""
    if not (form.is_bound and form.is_valid()):
        return ""
    try:
        return once(form.cleaned_data["op"], purpose, form.body() if body is None else body, by=request.officer, do=do)
    except Blocked as blocked:
        form.add_reasons(blocked)
    except OperationMismatch:
        form.add_error(None, _("This form was sent already, with other contents. Load the page again."))
    return ""


def form_page(request, template: str, verb: str, form, context: dict):
    """The page of such a form: its words are those of the verb; 422 where something stands against what was sent."""
    told = {"form": form, "words": words_for(verb), "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, template, context | told, status=422 if form.errors else 200)
