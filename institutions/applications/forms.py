"""The forms of an application for designation: what it is for, its conditions, score sheets, grounds, the agreement."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds, text_of
from institutions.applications.models import DesignationApplication, PanelScore
from institutions.applications.queries.evaluation import Condition
from institutions.applications.services.applications import Checked
from institutions.designation.models.entry import DesignationEntry
from institutions.designation.services.agreements import Signing

LATEST = date(2200, 1, 1)
MET = (("yes", _("met")), ("no", _("not met")), ("", _("not looked at")))


class ApplyForm(OnceForm):
    """What the institution asks to be designated for."""

    services = forms.MultipleChoiceField(label=_("Services applied for"), widget=forms.CheckboxSelectMultiple)
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all departments of the licence."),
    )

    def __init__(self, *args, services, departments, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self, "services", services)
        choose(self, "departments", departments)


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, object]]) -> None:
    """Give a field its choices; a list of departments that is empty leaves the form."""
    if not choices:
        del form.fields[name]
        return
    field = form.fields[name]
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = list(choices)


class ConditionsForm(OnceForm):
    """Each condition: met, not met with what was seen, or not looked at yet."""

    def __init__(self, *args, conditions: Sequence[Condition], **kwargs):
        super().__init__(*args, **kwargs)
        self.conditions = conditions
        for one in conditions:
            code = one.entry.code
            before = ("yes" if one.check.met else "no") if one.check else ""
            self.fields[f"met_{code}"] = forms.ChoiceField(
                label=one.entry.name, choices=MET, required=False, initial=before, widget=forms.RadioSelect
            )
            self.fields[f"seen_{code}"] = TextField(
                label=_("What was seen"), max_length=200, required=False, initial=one.check.seen if one.check else ""
            )

    def clean(self):
        cleaned = super().clean() or {}
        for one in self.conditions:
            code = one.entry.code
            if cleaned.get(f"met_{code}") == "no" and not cleaned.get(f"seen_{code}"):
                self.add_error(f"seen_{code}", _("Say what is missing."))
        return cleaned

    def answers(self) -> dict[str, Checked]:
        """What was looked at. Only for a valid form."""
        found = {}
        for one in self.conditions:
            met = self.cleaned_data[f"met_{one.entry.code}"]
            if met:
                found[one.entry.code] = Checked(met == "yes", self.cleaned_data[f"seen_{one.entry.code}"])
        return found


class ScoreForm(OnceForm):
    """The whole sheet of one member of the panel."""

    member = text_of(PanelScore, "member")

    def __init__(self, *args, items: Sequence[DesignationEntry], **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"points_{item.code}"] = forms.IntegerField(
                label=item.name,
                min_value=0,
                max_value=item.points,
                help_text=_("0 to %(most)s") % {"most": item.points},
            )

    def points(self) -> dict[str, int]:
        """Points by item. Only for a valid form."""
        return {item.code: self.cleaned_data[f"points_{item.code}"] for item in self.items}


class MissingForm(StepForm):
    """What is missing, said once and whole."""

    missing = ParagraphField(
        label=_("What is missing, each with its legal basis"),
        max_length=600,
        help_text=_("It can be asked for once. One paper a line."),
    )


class ReasonForm(StepForm):
    """Why, so that the institution can act on it."""

    reason = text_of(DesignationApplication, "reason", required=True)


class RefuseForm(ReasonForm):
    """A ground from the list, and the reason in words."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    field_order = ("ground", "reason")

    def __init__(self, *args, grounds: Sequence[DesignationEntry], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(row.code, row.name) for row in grounds]


class AgreementForm(StepForm):
    """The agreement as it is to be signed."""

    number = text_of(DesignationApplication, "number", required=True)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    services = forms.MultipleChoiceField(label=_("Services"), widget=forms.CheckboxSelectMultiple)
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all departments of the licence."),
    )

    def __init__(self, *args, services, departments, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "starts_on", earliest=on, latest=LATEST)
        set_bounds(self, "ends_on", earliest=on, latest=LATEST)
        choose(self, "services", services)
        choose(self, "departments", departments)

    def signing(self) -> Signing:
        """What is drawn up. Only for a valid form."""
        data = self.cleaned_data
        return Signing(
            number=data["number"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            services=tuple(data["services"]),
            departments=tuple(data.get("departments", ())),
        )
