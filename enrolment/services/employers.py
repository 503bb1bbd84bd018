"""Employers: one row per Unified Social Credit Code."""

from datetime import date

from casework.models import Office
from casework.officer import Officer
from casework.services.events import record
from enrolment.models import Employer


def find_or_register_employer(uscc: str, name: str, *, office: Office, by: Officer, on: date) -> Employer:
    """The employer of a valid code, registered at `office` when nobody has yet. The first name typed stays."""
    employer, created = Employer.objects.get_or_create(
        uscc=uscc, defaults={"name": name, "place": office.place, "office": office, "registered_on": on}
    )
    if created:
        record("register_employer", by=by, facts={"employer": str(employer.pk)})
    return employer
