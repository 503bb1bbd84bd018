"""A person as somebody who is written to: by text message where an operator is connected, else by post or by hand."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.mailings.table import AddresseeKind, Reader
from enrolment.persons.models.person import Person

PERSON = "person"


def masked_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name, hidden but for its beginning: lists of messages show no more. One query."""
    return {str(person.pk): person.masked_name for person in Person.objects.filter(pk__in=keys).only("pk", "name")}


def reads_herself(key: str, on: date) -> list[Reader]:
    """The person, in her language. One query."""
    person = Person.objects.get(pk=key)
    return [Reader(telephone=person.telephone.open_for_work(), language=person.language)]


def postal_address(key: str) -> str:
    """Where her post goes; "" when it is not known. One query."""
    return Person.objects.get(pk=key).address.open_for_work()


def has_died(key: str) -> bool:
    """Whether the person has died: nothing is written to her then. One query."""
    return Person.objects.filter(pk=key, died_on__isnull=False).exists()


ADDRESSEE = AddresseeKind(
    kind=PERSON,
    label=_("person"),
    names=masked_names,
    readers=reads_herself,
    post=postal_address,
    page="see_person",
    silent=has_died,
)
