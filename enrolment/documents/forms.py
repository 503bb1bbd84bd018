"""The fields for the number and the issuer of an identity document, as every form with one shows and reads them."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enrolment.documents.rules.document_key import ISSUED_BY_MANY
from enrolment.documents.rules.identity_numbers import fold
from enrolment.documents.rules.issuers import codes, name_of
from enrolment.documents.words import MESSAGES


class NumberField(forms.CharField):
    """A document number of any kind, folded; what is invisible or mere decoration counts as empty."""

    def __init__(self, **kwargs):
        super().__init__(widget=NumberInput, **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if any("\ud800" <= char <= "\udfff" for char in typed):
            raise forms.ValidationError(MESSAGES["surrogate"], code="surrogate")
        return fold(typed)


class NumberInput(forms.TextInput):
    """Takes a scanner's Enter without sending the form; the number is never kept by the browser."""

    def __init__(self):
        super().__init__({"data-scan": "", "autocomplete": "off", "spellcheck": "false", "maxlength": "200"})


class IssuerField(forms.ChoiceField):
    """The state or authority that issued a passport: two of them may bear one number."""

    def __init__(self, **kwargs):
        label = kwargs.pop("label", _("Passport issued by"))
        super().__init__(label=label, required=False, choices=issuer_choices, **kwargs)

    def for_kind(self, form: forms.Form, cleaned: dict, field: str = "issuer") -> None:
        """Asks for the issuer where the kind has many, and drops it where it has one."""
        if cleaned.get("kind") not in ISSUED_BY_MANY:
            cleaned[field] = ""
        elif not cleaned.get(field) and field not in form.errors:
            form.add_error(field, _("Choose the state that issued the passport; its code stands beside the number."))


def issuer_choices() -> list[tuple[str, str]]:
    """The issuers by name in the reader's language, each with the letters printed in the passport."""
    language = (get_language() or "en").replace("-", "_")
    named = sorted((name_of(code, language), code) for code in codes())
    return [("", "—"), *((code, f"{name} ({code})") for name, code in named)]


def issuer_shown(code: str) -> str:
    """An issuer for a page, in the reader's language."""
    return f"{name_of(code, (get_language() or 'en').replace('-', '_'))} ({code})" if code else ""
