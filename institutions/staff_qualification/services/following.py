"""The staff of an institution that another goes on for: posts go on there from the day; points stay with the person."""

from datetime import timedelta

from django.db.models import Q

from casework.staff.models.user import User
from institutions.designation.models.agreement import Succession
from institutions.staff_qualification.models import StaffPost


def staff_follows(succession: Succession, _by: User) -> list[StaffPost]:
    """End the posts that hold on the day with the day before, and begin the same ones at the successor. Who has a post there
    already keeps that one alone. The posts that were begun."""
    day = succession.starts_on
    holds = Q(ends_on=None) | Q(ends_on__gte=day)
    posts = StaffPost.objects.filter(
        holds, starts_on__lt=day, institution=succession.predecessor_id
    ).select_for_update()
    there = set(
        StaffPost.objects.filter(holds, institution=succession.successor_id).values_list("person_id", flat=True)
    )
    ending = list(posts.order_by("pk"))
    begun = [
        StaffPost(
            person_id=post.person_id,
            institution_id=succession.successor_id,
            kind=post.kind,
            promised_on=post.promised_on,
            starts_on=day,
            ends_on=post.ends_on,
            followed=post,
        )
        for post in ending
        if post.person_id not in there
    ]
    StaffPost.objects.filter(pk__in=[post.pk for post in ending]).update(ends_on=day - timedelta(days=1))
    return StaffPost.objects.bulk_create(begun)
