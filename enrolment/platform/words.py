"""What is wrong with a confirmation as it was typed."""

from django.utils.translation import gettext_lazy as _

CONFIRMATION_MESSAGES = {
    "empty": _("Enter the confirmation the platform gave."),
    "too_long": _("A confirmation has at most 60 characters."),
    "unsupported_character": _("Use only letters, digits, hyphens, dots and slashes."),
    "in_future": _("This day lies ahead."),
}
