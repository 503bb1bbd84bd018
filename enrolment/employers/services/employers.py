"""Employers and whom to reach there: one row per Unified Social Credit Code in the whole province."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import Office, Place
from casework.staff.officer import Officer
from enrolment.documents.rules.identity_numbers import check
from enrolment.employers.models.employer import Employer, EmployerContact
from enrolment.employers.services.name_keys import write_employer_keys

TAKEN = _("This code is registered already at %(office)s.")
OTHER_PLACE = _("This place belongs to another office. The employer is registered there.")
NOT_TAIWAN_FUNDED = _("Tick Taiwan-funded, or leave the form of investment empty.")
NO_WAY_TO_REACH = _("Enter a telephone number or an e-mail address.")
CODE_NOT_CONFIRMED = _(
    "The check characters of this code do not fit. Compare every character with the licence. Some codes do stand so on the "
    "licence, such as those of Xiamen from before 2016: then confirm it below."
)
FOUNDED_LATER = _("The day of founding cannot be in the future.")


@dataclass(frozen=True, kw_only=True)
class EmployerData:
    """What an employer's licence says. `place_id` empty is the place of the office that registers it."""

    uscc: str
    name: str
    latin_name: str = ""
    place_id: str = ""
    taiwan_funded: bool = False
    taiwan_form: str = ""
    founded_on: date | None = None
    # The officer has compared a code whose check characters do not fit, and the name, with the licence.
    code_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactData:
    """Whom to reach, how, and in which language."""

    name: str
    telephone: str = ""
    email: str = ""
    language: str = "zh-hans"
    receives_notices: bool = True


def find_or_register_employer(uscc: str, name: str, *, office: Office, by: Officer, on: date) -> Employer:
    """The employer of a valid code, registered at `office` when nobody has yet. The first name typed stays."""
    employer, created = Employer.objects.get_or_create(
        uscc=uscc, defaults={"name": name, "place": office.place, "office": office, "registered_on": on}
    )
    if created:
        write_employer_keys(employer)
        record("register_employer", by=by, facts={"employer": str(employer.pk)})
    return employer


def register_employer(data: EmployerData, *, by: Officer, on: date) -> Employer:
    """Register an employer at this officer's office; a code whose check characters do not fit only as confirmed from the
    licence. Raises Blocked (code taken or not confirmed, place of another office), PermissionDenied."""
    by.must("register_employer")
    _refuse_contradictions(data, on)
    confirmed = check("uscc", data.uscc, on=on).confirmable
    office = by.office.handles_cases_as
    place = office.place
    if data.place_id:
        place, office = _place_and_office(data.place_id, office)
    try:
        with transaction.atomic():
            fields = asdict(data) | {"place_id": place.pk, "office": office, "registered_on": on}
            del fields["code_confirmed"]
            if confirmed:
                fields |= {"code_confirmed_by": by.user, "code_confirmed_at": timezone.now()}
            employer = Employer.objects.create(**fields)
            write_employer_keys(employer)
            facts = {"employer": str(employer.pk)} | ({"code_confirmed_from": "licence"} if confirmed else {})
            record("register_employer", by=by, facts=facts)
    except IntegrityError as problem:
        holder = Employer.objects.select_related("office").filter(uscc=data.uscc).first()
        if holder is None:
            raise
        raise Blocked(Reason("uscc_taken", TAKEN % {"office": holder.office.name}, "uscc")) from problem
    return employer


def _refuse_contradictions(data: EmployerData, on: date) -> None:
    if data.taiwan_form and not data.taiwan_funded:
        raise Blocked(Reason("not_taiwan_funded", NOT_TAIWAN_FUNDED, "taiwan_form"))
    if data.founded_on and data.founded_on > on:
        raise Blocked(Reason("founded_later", FOUNDED_LATER, "founded_on"))
    if check("uscc", data.uscc, on=on).confirmable and not data.code_confirmed:
        raise Blocked(Reason("code_not_confirmed", CODE_NOT_CONFIRMED, "uscc"))


def _place_and_office(place_id: str, office: Office) -> tuple[Place, Office]:
    """The place and the office that serves it, which must be this office or one under it."""
    serving = Office.objects.filter(place_id=place_id, kind__in=Office.COUNTY_LEVEL_OR_ABOVE, ends_on=None)
    found = serving.filter(path__startswith=office.path).select_related("place").order_by("-path").first()
    if found is None:
        raise Blocked(Reason("other_place", OTHER_PLACE, "place_id"))
    return found.place, found


@transaction.atomic
def edit_employer(employer: Employer, *, latin_name: str, founded_on: date | None, by: Officer, on: date) -> None:
    """Correct what needs no proof. Raises Blocked, PermissionDenied."""
    by.must("edit_employer")
    if founded_on and founded_on > employer.registered_on:
        raise Blocked(Reason("founded_later", _("Founded after the day it was registered here?"), "founded_on"))
    locked = Employer.objects.select_for_update().get(pk=employer.pk)
    before = {"founded_on": locked.founded_on.isoformat() if locked.founded_on else ""}
    locked.latin_name, locked.founded_on = latin_name, founded_on
    locked.save(update_fields=["latin_name", "founded_on"])
    write_employer_keys(locked)
    record("edit_employer", by=by, facts={"employer": str(locked.pk), "before": before})


@transaction.atomic
def add_contact(employer: Employer, data: ContactData, *, by: Officer, on: date) -> EmployerContact:
    """Add whom to reach. Raises Blocked without a telephone number or address, PermissionDenied."""
    if not (by.may("edit_employer") or by.may("register_employer")):
        by.must("edit_employer")
    if not data.telephone and not data.email:
        raise Blocked(Reason("no_way_to_reach", NO_WAY_TO_REACH, "telephone"))
    contact = EmployerContact(
        employer=employer,
        name=data.name,
        language=data.language,
        receives_notices=data.receives_notices,
        starts_on=on,
    )
    contact.telephone, contact.email = data.telephone, data.email
    contact.save(force_insert=True)
    record("add_contact", by=by, facts={"employer": str(employer.pk), "contact": str(contact.pk)})
    return contact


@transaction.atomic
def end_contact(contact: EmployerContact, *, by: Officer, on: date) -> None:
    """The contact is no longer to be reached; the row stays as history."""
    by.must("edit_employer")
    ended = EmployerContact.objects.filter(pk=contact.pk, ends_on=None).update(ends_on=max(on, contact.starts_on))
    if ended:
        record("end_contact", by=by, facts={"employer": str(contact.employer_id), "contact": str(contact.pk)})
