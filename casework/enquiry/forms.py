"""The form of an enquiry: the reference and the check code of one paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.enquiry.services import LONGEST_TYPED
from casework.papers.forms import UNREADABLE
from casework.rulebook.rules import check_code
from casework.rulebook.rules.check_code import CheckCodeUnreadable
from casework.steps.forms.base import PlainForm

PLAIN = {"spellcheck": "false", "autocapitalize": "characters", "translate": "no"}
NOT_TOGETHER = _(
    "Reference and check code do not go together. Both stand on one paper: the reference at its top, the code beside "
    "the square. Look again, or ask the office."
)


class EnquiryForm(PlainForm):
    reference = forms.CharField(
        label=_("Reference of the case"),
        help_text=_("As on the receipt, for example 350203-EN-2026-000042."),
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs=PLAIN),
    )
    code = forms.CharField(
        label=_("Check code"),
        help_text=_("Twelve characters beside the square on the receipt."),
        max_length=check_code.LONGEST_TYPED,
        widget=forms.TextInput(attrs=PLAIN),
    )

    def clean_code(self) -> str:
        """What cannot be a code is said beside the field; it tells nothing about any case."""
        try:
            return check_code.read(self.cleaned_data["code"])
        except CheckCodeUnreadable as problem:
            raise forms.ValidationError(UNREADABLE[problem.code]) from None
