"""The steps of a recall as pages."""

from casework.steps.forms.base import ConfirmForm, StepForm
from casework.steps.views.steps import StepPage, step_view
from claims.recalls.forms import RecalledForm
from claims.recalls.queries.recall import recall_of
from claims.recalls.services import recalling
from claims.recalls.views.recall import shown_recall


class _RecallStep(StepPage):
    """A step that shows the recall beside the form."""

    template = "claims/recalls/recall_step.html"
    form_class: type[StepForm] = ConfirmForm

    def context(self):
        return shown_recall(self.case)

    def act(self, form, step):
        return getattr(recalling, self.verb)(self.case.pk, **step)


class ConfirmRecall(_RecallStep):
    verb, consequential = "confirm_recall", True


class DropRecall(_RecallStep):
    verb = "drop_recall"


class RecordRecalled(_RecallStep):
    form_class, verb, consequential = RecalledForm, "record_recalled", True

    def form_kwargs(self):
        return {"earliest": recall_of(self.case).payable.paid_on, "on": self.officer.on}

    def act(self, form, step):
        data = form.cleaned_data
        return recalling.record_recalled(self.case.pk, data["bank_day"], data["bank_number"], **step)


class RefuseRecall(_RecallStep):
    verb, consequential = "refuse_recall", True


class RepayRecalled(_RecallStep):
    verb, consequential = "repay_recalled", True


confirm_recall = step_view(ConfirmRecall)
drop_recall = step_view(DropRecall)
record_recalled = step_view(RecordRecalled)
refuse_recall = step_view(RefuseRecall)
repay_recalled = step_view(RepayRecalled)
