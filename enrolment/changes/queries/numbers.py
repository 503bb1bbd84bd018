"""What a number that is said to be the right one says of a person: of which document it is, and which sex."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery

from enrolment.changes.models import EnrolmentChange
from enrolment.documents.models import IdentityDocument
from enrolment.documents.rules.identity_numbers import check
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts

NUMBER, NUMBER_BIRTH = "number", "number_birth"
NUMBERS = (NUMBER, NUMBER_BIRTH)


@dataclass(frozen=True, kw_only=True)
class Renumbered:
    """The current document whose number is corrected, and the right number, normalised; `sex` is another than on file, None where
    the number tells none or the same."""

    document: IdentityDocument
    number: str
    sex: str | None


def renumbered(person: Person, typed: str, birth_on: date) -> Renumbered | None:
    """The document of which a number could be the right one, of somebody born on a day; None for no kind she holds, or for several.
    One query."""
    held = list(person.documents.filter(superseded_at=None).select_related("kind"))
    known = [(row, check(row.kind_id, typed, birth_on=birth_on)) for row in held]
    right = [(row, read) for row, read in known if read.valid]
    if len(right) != 1:
        return None
    ((row, read),) = right
    return Renumbered(document=row, number=read.normalised, sex=read.sex if read.sex != person.sex else None)


def sex_follows(change: EnrolmentChange) -> bool:
    """Whether the right number says another sex than the file: of an open request by what is on file, of a recorded one by what it
    wrote. One query; none for other requests."""
    if change.about not in NUMBERS:
        return False
    if change.state == "recorded":
        return _sex_followed(change)
    if not change.case.is_open:
        return False
    birth = change.claimed_birth.open_for_work()
    day = date.fromisoformat(birth) if birth else change.person.birth_on
    found = renumbered(change.person, change.claimed.open_for_work(), day)
    return found is not None and found.sex is not None


def _sex_followed(change: EnrolmentChange) -> bool:
    before = PersonFacts.objects.filter(person=OuterRef("person"), number=OuterRef("number") - 1).values("sex")
    written = PersonFacts.objects.filter(case=change.case_id, person=change.person_id)
    return written.annotate(before=Subquery(before)).exclude(sex=F("before")).exists()
