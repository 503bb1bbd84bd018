"""The keys by which somebody is found whom the office knows by a hire alone."""

from enrolment.documents.queries import tail_keys
from enrolment.documents.rules.identity_numbers import check
from enrolment.hires.models import Hire, HireNameKey
from enrolment.persons.rules.name_keys import name_keys


def write_hire_keys(hire: Hire) -> None:
    """Write the keys of a hire without a person; take them away when she has a file. Two queries."""
    HireNameKey.objects.filter(hire=hire).delete()
    if hire.person_id:
        return
    HireNameKey.objects.bulk_create(
        HireNameKey(hire=hire, office_id=hire.case.office_id, kind=kind, key=key)
        for kind, key in name_keys(hire.name, hire.latin_name) | _tails_of(hire)
    )


def _tails_of(hire: Hire) -> set[tuple[str, str]]:
    """The year of birth is that of the number, where it tells one."""
    read = check(hire.kind_id, hire.number.open_for_work())
    keys = tail_keys(read.normalised, read.birth_on.year) if read.birth_on else []
    return {(HireNameKey.Kind.TAIL.value, key) for key in keys}
