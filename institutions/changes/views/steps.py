"""The page of what happens to a designation, and the decision on it."""

from datetime import date

from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm, StepForm
from casework.steps.views.steps import StepPage, step_view
from institutions.changes.forms import DeclineForm
from institutions.changes.models import DesignationChange
from institutions.changes.queries.situation import late_words, past_words, wanted_of
from institutions.changes.rules.acts import acts
from institutions.changes.services import changes
from institutions.changes.words import BEGINS, day_of, does, said
from institutions.designation.queries.entries import entry_words
from institutions.register.models.institution import label_of
from institutions.register.words import service_words


def _shown(change: DesignationChange, on: date) -> dict:
    """What the case says, for its page and its steps."""
    act = acts()[change.act]
    return {
        "change": change,
        "institution": change.institution,
        "act": act,
        "act_words": said(act),
        "day_words": day_of(act),
        "begun_by": BEGINS[act.begins],
        "does": does(act),
        "services": [service_words(code) for code in change.services],
        "particulars": [(label_of(item), value) for item, value in change.particulars.items()],
        "cause": entry_words("termination", change.cause) if change.cause else "",
        "past": past_words(change, on),
        "late": late_words(wanted_of(change), change.institution),
    }


def _change_of(case: CaseFile) -> DesignationChange:
    """The change, read once for a case as the page has it."""
    if "designation_change" in case._state.fields_cache:
        return case.designation_change
    found = DesignationChange.objects.select_related("institution__place", "successor").get(case=case)
    found.case = case
    case.designation_change = found
    return found


def designation_change_page(request, case: CaseFile):
    """What the page of a change of a designation shows of its own."""
    change = _change_of(case)
    return "institutions/changes/designation_change.html", _shown(change, request.officer.on) | {
        "items": checklist_of(case.kind, request.officer.on, change.act),
        "may_upload": request.officer.may("add_evidence") and case.is_open,
    }


class _ChangeStep(StepPage):
    template = "institutions/changes/step.html"
    form_class: type[StepForm] = ConfirmForm

    def context(self):
        return _shown(_change_of(self.case), self.officer.on)

    def act(self, form, step):
        return getattr(changes, self.verb)(self.case.pk, **step)


class RecordDesignationChange(_ChangeStep):
    verb, consequential = "record_designation_change", True


class DeclineDesignationChange(_ChangeStep):
    form_class, verb = DeclineForm, "decline_designation_change"

    def act(self, form, step):
        return changes.decline_designation_change(self.case.pk, form.cleaned_data["reason"], **step)


class WithdrawDesignationChange(_ChangeStep):
    verb = "withdraw_designation_change"


record_designation_change = step_view(RecordDesignationChange)
decline_designation_change = step_view(DeclineDesignationChange)
withdraw_designation_change = step_view(WithdrawDesignationChange)
