"""The least length of a password, said in the portal's own words: Django's sentence is not there in every language."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """As Django's, with a sentence of our catalogues."""

    def get_error_message(self) -> str:
        words = ngettext(
            "This password is too short: it needs at least %(count)d character.",
            "This password is too short: it needs at least %(count)d characters.",
            self.min_length,
        )
        return words % {"count": self.min_length}
