"""The page of the end of an employer, and the decision on it."""

from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.steps import StepPage, step_view
from enrolment.endings.forms import DeclineForm
from enrolment.endings.models import EmployerEnding
from enrolment.endings.queries.owed import owed_by
from enrolment.endings.queries.situation import going, still_covered
from enrolment.endings.rules.acts import acts
from enrolment.endings.services import endings
from enrolment.endings.words import does, proof_of, said


def _shown(ending: EmployerEnding, on) -> dict:
    """What the case says, for its page and its steps."""
    act = acts()[ending.act]
    shown = {
        "ending": ending,
        "act": act,
        "act_words": said(act),
        "does": does(act),
        "proof": proof_of(act),
        "covered": still_covered(ending.employer),
    }
    if ending.state == "requested":
        shown["owed"] = owed_by(ending.employer, on)
        shown["going"] = going(ending.employer, act, ending.chosen).count() if act.successor else 0
    return shown


def _ending_of(case: CaseFile) -> EmployerEnding:
    case.employer_ending = EmployerEnding.objects.select_related("employer", "successor").get(case=case)
    return case.employer_ending


def ending_page(request, case: CaseFile):
    """What the page of the end of an employer shows of its own."""
    on = request.officer.on
    return "enrolment/endings/ending.html", _shown(_ending_of(case), on) | {
        "items": checklist_of(case.kind, on, case.employer_ending.act),
        "may_see_owed": request.officer.may("see_owed"),
        "may_upload": request.officer.may("add_evidence") and case.is_open,
    }


class RecordEnding(StepPage):
    form_class, verb, consequential = ConfirmForm, "record_ending", True
    template = "enrolment/endings/record_ending.html"

    def context(self):
        return _shown(_ending_of(self.case), self.officer.on)

    def act(self, form, step):
        return endings.record_ending(self.case.pk, **step)


class DeclineEnding(StepPage):
    form_class, verb = DeclineForm, "decline_ending"

    def act(self, form, step):
        return endings.decline_ending(self.case.pk, form.cleaned_data["reason"], **step)


record_ending = step_view(RecordEnding)
decline_ending = step_view(DeclineEnding)
