"""The form by which a report is answered without an act."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from enrolment.registers.models import RegisterReport
from enrolment.registers.services.reports import NO_ANSWER, answers_to


class AnswerForm(PlainForm):
    answer = forms.ChoiceField(
        label=_("Why nothing follows"), widget=forms.RadioSelect, error_messages={"required": NO_ANSWER}
    )

    def __init__(self, *args, report: RegisterReport, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = answers_to(report)
        cast(forms.ChoiceField, self.fields["answer"]).choices = [
            choice for choice in RegisterReport.Answer.choices if choice[0] in fitting
        ]
