"""Forms of months: for which institution, what it replied."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds
from claims.months.models import InstitutionMonth
from institutions.register.rules.codes import read_code

LONGEST_WORDS = 2000
# As it is typed, with spaces between its groups.
LONGEST_TYPED = 40
NO_CODE = _("Write the national code of the institution, a letter and eleven digits.")
NOT_HERE = _("No institution of this office has this code.")


class ChooseInstitutionForm(PlainForm):
    """The institution whose month is taken in."""

    code = forms.CharField(label=_("National code of the institution"), max_length=LONGEST_TYPED)

    def clean_code(self) -> str:
        read = read_code(self.cleaned_data["code"])
        if read.problem:
            raise forms.ValidationError(NO_CODE)
        return read.text


class AgreeForm(StepForm):
    """That it agrees, on a day; without one that it said nothing."""

    replied_on = DayField(
        label=_("Agreed on"),
        required=False,
        help_text=_("Leave it empty when its days have passed and it said nothing."),
    )

    def __init__(self, *args, month: InstitutionMonth, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "replied_on", earliest=month.stated_on, latest=on)


class ObjectForm(StepForm):
    """What it objects to."""

    replied_on = DayField(label=_("Institution replied on"))
    words = ParagraphField(
        label=_("What the institution objects to"),
        max_length=LONGEST_WORDS,
        help_text=_("Name settlements by their numbers, nobody by name."),
    )

    def __init__(self, *args, month: InstitutionMonth, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "replied_on", earliest=month.stated_on, latest=on)
