"""Sending a roster: one file, and for a file sent before the wish to have it checked again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm

ACCEPTED = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RosterForm(PlainForm):
    # What a file must be is said by the service, in sentences of its own.
    file = forms.FileField(
        label=_("Roster as an XLSX workbook"),
        help_text=_("At most 5 MB and 5,000 rows. Nothing is entered before you have seen the check and confirmed."),
        error_messages={"required": _("Choose a file first.")},
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    again = forms.BooleanField(label=_("Check this file again all the same"), required=False)

    def __init__(self, *args, sent_before: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not sent_before:
            self.fields["again"].widget = forms.HiddenInput()
