"""Why the last proposal about a hire was not shared, as long as nothing new has been proposed."""

from dataclasses import dataclass
from datetime import datetime

from casework.models import CaseFile, Event, User
from enrolment.hires.states import HireState

PROPOSALS = ("propose_finding", "propose_correction")
REJECTION = "reject_finding"


@dataclass(frozen=True)
class Rejection:
    """The reviewer's words, who she is, and when."""

    reason: str
    by: str
    at: datetime


def proposer_of(case: CaseFile) -> User | None:
    """Whoever made the last proposal. One query."""
    event = case.events.filter(verb__in=PROPOSALS).select_related("actor").order_by("-at", "-pk").first()
    return event.actor if event else None


def rejection_of(case: CaseFile) -> Rejection | None:
    """The last rejection while the hire is awaited again. One query, none in another state."""
    if case.state != HireState.AWAITING:
        return None
    rows = case.events.filter(verb__in=(*PROPOSALS, REJECTION)).select_related("actor").order_by("-at", "-pk")
    event: Event | None = rows.first()
    if event is None or event.verb != REJECTION:
        return None
    return Rejection(event.facts.get("reason", ""), str(event.actor), event.at)
