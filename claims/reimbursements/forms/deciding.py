"""Forms of returning, reviewing and deciding a claim."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.evidence.models.checklist import ChecklistItem
from casework.steps.forms.base import StepForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds
from claims.findings.words import RULING_WORDS, Told
from claims.reimbursements.choices import Advice
from claims.reimbursements.rules.coded import Coded
from claims.reimbursements.services.receiving import NOTHING_ASKED
from claims.reimbursements.services.reviewing import NO_GROUND, NO_WORDS, ReviewData, Ruled
from claims.reimbursements.words import said

LONGEST_REASON, LONGEST_WORDS = 300, 1000
# Whoever comes back later than in a year begins anew.
LONGEST_AHEAD = timedelta(days=366)
UNDECIDED = ("", _("not decided"))


class ReturnForm(StepForm):
    """What is missing, in words where the name of a paper does not say it, and by when it is looked for."""

    papers = forms.MultipleChoiceField(
        label=_("What is missing"), widget=forms.CheckboxSelectMultiple, error_messages={"required": NOTHING_ASKED}
    )
    words = ParagraphField(label=_("What exactly is missing of it"), max_length=LONGEST_WORDS, required=False)
    come_back_by = DayField(label=_("Come back by"))

    def __init__(self, *args, items: Sequence[ChecklistItem], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["papers"]).choices = [(item.code, item.name) for item in items]
        set_bounds(self, "come_back_by", earliest=on, latest=on + LONGEST_AHEAD)


class SupplyForm(StepForm):
    """The day on which what was missing came."""

    received_on = DayField(label=_("Papers received on"))

    def __init__(self, *args, earliest: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "received_on", earliest=earliest, latest=on)


class ReviewForm(StepForm):
    """A decision on each finding that may be decided on, and what is proposed."""

    advice = forms.ChoiceField(label=_("Proposal"), choices=Advice.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Ground of a refusal"), required=False)
    words = ParagraphField(label=_("Reason of a refusal, in words"), max_length=LONGEST_WORDS, required=False)

    def __init__(self, *args, findings: Sequence[Told], grounds: Mapping[str, Coded], **kwargs):
        super().__init__(*args, **kwargs)
        offered = [(code, said(one)) for code, one in grounds.items()]
        cast(forms.ChoiceField, self.fields["ground"]).choices = [("", _("no refusal")), *offered]
        self.findings = [one for one in findings if one.rulings]
        for number, one in enumerate(self.findings):
            self.fields[f"ruling_{number}"] = forms.ChoiceField(
                label=one.text,
                required=False,
                choices=[UNDECIDED, *((ruling, RULING_WORDS[ruling]) for ruling in one.rulings)],
            )
            self.fields[f"reason_{number}"] = TextField(label=_("Why"), max_length=LONGEST_REASON, required=False)

    @property
    def rows(self) -> list[dict]:
        """Each finding with its two fields, for the page."""
        return [
            {"told": one, "ruling": self[f"ruling_{number}"], "reason": self[f"reason_{number}"]}
            for number, one in enumerate(self.findings)
        ]

    @property
    def proposal(self) -> list:
        """The fields of what is proposed."""
        return [self[name] for name in ("advice", "ground", "words")]

    def clean(self):
        """A decision has its reason, beside it."""
        super().clean()
        cleaned = self.cleaned_data
        for number, _one in enumerate(self.findings):
            reason = f"reason_{number}"
            if cleaned.get(f"ruling_{number}") and not cleaned.get(reason) and reason not in self.errors:
                self.add_error(reason, _("Write why."))
        if cleaned.get("advice") == Advice.REFUSE:
            if not cleaned.get("ground") and "ground" not in self.errors:
                self.add_error("ground", NO_GROUND)
            if not cleaned.get("words") and "words" not in self.errors:
                self.add_error("words", NO_WORDS)
        return cleaned

    def review(self) -> ReviewData:
        """What the service takes. Only for a valid form."""
        found = self.cleaned_data
        rulings = tuple(
            Ruled(key=one.key, ruling=found[f"ruling_{number}"], reason=found[f"reason_{number}"])
            for number, one in enumerate(self.findings)
            if found[f"ruling_{number}"]
        )
        refuses = found["advice"] == Advice.REFUSE
        return ReviewData(
            advice=found["advice"],
            rulings=rulings,
            ground=found["ground"] if refuses else "",
            words=found["words"] if refuses else "",
        )


class SendBackForm(StepForm):
    """Why the first review is made anew."""

    words = ParagraphField(label=_("Why"), max_length=LONGEST_REASON)


class ApproveForm(StepForm):
    """The figures as they are shown: what is posted is what was seen."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=60)


class RefuseForm(StepForm):
    """The ground, and the reason in words."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect, error_messages={"required": NO_GROUND})
    words = ParagraphField(
        label=_("Reason, as it stands on the decision"), max_length=LONGEST_WORDS, error_messages={"required": NO_WORDS}
    )

    def __init__(self, *args, grounds: Mapping[str, Coded], **kwargs):
        super().__init__(*args, **kwargs)
        offered = [(code, said(one)) for code, one in grounds.items()]
        cast(forms.ChoiceField, self.fields["ground"]).choices = offered
