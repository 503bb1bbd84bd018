"""Clearing a prepayment against a month: chosen by one, and from the dated amount on booked by another."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from casework.money.services.ledger import month_is_closed
from casework.steps.forms.base import OnceForm
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import CLOSED
from claims.advances.forms import ClearForm
from claims.advances.queries.advance import advance_of, asked_visible, left_of, owed_to
from claims.advances.services import clearing
from claims.advances.states import ADVANCE_KIND


def _booked(request, form: OnceForm, verb: str, about, do: Callable) -> str:
    """The key of what was made; "" where something stands against it, closed books among it."""
    body = form.body() | {"about": str(about)} if form.is_bound and form.is_valid() else None
    try:
        with transaction.atomic():
            return made(request, form, verb, do, body=body)
    except IntegrityError as problem:
        if not month_is_closed(problem):
            raise
        form.add_error(None, CLOSED)
        return ""


@needs("clear_prepayment")
def clear_prepayment(request, case_id):
    """Against which month it is cleared."""
    officer, case = request.officer, case_or_404(request.officer, case_id, ADVANCE_KIND)
    row = advance_of(case)
    payables = owed_to(row)
    form = bound(request, ClearForm, {}, payables=payables)

    def do():
        clearing.clear_prepayment(case.pk, form.cleaned_data["payable"], by=officer, on=officer.on)
        return case

    if _booked(request, form, "clear_prepayment", case_id, do):
        return redirect("see_case", case_id=case.pk)
    context = {
        "case": case,
        "advance": row,
        "left": left_of(row),
        "payables": payables,
        "back": reverse("see_case", args=[case.pk]),
    }
    return form_page(request, "claims/advances/clear_prepayment.html", "clear_prepayment", form, context)


def _decided(request, asked_id, verb: str):
    """A page on which a second person books what was asked for, or drops it."""
    officer = request.officer
    asked = asked_visible(officer, asked_id)
    if asked is None:
        raise Http404
    form = bound(request, OnceForm, {})

    def do():
        getattr(clearing, verb)(asked.pk, by=officer, on=officer.on)
        return asked

    if _booked(request, form, verb, asked_id, do):
        return redirect("see_case", case_id=asked.advance_id)
    context = {
        "about": asked.advance.case.reference,
        "asked": asked,
        "left": left_of(asked.advance),
        "back": reverse("see_case", args=[asked.advance_id]),
    }
    return form_page(request, "claims/advances/decide_clearing.html", verb, form, context)


@needs("confirm_clearing")
def confirm_clearing(request, asked_id):
    """Book what a colleague asked for."""
    return _decided(request, asked_id, "confirm_clearing")


@needs("drop_clearing")
def drop_clearing(request, asked_id):
    """Nothing is cleared by it."""
    return _decided(request, asked_id, "drop_clearing")
