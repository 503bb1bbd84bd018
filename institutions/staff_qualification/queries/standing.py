"""Was somebody of the staff qualified on a day, asked of what is on record."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum

from institutions.register.models.institution import Institution
from institutions.staff_qualification.models import StaffPerson, StaffPoints, StaffPost
from institutions.staff_qualification.rules.marks import marks_of
from institutions.staff_qualification.rules.standing import Given, Post, Standing, standing_on, stretches

# No stretch is longer: an end by one act alone.
LONGEST = timedelta(days=4 * 366)


def is_staff_qualified_on(
    person: StaffPerson, day: date, *, place: str = "", emergency: bool = False, known_at: datetime | None = None
) -> Standing:
    """The answer for a day of service, as known at a moment or now; `settled` says whether her services are. `place`: the division
    whose rules count. Two queries."""
    posts = posts_of([person.pk])[person.pk]
    given = points_of_all([person.pk], known_at)[person.pk]
    return standing_on(posts, given, day, marks_of(place[:6]), emergency=emergency)


def posts_of(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Post]]:
    """The posts of each, at whichever institution. One query."""
    found: dict[uuid.UUID, list[Post]] = defaultdict(list)
    for row in StaffPost.objects.filter(person__in=keys):
        found[row.person_id].append(Post(starts_on=row.starts_on, promised_on=row.promised_on, ends_on=row.ends_on))
    return found


def points_of_all(
    keys: Collection[uuid.UUID] | QuerySet, known_at: datetime | None = None
) -> dict[uuid.UUID, list[Given]]:
    """The points of each that stand, of all institutions, in the order of their days. One query."""
    found: dict[uuid.UUID, list[Given]] = defaultdict(list)
    rows = StaffPoints.objects.known(known_at).filter(person__in=keys).order_by("given_on", "recorded_at", "pk")
    for row in rows:
        found[row.person_id].append(Given(given_on=row.given_on, points=row.points, months=row.months))
    return found


def standings_of(keys: Collection[uuid.UUID], day: date, place: str) -> dict[uuid.UUID, Standing]:
    """The answers of many for one day. Two queries, however many."""
    posts, given, marks_on = posts_of(keys), points_of_all(keys), marks_of(place[:6])
    return {key: standing_on(posts[key], given[key], day, marks_on) for key in keys}


def stopped_in(persons: QuerySet, year: int, until: date, place: str) -> set[uuid.UUID]:
    """Those among the persons of a query who were suspended or ended on some day of a year up to a day. One query."""
    marks_on, first = marks_of(place[:6]), date(year, 1, 1)
    return {
        key
        for key, given in points_of_all(persons).items()
        if any(one.first <= until and one.last >= first for one in stretches(given, marks_on))
    }


def coming_back(area: Collection, on: date, until: date) -> list[tuple[Institution, date]]:
    """(institution, last day) for everybody with a post at the offices of an area who is stopped on a day and back by another.
    Two queries; only those whose points of a year can stop anybody are looked at."""
    marks = marks_of("")(on)
    years = StaffPoints.objects.known().filter(given_on__gte=on - LONGEST).values("person", "given_on__year")
    many = years.annotate(total=Sum("points")).filter(total__gte=marks.suspended_at).order_by().values("person")
    posts = StaffPost.objects.filter(institution__office__in=area, ends_on=None, person__in=many)
    rows, found = list(posts.select_related("institution")), []
    given = points_of_all({row.person_id for row in rows})
    for row in rows:
        marks_on = marks_of(row.institution.place_id[:6])
        holding = [one.last for one in stretches(given[row.person_id], marks_on) if one.first <= on <= one.last]
        if holding and max(holding) <= until:
            found.append((row.institution, max(holding)))
    return found
