"""The steps of a recovery from an institution as pages."""

from casework.steps.views.steps import StepPage, step_view
from claims.clawbacks.forms import DecideForm, DropForm, ReplyForm
from claims.clawbacks.queries.clawback import clawback_of, items_of
from claims.clawbacks.services import deciding, noticing
from claims.clawbacks.views.clawback import shown_clawback


class _ClawbackStep(StepPage):
    """A step that shows the recovery beside the form."""

    template = "claims/clawbacks/clawback_step.html"

    def context(self):
        return shown_clawback(self.case)


class ReplyClawback(_ClawbackStep):
    form_class, verb = ReplyForm, "reply_clawback"

    def form_kwargs(self):
        return {"row": clawback_of(self.case), "on": self.officer.on}

    def initial(self):
        return {"replied_on": self.officer.on}

    def act(self, form, step):
        data = form.cleaned_data
        return noticing.reply_clawback(self.case.pk, data["words"], data["replied_on"], **step)


class DecideClawback(_ClawbackStep):
    form_class, verb, consequential = DecideForm, "decide_clawback", True

    def form_kwargs(self):
        return {"items": items_of(clawback_of(self.case))}

    def initial(self):
        return {f"amount-{one.position}": str(one.asked) for one in items_of(clawback_of(self.case))}

    def act(self, form, step):
        return deciding.decide_clawback(self.case.pk, form.decided(), form.cleaned_data["why"], **step)


class DropClawback(_ClawbackStep):
    form_class, verb, consequential = DropForm, "drop_clawback", True

    def act(self, form, step):
        return deciding.drop_clawback(self.case.pk, form.cleaned_data["why"], **step)


reply_clawback = step_view(ReplyClawback)
decide_clawback = step_view(DecideClawback)
drop_clawback = step_view(DropClawback)
