"""A year of a scheme in a pooling area: what was posted to it, what waits, what came late; the closings of an officer's area."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, F, Func, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from casework.models import CaseFile
from casework.money.queries import pooling_areas_of
from casework.money.rules.amounts import ZERO
from casework.staff.models.office import Office
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.closed_year import YearReward
from claims.reimbursements.models.settlement import PersonYear, YearPosting
from claims.reimbursements.states import GIVEN_UP
from claims.year_ends.models import YearEnd
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files

SHOWN = 50
OF_A_CITY = 4


@dataclass(frozen=True, kw_only=True)
class YearFigures:
    """What a year came to as it was posted, in yuan: people with a year, settlements of the counter and of institutions with what
    they paid, what was reversed of the counter's, claims that wait for a decision, and a sum over the accumulators."""

    people: int
    claims: int
    claims_paid: str
    networked: int
    networked_paid: str
    reversed: int
    reversed_paid: str
    waiting: int
    accumulators: str

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def digest(self) -> str:
        """Names what is frozen: the same years give the same."""
        told = {name: value for name, value in asdict(self).items() if name != "waiting"}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def areas_of(officer: Officer) -> list[Place]:
    """The pooling areas whose years her offices close: an office of the area itself, none under it. Two queries."""
    if officer.scope("see_year_ends") != "area":
        return []
    codes = set(Office.objects.filter(pk__in=officer.area).values_list("place_id", flat=True))
    found = pooling_areas_of(codes) if codes else {}
    return sorted((place for code, place in found.items() if place.pk == code), key=lambda place: place.pk)


def places_in(area: Place) -> list[str]:
    """The places whose fund an area is: itself, and those of its city. One query."""
    city = area.pk[:OF_A_CITY]
    if area.pk != f"{city}00" or city.endswith("00"):
        return [area.pk]
    return list(Place.objects.filter(pk__startswith=city).values_list("pk", flat=True))


def postings_of(places: Sequence[str], scheme: str) -> QuerySet[YearPosting]:
    """What was posted for those insured in some places by a scheme, in whichever year. No query."""
    counter = Q(settlement__claim__scheme=scheme, settlement__claim__place__in=places)
    return YearPosting.objects.filter(counter | Q(result__scheme=scheme, result__place__in=places)).order_by()


def figures_of(area: Place, scheme: str, year: int) -> YearFigures:
    """What a year comes to now. Four queries, however many people."""
    places = places_in(area)
    rows = postings_of(places, scheme).filter(year__year=year)
    back = Q(settlement__claim__state="reversed")
    found = rows.aggregate(
        people=Count("year", distinct=True),
        claims=Count("settlement"),
        claims_paid=Sum("settlement__paid", default=ZERO),
        networked=Count("result"),
        networked_paid=Sum("result__paid", default=ZERO),
        reversed=Count("settlement", filter=back),
        reversed_paid=Sum("settlement__paid", filter=back, default=ZERO),
    )
    amounts = {name: str(value) for name, value in found.items() if isinstance(value, Decimal)}
    waiting = Reimbursement.objects.filter(
        scheme=scheme, place__in=places, ends_on__year=year, settlement__isnull=True
    ).exclude(state__in=(*GIVEN_UP, "draft"))
    return YearFigures(
        **found | amounts,
        waiting=waiting.count(),
        accumulators=_sum_over(PersonYear.objects.filter(pk__in=rows.values("year"))),
    )


def _sum_over(years: QuerySet[PersonYear]) -> str:
    """A number that changes with any accumulator of any of the years, in whichever order they are read."""
    told = Concat(
        Cast("pk", CharField()), Value(":"), Cast("posted", CharField()), Value(":"), Cast("accumulators", CharField())
    )
    hashed = Func(told, Value(0), function="hashtextextended", output_field=BigIntegerField())
    return str(years.aggregate(sum=Sum(hashed))["sum"] or 0)


def open_year_before(area: Place, scheme: str, year: int) -> int | None:
    """An earlier year to which something was posted and that is not closed; None where there is none. Three queries."""
    closed = YearEnd.objects.filter(place=area, scheme=scheme, state="closed").values_list("year", flat=True)
    rows = postings_of(places_in(area), scheme).filter(year__year__lt=year).exclude(year__year__in=list(closed))
    return rows.order_by("year__year").values_list("year__year", flat=True).first()


@dataclass(frozen=True, kw_only=True)
class Late:
    """What was posted to a year after it was closed, in yuan."""

    number: int
    paid: Decimal


def late_of(row: YearEnd) -> Late:
    """Two queries."""
    rows = postings_of(places_in(row.place), row.scheme).filter(year__year=row.year, late=True)
    found = rows.aggregate(
        number=Count("pk"), claims=Sum("settlement__paid", default=ZERO), networked=Sum("result__paid", default=ZERO)
    )
    return Late(number=found["number"], paid=found["claims"] + found["networked"])


def year_end_of(case: CaseFile) -> YearEnd:
    """The closing of a case. One query, once for a case in hand."""
    if "_year_end" not in case.__dict__:
        row = YearEnd.objects.select_related("place", "proposed_by", "closed_by").get(case=case.pk)
        row.case = case
        case.__dict__["_year_end"] = row
    return case.__dict__["_year_end"]


def year_ends_page(officer: Officer, after: str = "", size: int = SHOWN) -> Page:
    """One page of the closings of her area, the latest year first. One query."""
    if officer.scope("see_year_ends") != "area":
        return Page([], "")
    rows = YearEnd.objects.filter(case__office__in=officer.area).select_related("case", "place")
    return page_behind(rows.annotate(opened_at=F("case__opened_at")), ("-year", "-opened_at", "case"), after, size)


def rewards_of(person: Person) -> list[YearReward]:
    """The rewards of one human for years without a payment of the fund, those alone that no late claim was paid of since. One
    query."""
    paid = YearPosting.objects.filter(
        Q(settlement__paid__gt=0) | Q(result__paid__gt=0), late=True, year__person__in=in_her_files(person)
    )
    # What was paid late and taken back since was not paid.
    paid = paid.exclude(settlement__claim__state="reversed")
    rows = YearReward.objects.filter(person__in=in_her_files(person)).select_related("closing")
    return list(rows.exclude(closing__year__in=paid.values("year__year")).order_by("closing__year", "pk"))
