"""An order that suspends networked settlement, from the person's page; its page and its steps."""

from django.shortcuts import redirect
from django.urls import reverse

from casework.case_pages.views import Press
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import needs
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.suspensions.forms import EndSuspensionForm, OpenSuspensionForm
from claims.suspensions.queries.suspensions import suspension_of
from claims.suspensions.services import suspending
from claims.suspensions.states import COUNTS, SUSPENSION_KIND
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.persons.access import person_or_404


@needs("open_suspension")
def open_suspension(request, person_id):
    """What the order says, and the case it opens."""
    person, officer = person_or_404(request.officer, person_id), request.officer
    form = bound(request, OpenSuspensionForm, {}, on=officer.on)

    def do():
        return suspending.open_suspension(person, form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_suspension", do)
    if key:
        return redirect("see_case", case_id=key)
    record_look("open_suspension", by=officer, shown=[person.pk])
    context = {
        "person": person,
        "about": person.reference,
        "bar": identity_bar(person, officer),
        "back": reverse("see_person", args=[person.pk]),
    }
    return form_page(request, "claims/suspensions/open_suspension.html", "open_suspension", form, context)


def suspension_page(request, case: CaseFile):
    """What the page of a suspension shows of its own."""
    row, officer = suspension_of(case), request.officer
    context = {
        "suspension": row,
        "bar": identity_bar(row.person, officer),
        "items": checklist_of(SUSPENSION_KIND, officer.on, "", place=case.office.place_id, holding=""),
        "words": row.words.open_for_work() if row.state == "ended" else "",
        "may_upload": officer.may("add_evidence") and case.is_open,
        "may_see_person": officer.may("see_person"),
        "complaints": row.reconsiderations.select_related("case").order_by("filed_on", "pk"),
        "further": _complaining(case, officer),
    }
    return "claims/suspensions/suspension.html", context


def _complaining(case: CaseFile, officer) -> tuple[Press, ...]:
    """An order that holds may be complained of."""
    if case.state not in COUNTS or not officer.may("open_reconsideration"):
        return ()
    verb = "open_reconsideration"
    return (Press(label=words_for(verb).act, url=reverse(verb, args=[case.pk])),)


class ConfirmSuspension(StepPage):
    form_class, verb = ConfirmForm, "confirm_suspension"
    template = "claims/suspensions/suspension_step.html"

    def context(self):
        return {"suspension": suspension_of(self.case)}

    def act(self, form, step):
        return suspending.confirm_suspension(self.case.pk, **step)


class WithdrawSuspension(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_suspension", True

    def act(self, form, step):
        return suspending.withdraw_suspension(self.case.pk, **step)


class EndSuspension(StepPage):
    form_class, verb, consequential = EndSuspensionForm, "end_suspension", True

    def form_kwargs(self):
        row = suspension_of(self.case)
        return {"first": row.starts_on, "last": row.ends_on}

    def act(self, form, step):
        data = form.cleaned_data
        return suspending.end_suspension(self.case.pk, data["ends_on"], data["words"], **step)


confirm_suspension = step_view(ConfirmSuspension)
withdraw_suspension = step_view(WithdrawSuspension)
end_suspension = step_view(EndSuspension)
