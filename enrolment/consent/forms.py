"""Forms by which somebody is told, asked, or takes a consent back. Each carries the version of the text that was shown."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import text_of
from enrolment.consent.models.notice import Party
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.queries.speakers import Speaker
from enrolment.consent.services.notices import Shown, ShownAtIntake

ASKED = [
    (ConsentStatement.Says.GIVEN.value, ConsentStatement.Says.GIVEN.label),
    (ConsentStatement.Says.DECLINED.value, ConsentStatement.Says.DECLINED.label),
]


def _choices(form: forms.Form, name: str, choices) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class ShownForm(PlainForm):
    """Who was shown a text, and in which of the languages on the page she read it."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=10)
    speaker = forms.ChoiceField(label=_("Shown to"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language it was read in"), widget=forms.RadioSelect)

    def __init__(self, *args, speakers: list[Speaker], languages: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        _choices(self, "speaker", [(one.key, one.label) for one in speakers if not one.against])
        _choices(self, "language", languages)

    def shown(self) -> Shown:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return Shown(version=data["version"], language=data["language"], speaker=data["speaker"])


class StatementForm(ShownForm):
    """What was said about one purpose, after its own text was shown."""

    receiver = text_of(ConsentStatement, "receiver", label=_("Who is told: the full name of the body"), required=True)
    says = forms.ChoiceField(label=_("What was said to it"), choices=ASKED, widget=forms.RadioSelect)

    field_order = ("version", "receiver", "speaker", "language", "says")

    def __init__(self, *args, names: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speaker"].label = _("Said by")
        if not names:
            del self.fields["receiver"]


class WithdrawForm(PlainForm):
    """Who takes a consent back."""

    speaker = forms.ChoiceField(label=_("Said by"), widget=forms.RadioSelect)

    def __init__(self, *args, speakers: list[Speaker], **kwargs):
        super().__init__(*args, **kwargs)
        _choices(self, "speaker", [(one.key, one.label) for one in speakers if not one.against])


class IntakeNoticeForm(PlainForm):
    """To whom the notice was shown while an application is taken in; left open it is given later."""

    notice_version = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)
    notice_to = forms.ChoiceField(
        label=_("The notice was shown to"),
        choices=[("", _("nobody yet: it is given later")), *Party.choices],
        widget=forms.RadioSelect,
        required=False,
    )

    def shown(self, language: str) -> ShownAtIntake | None:
        """What was shown, None where nobody was told yet. Only for a valid form."""
        to, version = self.cleaned_data["notice_to"], self.cleaned_data["notice_version"]
        return ShownAtIntake(version=version, language=language, to=to) if to else None
