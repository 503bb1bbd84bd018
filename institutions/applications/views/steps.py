"""The page of an application for designation and the steps on it."""

from django.shortcuts import redirect
from django.urls import reverse

from casework.case_pages.views import Press
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm, StepForm
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, made
from casework.steps.views.steps import StepPage, step_view
from institutions.applications.forms import (
    AgreementForm,
    ConditionsForm,
    MissingForm,
    ReasonForm,
    RefuseForm,
    ScoreForm,
)
from institutions.applications.models import DesignationApplication
from institutions.applications.queries.evaluation import conditions_of, items_of, sheets_of, standing_of
from institutions.applications.services import applications
from institutions.applications.states import DESIGNATION_KIND
from institutions.designation.queries.entries import entries_on, entry_words
from institutions.register.forms import service_choices
from institutions.register.models.institution import Institution
from institutions.register.views.making import form_page
from institutions.register.words import kind_words, service_words


def department_choices(at: Institution) -> list[tuple[str, str]]:
    """The departments on the licence today. One query."""
    rows = at.departments.filter(superseded_at=None, ends_on=None).order_by("code")
    return [(row.code, f"{row.code} {row.name}") for row in rows]


def _application_of(case: CaseFile) -> DesignationApplication:
    """The application, read once for a case as the page has it."""
    if "designation_application" in case._state.fields_cache:
        return case.designation_application
    found = DesignationApplication.objects.select_related("institution__place", "agreement").get(case=case)
    case.designation_application = found
    return found


def _shown(application: DesignationApplication, on) -> dict:
    """What the case says, for its page and its steps."""
    shown = {
        "application": application,
        "institution": application.institution,
        "kind_words": kind_words(application.institution.kind),
        "services": [service_words(code) for code in application.services],
        "conditions": conditions_of(application),
        "ground": entry_words("refusal", application.ground) if application.ground else "",
    }
    if application.accepted_on is not None:
        shown |= {"standing": standing_of(application, on), "sheets": sheets_of(application)}
    return shown


def designation_page(request, case: CaseFile):
    """What the page of an application for designation shows of its own."""
    officer, leading = request.officer, []
    shown = _shown(_application_of(case), officer.on)
    looks = {"received": "check_conditions", "evaluating": "score_designation"}
    if (verb := looks.get(case.state)) and officer.may(verb) and _is_open(verb, shown):
        leading.append(Press(label=words_for(verb).act, url=reverse(verb, args=[case.pk])))
    return "institutions/applications/designation.html", shown | {
        "items": checklist_of(case.kind, officer.on),
        "may_upload": officer.may("add_evidence") and case.is_open,
        "leading": leading,
    }


def _is_open(verb: str, shown: dict) -> bool:
    """Whether conditions still wait to be met, or sheets to be entered."""
    if verb == "check_conditions":
        return any(not one.met for one in shown["conditions"])
    return not shown["standing"].enough


@needs("check_conditions")
def check_conditions(request, case_id):
    """Each condition of the kind of institution, looked at one by one."""
    case = case_or_404(request.officer, case_id, DESIGNATION_KIND)
    application = _application_of(case)
    if case.state != "received":
        return redirect("see_case", case_id=case.pk)
    form = bound(request, ConditionsForm, conditions=conditions_of(application))

    def do():
        return applications.check_conditions(case.pk, form.answers(), by=request.officer, on=request.officer.on)

    if made(request, form, f"check_conditions {case.pk}", do):
        return redirect("see_case", case_id=case.pk)
    record_look("check_conditions", by=request.officer, shown=[case.pk], case=case)
    act = words_for("check_conditions").act
    return form_page(request, form, act, act, back=reverse("see_case", args=[case.pk]), at=application.institution)


@needs("score_designation")
def score_designation(request, case_id):
    """The score sheet of one member of the panel."""
    case = case_or_404(request.officer, case_id, DESIGNATION_KIND)
    application = _application_of(case)
    if case.state != "evaluating":
        return redirect("see_case", case_id=case.pk)
    form = bound(request, ScoreForm, items=items_of(application))

    def do():
        points, officer = form.points(), request.officer
        return applications.score_designation(case.pk, form.cleaned_data["member"], points, by=officer, on=officer.on)

    if made(request, form, f"score_designation {case.pk}", do):
        return redirect("see_case", case_id=case.pk)
    record_look("score_designation", by=request.officer, shown=[case.pk], case=case)
    act = words_for("score_designation").act
    return form_page(request, form, act, act, back=reverse("see_case", args=[case.pk]), at=application.institution)


class _DesignationStep(StepPage):
    """A step of an application, with what the case says above its form."""

    template = "institutions/applications/step.html"
    form_class: type[StepForm] = ConfirmForm

    def context(self):
        return _shown(_application_of(self.case), self.officer.on)

    def act(self, form, step):
        return getattr(applications, self.verb)(self.case.pk, **step)


class _WithReason(_DesignationStep):
    form_class = ReasonForm

    def act(self, form, step):
        return getattr(applications, self.verb)(self.case.pk, form.cleaned_data["reason"], **step)


class AskSupplement(_DesignationStep):
    form_class, verb = MissingForm, "ask_supplement"

    def act(self, form, step):
        return applications.ask_supplement(self.case.pk, form.cleaned_data["missing"], **step)


class ReceiveSupplement(_DesignationStep):
    verb = "receive_supplement"


class AcceptDesignation(_DesignationStep):
    verb = "accept_designation"


class RefuseDesignation(_DesignationStep):
    form_class, verb, consequential = RefuseForm, "refuse_designation", True

    def form_kwargs(self):
        kind = _application_of(self.case).institution.kind
        return {"grounds": entries_on("refusal", self.officer.on, kind)}

    def act(self, form, step):
        data = form.cleaned_data
        return applications.refuse_designation(self.case.pk, data["ground"], data["reason"], **step)


class PassEvaluation(_DesignationStep):
    verb = "pass_evaluation"


class FailEvaluation(_WithReason):
    verb = "fail_evaluation"


class FailAgain(_WithReason):
    verb, consequential = "fail_again", True

    def act(self, form, step):
        return applications.fail_evaluation(self.case.pk, form.cleaned_data["reason"], again=True, **step)


class RepeatEvaluation(_DesignationStep):
    verb = "repeat_evaluation"


class DrawAgreement(_DesignationStep):
    form_class, verb = AgreementForm, "draw_agreement"

    def form_kwargs(self):
        at = _application_of(self.case).institution
        return {
            "services": service_choices(at.code[0]),
            "departments": department_choices(at),
            "on": self.officer.on,
        }

    def initial(self):
        application = _application_of(self.case)
        return {"services": application.services, "departments": application.departments, "number": application.number}

    def act(self, form, step):
        return applications.draw_agreement(self.case.pk, form.signing(), **step)


class ReturnAgreement(_WithReason):
    verb = "return_agreement"


class SignAgreement(_DesignationStep):
    verb, consequential = "sign_agreement", True


class WithdrawDesignation(_DesignationStep):
    verb, consequential = "withdraw_designation", True


ask_supplement = step_view(AskSupplement)
receive_supplement = step_view(ReceiveSupplement)
accept_designation = step_view(AcceptDesignation)
refuse_designation = step_view(RefuseDesignation)
pass_evaluation = step_view(PassEvaluation)
fail_evaluation = step_view(FailEvaluation)
fail_again = step_view(FailAgain)
repeat_evaluation = step_view(RepeatEvaluation)
draw_agreement = step_view(DrawAgreement)
return_agreement = step_view(ReturnAgreement)
sign_agreement = step_view(SignAgreement)
withdraw_designation = step_view(WithdrawDesignation)
