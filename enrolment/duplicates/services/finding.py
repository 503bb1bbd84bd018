"""Looking for a second file of one human, whenever a person is registered or a name of hers becomes known."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from casework.casefile.services.events import record
from casework.models import CaseFile
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.duplicates.queries.candidates import candidates_of
from enrolment.persons.models.person import Person

NAMES_HER_DOCUMENT = "names_her_document"


def look_for_duplicates(people: Sequence[Person]) -> None:
    """Write down every other file that may be one of these humans'; those known already stay as they were judged. Four queries
    and those of each new pair. Two registrations of one birth date wait for each other, so that neither misses the other."""
    people = [person for person in people if not person.merged_into_id]
    if not people:
        return
    keys = sorted({f"same human {person.birth_on:%Y-%m-%d} {person.sex}" for person in people})
    with connection.cursor() as cursor:
        # In one order, whoever takes them: two lots never wait for each other.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(h) FROM"
            " (SELECT hashtextextended(k, 0) AS h FROM unnest(%s::text[]) AS k ORDER BY 1 OFFSET 0) ordered",
            [keys],
        )
    for person, found in zip(people, candidates_of(people), strict=True):
        for candidate in found:
            note_pair(person, candidate.person, candidate.basis)


def carry_over(joined: Person, kept: Person) -> None:
    """What was asked, or judged, of a file that was merged is asked of the one that goes on: whether a third file is hers too."""
    asked = PossibleDuplicate.objects.filter(Q(first=joined) | Q(second=joined)).exclude(verdict="different")
    for pair in asked.select_related("first", "second"):
        third = pair.second if pair.first_id == joined.pk else pair.first
        if third.pk != kept.pk and third.merged_into_id is None:
            note_pair(kept, third, pair.basis)


def note_pair(person: Person, other: Person, basis: Iterable[str], case: CaseFile | None = None) -> PossibleDuplicate:
    """Write down that two files may be one human's, once."""
    first, second = sorted((person, other), key=lambda each: each.pk)
    pair, new = PossibleDuplicate.objects.get_or_create(
        first=first, second=second, defaults={"basis": list(basis), "case": case}
    )
    if new:
        record(
            "find_duplicate", by=None, subject=person.pk, case=case, facts={"pair": str(pair.pk), "basis": pair.basis}
        )
    return pair
