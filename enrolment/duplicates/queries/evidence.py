"""The evidence for and against two files being one human's, side by side. Of a file of another office no more is told than a
look-up by number tells: a masked name, the office, since when, insured or not."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile
from casework.names.rules.folding import fold_latin, fold_name
from casework.staff.officer import Officer
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts

ELSEWHERE = _("kept at another office")


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One thing the two files say; `agrees` is None where agreement is no evidence, or cannot be known from here."""

    label: object
    values: tuple
    agrees: bool | None = None


def evidence(people: tuple[Person, Person], officer: Officer) -> list[EvidenceRow]:
    """What both files say. Five queries."""
    keys = [person.pk for person in people]
    own = set(Person.objects.visible_to(officer).filter(pk__in=keys).values_list("pk", flat=True))
    covers = _covers(keys)

    def masked_cover(person: Person) -> str:
        return covers.get(person.pk, "")

    def row(label, said, *, hidden=None, compared=None) -> EvidenceRow:
        """`hidden` is what is told of a file of another office; `compared` what is compared where it is more than is shown."""
        values = tuple(
            said(person) or "—" if person.pk in own else (hidden(person) or "—" if hidden else ELSEWHERE)
            for person in people
        )
        return EvidenceRow(label=label, values=values, agrees=_agrees(people, own, compared))

    rows = [
        row(_("Name"), _name, hidden=lambda person: person.masked_name, compared=lambda p: fold_name(p.name)),
        row(_("Name in Latin letters"), lambda p: p.latin_name, compared=lambda p: fold_latin(p.latin_name)),
        row(_("Former names"), _former_names(keys)),
        row(_("Date of birth"), lambda p: p.birth_on.isoformat(), compared=lambda p: p.birth_on),
        row(_("Sex"), lambda p: p.get_sex_display(), compared=lambda p: p.sex),
        row(_("Identity documents"), _documents(keys, kinds=officer.may("see_document_kind"))),
        row(_("Telephone"), lambda p: str(p.telephone), compared=lambda p: p.telephone.open_for_work()),
        row(_("Address"), lambda p: str(p.address), compared=lambda p: p.address.open_for_work()),
        row(_("Cover"), masked_cover, hidden=masked_cover),
        row(_("Cases"), _cases(keys)),
        row(_("Office"), lambda p: p.home_office.name, hidden=lambda p: p.home_office.name),
        row(_("Registered on"), _registered, hidden=_registered),
    ]
    return [each for each in rows if any(value not in ("", "—") for value in each.values)]


def _name(person: Person) -> str:
    return person.name


def _registered(person: Person) -> str:
    return person.registered_on.isoformat()


def _agrees(people, own, compared) -> bool | None:
    if compared is None or any(person.pk not in own for person in people):
        return None
    one, other = (compared(person) for person in people)
    return one == other if one and other else None


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
