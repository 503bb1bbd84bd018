"""The forms of hires and of mailings."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked
from casework.models import CaseFile
from casework.steps.forms.base import OnceForm, PlainForm, StepForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.documents.forms import IssuerField, NumberInput
from enrolment.documents.models import DocumentKind
from enrolment.documents.rules.identity_numbers import check
from enrolment.documents.words import message_for
from enrolment.hires.models import Hire
from enrolment.hires.services.hire_clock import UNDER_AGE
from enrolment.hires.services.hire_corrections import Start
from enrolment.hires.services.hires import FindingData, HireData

EARLIEST = date(2011, 7, 1)
DOCUMENT_HELP = _(
    "Needed for foreign nationals: their clock starts on the day the employment document was handled (Order 16, article 4)."
)


class HireForm(OnceForm):
    """One hire, as the employer reports it."""

    kind = forms.ChoiceField(label=_("Identity document"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Document number"), widget=NumberInput)
    name = text_of(
        Hire, "name", label=_("Name as printed on the document"), help_text=_("Do not convert between scripts.")
    )
    latin_name = text_of(Hire, "latin_name")
    work_began_on = DayField(label=_("Work began on"))
    # Out of sight until somebody below the least age is reported.
    under_age_confirmed = forms.BooleanField(
        label=_(
            "I have seen the approval for somebody under 16: arts, sports or special crafts (Labour Law, article 15)"
        ),
        required=False,
        widget=forms.HiddenInput,
    )
    document_handled_on = DayField(label=_("Employment document handled on"), required=False, help_text=DOCUMENT_HELP)
    # Last: most people taken on here have no passport.
    issuer = IssuerField()

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        kinds = DocumentKind.objects.exclude(category="mainland")
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        for name in ("work_began_on", "document_handled_on"):
            set_bounds(self, name, earliest=EARLIEST, latest=on)

    def clean(self):
        cleaned = super().clean()
        self.fields["issuer"].for_kind(self, cleaned)
        if cleaned.get("kind") and cleaned.get("number"):
            result = check(cleaned["kind"], cleaned["number"], on=self.on)
            for reason in result.reasons:
                self.add_error("number", message_for(reason))
            cleaned["number"] = result.normalised
        return cleaned

    def add_reasons(self, blocked: Blocked) -> None:
        """Besides, the tick that answers an age below the least one is shown beside the day."""
        if any(reason.code == UNDER_AGE for reason in blocked.reasons):
            self.fields["under_age_confirmed"].widget = forms.CheckboxInput()
        super().add_reasons(blocked)

    def hire_data(self) -> HireData:
        """What the service takes. Only for a valid form."""
        return HireData(**self.body())


class StartForm(StepForm):
    work_began_on = DayField(label=_("Work began on"))
    document_handled_on = DayField(label=_("Employment document handled on"), required=False, help_text=DOCUMENT_HELP)
    reason = TextField(
        label=_("Reason"), max_length=200, help_text=_("What shows the right day, such as the labour contract.")
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("work_began_on", "document_handled_on"):
            set_bounds(self, name, earliest=EARLIEST, latest=on)

    def start(self) -> Start:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return Start(data["work_began_on"], data["document_handled_on"], data["reason"])


class LeavingForm(StepForm):
    left_on = DayField(label=_("Left on"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "left_on", latest=on)


class CorrectionForm(StepForm):
    """Another start, or a day of leaving, that takes a lateness away; decided by a second person."""

    work_began_on = DayField(label=_("Work began on"), required=False)
    document_handled_on = DayField(label=_("Employment document handled on"), required=False, help_text=DOCUMENT_HELP)
    left_on = DayField(
        label=_("Left on"), required=False, help_text=_("Only where the person left; then the start stays as it is.")
    )
    note = text_of(Hire, "finding_note", label=_("What the proof shows"), required=True)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("work_began_on", "document_handled_on", "left_on"):
            set_bounds(self, name, earliest=EARLIEST, latest=on)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("left_on") or cleaned.get("work_began_on")):
            self.add_error("work_began_on", _("Enter the right first day, or the day of leaving."))
        return cleaned

    def proposal(self) -> tuple[Start | None, date | None, str]:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        if data["left_on"]:
            return None, data["left_on"], data["note"]
        return Start(data["work_began_on"], data["document_handled_on"], data["note"]), None, data["note"]


class FindingForm(StepForm):
    NO_DUTY = (Hire.Finding.NOT_EMPLOYED_HERE, Hire.Finding.ENTERED_TWICE)
    finding = forms.ChoiceField(
        label=_("Finding"), choices=[(each.value, each.label) for each in NO_DUTY], widget=forms.RadioSelect
    )
    note = text_of(Hire, "finding_note", label=_("What the proof shows"), required=True)
    same_as_reference = text_of(
        CaseFile,
        "reference",
        label=_("Reference of the other entry"),
        required=False,
        help_text=_("Only when the hire was entered twice."),
    )

    def finding_data(self) -> FindingData:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return FindingData(data["finding"], data["note"], data["same_as_reference"])


class LatenessForm(PlainForm):
    code = forms.ChoiceField(label=_("Reason of lateness"), choices=Hire.Lateness.choices, widget=forms.RadioSelect)
    note = text_of(Hire, "lateness_note")


class OrderForm(StepForm):
    correct_by = DayField(
        label=_("To be corrected by"),
        help_text=_("The law names no number of days: the office sets the time (article 84)."),
    )
    # The day for which the order was shown as it would be printed.
    previewed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "correct_by", latest=on + timedelta(days=180))

    def was_previewed(self) -> bool:
        """Whether the order was shown with exactly this day."""
        return self.cleaned_data["previewed"] == self.cleaned_data["correct_by"].isoformat()

    def mark_previewed(self) -> None:
        """The form as it is shown now carries the mark of its preview."""
        self.data = self.data.copy()
        self.data["previewed"] = self.cleaned_data["correct_by"].isoformat()
