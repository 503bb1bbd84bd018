"""The steps of a reversal as pages: confirmed as shown, declined, taken back."""

from casework.engine.refusals import Blocked
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.steps import StepPage, step_view
from claims.reversals.forms import ConfirmReversalForm
from claims.reversals.queries.reversal import planned
from claims.reversals.services import confirming, proposing
from claims.reversals.views.reversal import shown_reversal


class _ReversalStep(StepPage):
    """A step that shows what is posted beside the form."""

    template = "claims/reversals/reversal_step.html"

    def context(self):
        return shown_reversal(self.case)


class ConfirmReversal(_ReversalStep):
    form_class, verb, consequential = ConfirmReversalForm, "confirm_reversal", True

    def initial(self):
        return {"shown": planned(self.case).digest}

    def act(self, form, step):
        try:
            return confirming.confirm_reversal(self.case.pk, form.cleaned_data["shown"], **step)
        except Blocked:
            # The page shows what stands now, and the form carries that.
            form.data = form.data.copy()
            form.data["shown"] = planned(self.case).digest
            raise


class DeclineReversal(_ReversalStep):
    form_class, verb, consequential = ConfirmForm, "decline_reversal", True

    def act(self, form, step):
        return proposing.decline_reversal(self.case.pk, **step)


class TakeBackReversal(StepPage):
    form_class, verb, consequential = ConfirmForm, "take_back_reversal", True

    def act(self, form, step):
        return proposing.take_back_reversal(self.case.pk, **step)


confirm_reversal = step_view(ConfirmReversal)
decline_reversal = step_view(DeclineReversal)
take_back_reversal = step_view(TakeBackReversal)
