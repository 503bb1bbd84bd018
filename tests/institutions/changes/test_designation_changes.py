"""The life of a designation after it was signed: asked by one, recorded by another, with all that hangs on it."""

from datetime import date

import pytest

from casework.engine.refusals import Blocked
from casework.models import Deadline, Event
from institutions.changes.services import changes, lapses
from institutions.changes.services.changes import ChangeData
from institutions.designation.queries.designation import designation_on, goes_on_as
from institutions.models import Agreement, DesignationEnd, DesignationSuspension, Institution, Particular
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)


@pytest.fixture
def at(desk):
    made = institution(ownership="private_for_profit")
    signed(made, desk.manager, desk.second)
    return made


def asked(desk, at, act, day=ON, on=ON, **more):
    data = ChangeData(act=act, received_on=on, takes_effect_on=day, **more)
    return changes.ask_designation_change(at, data, by=desk.manager, on=on)


def recorded(desk, at, act, day=ON, on=ON, **more):
    case = asked(desk, at, act, day, on, **more)
    return changes.record_designation_change(case.pk, **desk.step(case, desk.second, on))


def state(at, day, **more):
    return designation_on(at, day, **more).state


def test_particulars_stand_from_their_day_and_the_register_shows_the_newest(desk, at):
    recorded(desk, at, "change_particulars", day=date(2026, 5, 1), particulars={"pay_level": "third", "beds": "30"})
    at.refresh_from_db()
    assert (at.pay_level, at.hospital_level, at.beds) == ("third", "second", 30)
    assert Particular.objects.known().get(item="pay_level").starts_on == date(2026, 5, 1)
    # A change approved earlier that comes later does not undo it.
    recorded(desk, at, "change_particulars", day=date(2026, 4, 1), particulars={"beds": "20"})
    assert Institution.objects.get(pk=at.pk).beds == 30


def test_a_renewal_follows_without_a_gap_with_what_was_agreed(desk, at):
    case = recorded(desk, at, "renew", day=date(2027, 1, 1), ends_on=date(2027, 12, 31), number="A2")
    new = Agreement.objects.get(number="A2")
    assert (new.renews.number, new.drawn_by, new.signed_by, new.case) == (
        "A1",
        desk.manager.user,
        desk.second.user,
        case,
    )
    assert designation_on(at, date(2027, 1, 1), "inpatient").agreement == "A2"


def test_an_own_suspension_waits_three_months_and_is_resumed_when_asked_in_time(desk, at):
    with pytest.raises(Blocked) as blocked:
        asked(desk, at, "suspend_voluntary", day=date(2026, 9, 9), ends_on=date(2026, 11, 30))
    assert {reason.code for reason in blocked.value.reasons} == {"notice_too_short"}
    recorded(desk, at, "suspend_voluntary", day=date(2026, 9, 10), ends_on=date(2026, 11, 30))
    assert (state(at, date(2026, 9, 10)), state(at, date(2026, 12, 1))) == ("suspended", "terminated")
    case = asked(desk, at, "resume", day=date(2026, 12, 7), on=date(2026, 11, 20))
    assert Deadline.objects.get(case=case).legal_on == date(2026, 12, 4)
    # From the request on it waits for the office.
    assert state(at, date(2026, 12, 1)) == "suspended"
    changes.record_designation_change(case.pk, **desk.step(case, desk.second, date(2026, 12, 1)))
    assert (state(at, date(2026, 12, 6)), state(at, date(2026, 12, 7))) == ("suspended", "designated")
    assert DesignationSuspension.objects.known().count() == 1


def test_a_request_to_resume_that_is_declined_counts_as_none(desk, at):
    recorded(desk, at, "suspend_voluntary", day=date(2026, 9, 10), ends_on=date(2026, 11, 30))
    case = asked(desk, at, "resume", day=date(2026, 11, 25), on=date(2026, 11, 20))
    with pytest.raises(Blocked):
        changes.decline_designation_change(case.pk, " ", **desk.step(case, desk.second, date(2026, 11, 21)))
    changes.decline_designation_change(case.pk, "未整改", **desk.step(case, desk.second, date(2026, 11, 21)))
    assert state(at, date(2026, 12, 1)) == "terminated"


def test_the_sweep_writes_the_end_that_was_answered_before(desk, at):
    recorded(desk, at, "suspend_voluntary", day=date(2026, 9, 10), ends_on=date(2026, 11, 30))
    before = state(at, date(2026, 12, 1))
    assert lapses.lapse(date(2026, 11, 30)) == 0
    assert lapses.lapse(date(2026, 12, 1)) == 1
    assert lapses.lapse(date(2026, 12, 2)) == 0
    end = DesignationEnd.objects.get()
    assert (end.starts_on, end.cause) == (date(2026, 12, 1), "not_resumed")
    assert before == state(at, date(2026, 12, 1)) == "terminated"
    assert Event.objects.filter(verb="lapse_designation", actor=None).count() == 1


def test_an_order_suspends_departments_for_six_to_twelve_months(desk, at):
    for last, code in ((date(2026, 12, 8), "too_short"), (date(2027, 6, 10), "too_long")):
        with pytest.raises(Blocked) as blocked:
            asked(desk, at, "suspend_ordered", ends_on=last, departments=("03",))
        assert {reason.code for reason in blocked.value.reasons} == {code}
    recorded(desk, at, "suspend_ordered", ends_on=date(2026, 12, 9), departments=("03",))
    assert (state(at, ON, department="03.02"), state(at, ON, department="04")) == ("suspended", "designated")


def test_a_termination_and_a_merger_reach_every_area_and_name_who_goes_on(desk, at):
    signed(at, desk.manager, desk.second, number="FZ", area="3501")
    other = institution(sequence=2)
    recorded(desk, at, "merge", successor=other, basis="批复1号")
    found = designation_on(at, ON, area="3501")
    assert (found.state, found.cause, found.successor) == ("terminated", "merged", other.code)
    assert goes_on_as(at, ON) == other
    # A stay across the day is one stay, and somebody looks at it.
    stay = designation_on(at, date(2026, 6, 9), "inpatient", stay_until=date(2026, 6, 12))
    assert (stay.state, stay.review, stay.status) == ("designated", True, "inferred")


def test_public_institutions_start_neither_and_everything_takes_two(desk):
    public = institution(sequence=5)
    signed(public, desk.manager, desk.second)
    for act, more in (("exit", {}), ("suspend_voluntary", {"ends_on": date(2026, 12, 1)})):
        with pytest.raises(Blocked) as blocked:
            asked(desk, public, act, day=date(2026, 10, 1), **more)
        assert {reason.code for reason in blocked.value.reasons} == {"public_may_not"}
    case = asked(desk, public, "terminate", cause="fraud", basis="决定1号")
    with pytest.raises(Blocked):
        changes.record_designation_change(case.pk, **desk.step(case))
    assert state(public, ON) == "designated"
    with pytest.raises(Blocked):
        asked(desk, public, "terminate", cause="fraud")
    changes.withdraw_designation_change(case.pk, **desk.step(case))
    recorded(desk, public, "terminate", cause="fraud", basis="决定1号")
    assert state(public, ON) == "terminated"


def test_what_came_in_between_is_asked_again_when_it_is_recorded(desk, at):
    case = asked(desk, at, "change_scope", day=date(2026, 7, 1), services=("outpatient",))
    recorded(desk, at, "terminate", cause="fraud")
    with pytest.raises(Blocked) as blocked:
        changes.record_designation_change(case.pk, **desk.step(case, desk.second))
    assert {reason.code for reason in blocked.value.reasons} == {"not_in_force"}
