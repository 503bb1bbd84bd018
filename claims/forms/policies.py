"""Forms of benefit policies: start a draft, its text, publish it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.base import PlainForm
from claims.queries.policy_documents import LONGEST


class DraftForm(PlainForm):
    """The name of the version a draft is for."""

    version = forms.CharField(
        label=_("Name of the new version"),
        max_length=80,
        help_text=_("For example the year it is for. Letters, digits and . _ + / - only."),
    )


class PolicyTextForm(PlainForm):
    """The document as text. It may have mistakes; `seen` is when the draft shown was last saved."""

    text = forms.CharField(
        label=_("Document (TOML)"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "policy-text", "wrap": "off"}),
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        """Browsers send CR LF; the text is kept with line feeds."""
        return self.cleaned_data["text"].replace("\r\n", "\n")


class PublishForm(PlainForm):
    """Nothing to fill in: the digest of what the publisher has read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
