"""Asking whose claim was sampled, and recording what she answers."""

from django.shortcuts import redirect
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.models import CaseFile
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, form_page, made
from claims.samples.forms import AnswersForm, AskForm
from claims.samples.queries.asked import open_question, questions_of
from claims.samples.queries.readings import person_read, reading_of
from claims.samples.services import asking
from claims.samples.states import QUESTIONS, READING_KIND
from enrolment.activation.queries.identity_bar import identity_bar


def _page(request, case: CaseFile, form, verb: str):
    row = reading_of(case)
    record_look(verb, by=request.officer, shown=[person_read(row).pk], case=case)
    context = {
        "case": case,
        "bar": identity_bar(person_read(row), request.officer),
        "questions": questions_of(row).values(),
        "back": reverse("see_case", args=[case.pk]),
    }
    return form_page(request, "claims/samples/asked_form.html", verb, form, context)


@needs("ask_afterwards")
def ask_afterwards(request, case_id):
    """By message or by telephone."""
    officer, case = request.officer, case_or_404(request.officer, case_id, READING_KIND)
    form = bound(request, AskForm, {})

    def do():
        return asking.ask_afterwards(case.pk, form.cleaned_data["way"], by=officer, on=officer.on)

    if made(request, form, "ask_afterwards", do, body=_body(form, case)):
        return redirect("see_case", case_id=case.pk)
    return _page(request, case, form, "ask_afterwards")


@needs("record_afterwards")
def record_afterwards(request, case_id):
    """The answers, as they were given."""
    officer, case = request.officer, case_or_404(request.officer, case_id, READING_KIND)
    row = reading_of(case)
    waits = open_question(row)
    if waits is None and request.method != "POST":
        return redirect("see_case", case_id=case.pk)
    earliest = waits.asked_on if waits else None
    known = {"questions": questions_of(row), "earliest": earliest, "on": officer.on}
    form = bound(request, AnswersForm, {"answered_on": officer.on}, **known)

    def do():
        data = form.cleaned_data
        said = {name: data[name] for name in QUESTIONS}
        return asking.record_afterwards(case.pk, said, data["answered_on"], data["words"], by=officer, on=officer.on)

    if made(request, form, "record_afterwards", do, body=_body(form, case)):
        return redirect("see_case", case_id=case.pk)
    return _page(request, case, form, "record_afterwards")


def _body(form, case: CaseFile) -> dict | None:
    return form.body() | {"case": str(case.pk)} if form.is_bound and form.is_valid() else None
