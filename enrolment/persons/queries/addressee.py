"""A person, and who acts for her, as somebody who is written to: on the channel she chose, else by post or by hand."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.mailings.table import AddresseeKind, Reader
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.written_to import choice_of, may_be_written_to, ways_of
from enrolment.persons.rules.masks import masked

PERSON, REPRESENTATIVE = "person", "representative"


def masked_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name, hidden but for its beginning: lists of messages show no more. One query."""
    return {str(person.pk): person.masked_name for person in Person.objects.filter(pk__in=keys).only("pk", "name")}


def reads_herself(key: str, on: date) -> list[Reader]:
    """The person, in her language, with the one address she may be written to on the channel she chose. Four queries at most."""
    return [_reader(Person.objects.get(pk=key), on)]


def _reader(person: Person, on: date) -> Reader:
    chosen = choice_of(person.pk)
    channel = chosen.channel if chosen and may_be_written_to(person.pk, chosen.channel, on) else ""
    return Reader(
        email=chosen.email.open_for_work() if chosen and channel == "email" else "",
        telephone=person.telephone.open_for_work() if channel == "sms" else "",
        language=person.language,
    )


def postal_address(key: str) -> str:
    """Where her post goes; "" when it is not known. One query."""
    return Person.objects.get(pk=key).address.open_for_work()


def postal_addresses(keys: Collection[str]) -> dict[str, str]:
    """Key → where her post goes. One query."""
    rows = Person.objects.filter(pk__in=keys).only("pk", "address")
    return {str(person.pk): person.address.open_for_work() for person in rows}


def full_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name as an envelope needs it. One query."""
    return {str(person.pk): person.name for person in Person.objects.filter(pk__in=keys).only("pk", "name")}


def nobody_reads(key: str, _on: date) -> bool:
    """Whether nothing is written to her: she has died, or her file was merged and the one that goes on is told. One query."""
    return Person.objects.filter(Q(died_on__isnull=False) | Q(merged_into__isnull=False), pk=key).exists()


ADDRESSEE = AddresseeKind(
    kind=PERSON,
    label=_("person"),
    names=masked_names,
    readers=reads_herself,
    post=postal_address,
    page="see_person",
    silent=nobody_reads,
    people=lambda keys: [uuid.UUID(key) for key in keys],
    ways=ways_of,
    on_envelopes=full_names,
    posts=postal_addresses,
)


def _files(keys: Collection[str]) -> dict[str, Person]:
    """Key → the file a representative is reached by: her own where she is on record, else that of whom she acts for. One query."""
    rows = Representative.objects.filter(pk__in=keys).select_related("file", "person")
    return {str(row.pk): row.file or row.person for row in rows}


def representative_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name, hidden but for its beginning. One query."""
    rows = Representative.objects.filter(pk__in=keys).values_list("pk", "name")
    return {str(key): masked(name) for key, name in rows}


def full_representative_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name as an envelope needs it. One query."""
    return {str(key): name for key, name in Representative.objects.filter(pk__in=keys).values_list("pk", "name")}


def representative_reads(key: str, on: date) -> list[Reader]:
    """Who acts for somebody, on the channel and in the language of the file she is reached by. Five queries at most."""
    return [_reader(_files([key])[key], on)]


def people_of_representatives(keys: Collection[str]) -> list[uuid.UUID]:
    """The files of whoever acts and of those they act for. One query."""
    rows = Representative.objects.filter(pk__in=keys).values_list("person", "file")
    return [one for row in rows for one in row if one is not None]


def acts_no_more(key: str, on: date) -> bool:
    """Whether the authority has ended or run out on a day, or one of the two has died. One query."""
    row = Representative.objects.select_related("file", "person").get(pk=key)
    gone = row.person.died_on is not None or (row.file is not None and row.file.died_on is not None)
    return gone or not row.acts_on(on)


def representative_ways(keys: Collection[str]) -> dict[str, str]:
    """Key → the channel chosen on the file she is reached by. Two queries."""
    files = _files(keys)
    chosen = ways_of({str(person.pk) for person in files.values()})
    return {key: chosen[str(person.pk)] for key, person in files.items() if str(person.pk) in chosen}


def representative_posts(keys: Collection[str]) -> dict[str, str]:
    """Key → where her post goes. One query."""
    return {key: person.address.open_for_work() for key, person in _files(keys).items()}


FOR_SOMEBODY = AddresseeKind(
    kind=REPRESENTATIVE,
    label=_("guardian or delegate"),
    names=representative_names,
    readers=representative_reads,
    post=lambda key: representative_posts([key])[key],
    silent=acts_no_more,
    people=people_of_representatives,
    ways=representative_ways,
    on_envelopes=full_representative_names,
    posts=representative_posts,
)


def key_of(representative_id: uuid.UUID | None, person_id: uuid.UUID) -> tuple[str, str]:
    """The addressee of what is told to a person, or to who acts for her."""
    return (REPRESENTATIVE, str(representative_id)) if representative_id else (PERSON, str(person_id))
