"""The form that takes a check code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.rulebook.rules.check_code import LONGEST_TYPED
from casework.steps.forms.base import PlainForm

UNREADABLE = {
    "wrong_length": _("A check code has twelve characters, in three groups of four."),
    "wrong_character": _("A check code has no 0, O, 1, I or L. Look again at the paper."),
    "mistyped": _("A character is wrong or two are exchanged. Look again at the paper."),
}


class CheckCodeForm(PlainForm):
    code = forms.CharField(
        label=_("Check code"),
        help_text=_("Scan the QR code of the paper, or type the twelve characters beside it."),
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autofocus": True, "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def explain(self, result: str) -> None:
        """Say beside the field why what was typed is no check code."""
        if result in UNREADABLE:
            self.add_error("code", UNREADABLE[result])
