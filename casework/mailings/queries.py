"""Who reads for an office, and the addressees of messages by name."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from casework.mailings.models.mailing import Mailing
from casework.mailings.table import OFFICE, AddresseeKind, Reader, addressee_kind
from casework.staff.models.appointment import Appointment
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.permissions import roles_with


def supervisors_of(office: str, on: date) -> list[Reader]:
    """Those who are told when a date of the office has passed: whoever has the right to be. One query."""
    appointed = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), office=office, role__in=roles_with("read_escalations"), starts_on__lte=on
    )
    users = User.objects.filter(is_active=True, appointments__in=appointed).distinct()
    return [Reader(email=user.email, language=user.language) for user in users]


def office_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name. One query."""
    return {str(office.pk): office.name for office in Office.objects.filter(pk__in=keys)}


def office_kind(label: str) -> AddresseeKind:
    """The supervisors of an office, as somebody who is written to."""
    return AddresseeKind(kind=OFFICE, label=label, names=office_names, readers=supervisors_of)


def named(mailings: Iterable[Mailing]) -> list[Mailing]:
    """The mailings with their addressee's name as `addressee_name`. One query a kind of addressee."""
    rows = list(mailings)
    keys: dict[str, set[str]] = {}
    for row in rows:
        keys.setdefault(row.addressee_kind, set()).add(row.addressee_key)
    names = {kind: addressee_kind(kind).names(some) for kind, some in keys.items()}
    for row in rows:
        row.addressee_name = names[row.addressee_kind].get(row.addressee_key, "")
    return rows


def mailings_to(kind: str, key: object):
    """The messages to an addressee, newest first, without those that had nothing to say."""
    rows = Mailing.objects.filter(addressee_kind=kind, addressee_key=str(key))
    return rows.exclude(state=Mailing.State.EMPTY).defer("content").order_by("-for_date", "pk")
