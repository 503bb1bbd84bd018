"""The forms of what happens to a designation: an act with its day and what it asks besides."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds, text_of
from institutions.changes.models import DesignationChange
from institutions.changes.rules.acts import Act
from institutions.changes.services.changes import ChangeData
from institutions.register.choices import Level, Ownership
from institutions.register.models.institution import Institution, label_of
from institutions.register.rules.codes import read_code
from institutions.register.rules.particulars import ITEMS
from institutions.register.words import PROBLEMS

EARLIEST, LATEST = date(2021, 2, 1), date(2200, 1, 1)
NOT_KNOWN = _("No institution has this code. Register it first.")
CHOICES = {"ownership": Ownership.choices}
CHOICES |= dict.fromkeys(("hospital_level", "pay_level", "deductible_level"), Level.choices)


class ChangeForm(OnceForm):
    """What an act asks; every field that it does not ask leaves the form."""

    received_on = DayField(label=_("Request received on"))
    takes_effect_on = DayField()
    ends_on = DayField(label=_("Last day"), required=False)
    number = text_of(DesignationChange, "number", label=_("Number of the new agreement"))
    cause = forms.ChoiceField(label=_("Cause"), required=False)
    successor = TextField(label=_("National code of the institution that goes on"), max_length=40)
    services = forms.MultipleChoiceField(label=_("Services"), required=False, widget=forms.CheckboxSelectMultiple)
    departments = forms.MultipleChoiceField(label=_("Departments"), required=False, widget=forms.CheckboxSelectMultiple)
    basis = text_of(DesignationChange, "basis")
    settled = ParagraphField(
        label=_("Why in the past, and what was settled since"),
        help_text=_(
            "Only where the day lies in the past: statements or sums of services since then, and what becomes of them."
        ),
        max_length=600,
        required=False,
    )

    def __init__(self, *args, act: Act, at: Institution, day_label: str, lists: dict, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.act = act
        self.found: Institution | None = None
        self.fields["takes_effect_on"].label = day_label
        set_bounds(self, "received_on", earliest=EARLIEST, latest=on)
        set_bounds(self, "takes_effect_on", earliest=EARLIEST, latest=LATEST)
        set_bounds(self, "ends_on", earliest=EARLIEST, latest=LATEST)
        for name in ("ends_on", "number", "cause", "successor", "services", "departments", "basis", "settled"):
            if name not in act.asks or (name in lists and not lists[name]):
                del self.fields[name]
        for name in ("services", "departments", "cause"):
            self._choose(name, lists.get(name, ()))
        if "particulars" in act.asks:
            self._ask_particulars(at)

    def _choose(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            blank = [("", "—")] if name == "cause" else []
            field.choices = [*blank, *choices]

    def _ask_particulars(self, at: Institution) -> None:
        """Each particular as it stands; what is changed is what is asked for."""
        for item, longest in ITEMS.items():
            label, now = label_of(item), getattr(at, item)
            if item in CHOICES:
                self.fields[item] = forms.ChoiceField(label=label, choices=CHOICES[item], initial=now)
            elif item == "beds":
                self.fields[item] = forms.IntegerField(label=label, min_value=0, max_value=100_000, initial=now)
            else:
                self.fields[item] = TextField(label=label, max_length=longest, initial=now)
        self.at = at

    def clean_successor(self):
        code = read_code(self.cleaned_data["successor"])
        if code.problem:
            raise forms.ValidationError(str(PROBLEMS[code.problem]))
        self.found = Institution.objects.filter(code=code.text).first()
        if self.found is None:
            raise forms.ValidationError(NOT_KNOWN)
        return code.text

    def change_data(self) -> ChangeData:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        particulars = {}
        if "particulars" in self.act.asks:
            typed = {item: str(data[item]) for item in ITEMS}
            particulars = {item: value for item, value in typed.items() if value != str(getattr(self.at, item))}
        return ChangeData(
            act=self.act.code,
            received_on=data["received_on"],
            takes_effect_on=data["takes_effect_on"],
            ends_on=data.get("ends_on"),
            services=tuple(data.get("services", ())),
            departments=tuple(data.get("departments", ())),
            particulars=particulars,
            number=data.get("number", ""),
            cause=data.get("cause", ""),
            basis=data.get("basis", ""),
            settled=data.get("settled", ""),
            successor=self.found,
        )


class DeclineForm(StepForm):
    """Why it is not recorded."""

    reason = text_of(DesignationChange, "decline_reason", required=True)
