"""The keys by which an employer is found by any part of its names."""

from enrolment.employers.models.employer import Employer
from enrolment.employers.models.employer_change import EmployerChange
from enrolment.employers.models.name_key import EmployerNameKey
from enrolment.employers.rules.name_keys import employer_keys


def write_employer_keys(employer: Employer, *, replaced: str = "") -> None:
    """Bring the search keys in line with the employer's names, the former ones included, and its office. Three queries.

    `replaced` is a name of which the change is being accepted in this moment.
    """
    EmployerNameKey.objects.filter(employer=employer).delete()
    EmployerNameKey.objects.bulk_create(
        EmployerNameKey(employer=employer, office_id=employer.office_id, kind=kind, key=key)
        for kind, key in employer_keys(*_names_of(employer), replaced)
    )


def _names_of(employer: Employer) -> list[str]:
    accepted = EmployerChange.objects.filter(employer=employer, state="accepted").values_list("before", flat=True)
    former = [before.get("name", "") for before in accepted]
    return [name for name in (employer.name, employer.latin_name, *former) if name]
