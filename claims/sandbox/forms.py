"""The form of a trial of a policy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from claims.policies.models import PolicyVersion
from claims.sandbox.rules.cases import LARGEST_FILE, MOST_CASES


class TrialForm(PlainForm):
    """What a version is tried against, and on which cases: made ones by seed and number, or a file."""

    against = forms.ModelChoiceField(PolicyVersion.objects.none(), label=_("Compare with"), empty_label=None)
    count = forms.IntegerField(label=_("Number of made cases"), min_value=1, max_value=MOST_CASES, initial=2000)
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=999_999_999,
        initial=1,
        help_text=_("The same seed always makes the same cases."),
    )
    cases = forms.FileField(
        label=_("Or your own cases, as JSON lines"),
        required=False,
        help_text=_("One case a line, at most 20,000 lines and 5 MB, without names or numbers of people."),
    )

    def __init__(self, *args, against, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["against"].queryset = against

    def clean_cases(self):
        """The uploaded bytes, or nothing."""
        upload = self.cleaned_data["cases"]
        if upload is None:
            return None
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB."), code="too_large")
        return upload.read()
