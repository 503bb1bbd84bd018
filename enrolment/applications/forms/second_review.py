"""The form of the second review: a finding in words, kept with the application."""

from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import StepForm
from casework.steps.forms.fields import text_of
from enrolment.applications.models.application import EnrolmentApplication


class SecondReviewForm(StepForm):
    note = text_of(
        EnrolmentApplication,
        "second_review_note",
        label=_("Why the case goes on although two rules disagree"),
        help_text=_("One sentence: which rule was followed and what shows it. It stays with the case."),
        required=True,
    )
