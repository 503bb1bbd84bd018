"""The page of a change of registered details: the old and the new side by side, the proof, the decision."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from casework.case_pages.views import case_context
from casework.casefile.services.events import record_look
from casework.evidence.queries import checklist_of
from casework.models import Place
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.steps import StepPage, step_view
from enrolment.employers.forms import ReasonForm
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.employer_change import EmployerChange
from enrolment.employers.services import employer_changes
from enrolment.employers.workflow import KIND

YES_NO = {True: _("yes"), False: _("no")}


def side_by_side(change: EmployerChange) -> list[dict]:
    """Label, before and after of each registered detail, in the reader's words."""
    new = {field: getattr(change, field) for field in change.before}
    places = {
        place.pk: place.name for place in Place.objects.filter(pk__in=[change.before["place_id"], new["place_id"]])
    }
    words = {
        "name": lambda value: value,
        "place_id": lambda value: places.get(value, value),
        "taiwan_funded": lambda value: YES_NO[value],
        "taiwan_form": lambda value: Employer.TaiwanForm(value).label if value else "—",
    }
    labels = {
        "name": _("Employer's name as registered"),
        "place_id": _("Place"),
        "taiwan_funded": _("Taiwan-funded"),
        "taiwan_form": _("Form of investment"),
    }
    return [
        {
            "label": labels[field],
            "before": words[field](change.before[field]),
            "after": words[field](new[field]),
            "changed": change.before[field] != new[field],
        }
        for field in labels
    ]


@needs("see_case")
@require_GET
def see_employer_change(request, case_id):
    """What is to change, with proof; a second person decides."""
    case = case_or_404(request.officer, case_id, KIND)
    change = EmployerChange.objects.select_related("employer", "place").get(case=case)
    record_look("see_employer_change", by=request.officer, shown=[change.employer_id], case=case)
    context = case_context(request, case) | {
        "change": change,
        "rows": side_by_side(change),
        "items": checklist_of(case.kind, request.officer.on),
        "may_upload": request.officer.may("add_evidence") and case.is_open,
    }
    return render(request, "enrolment/employer_desk/employer_change.html", context)


class AcceptEmployerChange(StepPage):
    verb, consequential = "accept_employer_change", True

    def act(self, form, step):
        return employer_changes.accept_employer_change(self.case.pk, **step)


class DeclineEmployerChange(StepPage):
    form_class, verb = ReasonForm, "decline_employer_change"

    def act(self, form, step):
        return employer_changes.decline_employer_change(self.case.pk, form.cleaned_data["reason"], **step)


accept_employer_change = step_view(AcceptEmployerChange)
decline_employer_change = step_view(DeclineEmployerChange)
