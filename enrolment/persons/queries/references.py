"""A person by the reference that papers and pages show."""

import re

from enrolment.persons.models.person import Person

REFERENCE = re.compile(r"P-([0-9A-F]{8})")


def person_by_reference(reference: str) -> Person | None:
    """The person with that reference; None for none, or where two share it. One query."""
    found = REFERENCE.fullmatch(reference.strip().upper())
    if not found:
        return None
    begin = found[1].lower()
    rows = Person.objects.filter(
        pk__gte=f"{begin}-0000-0000-0000-000000000000", pk__lte=f"{begin}-ffff-ffff-ffff-ffffffffffff"
    )
    people = list(rows[:2])
    return people[0] if len(people) == 1 else None
