"""Who reads for an office, and the addressees of messages by name."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from casework.casefile.models.case_file import CaseFile
from casework.mailings.models.mailing import Mailing
from casework.mailings.models.notice import Notice
from casework.mailings.table import OFFICE, AddresseeKind, Reader, addressee_kind, composed_codes, composed_of
from casework.staff.models.appointment import Appointment
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.officer import Officer
from casework.staff.permissions import roles_with

# How an addressee's own wish is named where no channel takes what is said.
BY_POST, BY_HAND = "post", "hand"


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


def cases_of(mailing: Mailing) -> list[CaseFile]:
    """The cases a message speaks of. One query at most."""
    if mailing.case_id:
        return [mailing.case]
    if composed := composed_of(mailing.clock):
        return composed.cases(mailing)
    return [notice.case for notice in mailing.notices.select_related("case")]


def mailings_about(case: CaseFile):
    """The messages that speak of a case, the newest first: its letters, its notices, what rooms put together. One query."""
    notices = Notice.objects.filter(case=case, mailing__isnull=False).values("mailing")
    about = Q(case=case) | Q(pk__in=notices)
    for code in composed_codes():
        about |= Q(pk__in=composed_of(code).of_case(case))
    return Mailing.objects.filter(about).exclude(state=Mailing.State.EMPTY).defer("content").order_by("-for_date", "pk")


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """A message that a person posts or hands over: to whom, where to, on which way. `name` is whole where envelopes ask."""

    mailing: Mailing
    name: str
    address: str
    by_hand: bool


def people_shown(mailings: Collection[Mailing]) -> list[uuid.UUID]:
    """The files of the people some messages are addressed to. A query a kind of addressee at most."""
    keys: dict[str, set[str]] = {}
    for row in mailings:
        keys.setdefault(row.addressee_kind, set()).add(row.addressee_key)
    return [one for kind, some in keys.items() for one in addressee_kind(kind).people(some)]


def on_paper(officer: Officer, most: int, *, envelopes: bool = False) -> list[OnPaper]:
    """What waits to be posted or handed over, the oldest first; with full names only for `envelopes`. Its query and three a kind
    of addressee."""
    waiting = Mailing.objects.visible_to(officer).filter(state__in=Mailing.FOR_A_PERSON)
    rows = named(waiting.select_related("office", "case", "paper").order_by("for_date", "pk")[:most])
    keys: dict[str, set[str]] = {}
    for row in rows:
        keys.setdefault(row.addressee_kind, set()).add(row.addressee_key)
    kinds = {kind: addressee_kind(kind) for kind in keys}
    ways = {(kind, key): way for kind, some in keys.items() for key, way in kinds[kind].ways(some).items()}
    posts = {kind: kinds[kind].posts(some) for kind, some in keys.items()}
    # A kind without names of its own for envelopes is named as everywhere.
    full = {kind: whole(some) for kind, some in keys.items() if envelopes and (whole := kinds[kind].on_envelopes)}
    found = []
    for row in rows:
        address = posts[row.addressee_kind].get(row.addressee_key, "")
        by_hand = ways.get((row.addressee_kind, row.addressee_key)) == BY_HAND or not address
        name = full.get(row.addressee_kind, {}).get(row.addressee_key, row.addressee_name)
        found.append(OnPaper(mailing=row, name=name, address=address, by_hand=by_hand))
    return found
