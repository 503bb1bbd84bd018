"""What a withdrawal leaves behind: the office's clock stands, the employer's runs on; and whose press of a button counts."""

from datetime import date

import pytest

from casework.engine.refusals import Blocked, OperationMismatch
from casework.models import Deadline, Event, Operation
from enrolment.applications.services import applications
from enrolment.hires.services.hire_clock import current_clock
from tests.builders import SIMING, data, employer, hired, identity, op, submitted

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 15)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def withdrawn(case, by, press=None, on=LATER, **changes):
    step = {"by": by, "on": on, "seen": case.version, "op": press or op()}
    return applications.withdraw(case.pk, "client_wish", **{"originals_returned": True} | changes, **step)


def test_the_clock_of_the_answer_stops_on_the_day_of_the_withdrawal(clerk):
    case = withdrawn(submitted(clerk), clerk)
    clock = Deadline.objects.get(case=case)
    assert (clock.stopped_on, clock.stop_reason) == (LATER, "withdrawn")
    assert (case.state, case.is_open, case.closed_on, case.due_on) == ("withdrawn", False, LATER, None)
    case.enrolment_application.refresh_from_db()
    assert (case.enrolment_application.withdrawal, case.enrolment_application.originals_returned) == (
        "client_wish",
        True,
    )
    assert Event.objects.get(case=case, verb="withdraw").facts["reason"] == "client_wish"


def test_originals_are_given_back_before(clerk):
    case = submitted(clerk)
    with pytest.raises(Blocked) as blocked:
        withdrawn(case, clerk, originals_returned=False)
    assert [reason.code for reason in blocked.value.reasons] == ["originals_not_returned"]
    assert Deadline.objects.get(case=case).stopped_on is None


def test_the_employers_clock_runs_on_from_its_old_start(clerk):
    at = employer(clerk)
    hire = hired(clerk, at)
    before = current_clock(hire)
    who = data(
        identity(2),
        path="employed",
        employer_uscc=at.uscc,
        employer_name=at.name,
        work_began_on=date(2026, 6, 1),
    )
    case = submitted(clerk, who)
    hire.refresh_from_db()
    assert (hire.state, current_clock(hire).stopped_on) == ("applied", case.received_on)
    withdrawn(case, clerk)
    hire.refresh_from_db()
    clock = current_clock(hire)
    assert (hire.state, clock.stopped_on) == ("awaiting", None)
    assert (clock.started_on, clock.legal_on) == (before.started_on, before.legal_on)


def test_the_operation_of_another_user_is_not_ones_own(staff, clerk):
    """The id of a press is shown in her page's source; a colleague who sends it has not done what she did."""
    press = op()
    case = submitted(clerk)
    withdrawn(case, clerk, press)
    assert withdrawn(case, clerk, press).state == "withdrawn"
    colleague = staff("counter_clerk", SIMING, number=2)
    with pytest.raises(OperationMismatch):
        withdrawn(case, colleague, press)
    assert Operation.objects.get(pk=press).user_id == clerk.user.pk
    assert Event.objects.filter(case=case, verb="withdraw").count() == 1
