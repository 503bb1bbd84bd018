"""A hire as a row of a list, with its clock."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from casework.models import CaseFile, Deadline
from enrolment.hires.models import Hire
from enrolment.hires.rules import registration_deadline


@dataclass(frozen=True)
class HireRow:
    """One hire with its newest clock, as lists show it."""

    hire: Hire
    clock: Deadline | None
    days_left: int | None
    late: bool

    @property
    def case(self) -> CaseFile:
        return self.hire.case


def with_clocks(hires):
    """The hires with case, kind and newest clocks, in two queries."""
    clocks = Deadline.objects.filter(rule=registration_deadline.RULE_ID, superseded_by=None).order_by(
        "-created_at", "-pk"
    )
    return hires.select_related("case__office", "employer", "kind").prefetch_related(
        Prefetch("case__deadlines", queryset=clocks, to_attr="newest_clocks")
    )


def row_of(hire: Hire, on: date) -> HireRow:
    """A hire read by `with_clocks`, as of a day."""
    clock = hire.case.newest_clocks[0] if hire.case.newest_clocks else None
    running = clock is not None and clock.stopped_on is None
    days = (clock.legal_on - on).days if running else None
    return HireRow(hire, clock, days, clock is not None and (clock.stopped_on or on) > clock.legal_on)
