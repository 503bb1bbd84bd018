"""Sending a file: one, and for a file sent before the wish to have it checked again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.imports.table import ImportKind
from casework.steps.forms.base import PlainForm

ACCEPTED = {
    "xlsx": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": ".csv,text/csv",
}


class FileForm(PlainForm):
    # What a file must be is said by the service, in sentences of its own.
    file = forms.FileField(error_messages={"required": _("Choose a file first.")}, allow_empty_file=True)
    # The file that was sent before and is kept until this is answered.
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(label=_("Check this file again all the same"), required=False)

    def __init__(self, kind: ImportKind, *args, sent_before: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        words = kind.pages.words
        self.fields["file"].label, self.fields["file"].help_text = words["file_label"], words["file_help"]
        self.fields["file"].widget = forms.FileInput(
            {"accept": ",".join(ACCEPTED[form] for form in kind.description.forms), "autocomplete": "off"}
        )
        if not sent_before:
            self.fields["again"].widget = forms.HiddenInput()
        # Either the file itself or the one that is kept.
        self.fields["file"].required = not self.data.get("kept")
