"""Whether somebody is written to on a channel that rests on consent: asked before every hand-over."""

import uuid
from datetime import date

from enrolment.consent.queries.standing import consents_to
from enrolment.consent.rules.purposes import MESSAGES


def agrees_to_messages(person_id: uuid.UUID, _channel: str, on: date) -> bool:
    """Whether a consent to messages stands: the choice of a channel alone is none, for it names neither purpose nor rights. A
    withdrawal stops what still waits. One query."""
    return consents_to(person_id, MESSAGES, on)
