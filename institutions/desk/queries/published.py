"""The designated institutions as everybody may read them: what is in force, and nothing of the register that is not public."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from casework.models import Office, Place
from institutions.designation.models.agreement import AgreementPeriod, AgreementScope
from institutions.designation.queries.designation import facts_of
from institutions.designation.rules.answering import designation_answer
from institutions.designation.rules.records import Answer, Asked, Facts
from institutions.designation.rules.terms import terms_of
from institutions.register.models.institution import Institution

# Institutions whose facts are read together for a file.
TOGETHER = 2000
SHOWN = ("designated", "suspended")


@dataclass(frozen=True, kw_only=True)
class Published:
    """One institution of the public list: the days of its agreement, what that is about (nothing named: all), and the last day of a
    suspension that reaches all of it."""

    institution: Institution
    starts_on: date | None
    ends_on: date | None
    services: tuple[str, ...]
    suspended: bool = False
    suspended_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What the public list is narrowed to; each value is a code."""

    place: str = ""
    kind: str = ""
    service: str = ""
    taiwan: bool = False


def published_rows(narrowed: Narrowed, on: date) -> QuerySet[Institution]:
    """The institutions with an agreement of their own area on a day."""
    holds = AgreementPeriod.objects.known().filter(
        institution=OuterRef("pk"), area="", starts_on__lte=on, ends_on__gte=on
    )
    if narrowed.service:
        scopes = AgreementScope.objects.known().filter(agreement=OuterRef("agreement"), starts_on__lte=on)
        about = Subquery(scopes.order_by("-starts_on", "-pk").values("services")[:1])
        holds = holds.annotate(about=about).filter(Q(about__contains=[narrowed.service]) | Q(about=[]))
    rows = Institution.objects.filter(Exists(holds)).select_related("place")
    if narrowed.place:
        rows = rows.filter(place__code__startswith=narrowed.place)
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    return rows.filter(taiwan_funded=True) if narrowed.taiwan else rows


def published(rows: Sequence[Institution], on: date) -> list[Published]:
    """Each of the rows with what holds; one whose agreement ended by itself is left out. Four queries, however many."""
    facts, asked, found = facts_of([row.pk for row in rows]), Asked(on=on), []
    terms = {place: terms_of(place) for place in {row.place_id[:6] for row in rows}}
    for row in rows:
        answer = designation_answer(facts[row.pk], asked, terms[row.place_id[:6]])
        if answer.state in SHOWN:
            found.append(_published(row, facts[row.pk], answer, on))
    return found


def _published(row: Institution, facts: Facts, answer: Answer, on: date) -> Published:
    services = _services(facts, answer.agreement, on)
    if answer.state == "designated":
        return Published(institution=row, starts_on=answer.starts_on, ends_on=answer.ends_on, services=services)
    signed = next(one for one in facts.agreements if one.number == answer.agreement)
    return Published(
        institution=row,
        starts_on=signed.starts_on,
        ends_on=signed.ends_on,
        services=services,
        suspended=True,
        suspended_until=answer.ends_on,
    )


def _services(facts: Facts, number: str, on: date) -> tuple[str, ...]:
    """What the agreement of a number is about on a day, in the order of their codes; none named: all."""
    about = next((one.services for one in facts.agreements if one.number == number), frozenset())
    for change in facts.changes:
        if change.agreement == number and change.starts_on <= on and change.services is not None:
            about = change.services
    return tuple(sorted(about))


def published_whole(narrowed: Narrowed, on: date) -> Iterator[Published]:
    """All of them by code, for a file: five queries for every two thousand."""
    rows = published_rows(narrowed, on).order_by("code")
    read = rows.iterator(chunk_size=TOGETHER)
    while some := list(islice(read, TOGETHER)):
        yield from published(some, on)


def places_published() -> list[tuple[str, str]]:
    """The cities and counties with an office of their own, by code. One query."""
    rows = Place.objects.filter(kind__in=("city", "county"), pk__in=Office.objects.values("place"))
    return [(row.prefix, row.name) for row in rows.order_by("code")]
