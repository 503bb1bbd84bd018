"""The forms of the staff of an institution: registering, leaving, points, an objection."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from institutions.designation.models.entry import DesignationEntry
from institutions.staff_qualification.choices import Grade, StaffKind
from institutions.staff_qualification.models import StaffCase, StaffPerson, StaffPoints
from institutions.staff_qualification.rules.marks import EARLIEST
from institutions.staff_qualification.rules.staff_codes import read_staff_code
from institutions.staff_qualification.services.points import ObjectionData, PointsData
from institutions.staff_qualification.services.staff import StaffData
from institutions.staff_qualification.words import PROBLEMS

FIRST = date(1980, 1, 1)


class StaffForm(OnceForm):
    """Somebody of the staff, as the institution reports her."""

    kind = forms.ChoiceField(label=_("Kind of staff"), choices=StaffKind.choices)
    code = text_of(StaffPerson, "code", max_length=40, help_text=_("D, N, HY or HJ and twelve digits"))
    name = text_of(StaffPerson, "name")
    promised_on = DayField(label=_("Service promise signed on"))
    starts_on = DayField(label=_("Registered here from"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "promised_on", earliest=FIRST, latest=on)
        set_bounds(self, "starts_on", earliest=FIRST, latest=on)

    def clean(self):
        cleaned = super().clean() or {}
        if "code" in cleaned:
            read = read_staff_code(cleaned["code"], cleaned.get("kind", ""))
            if read.problem and "kind" in cleaned:
                self.add_error("code", ValidationError(str(PROBLEMS[read.problem]), code=read.problem))
            cleaned["code"] = read.text
        return cleaned

    def staff_data(self) -> StaffData:
        """What the service takes. Only for a valid form."""
        return StaffData(**self.body())


class EndPostForm(OnceForm):
    """The last day of a post."""

    ends_on = DayField(label=_("Last day here"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "ends_on", earliest=FIRST, latest=on)


class PointsForm(OnceForm):
    """Points for an act: they follow from the line of the list and from how far the person answers for it."""

    conduct = forms.ChoiceField(label=_("Conduct"))
    grade = forms.ChoiceField(label=_("Responsibility"), choices=Grade.choices)
    given_on = DayField(label=_("Points given on"))
    basis = text_of(
        StaffCase, "basis", required=True, help_text=_("Points only follow what was decided against the institution.")
    )
    basis_on = DayField(label=_("Day of the penalty or measure"))
    months = forms.IntegerField(
        label=_("Suspended for so many months"),
        min_value=1,
        max_value=12,
        required=False,
        help_text=_("Only where the points of the year suspend the qualification."),
    )

    def __init__(self, *args, conducts: Sequence[DesignationEntry], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.conducts = {row.code: row for row in conducts}
        choices = [(row.code, f"{row.name} ({row.points}–{row.points + 2})") for row in conducts]
        self.fields["conduct"] = forms.ChoiceField(label=_("Conduct"), choices=choices)
        set_bounds(self, "given_on", earliest=EARLIEST, latest=on)
        set_bounds(self, "basis_on", earliest=EARLIEST, latest=on)

    def points_data(self) -> PointsData:
        """What the service takes. Only for a valid form."""
        return PointsData(**self.body() | {"conduct": self.conducts[self.cleaned_data["conduct"]]})


class ObjectionForm(OnceForm):
    """An objection in writing, signed by the person and the institution."""

    contested = forms.ChoiceField(label=_("Points objected to"))
    received_on = DayField(label=_("Objection received on"))
    words = ParagraphField(label=_("What is objected"), max_length=600)

    def __init__(self, *args, rows: Sequence[tuple[StaffPoints, str]], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row, _words in rows}
        choices = [(str(row.pk), said) for row, said in rows]
        self.fields["contested"] = forms.ChoiceField(label=_("Points objected to"), choices=choices)
        set_bounds(self, "received_on", earliest=EARLIEST, latest=on)

    def objection_data(self) -> ObjectionData:
        """What the service takes. Only for a valid form."""
        return ObjectionData(**self.body() | {"contested": self.rows[self.cleaned_data["contested"]]})


class NameForm(OnceForm):
    """The name as it should be, and how it came to be written otherwise."""

    name = text_of(StaffPerson, "name", label=_("Name as it should be"))
    words = ParagraphField(label=_("Why it is corrected"), max_length=600)


class DeclineForm(StepForm):
    """Why it is not confirmed, or why the objection does not convince."""

    reason = text_of(StaffCase, "decline_reason", required=True)
