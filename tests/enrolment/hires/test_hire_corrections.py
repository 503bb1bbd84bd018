"""What takes a lateness away rests on proof and takes two people, whichever date it is done by."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event
from enrolment.hires.services import hire_corrections as corrections
from enrolment.hires.services.hire_clock import current_clock, is_late
from enrolment.hires.services.hire_corrections import Start
from enrolment.models import Hire
from tests.accounts import at
from tests.builders import hired, op
from tests.enrolment.hires.test_hires import with_proof

pytestmark = pytest.mark.django_db
# The office's today is 10 June 2026; a start on 20 April was due on 20 May.
BEGAN, LATER, EARLIER = date(2026, 4, 20), date(2026, 6, 1), date(2026, 4, 1)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def late(clerk):
    case = hired(clerk, work_began_on=BEGAN)
    assert is_late(current_clock(case), clerk.on)
    return case


def step(by, case) -> dict:
    return {"by": by, "on": by.on, "seen": CaseFile.objects.get(pk=case.pk).version, "op": op()}


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


@pytest.mark.parametrize("day", [LATER, date(2026, 4, 30)])
def test_a_later_start_of_a_late_hire_is_not_one_clerks(late, clerk, day):
    with_proof(late, clerk)
    with pytest.raises(Blocked) as blocked:
        corrections.correct_start(late.pk, Start(day, None, "合同"), **step(clerk, late))
    assert codes(blocked) == {"takes_lateness_away"}
    assert Hire.objects.get(case=late).work_began_on == BEGAN and is_late(current_clock(late), clerk.on)


def test_a_leaving_before_the_last_day_is_not_one_clerks(late, clerk):
    with_proof(late, clerk)
    with pytest.raises(Blocked) as blocked:
        corrections.record_leaving(late.pk, date(2026, 5, 10), **step(clerk, late))
    assert codes(blocked) == {"takes_lateness_away"}
    assert CaseFile.objects.get(pk=late.pk).state == "awaiting"
    # A day on which it was late already takes nothing away.
    assert corrections.record_leaving(late.pk, date(2026, 6, 5), **step(clerk, late)).state == "left"


def test_an_earlier_start_and_a_hire_in_time_are_corrected_as_before(late, clerk):
    corrections.correct_start(late.pk, Start(EARLIER, None, "合同"), **step(clerk, late))
    in_time = hired(clerk, late.hire.employer, sequence=30)
    corrections.correct_start(in_time.pk, Start(date(2026, 6, 3), None, "合同"), **step(clerk, in_time))
    assert Hire.objects.get(case=in_time).work_began_on == date(2026, 6, 3)


def test_a_proposal_needs_proof(late, clerk):
    with pytest.raises(Blocked) as blocked:
        corrections.propose_correction(late.pk, Start(LATER, None, "x"), None, "合同", **step(clerk, late))
    assert codes(blocked) == {"no_proof"}


def test_two_people_move_the_start_and_the_old_dates_stay(late, clerk, staff):
    with_proof(late, clerk)
    old = current_clock(late)
    corrections.propose_correction(late.pk, Start(LATER, None, "合同"), None, "合同", **step(clerk, late))
    assert current_clock(late) == old, "the clock runs on"
    with pytest.raises((Blocked, PermissionDenied)):
        corrections.confirm_correction(late.pk, **step(clerk, late))
    done = corrections.confirm_correction(late.pk, **step(staff("supervisor"), late))
    hire = Hire.objects.get(case=late)
    assert (done.state, hire.work_began_on, hire.finding) == ("awaiting", LATER, "start_wrong")
    assert not is_late(current_clock(late), clerk.on)
    event = Event.objects.get(verb="confirm_correction", case=late)
    assert (event.facts["old_work_began_on"], event.facts["new_work_began_on"]) == ("2026-04-20", "2026-06-01")


def test_two_people_record_a_leaving_in_time(late, clerk, staff):
    with_proof(late, clerk)
    corrections.propose_correction(late.pk, None, date(2026, 5, 10), "离职证明", **step(clerk, late))
    with pytest.raises(Blocked):
        corrections.confirm_correction(late.pk, **step(staff("reviewer"), late))
    done = corrections.confirm_leaving(late.pk, **step(staff("reviewer"), late))
    assert (done.state, Hire.objects.get(case=late).left_on) == ("left", date(2026, 5, 10))
    assert not is_late(current_clock(late), clerk.on)


def test_a_correction_is_never_confirmed_as_no_duty(late, clerk, staff):
    from enrolment.hires.services import hires

    with_proof(late, clerk)
    corrections.propose_correction(late.pk, None, date(2026, 5, 10), "离职证明", **step(clerk, late))
    with pytest.raises(Blocked):
        hires.confirm_finding(late.pk, **step(staff("reviewer"), late))
    rejected = hires.reject_finding(late.pk, "证明不符", **step(staff("reviewer"), late))
    assert rejected.state == "awaiting" and is_late(current_clock(late), clerk.on)
    with pytest.raises(DatabaseError), transaction.atomic():
        Hire.objects.filter(case=late).update(state="no_duty")


def test_the_pages_from_the_refusal_to_the_second_person(late, clerk, staff):
    supervisor = staff("supervisor")
    for officer in (clerk, supervisor):
        officer.user.language = "en"
        officer.user.save()
    maker, checker = at(clerk), at(supervisor)
    sent = {"work_began_on": "2026-06-01", "reason": "合同", "seen": late.version, "op": op()}
    refused = maker.post(reverse("correct_start", args=[late.pk]), sent)
    assert refused.status_code == 422 and "propose the correction" in refused.content.decode()
    with_proof(late, clerk)
    page = maker.get(reverse("see_hire", args=[late.pk])).content.decode()
    assert reverse("propose_correction", args=[late.pk]) in page
    version = CaseFile.objects.get(pk=late.pk).version
    empty = maker.post(reverse("propose_correction", args=[late.pk]), {"note": "x", "seen": version, "op": op()})
    assert empty.status_code == 422
    sent = {"work_began_on": "2026-06-01", "note": "劳动合同", "seen": version, "op": op()}
    assert maker.post(reverse("propose_correction", args=[late.pk]), sent).status_code == 302
    page = checker.get(reverse("see_hire", args=[late.pk])).content.decode()
    assert reverse("confirm_correction", args=[late.pk]) in page
    assert reverse("confirm_leaving", args=[late.pk]) not in page
    assert reverse("confirm_finding", args=[late.pk]) not in page
    shown = checker.get(reverse("confirm_correction", args=[late.pk])).content.decode()
    assert "2026-04-20" in shown and "2026-06-01" in shown and "劳动合同" in shown
    version = CaseFile.objects.get(pk=late.pk).version
    done = checker.post(reverse("confirm_correction", args=[late.pk]), {"seen": version, "op": op()})
    assert done.status_code == 302 and Hire.objects.get(case=late).work_began_on == LATER
