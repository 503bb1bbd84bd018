"""Saving single values of a draft: written into its text, read as a whole, and stored only when no mistake is new."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_problems import problems_of
from claims.policies.services.policies import save_policy
from claims.policies.text.documents import Unreadable, read_policy
from claims.policies.text.writing import Change, NotWritable, written
from claims.settlement.rules.records.errors import Problem


class Mistakes(Exception):
    """What the changes would make wrong, with the path of each; nothing was stored."""

    def __init__(self, problems: tuple[Problem, ...]):
        super().__init__([problem.code for problem in problems])
        self.problems = problems


@transaction.atomic
def save_policy_values(
    row: PolicyVersion, changes: Iterable[Change], *, by: Officer, seen: datetime | None
) -> PolicyVersion:
    """Write values into the text of a draft as it was `seen`, and save it.

    Raises Mistakes for what the changes make wrong (what was wrong before may stay), PermissionDenied and Blocked as
    `save_policy` does, Blocked too when the text is laid out so that a value cannot be written into it with certainty.
    """
    if seen is None or seen != row.saved_at:
        raise Blocked(Reason("saved_elsewhere", _("It was saved in another window since. Compare, then save again.")))
    before = {_key(problem) for problem in problems_of(row, read_policy(row.text))}
    try:
        text = written(row.text, changes)
    except (NotWritable, Unreadable):
        raise Blocked(Reason("not_writable", _("This cannot be changed here. Edit the text."))) from None
    saved = save_policy(row, text, by=by, seen=seen)
    caused = tuple(problem for problem in problems_of(saved, read_policy(text)) if _key(problem) not in before)
    if caused:
        raise Mistakes(caused)
    return saved


def _key(problem: Problem) -> tuple:
    return problem.path, problem.code, repr(sorted(problem.params.items()))
