"""The evidence for and against two files being one human's, side by side. Of a file of another office no more is told than a
look-up by number tells: a masked name, the office, since when, insured or not."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts

ELSEWHERE = _("kept at another office")


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One thing the two files say, and whether they say the same."""

    label: object
    values: tuple
    agrees: bool = False


def evidence(people: tuple[Person, Person], officer: Officer) -> list[EvidenceRow]:
    """What both files say. Five queries."""
    keys = [person.pk for person in people]
    own = set(Person.objects.visible_to(officer).filter(pk__in=keys).values_list("pk", flat=True))
    covers = _covers(keys)
    rows = [
        _row(_("Name"), people, own, lambda person: person.name, hidden=lambda person: person.masked_name),
        _row(_("Name in Latin letters"), people, own, lambda person: person.latin_name),
        _row(_("Former names"), people, own, _former_names(keys)),
        _row(_("Date of birth"), people, own, lambda person: person.birth_on.isoformat()),
        _row(_("Sex"), people, own, lambda person: person.get_sex_display()),
        _row(_("Identity documents"), people, own, _documents(keys, kinds=officer.may("see_document_kind"))),
        _row(_("Telephone"), people, own, lambda person: str(person.telephone)),
        _row(_("Address"), people, own, lambda person: str(person.address)),
        _row(
            _("Cover"), people, own, lambda person: covers.get(person.pk, "—"), hidden=lambda p: covers.get(p.pk, "—")
        ),
        _row(_("Cases"), people, own, _cases(keys)),
        _row(_("Office"), people, own, lambda p: p.home_office.name, hidden=lambda p: p.home_office.name),
        _row(
            _("Registered on"),
            people,
            own,
            lambda person: person.registered_on.isoformat(),
            hidden=lambda person: person.registered_on.isoformat(),
        ),
    ]
    return [row for row in rows if any(value not in ("", "—") for value in row.values)]


def _row(label, people, own, said, hidden=None) -> EvidenceRow:
    values = tuple(
        said(person) or "—" if person.pk in own else (hidden(person) if hidden else ELSEWHERE) for person in people
    )
    return EvidenceRow(label=label, values=values, agrees=values[0] == values[1] and values[0] not in ("—", ELSEWHERE))


def _former_names(keys):
    rows = PersonFacts.objects.filter(person__in=keys).exclude(superseded_at=None).order_by("number")
    names = list(rows.values_list("person", "name"))
    return lambda person: ", ".join(dict.fromkeys(n for key, n in names if key == person.pk and n != person.name))


def _documents(keys, *, kinds: bool):
    rows = list(IdentityDocument.objects.filter(person__in=keys, superseded_at=None).select_related("kind"))

    def said(person):
        hers = [row for row in rows if row.person_id == person.pk]
        return ", ".join(f"{row.kind.name} {row.number}" if kinds else str(row.number) for row in hers)

    return said


def _cases(keys):
    counted = CaseFile.objects.filter(subject__in=keys, reference__isnull=False).values("subject")
    found = dict(counted.annotate(count=Count("pk")).order_by().values_list("subject", "count"))
    return lambda person: str(found.get(person.pk, ""))


def _covers(keys) -> dict:
    rows = Enrolment.objects.filter(person__in=keys, superseded_at=None).order_by("starts_on")
    found: dict = {}
    for row in rows:
        period = f"{row.get_scheme_display()}: {row.starts_on.isoformat()} – {row.ends_on.isoformat() if row.ends_on else ''}"
        found[row.person_id] = f"{found[row.person_id]}; {period}" if row.person_id in found else period
    return found
