"""So many people that no two look like one."""

from dataclasses import replace
from datetime import date, timedelta

from enrolment.persons.queries.identity import Identity
from tests.builders import identity, residence_permit


def named(sequence: int = 2) -> Identity:
    """Somebody of a sequence, born on a day of her own."""
    birth = date(1940, 1, 1) + timedelta(days=37 * sequence)
    return replace(identity(sequence), number=residence_permit(birth, sequence), birth_on=birth)
