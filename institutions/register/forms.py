"""The forms of the register: an institution as its licence says, whom to reach there."""

import re
from datetime import date
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.rulebook.rules.credit_codes import credit_code_fits
from casework.steps.forms.base import OnceForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds, text_of
from institutions.register.choices import Level, Ownership, TaiwanForm
from institutions.register.models.institution import Institution, InstitutionContact
from institutions.register.rules.codes import fold, read_code
from institutions.register.rules.kinds import kinds, services
from institutions.register.services.contacts import ContactData
from institutions.register.services.register import InstitutionData
from institutions.register.words import PROBLEMS, said

EARLIEST = date(1900, 1, 1)
WRONG_USCC = _("The check characters of this code do not fit. Compare it with the licence.")
DEPARTMENT_LINE = re.compile(r"([0-9A-Za-z][0-9A-Za-z_-]*(?:\.[0-9A-Za-z]+)*)\s+(\S.{0,59})")
MOST_DEPARTMENTS = 200


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of institution in the language in force."""
    return [(code, said(kind)) for code, kind in kinds().items()]


def service_choices(letter: str = "") -> list[tuple[str, str]]:
    """The services in the language in force, those that go with a letter of the national code."""
    return [(code, said(one)) for code, one in services().items() if letter in one.letters]


def read_departments(text: str) -> list[tuple[str, str]]:
    """(code, name) for each line. Raises ValidationError that names the line."""
    found: dict[str, str] = {}
    for number, line in enumerate(filter(None, (line.strip() for line in text.splitlines())), start=1):
        read = DEPARTMENT_LINE.fullmatch(line)
        if read is None or len(read[1]) > 20 or read[1] in found or number > MOST_DEPARTMENTS:
            raise ValidationError(
                _("Line %(number)s: write the code, a space and the name, each code once: 03 内科"),
                params={"number": number},
            )
        found[read[1]] = read[2].strip()
    return list(found.items())


class InstitutionForm(OnceForm):
    """An institution as its licence says; capital from Taiwan is an attribute and asks for nothing else."""

    code = text_of(Institution, "code", max_length=40)
    uscc = text_of(Institution, "uscc", max_length=40)
    name_zh_hans = text_of(Institution, "name_zh_hans", label=_("Name in simplified Chinese"), required=True)
    name_zh_hant = text_of(Institution, "name_zh_hant", label=_("Name in traditional Chinese"), required=True)
    name_en = text_of(Institution, "name_en", label=_("Name in English"), required=True)
    kind = forms.ChoiceField(label=_("Kind of institution"), choices=kind_choices)
    ownership = forms.ChoiceField(label=_("Ownership"), choices=Ownership.choices)
    hospital_level = forms.ChoiceField(label=_("Hospital level"), choices=Level.choices)
    pay_level = forms.ChoiceField(
        label=_("Level it is paid at"),
        choices=Level.choices,
        help_text=_(
            "It may differ from the hospital level: a place can pay every private institution as of one level."
        ),
    )
    deductible_level = forms.ChoiceField(label=_("Level of its deductible"), choices=Level.choices)
    licence_number = text_of(Institution, "licence_number")
    licence_expires_on = DayField(label=_("Licence runs out on"), required=False)
    opened_on = DayField(label=_("Operating since"))
    address = text_of(Institution, "address")
    telephone = text_of(Institution, "telephone")
    legal_representative = text_of(Institution, "legal_representative")
    beds = forms.IntegerField(label=_("Beds"), min_value=0, max_value=100_000, required=False)
    networked = forms.BooleanField(label=_("Connected for off-site care"), required=False)
    taiwan_funded = forms.BooleanField(label=_("Taiwan-funded"), required=False)
    taiwan_form = forms.ChoiceField(
        label=_("Form of investment"), choices=[("", "—"), *TaiwanForm.choices], required=False
    )
    taiwan_share = forms.DecimalField(
        label=_("Taiwan share in percent"), min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False
    )
    departments = ParagraphField(
        label=_("Departments, one a line"), required=False, help_text=_("Code and name as on the licence: 03 内科")
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "opened_on", earliest=EARLIEST, latest=on)
        set_bounds(self, "licence_expires_on", earliest=EARLIEST, latest=date(2200, 1, 1))

    def clean_code(self):
        code = read_code(self.cleaned_data["code"])
        if code.problem:
            raise ValidationError(str(PROBLEMS[code.problem]), code=code.problem)
        return code.text

    def clean_uscc(self):
        typed = fold(self.cleaned_data["uscc"])
        if not credit_code_fits(typed):
            raise ValidationError(WRONG_USCC)
        return typed

    def clean_departments(self):
        return read_departments(self.cleaned_data["departments"])

    def clean(self):
        cleaned = super().clean() or {}
        pharmacy, code = cleaned.get("kind") == "retail_pharmacy", cleaned.get("code")
        if code and cleaned.get("kind") and code.startswith("P") != pharmacy:
            self.add_error("kind", _("The letter of the code does not go with this kind."))
        form, share = cleaned.get("taiwan_form"), cleaned.get("taiwan_share")
        if cleaned.get("taiwan_funded"):
            if not form and "taiwan_form" not in self.errors:
                self.add_error("taiwan_form", _("Choose the form of investment."))
            if not share and "taiwan_share" not in self.errors:
                self.add_error("taiwan_share", _("Enter the share, above zero."))
            elif form == TaiwanForm.WHOLLY_OWNED and share and share != 100:
                self.add_error("taiwan_share", _("Wholly owned is 100 percent."))
        elif form or share:
            self.add_error("taiwan_funded", _("Tick this, or leave form and share empty."))
        return cleaned

    def institution_data(self) -> InstitutionData:
        """What the service takes. Only for a valid form."""
        data = {name: value for name, value in self.body().items() if name != "departments"}
        share = data["taiwan_share"] or None
        return InstitutionData(**data | {"beds": cast(int, data["beds"] or 0), "taiwan_share": share})


class ContactForm(OnceForm):
    """Whom to reach at an institution, how, and in which language."""

    name = text_of(InstitutionContact, "name")
    telephone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = TextField(label=_("E-mail address"), max_length=200, required=False, validators=[EmailValidator()])
    language = forms.ChoiceField(
        label=_("Language of the notices"),
        choices=CLIENT_LANGUAGES,
        initial="zh-hans",
        help_text=_("Notices come in Chinese and, beside it, in this language."),
    )

    def contact_data(self) -> ContactData:
        """What the service takes. Only for a valid form."""
        return ContactData(**self.body())
