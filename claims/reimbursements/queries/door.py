"""For whom an officer may open a claim: the one door for claims. At an office the files of her area; at a service center or a
community desk, which opens no files, those who are in a case of hers or were named at the counter by the number of a document."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.models import CaseFile, Event
from casework.staff.officer import Officer
from enrolment.activation.queries.identity_bar import IdentityBar, identity_bar
from enrolment.persons.models.person import Person

# Of the event by which somebody is named for a claim.
NAMED_BY, NAMED_FOR = "look_up_identity", "claim"
# A quarter of an hour, as for every act for somebody who was looked up.
NAMED_FOR_SECONDS = 900
MOST_SHOWN = 20


def claimants(by: Officer) -> QuerySet[Person]:
    """The people for whom this officer may open a claim now; nobody for who has no right to."""
    scope = by.scope("open_claim")
    if scope == "area":
        return Person.objects.visible_to(by)
    if scope == "center":
        return of_her_county(by).filter(Q(pk__in=_in_her_cases(by).values("subject")) | Q(pk__in=_named_by(by)))
    return Person.objects.none()


def claimant_or_404(by: Officer, person_id: uuid.UUID) -> Person:
    """Somebody for whom this officer may open a claim; otherwise 404, as for a file that never was. One query."""
    person = claimants(by).select_related("home_office").filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def only_takes_in(by: Officer) -> bool:
    """Whether this officer takes claims in and decides on none: she is shown what the act needs, not what is settled or what else
    is on the file."""
    return by.scope("see_case") == "center"


# Rooms above say who reads a claim a second time and must not know what was decided.
_blind: list[Callable[[CaseFile, Officer], bool]] = []


def register_blind(blind: Callable[[CaseFile, Officer], bool]) -> None:
    """Say who must not see yet what was decided on a claim."""
    _blind.append(blind)


def shown_in_part(case: CaseFile, by: Officer) -> bool:
    """Whether this officer sees what a claim says and not what was decided on it: she only takes claims in, or she is giving a
    second reading of this one. Asked once for a case in hand."""
    known = case.__dict__.setdefault("_shown_in_part", {})
    if by.user.pk not in known:
        known[by.user.pk] = only_takes_in(by) or any(blind(case, by) for blind in _blind)
    return known[by.user.pk]


def claimant_bar(person: Person, by: Officer) -> IdentityBar:
    """The line on top of the pages of a claim; at a service center without documents and the reference of the file. Two queries."""
    bar = identity_bar(person, by)
    return replace(bar, documents=[], reference="") if only_takes_in(by) else bar


def of_her_county(by: Officer) -> QuerySet[Person]:
    """The people whose file is at the office that this officer's center or desk stands under."""
    return Person.objects.filter(home_office__path__startswith=by.office.handles_cases_as.path)


def in_her_cases(by: Officer) -> list[tuple[CaseFile, Person]]:
    """Her open cases about people, newest first, at most 20, each person once. Two queries."""
    rows = list(_in_her_cases(by).order_by("-opened_at")[: MOST_SHOWN * 2])
    people = of_her_county(by).in_bulk([row.subject for row in rows if row.subject])
    newest = {row.subject: row for row in reversed(rows) if row.subject in people}
    shown = sorted(newest.values(), key=lambda row: row.opened_at, reverse=True)
    return [(row, people[row.subject]) for row in shown[:MOST_SHOWN] if row.subject]


def _in_her_cases(by: Officer) -> QuerySet[CaseFile]:
    """What she handles now: a case that is closed opens no door."""
    return CaseFile.objects.visible_to(by).filter(is_open=True, subject__isnull=False)


def _named_by(by: Officer) -> QuerySet:
    since = timezone.now() - timedelta(seconds=NAMED_FOR_SECONDS)
    rows = Event.objects.filter(verb=NAMED_BY, actor=by.user, office=by.office, at__gt=since, subject__isnull=False)
    return rows.filter(facts__page=NAMED_FOR).order_by().values("subject")
