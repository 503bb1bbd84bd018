"""The register of institutions: entered once by its code, with its first particulars and departments."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import Office, Place
from casework.staff.officer import Officer
from institutions.register.models.institution import Department, Institution, Particular
from institutions.register.rules.codes import DIVISION, read_code
from institutions.register.rules.particulars import ITEMS

REGISTERED = _("An institution of this code is registered already.")
ELSEWHERE = _("The division in the code does not lie in the area of your office.")


@dataclass(frozen=True, kw_only=True)
class InstitutionData:
    """An institution as its licence says."""

    code: str
    uscc: str
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    kind: str
    ownership: str
    hospital_level: str
    pay_level: str
    deductible_level: str
    licence_number: str
    opened_on: date
    address: str
    legal_representative: str
    licence_expires_on: date | None = None
    telephone: str = ""
    beds: int = 0
    networked: bool = False
    taiwan_funded: bool = False
    taiwan_form: str = ""
    taiwan_share: Decimal | None = None


def register_institution(
    data: InstitutionData, departments: list[tuple[str, str]], *, by: Officer, on: date, demonstration: bool = False
) -> Institution:
    """Register it at the office whose division its code names, or the officer's own. Raises Blocked, PermissionDenied."""
    by.must("register_institution")
    office, place = _home_of(read_code(data.code).text[DIVISION], by)
    try:
        with transaction.atomic():
            made = Institution.objects.create(
                **asdict(data),
                name=data.name_zh_hans,
                place=place,
                office=office,
                registered_on=on,
                demonstration=demonstration,
            )
    except IntegrityError as problem:
        raise Blocked(Reason("registered_already", REGISTERED, "code")) from problem
    Particular.objects.bulk_create(
        Particular(
            institution=made, item=item, value=str(getattr(made, item)), starts_on=data.opened_on, recorded_by=by.user
        )
        for item in ITEMS
    )
    Department.objects.bulk_create(
        Department(institution=made, code=code, name=name, starts_on=data.opened_on, recorded_by=by.user)
        for code, name in departments
    )
    record("register_institution", by=by, facts={"institution": made.code})
    return made


def _home_of(division: str, by: Officer) -> tuple[Office, Place]:
    """The office of the division within the officer's area, and the place. Raises Blocked for another office's."""
    offices = Office.objects.filter(place=division, pk__in=by.area).exclude(kind__in=Office.ATTACHED)
    office = offices.select_related("place").first()
    if office is None:
        raise Blocked(Reason("elsewhere", ELSEWHERE, "code"))
    return office, office.place
