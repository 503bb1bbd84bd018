"""How the confirmation of the national platform is typed and checked."""

from datetime import date

from enrolment.platform.rules.confirmations import ConfirmationProblem, recorded_answer
from enrolment.platform.words import CONFIRMATION_MESSAGES


def clean_confirmation(form, cleaned: dict, field: str, day: date, today: date) -> None:
    """Put the platform's answer into the cleaned data, or an error beside the field."""
    try:
        cleaned["answer"] = recorded_answer(cleaned.get(field, ""), day, today=today)
        cleaned[field] = cleaned["answer"].confirmation
    except ConfirmationProblem as problem:
        form.add_error(field, CONFIRMATION_MESSAGES[problem.code])
