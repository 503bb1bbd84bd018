"""Finding employers by any part of a name, within what an officer may see."""

from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.name_key import EmployerNameKey
from enrolment.persons.queries.name_keys import owners_by_name

# What a page shows; one more is read to know whether there are more.
LIMIT = 30


def employers_by_name(text: str, officer: Officer) -> list[Employer]:
    """Employers one of whose names holds the text, those that begin with it first; one more than LIMIT when there are more.

    Three queries at most.
    """
    scope = officer.scope("see_employer")
    if not scope:
        return []
    offices = officer.area if scope == "area" else (officer.office.handles_cases_as.pk,)
    keys = owners_by_name(EmployerNameKey, "employer_id", text, offices, LIMIT + 1)
    if not keys:
        return []
    place = {key: n for n, key in enumerate(keys)}
    rows = Employer.objects.visible_to(officer).filter(pk__in=keys).select_related("office")
    return sorted(rows, key=lambda employer: place[employer.pk])
