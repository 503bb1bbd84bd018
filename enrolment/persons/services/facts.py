"""The facts of a person as dated rows. They are claimed in a case and change only when a second officer has verified them."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from casework.casefile.services.events import record
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts
from enrolment.persons.queries.identity import PROVEN, SAID, SEALED, differences, values_of
from enrolment.persons.services.name_keys import write_name_keys


def current_facts(person: Person) -> PersonFacts:
    """The facts that the person's columns show. One query."""
    return person.facts.get(superseded_at=None)


def first_facts(document: IdentityDocument, *, by: Officer) -> PersonFacts:
    """What is claimed of somebody who is registered with a document: her first facts, not written yet."""
    person = document.person
    facts = PersonFacts(person=person, number=1, case=document.case, document=document, recorded_by=by.user)
    for field, value in values_of(person).items():
        setattr(facts, field, value)
    return facts


def write_facts(
    person: Person,
    values: dict,
    *,
    by: Officer,
    case: CaseFile | None,
    document: IdentityDocument | None,
    verified_on: date | None = None,
    recorded_by=None,
) -> PersonFacts:
    """Write a new row of facts and bring the person's columns in line with it. Those verified by a second officer carry her
    name, and that of whoever took them down (`recorded_by`). The database refuses claimed facts after verified ones."""
    person.facts.filter(superseded_at=None).update(superseded_at=Now())
    facts = PersonFacts(
        person=person,
        number=(person.facts.aggregate(last=Max("number"))["last"] or 0) + 1,
        case=case,
        document=document,
        recorded_by=recorded_by if verified_on else by.user,
        verified_by=by.user if verified_on else None,
        verified_on=verified_on,
    )
    for field in PROVEN + SAID:
        setattr(facts, field, values[field])
        setattr(person, field, values[field])
    facts.save(force_insert=True)
    person.save(update_fields=[*PROVEN, *SAID])
    write_name_keys(person)
    return facts


@transaction.atomic
def claim_facts(person: Person, values: dict, *, document: IdentityDocument, by: Officer, case: CaseFile) -> None:
    """Correct what was typed of a person whom only this case knows."""
    before = values_of(person)
    # What the correction empties is emptied: nothing of this person was anybody's but this case's.
    changed = sorted(field for field in before if before[field] != values[field])
    if not changed and current_facts(person).document_id == document.pk:
        return
    write_facts(person, values, by=by, case=case, document=document)
    record("correct_person", by=by, subject=person.pk, case=case, facts={"fields": changed})


@transaction.atomic
def verify_facts(
    person: Person,
    values: dict,
    *,
    document: IdentityDocument | None,
    by: Officer,
    case: CaseFile,
    on: date,
    taken_by,
    emptied: Collection[str] = (),
) -> PersonFacts:
    """A second officer has compared the papers: what the case claims becomes the person's facts, dated, with its source.

    What the claim leaves empty stays as it is on file, but for `emptied`: what the person has asked to be deleted, of that which
    only she says and nobody is known by. `taken_by` is the user who took the claim down. Raises ValueError for another field.
    """
    if not set(emptied) <= SEALED:
        raise ValueError("only telephone and address are emptied")
    person = Person.objects.select_for_update().get(pk=person.pk)
    found = differences(person, values)
    merged = values_of(person) | {field: value for field, value in values.items() if value}
    gone = [field for field in emptied if merged[field]]
    merged |= dict.fromkeys(emptied, "")
    facts = write_facts(person, merged, by=by, case=case, document=document, verified_on=on, recorded_by=taken_by)
    if changed := sorted([difference.field for difference in found] + gone):
        record("verify_person", by=by, subject=person.pk, case=case, facts={"fields": changed, "facts": facts.number})
    return facts
