"""The form of what is claimed: who comes, which care, where and when, why by hand, who else pays."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, PlainForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from claims.offsite.rules.coded import HERE
from claims.offsite.words import provinces_offered
from claims.reimbursements.choices import Care, ComesAs, HeirRelation, OffSite, Outside, ThirdParty
from claims.reimbursements.forms.numbers import DocumentNumberField
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.coming import Comer
from claims.reimbursements.rules.coded import reasons_on
from claims.reimbursements.services.entering import ClaimData, HeirData, heir_of
from claims.reimbursements.words import said
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from institutions.catalogue.rules.codes import read_diagnosis
from institutions.register.rules.codes import fold

# Before basic medical insurance existed nothing is claimed of it.
EARLIEST = date(1998, 1, 1)
# A code as typed: with the blanks and hyphens that people and scanners put between its parts.
AS_TYPED = 40
LEVELS = (("", _("not told")), ("3", _("third level")), ("2", _("second level")), ("1", _("first level or none")))
ON_THE_MAINLAND = (("", _("on the mainland")), *Outside.choices)
OF_HEIR = ("heir_name", "heir_number", "heir_relation")
NEEDS_HEIR = _("An heir is named with her document, and with what she inherits by.")
NEEDS_END = _("A stay has a day of discharge.")
NEEDS_PLACE = _("Enter the code of the institution, or its name and level, or say that it was outside the mainland.")
NEEDS_LEVEL = _("Choose the level of the institution.")
ONE_PLACE = _("The care was in one place: clear this, or clear the code.")
NEEDS_PROVINCE = _("Choose the province: a filing is for one.")
NOT_AWAY = _("Clear this, or say that the care was outside the province.")
NOT_A_DIAGNOSIS = _("A diagnosis code is a letter and two digits, with further parts behind a point: I10.x00x002.")


class ClaimFields(PlainForm):
    """What is claimed, without the envelope of a new or a changed claim."""

    needed = frozenset({"ends_on", "institution_code", "institution_name", "level", "outside", "province", *OF_HEIR})

    care = forms.ChoiceField(label=_("Kind of care"), choices=Care.choices, widget=forms.RadioSelect)
    starts_on = DayField(label=_("Admitted on, or day of the visit"), earliest=EARLIEST)
    ends_on = DayField(label=_("Discharged on, or last visit"), earliest=EARLIEST, required=False)
    institution_code = TextField(
        label=_("Code of the institution"),
        max_length=AS_TYPED,
        required=False,
        help_text=_("H or P and eleven digits, as it stands on the receipt."),
    )
    institution_name = text_of(
        Reimbursement, "institution_name", label=_("Name of an institution that is not on record"), required=False
    )
    level = forms.ChoiceField(label=_("Its level"), choices=LEVELS, required=False)
    outside = forms.ChoiceField(label=_("Where the care was"), choices=ON_THE_MAINLAND, required=False)
    off_site = forms.ChoiceField(label=_("Care elsewhere"), choices=OffSite.choices)
    province = forms.ChoiceField(label=_("Province of the care"), required=False)
    diagnosis = text_of(Reimbursement, "diagnosis", label=_("Code of the main diagnosis"))
    reason = forms.ChoiceField(label=_("Why it is claimed by hand"))
    third_party = forms.ChoiceField(label=_("Who else pays"), choices=ThirdParty.choices, widget=forms.RadioSelect)
    comer = forms.ChoiceField(label=_("Who comes"), widget=forms.RadioSelect)
    heir_name = text_of(Reimbursement, "heir_name", label=_("Name of the heir"), required=False)
    heir_number = DocumentNumberField(label=_("Number of the heir's document"), required=False)
    heir_relation = forms.ChoiceField(
        label=_("By what she inherits"), choices=[("", "—"), *HeirRelation.choices], required=False
    )
    received_on = DayField(label=_("Papers received on"), earliest=EARLIEST)

    def __init__(self, *args, comers: Sequence[Comer], on: date, place: str, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["comer"]).choices = [(one.key, one.label) for one in comers]
        self.by_heir = any(one.comes_as == ComesAs.HEIR for one in comers)
        for name in OF_HEIR:
            if not self.by_heir:
                del self.fields[name]
        offered = [(code, said(one)) for code, one in reasons_on(on, place).items()]
        cast(forms.ChoiceField, self.fields["reason"]).choices = offered
        elsewhere = [("", _("inside the province")), *(one for one in provinces_offered() if one[0] != HERE)]
        cast(forms.ChoiceField, self.fields["province"]).choices = elsewhere
        for name in ("starts_on", "ends_on", "received_on"):
            set_bounds(self, name, latest=on)

    def clean_diagnosis(self):
        code = read_diagnosis(self.cleaned_data["diagnosis"])
        if not code:
            raise ValidationError(NOT_A_DIAGNOSIS)
        return code

    def clean_institution_code(self):
        return fold(self.cleaned_data["institution_code"])

    def clean(self):
        """What goes together: a stay and its end, an institution and its level, one place of care."""
        super().clean()
        cleaned = self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and not last and "ends_on" not in self.errors:
            if cleaned.get("care") in COUNTED_AS_STAY:
                self.add_error("ends_on", NEEDS_END)
            cleaned["ends_on"] = first
        elif first and last and last < first:
            self.add_error("ends_on", _("The last day of the care lies before the first."))
        self._place(cleaned)
        for name in OF_HEIR:
            if self.by_heir and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, NEEDS_HEIR)
        if not self.errors.keys() & {"off_site", "province"}:
            self._province(cleaned)
        return cleaned

    def _place(self, cleaned: dict) -> None:
        """One place of care: an institution on record, else outside the mainland, else one that is named with its level."""
        code, name, outside = (cleaned.get(one) for one in ("institution_code", "institution_name", "outside"))
        wrong = set(self.errors)
        if code and outside:
            self.add_error("outside", ONE_PLACE)
        if code and name:
            self.add_error("institution_name", ONE_PLACE)
        if code or outside or wrong & {"institution_code", "outside"}:
            return
        if not name and "institution_name" not in wrong:
            self.add_error("institution_name", NEEDS_PLACE)
        if not cleaned.get("level") and "level" not in wrong:
            self.add_error("level", NEEDS_LEVEL)

    def _province(self, cleaned: dict) -> None:
        """Outside the province it is said in which one: a filing is for one."""
        away = cleaned["off_site"] != OffSite.LOCAL
        if away and not cleaned["province"] and not cleaned.get("outside"):
            self.add_error("province", NEEDS_PROVINCE)
        elif not away and cleaned["province"]:
            self.add_error("province", NOT_AWAY)

    def data_asked(self) -> ClaimData:
        """What the service takes. Only for a valid form."""
        told = self.cleaned_data
        names = [name for name in ClaimData.__dataclass_fields__ if name != "heir"]
        heir = None
        if self.by_heir:
            heir = HeirData(name=told["heir_name"], number=told["heir_number"], relation=told["heir_relation"])
        return ClaimData(**{name: told[name] for name in names}, heir=heir)


class OpenClaimForm(ClaimFields, OnceForm):
    """A new claim."""


class ChangeClaimForm(ClaimFields):
    """A claim entered anew, as it stood at a version of its case."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def initial_of(claim: Reimbursement) -> dict:
    """What a claim says, as the form shows it."""
    row, heir = claim.representative, heir_of(claim)
    names = ("care", "starts_on", "ends_on", "institution_name", "level", "outside", "off_site", "province")
    return {name: getattr(claim, name) for name in (*names, "diagnosis", "reason", "third_party")} | {
        "institution_code": claim.institution.code if claim.institution else "",
        "comer": str(row.pk) if row else claim.comes_as,
        "heir_name": claim.heir_name,
        "heir_number": heir.number if heir else "",
        "heir_relation": claim.heir_relation,
        "received_on": claim.case.received_on,
        "seen": claim.case.version,
    }
