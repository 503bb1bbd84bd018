"""What is claimed of a person's details against what her documents say."""

import uuid
from datetime import date

from enrolment.documents.rules.identity_numbers import check
from enrolment.persons.models.person import Person


def as_value(field: str, claimed: str) -> str | date:
    """What was claimed, as the file holds it. Raises ValueError for a day that is none."""
    return date.fromisoformat(claimed) if field == "birth_on" else claimed


def contradicted_by(person: Person, field: str, value: str | date, *, but: uuid.UUID | None = None) -> bool:
    """Whether the number of a current document, `but` the one of that key, says another date of birth or sex. One query; none for
    other fields."""
    if field not in ("birth_on", "sex"):
        return False
    birth_on, sex = (value, None) if isinstance(value, date) else (None, value)
    found = (
        check(row.kind_id, row.number.open_for_work(), birth_on=birth_on, sex=sex)
        for row in person.documents.filter(superseded_at=None)
        if row.pk != but
    )
    return any({"birth_date_differs", "sex_differs"} & {reason.code for reason in one.reasons} for one in found)
