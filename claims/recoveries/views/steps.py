"""The steps of a recovery as pages."""

import uuid

from casework.steps.views.steps import StepPage, step_view
from claims.recoveries.forms import AgreeForm, ProposeForm, ReplyForm, SendBackForm, SetOffForm
from claims.recoveries.queries.recovery import payments_to_set_off, recovery_of
from claims.recoveries.services import recovering, repaying
from claims.recoveries.states import Way
from claims.recoveries.views.recovery import shown_recovery


class _RecoveryStep(StepPage):
    """A step that shows the recovery beside the form."""

    template = "claims/recoveries/recovery_step.html"

    def context(self):
        return shown_recovery(self.case, self.officer.on)


class RecordReply(_RecoveryStep):
    form_class, verb = ReplyForm, "record_reply"

    def form_kwargs(self):
        return {"recovery": recovery_of(self.case), "on": self.officer.on}

    def initial(self):
        return {"replied_on": self.officer.on}

    def act(self, form, step):
        data = form.cleaned_data
        return recovering.record_reply(self.case.pk, data["words"], data["replied_on"], **step)


class ProposeRecovery(_RecoveryStep):
    form_class, verb = ProposeForm, "propose_recovery"

    def form_kwargs(self):
        return {"on": self.officer.on}

    def act(self, form, step):
        return recovering.propose_recovery(self.case.pk, form.proposal(), **step)


class SendBackRecovery(_RecoveryStep):
    form_class, verb = SendBackForm, "send_back_recovery"

    def act(self, form, step):
        return recovering.send_back_recovery(self.case.pk, form.cleaned_data["words"], **step)


class AgreeRecovery(_RecoveryStep):
    form_class, verb, consequential = AgreeForm, "agree_recovery", True

    def form_kwargs(self):
        return {"by_set_off": recovery_of(self.case).way == Way.SET_OFF}

    def act(self, form, step):
        consented = form.cleaned_data.get("consented", False)
        return recovering.agree_recovery(self.case.pk, consented=consented, **step)


class SetOffRecovery(_RecoveryStep):
    form_class, verb, consequential = SetOffForm, "set_off_recovery", True

    def form_kwargs(self):
        return {"payables": payments_to_set_off(recovery_of(self.case))}

    def act(self, form, step):
        return repaying.set_off_recovery(self.case.pk, uuid.UUID(form.cleaned_data["payable"]), **step)


record_reply = step_view(RecordReply)
propose_recovery = step_view(ProposeRecovery)
send_back_recovery = step_view(SendBackRecovery)
agree_recovery = step_view(AgreeRecovery)
set_off_recovery = step_view(SetOffRecovery)
