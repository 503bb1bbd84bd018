"""How the confirmation of the national platform is typed and checked."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from enrolment.platform.rules.confirmations import ConfirmationProblem, recorded_answer

CONFIRMATION_MESSAGES = {
    "empty": _("Enter the confirmation the platform gave."),
    "too_long": _("A confirmation has at most 60 characters."),
    "unsupported_character": _("Use only letters, digits, hyphens, dots and slashes."),
    "in_future": _("This day lies ahead."),
}


def clean_confirmation(form, cleaned: dict, field: str, day: date, today: date) -> None:
    """Put the platform's answer into the cleaned data, or an error beside the field."""
    try:
        cleaned["answer"] = recorded_answer(cleaned.get(field, ""), day, today=today)
        cleaned[field] = cleaned["answer"].confirmation
    except ConfirmationProblem as problem:
        form.add_error(field, CONFIRMATION_MESSAGES[problem.code])
