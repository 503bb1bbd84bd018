"""The page of a change of an enrolment, and the decision on it."""

from django.utils.functional import cached_property

from casework.evidence.queries import evidence_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.steps import StepPage, step_view
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.changes.forms import AssessForm, DeclineForm, RecordForm
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.papers import missing_papers, papers_of_act
from enrolment.changes.queries.shown import shown_of
from enrolment.changes.rules.acts import table
from enrolment.changes.services import recording
from enrolment.changes.services.refunds import given_back_for


def change_page(request, case: CaseFile):
    """What the page of a change shows of its own."""
    row = case.enrolment_change = EnrolmentChange.objects.select_related(
        "person__home_office", "relative", "payment__bill"
    ).get(case=case)
    on = request.officer.on
    return "enrolment/changes/change.html", {
        "change": row,
        "bar": identity_bar(row.person, request.officer),
        "items": papers_of_act(case, on),
        "missing": missing_papers(case, on) if case.is_open else [],
        "also_shown": [row.relative_id] if row.relative_id else [],
        "given_back": given_back_for(row) if case.is_open else [],
        "may_see_person": request.officer.may("see_person"),
        "may_upload": request.officer.may("add_evidence") and case.is_open,
        **shown_of(row),
    }


class ChangeStep(StepPage):
    """A step that shows what is asked for, whom else it concerns included."""

    def looked_at(self):
        relative = self.case.enrolment_change.relative_id
        return [*super().looked_at(), *([relative] if relative else [])]


class RecordChange(ChangeStep):
    form_class, verb, consequential = RecordForm, "record_change", True
    template = "enrolment/changes/record_change.html"

    @cached_property
    def given_back(self) -> list[str]:
        """What was given back for a death this undoes: said above the form, confirmed in it."""
        return given_back_for(self.case.enrolment_change)

    def form_kwargs(self):
        act = table().acts[self.case.enrolment_change.act]
        return {
            "on": self.officer.on,
            "confirmed": act.confirmed,
            "owed": self.case.enrolment_change.amount if act.paid else None,
            "given_back": bool(self.given_back),
        }

    def context(self):
        return {
            "change": self.case.enrolment_change,
            "kept": evidence_of(self.case),
            "given_back": self.given_back,
            **shown_of(self.case.enrolment_change),
        }

    def act(self, form, step):
        data = form.cleaned_data
        stays = data.get("stays", False)
        return recording.record_change(
            self.case.pk, data.get("answer"), paid=form.paid_back(), stays_given_back=stays, **step
        )


class AssessChange(ChangeStep):
    form_class, verb = AssessForm, "assess_change"
    template = "enrolment/changes/record_change.html"

    def form_kwargs(self):
        return {"on": self.officer.on}

    def context(self):
        change = self.case.enrolment_change
        return {"change": change, "kept": evidence_of(self.case), **shown_of(change)}

    def act(self, form, step):
        data = form.cleaned_data
        return recording.assess_change(
            self.case.pk, opinion_on=data["opinion_on"], favours=data["favours"] == "yes", **step
        )


class DeclineChange(ChangeStep):
    form_class, verb = DeclineForm, "decline_change"

    def act(self, form, step):
        return recording.decline_change(self.case.pk, form.cleaned_data["reason"], **step)


class WithdrawChange(ChangeStep):
    form_class, verb, consequential = ConfirmForm, "withdraw_change", True

    def act(self, form, step):
        return recording.withdraw_change(self.case.pk, **step)


assess_change = step_view(AssessChange)
record_change = step_view(RecordChange)
decline_change = step_view(DeclineChange)
withdraw_change = step_view(WithdrawChange)
