"""Whether those whose codes stand on a bill were qualified on its days: asked with other things in one, answered for many."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import F, QuerySet

from casework.tables.queries.composed import Row
from institutions.staff_qualification.models import StaffPerson, StaffPoints
from institutions.staff_qualification.rules.marks import marks_of
from institutions.staff_qualification.rules.standing import Given, Post, Standing, standing_on


def staff_asked(codes: QuerySet | Collection[str]) -> dict[str, QuerySet]:
    """What is read of those whose codes a list or a query of values tells, to be read together with other things:
    "staff_posts", a row at least for everybody on record, and "staff_points" that stand."""
    posts = StaffPerson.objects.filter(code__in=codes).order_by("code", "posts__starts_on")
    given = StaffPoints.objects.known().filter(person__code__in=codes).order_by("given_on", "recorded_at", "pk")
    return {
        "staff_posts": posts.values(
            "code", begins=F("posts__starts_on"), promised=F("posts__promised_on"), ends=F("posts__ends_on")
        ),
        "staff_points": given.values("given_on", "points", "months", code=F("person__code")),
    }


def staff_answers(
    rows: Mapping[str, Iterable[Row]], asked: Collection[tuple[str, date]], *, place: str, emergency: bool
) -> dict[tuple[str, date], Standing]:
    """By code and day what `staff_asked` read answers; nothing for a code nobody on record has. `place`: the division whose rules
    count. No query."""
    posts: dict[str, list[Post]] = {}
    given: dict[str, list[Given]] = {}
    for row in rows["staff_posts"]:
        held = posts.setdefault(row["code"], [])
        if row["begins"] is not None:
            held.append(Post(starts_on=row["begins"], promised_on=row["promised"], ends_on=row["ends"]))
    for row in rows["staff_points"]:
        one = Given(given_on=row["given_on"], points=row["points"], months=row["months"])
        given.setdefault(row["code"], []).append(one)
    marks_on = marks_of(place[:6])
    return {
        (code, day): standing_on(posts[code], given.get(code, ()), day, marks_on, emergency=emergency)
        for code, day in {*asked}
        if code in posts
    }
