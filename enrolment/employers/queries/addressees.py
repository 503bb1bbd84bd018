"""An employer as somebody who is written to."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.mailings.table import AddresseeKind, Reader
from enrolment.employers.models.employer import Employer, EmployerContact
from enrolment.employers.queries.standing import has_ended

EMPLOYER = "employer"


def employer_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name as registered. One query."""
    return {str(key): name for key, name in Employer.objects.filter(pk__in=keys).values_list("pk", "name")}


def contacts_reading(key: str, on: date) -> list[Reader]:
    """Its contacts of today who read notices. One query."""
    contacts = EmployerContact.objects.filter(employer=key, ends_on=None, receives_notices=True)
    return [
        Reader(
            email=contact.email.open_for_work(),
            telephone=contact.telephone.open_for_work(),
            language=contact.language,
        )
        for contact in contacts
    ]


ADDRESSEE = AddresseeKind(
    kind=EMPLOYER,
    label=_("employer"),
    names=employer_names,
    readers=contacts_reading,
    page="see_employer",
    silent=has_ended,
)
