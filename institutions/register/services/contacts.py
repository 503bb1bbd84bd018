"""Whom to reach at an institution: added, changed, ended. Rows stand as history; what they hold is sealed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from institutions.register.models.institution import Institution, InstitutionContact

NO_WAY_TO_REACH = _("Enter a telephone number or an e-mail address.")
ENDED = _("This contact was ended already. Add a new one.")


@dataclass(frozen=True, kw_only=True)
class ContactData:
    """Whom to reach, how, and in which language beside Chinese."""

    name: str
    telephone: str = ""
    email: str = ""
    language: str = "zh-hans"


def _made(institution: Institution, data: ContactData, on: date) -> InstitutionContact:
    if not data.telephone and not data.email:
        raise Blocked(Reason("no_way_to_reach", NO_WAY_TO_REACH, "telephone"))
    contact = InstitutionContact(institution=institution, name=data.name, language=data.language, starts_on=on)
    contact.telephone, contact.email = data.telephone, data.email
    contact.save(force_insert=True)
    return contact


@transaction.atomic
def add_institution_contact(
    institution: Institution, data: ContactData, *, by: Officer, on: date
) -> InstitutionContact:
    """Add whom to reach. Raises Blocked without a telephone number or address, PermissionDenied, Institution.DoesNotExist."""
    by.must("register_institution")
    Institution.objects.visible_to(by).get(pk=institution.pk)
    contact = _made(institution, data, on)
    record("add_institution_contact", by=by, facts={"institution": institution.code, "contact": str(contact.pk)})
    return contact


@transaction.atomic
def change_institution_contact(
    contact: InstitutionContact, data: ContactData, *, by: Officer, on: date
) -> InstitutionContact:
    """End the row as it was and write it anew. Raises Blocked for one that is ended, PermissionDenied, DoesNotExist."""
    by.must("register_institution")
    institution = Institution.objects.visible_to(by).get(pk=contact.institution_id)
    if not _end(contact, on):
        raise Blocked(Reason("contact_ended", ENDED))
    made = _made(institution, data, on)
    facts = {"institution": institution.code, "contact": str(made.pk), "before": str(contact.pk)}
    record("change_institution_contact", by=by, facts=facts)
    return made


@transaction.atomic
def end_institution_contact(contact: InstitutionContact, *, by: Officer, on: date) -> bool:
    """The contact is no longer to be reached; whether it was until now. Raises PermissionDenied, Institution.DoesNotExist."""
    by.must("register_institution")
    institution = Institution.objects.visible_to(by).get(pk=contact.institution_id)
    ended = _end(contact, on)
    if ended:
        record("end_institution_contact", by=by, facts={"institution": institution.code, "contact": str(contact.pk)})
    return ended


def _end(contact: InstitutionContact, on: date) -> bool:
    rows = InstitutionContact.objects.filter(pk=contact.pk, ends_on=None)
    return bool(rows.update(ends_on=max(on, contact.starts_on)))
