"""Why a step was not taken, said on the page the reader is led back to."""

from django.contrib import messages

from casework.engine.refusals import Blocked


def say_why(request, blocked: Blocked) -> None:
    """Each reason as a message of its own."""
    for reason in blocked.reasons:
        messages.error(request, reason.text)
