"""Who is told when one institution goes on for another: rooms above this one whose rows follow."""

from collections.abc import Callable

from casework.staff.models.user import User
from institutions.designation.models.agreement import Succession

Follower = Callable[[Succession, User], list]
_followers: list[Follower] = []


def follow_successions(follower: Follower) -> None:
    """From now on this one is told of every succession, in the transaction that records it; it answers the rows it wrote."""
    if follower not in _followers:
        _followers.append(follower)


def tell_followers(succession: Succession, by: User) -> list:
    """Tell all of them; the rows they wrote."""
    return [row for follower in _followers for row in follower(succession, by)]
