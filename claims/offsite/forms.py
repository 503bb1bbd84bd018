"""Forms of filings: where care is, why and from when; the last day; why one is cancelled."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from claims.offsite.models import OffsiteFiling
from claims.offsite.services.filing import FilingData
from claims.offsite.words import provinces_offered, reasons_offered

EARLIEST = date(2000, 1, 1)
LONGEST_WORDS = 300


class OpenFilingForm(OnceForm):
    """A new filing."""

    reason = forms.ChoiceField(label=_("Why care is elsewhere"), widget=forms.RadioSelect)
    province = forms.ChoiceField(label=_("Province of the care"))
    city = text_of(OffsiteFiling, "city", label=_("City there"), required=False)
    starts_on = DayField(
        label=_("From"),
        earliest=EARLIEST,
        help_text=_("The day it is filed, or a later one. During a stay it may be filed until discharge."),
    )
    received_on = DayField(label=_("Asked for on"), earliest=EARLIEST)
    commitment = forms.BooleanField(label=_("A written commitment instead of the proof"), required=False)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["reason"]).choices = reasons_offered(on)
        cast(forms.ChoiceField, self.fields["province"]).choices = [("", _("choose")), *provinces_offered()]
        set_bounds(self, "received_on", latest=on)
        set_bounds(self, "starts_on", latest=date(on.year + 1, 12, 31))

    def data_asked(self) -> FilingData:
        """What the service takes. Only for a valid form."""
        return FilingData(**{name: self.cleaned_data[name] for name in FilingData.__dataclass_fields__})


class EndFilingForm(StepForm):
    """The last day of a filing."""

    ends_on = DayField(label=_("Last day"), earliest=EARLIEST)

    def __init__(self, *args, on: date, starts_on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "ends_on", earliest=starts_on, latest=date(on.year + 1, 12, 31))


class CancelFilingForm(StepForm):
    """Why a filing is cancelled."""

    words = ParagraphField(label=_("Why it is cancelled"), max_length=LONGEST_WORDS)
