"""Whether and how somebody is written to: the one place that answers, before every hand-over."""

import uuid
from collections.abc import Callable, Collection
from datetime import date

from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from enrolment.persons.models.contact_choice import ContactChoice
from enrolment.persons.models.person import Person

RULE_ID = "enrolment.channel_basis"
CONSENT = "consent"
# Person, channel, day → whether she agrees to be written to on it. Whoever keeps consents registers its own.
Consents = Callable[[uuid.UUID, str, date], bool]
_consents: list[Consents] = []


def ask_consents(consents: Consents) -> None:
    """From now on this one is asked as well where a channel rests on consent; one no is enough."""
    if consents not in _consents:
        _consents.append(consents)


def choice_of(person_id: object) -> ContactChoice | None:
    """How she wishes to be written to; None where she never said it. One query."""
    return ContactChoice.objects.known().filter(person_id=person_id).first()


def ways_of(keys: Collection[str]) -> dict[str, str]:
    """Key → the channel each of them chose, of those who chose one. One query."""
    rows = ContactChoice.objects.known().filter(person__in=keys).values_list("person", "channel")
    return {str(person): channel for person, channel in rows}


def basis_of(channel: str, on: date) -> str:
    """On which basis a channel is used; consent where no source says it. No query."""
    try:
        return str(rule_by_id(RULE_ID).value_for(on=on, channel=channel).value)
    except ValueMissing:
        return CONSENT


def may_be_written_to(person_id: uuid.UUID | str, channel: str, on: date) -> bool:
    """Whether a message may go to somebody on a channel: she lives, her file goes on, and where the channel rests on consent she
    chose it herself and nobody who keeps consents says no. Two queries, and those of whoever is asked."""
    person = Person.objects.filter(pk=person_id, died_on=None, merged_into=None).only("pk").first()
    if person is None:
        return False
    if basis_of(channel, on) != CONSENT:
        return True
    chosen = choice_of(person_id)
    wanted = chosen is not None and chosen.channel == channel
    return wanted and all(consents(person.pk, channel, on) for consents in _consents)
