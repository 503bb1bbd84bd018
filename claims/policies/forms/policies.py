"""Forms of benefit policies: start a draft, its text, publish it."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField, text_of
from claims.policies.forms.places import PlaceField
from claims.policies.models import LONGEST_REASON, PolicyVersion
from claims.policies.queries.policy_problems import LONGEST_TITLE
from claims.policies.text.documents import LONGEST
from claims.words.typed import EARLIEST

NOTHING_CHOSEN = ("", "—")
# A policy is drafted for the years to come, not for a lifetime.
AHEAD = timedelta(days=3653)


class DraftForm(PlainForm):
    """The name of the version a draft is for."""

    version = forms.CharField(
        label=_("Name of the new version"),
        max_length=PolicyVersion._meta.get_field("version").max_length,
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


class DiscardForm(PlainForm):
    """Why a draft is discarded; `seen` is when the draft shown was last saved."""

    reason = TextField(
        label=_("Why is it discarded?"),
        max_length=LONGEST_REASON,
        help_text=_("It stays beside the draft. Write no names or numbers of people."),
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput)


class BeginForm(PlainForm):
    """What a wholly new policy begins with: a copy, a name, a place, a title in three languages, a first day."""

    source = forms.ChoiceField(label=_("Begin as a copy of"))
    code = text_of(
        PolicyVersion,
        "code",
        label=_("Name of the policy"),
        help_text=_("Letters, digits and . _ + / - only, for example putian-residents. It never changes."),
    )
    version = text_of(
        PolicyVersion, "version", label=_("Name of the first version"), help_text=_("For example the year it is for.")
    )
    place = PlaceField(label=_("Place"), help_text=_("Type a part of the name and choose."))
    starts_on = DayField(label=_("In force from"), earliest=EARLIEST)
    title_zh_hans = TextField(label=_("Title in Simplified Chinese"), max_length=LONGEST_TITLE)
    title_zh_hant = TextField(label=_("Title in Traditional Chinese"), max_length=LONGEST_TITLE)
    title_en = TextField(label=_("Title in English"), max_length=LONGEST_TITLE)

    def __init__(self, *args, sources, places, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].latest = on + AHEAD
        self.sources = {row.label: row for row in sources}
        copies = [(label, f"{row.title} · {label}") for label, row in self.sources.items()]
        self.fields["source"].choices = [NOTHING_CHOSEN, *copies]
        self.fields["place"].offer([(place.prefix, str(place)) for place in places])

    def clean_source(self) -> PolicyVersion:
        """The version of the label chosen."""
        return self.sources[self.cleaned_data["source"]]


class PublishForm(PlainForm):
    """The digest of what the publisher has read; and, where it takes the place of another version, that this is meant."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    replaces = forms.BooleanField(
        label=_("The other version was wrong from its first day, and this one takes its place"), required=False
    )

    def __init__(self, *args, replaces: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["replaces"]
