"""The form of a list of designated institutions: for which day."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm
from casework.steps.forms.fields import DayField, set_bounds

EARLIEST = date(2021, 2, 1)


class ListingForm(OnceForm):
    """The day whose designations are listed, today or before."""

    listed_on = DayField(label=_("As of"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "listed_on", earliest=EARLIEST, latest=on)
