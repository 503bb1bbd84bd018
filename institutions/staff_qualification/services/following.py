"""The staff of an institution that another goes on for: posts go on there from the day; points stay with the person."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q

from casework.staff.models.user import User
from institutions.designation.models.agreement import Succession
from institutions.staff_qualification.models import StaffPost

ONE_DAY = timedelta(days=1)


def staff_follows(succession: Succession, _by: User) -> list[StaffPost]:
    """End the posts that hold on the day with the day before, and begin the same ones at the successor. Who has a post there
    already keeps that one, and goes on by the old one on days that it does not hold. The posts that were begun."""
    day = succession.starts_on
    holds = Q(ends_on=None) | Q(ends_on__gte=day)
    posts = StaffPost.objects.filter(
        holds, starts_on__lt=day, institution=succession.predecessor_id
    ).select_for_update()
    there: dict[uuid.UUID, list[StaffPost]] = defaultdict(list)
    for one in StaffPost.objects.filter(holds, institution=succession.successor_id).order_by("starts_on"):
        there[one.person_id].append(one)
    ending = list(posts.order_by("pk"))
    begun = [
        StaffPost(
            person_id=post.person_id,
            institution_id=succession.successor_id,
            kind=post.kind,
            promised_on=post.promised_on,
            starts_on=first,
            ends_on=last,
            followed=None if number else post,
        )
        for post in ending
        for number, (first, last) in enumerate(_not_held(day, post.ends_on, there[post.person_id]))
    ]
    StaffPost.objects.filter(pk__in=[post.pk for post in ending]).update(ends_on=day - ONE_DAY)
    return StaffPost.objects.bulk_create(begun)


def _not_held(day: date, last: date | None, posts: Sequence[StaffPost]) -> Iterator[tuple[date, date | None]]:
    """The stretches from a day to a last one, None for no end, on which none of some posts holds; the posts by their first days."""
    for post in posts:
        if last is not None and day > last:
            return
        if post.starts_on > day:
            before = post.starts_on - ONE_DAY
            yield day, before if last is None else min(before, last)
        if post.ends_on is None:
            return
        day = max(day, post.ends_on + ONE_DAY)
    if last is None or day <= last:
        yield day, last
