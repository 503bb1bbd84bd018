"""What is known of an employer that is to end: for the rule that says what stands against it."""

import uuid
from collections.abc import Collection

from django.db.models import QuerySet

from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.admission import OPEN_STATES as UNDER_WAY
from enrolment.coverage.models import Enrolment
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.standing import holding
from enrolment.endings.queries.owed import Owed
from enrolment.endings.rules.acts import Act
from enrolment.endings.rules.possible import Facts
from enrolment.hires.models import Hire
from enrolment.hires.states import OPEN_STATES


def open_hires(employer: Employer) -> QuerySet[Hire]:
    """The hires of an employer that nothing has closed."""
    return Hire.objects.filter(employer=employer, state__in=OPEN_STATES)


def open_applications(employer: Employer) -> QuerySet[EnrolmentApplication]:
    """Applications with an employer that are under way."""
    return EnrolmentApplication.objects.filter(employer=employer, state__in=UNDER_WAY)


def going(employer: Employer, act: Act, chosen: Collection[str]) -> QuerySet[Hire]:
    """The hires that an act sends to the successor."""
    rows = open_hires(employer)
    if act.hires == "all":
        return rows
    return rows.filter(pk__in=[uuid.UUID(key) for key in chosen]) if act.hires == "chosen" else rows.none()


def reported_by_both(employer: Employer, act: Act, successor: Employer, chosen: Collection[str]) -> int:
    """How many of the hires that would go over are open at the successor already. One query each."""
    theirs = open_hires(successor).values("kind", "issuer", "number_hash")
    there = {(row["kind"], row["issuer"], bytes(row["number_hash"])) for row in theirs}
    mine = going(employer, act, chosen).values_list("kind", "issuer", "number_hash")
    return sum((kind, issuer, bytes(number)) in there for kind, issuer, number in mine)


def facts_of(employer: Employer, act: Act, owed: Owed, successor: Employer | None, chosen: Collection[str]) -> Facts:
    """The facts of the rule. Six queries at most."""
    return Facts(
        founded_on=employer.founded_on,
        standing=frozenset(row.kind for row in holding(employer.pk)),
        owed=owed.total,
        hires=open_hires(employer).count(),
        applications=open_applications(employer).count(),
        successor=str(successor.pk) if successor else "",
        successor_standing=frozenset(row.kind for row in holding(successor.pk)) if successor else frozenset(),
        twice=reported_by_both(employer, act, successor, chosen) if successor else 0,
    )


def still_covered(employer: Employer) -> int:
    """How many people are enrolled through an employer and have no last day: their cover ends with their employment alone. One
    query."""
    return Enrolment.objects.filter(application__employer=employer, superseded_at=None, ends_on=None).count()
