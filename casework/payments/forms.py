"""Forms of payments: a bank account, the same keyed in again, a proof, the bank's answer."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.money.models.payments import Payee
from casework.payments.services.payees import Account
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import TextField, text_of

NUMBER = re.compile(r"[0-9A-Z]{8,34}")
BANK = re.compile(r"[0-9A-Z]{3,20}")
LARGEST_ANSWER = 2_000_000


class NumberField(TextField):
    """The number of a bank account: digits and capital letters; blanks and hyphens are left out."""

    def clean(self, value):
        text = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", super().clean(value))).upper()
        if text and not (text.isascii() and NUMBER.fullmatch(text)):
            raise ValidationError(_("An account number has 8 to 34 digits or letters."))
        return text


class PayeeForm(PlainForm):
    """A bank account as its proof says."""

    name = TextField(label=_("Name of the account holder"), max_length=60)
    number = NumberField(label=_("Account number"), max_length=60)
    bank_code = text_of(Payee, "bank_code", label=_("Code of the bank"))
    bank_name = text_of(Payee, "bank_name", label=_("Bank"))

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name[:1] in "=+-@":
            raise ValidationError(_("A name does not begin with this sign."))
        return name

    def clean_bank_code(self):
        code = unicodedata.normalize("NFKC", self.cleaned_data["bank_code"]).upper()
        if not (code.isascii() and BANK.fullmatch(code)):
            raise ValidationError(_("A bank code has 3 to 20 digits or letters."))
        return code

    def account(self) -> Account:
        """What was typed. Only for a valid form."""
        return Account(**{name: self.cleaned_data[name] for name in ("name", "number", "bank_code", "bank_name")})


class CheckForm(PlainForm):
    """The number keyed in again from the proof, without seeing what a colleague typed."""

    number = NumberField(label=_("Account number, keyed in again from the proof"), max_length=60)


class ProofForm(PlainForm):
    """What settles a hold: which paper."""

    proof = TextField(
        label=_("Kind and number of the proof"),
        max_length=80,
        help_text=_("For heirs the notarial deed or judgment. No names and no document numbers of people."),
    )


class HoldForm(PlainForm):
    """Why a payment is held."""

    reason = TextField(
        label=_("Why it is held"),
        max_length=120,
        help_text=_("No names and no document numbers of people: it stands on the list of payments."),
    )


class AnswerForm(PlainForm):
    """The bank's answer to a file."""

    file = forms.FileField(
        label=_("Answer of the bank"),
        help_text=_("CSV with the columns position, reference, result (paid or returned), day and reason."),
        widget=forms.FileInput({"accept": ".csv,.txt", "autocomplete": "off"}),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty (0 bytes).")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_ANSWER:
            raise ValidationError(_("The file is larger than an answer can be (2 MB)."))
        return file
