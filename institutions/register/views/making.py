"""The page with a form that makes something new."""

from django.shortcuts import render

from casework.drafts.services import parked_forms

FORM_PAGE = "institutions/register/form.html"


def form_page(request, form, title, act, *, back: str, **more):
    """The page: 422 when something is wrong with it."""
    context = {
        "form": form,
        "title": title,
        "act": act,
        "back": back,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, FORM_PAGE, context | more, status=422 if form.errors else 200)
