"""Employers that end: by two people with proof; hires go over with their old clocks; cover goes on; cancelled only when clear."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from casework.engine.refusals import Blocked
from casework.mailings.services.notice_sweep import write_notices
from casework.models import CaseFile, Deadline, Event, Mailing, Notice
from enrolment.applications.services import applications
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.employers.queries.standing import standings_of, why_ended
from enrolment.employers.services.employers import EmployerData, register_employer
from enrolment.endings.services.endings import EndingData, ask_ending, decline_ending
from enrolment.hires.services import hires
from enrolment.hires.services.hire_corrections import record_leaving
from enrolment.hires.services.orders import issue_order
from enrolment.models import Employer, EmployerEnding, EmployerStanding, EnrolmentApplication, Hire
from tests.builders import data, enrolled, hire_data, hired, identity, op, submitted, uscc

pytestmark = pytest.mark.django_db
TOLD = date(2026, 6, 21)


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


def employed(at, sequence: int = 2):
    at_work = {
        "path": "employed",
        "employer_uscc": at.uscc,
        "employer_name": at.name,
        "work_began_on": date(2026, 6, 1),
    }
    return data(identity(sequence), **at_work)


def test_a_merger_takes_the_hires_with_their_old_clocks(desk, firm, other):
    case = hired(desk.clerk, firm)
    clock = Deadline.objects.get(case=case)
    before = (clock.pk, clock.started_on, clock.nominal_on, clock.legal_on, clock.stopped_on)
    ending = desk.ended(firm, "merge", successor=other)
    hire = Hire.objects.get(case=case)
    assert (hire.employer, hire.state) == (other, "awaiting")
    clock = Deadline.objects.get(case=case)
    assert (clock.pk, clock.started_on, clock.nominal_on, clock.legal_on, clock.stopped_on) == before
    (standing,) = standings_of(firm)
    assert (standing.kind, standing.successor, standing.case) == ("merged", other, ending)
    assert EmployerEnding.objects.get().moved == {"hires": [case.reference], "applications": []}
    event = Event.objects.get(verb="follow_succession", case=case)
    assert event.facts["to"] == str(other.pk)


def test_what_was_told_stays_told_and_what_waits_is_told_to_the_successor(desk, firm, other):
    told, waits = hired(desk.clerk, firm), hired(desk.clerk, firm, sequence=4, work_began_on=date(2026, 6, 2))
    write_notices(TOLD)
    Mailing.objects.filter(notices__case=told).update(
        state="handed_over", message_id="<a>", handed_over_at="2026-06-21T09:00Z"
    )
    write_notices(TOLD + timedelta(days=1))
    desk.ended(firm, "merge", successor=other)
    by_case = {row.case_id: row for row in Notice.objects.select_related("mailing")}
    assert by_case[told.pk].mailing.addressee_key == str(firm.pk)
    assert by_case[waits.pk].mailing.addressee_key == str(other.pk)
    counts = write_notices(TOLD + timedelta(days=1))
    assert not counts.get("reminder_10")
    letter = Mailing.objects.get(stage="succession")
    assert letter.addressee_key == str(other.pk)
    assert told.reference in letter.content.open_for_work() and waits.reference in letter.content.open_for_work()


def test_cover_goes_on_without_a_gap_whatever_becomes_of_the_employer(desk, firm, other):
    case = enrolled(desk.clerk, desk.reviewer, employed(firm))
    for act, more in (("lose", {}), ("find", {}), ("revoke", {}), ("merge", {"successor": other})):
        before = enrolment_on(case.subject, date(2027, 1, 1))
        desk.ended(firm, act, **more)
        assert enrolment_on(case.subject, date(2027, 1, 1)) == before is not None


def test_an_application_under_way_goes_over_with_its_hire_and_is_enrolled_there(desk, firm, other):
    hire = hired(desk.clerk, firm)
    application = submitted(desk.clerk, employed(firm))
    hire.refresh_from_db()
    assert hire.state == "applied"
    desk.ended(firm, "merge", successor=other)
    assert EnrolmentApplication.objects.get(case=application).employer == other
    assert (Hire.objects.get(case=hire).employer, Hire.objects.get(case=hire).state) == (other, "applied")
    application.refresh_from_db()
    step = {"by": desk.reviewer, "on": desk.reviewer.on, "seen": application.version, "op": op()}
    applications.withdraw(application.pk, "client_wish", originals_returned=True, **step | {"by": desk.clerk})
    # The clock runs on from its old start, at the successor.
    hire = Hire.objects.get(case=hire)
    assert (hire.state, hire.employer) == ("awaiting", other)
    assert Deadline.objects.filter(case=hire.case, stopped_on=None).get().started_on == hire.work_began_on


def test_a_split_sends_the_chosen_ones_and_the_employer_goes_on(desk, firm, other):
    goes, stays = hired(desk.clerk, firm), hired(desk.clerk, firm, sequence=4)
    desk.ended(firm, "split", successor=other, chosen=(str(goes.pk),))
    assert Hire.objects.get(case=goes).employer == other and Hire.objects.get(case=stays).employer == firm
    assert why_ended(firm.pk, desk.clerk.on) == ""
    assert hired(desk.clerk, firm, sequence=6).hire.employer == firm


def test_a_hire_both_reported_is_closed_first(desk, firm, other):
    hired(desk.clerk, firm)
    hired(desk.clerk, other)
    case = desk.asked(firm, "merge", successor=other)
    with pytest.raises(Blocked) as blocked:
        desk.record(case)
    assert codes(blocked) == {"reported_there"}
    assert Hire.objects.filter(employer=firm).count() == 1 and not EmployerStanding.objects.exists()


def test_a_registration_is_not_cancelled_while_hires_or_applications_are_open(desk, firm):
    hire = hired(desk.clerk, firm)
    case = desk.asked(firm, "cancel")
    with pytest.raises(Blocked) as blocked:
        desk.record(case)
    assert codes(blocked) == {"hires_open"}
    hire.refresh_from_db()
    record_leaving(hire.pk, date(2026, 6, 9), by=desk.clerk, on=desk.clerk.on, seen=hire.version, op=op())
    assert desk.record(case).state == "recorded"
    assert [row.kind for row in standings_of(firm)] == ["cancelled"]


def test_nobody_records_what_she_asked_for_and_nothing_without_proof(desk, firm, staff):
    case = desk.asked(firm, "revoke", proof=False)
    with pytest.raises(Blocked) as blocked:
        desk.record(case)
    assert codes(blocked) == {"no_proof"}
    with pytest.raises(PermissionDenied):
        desk.record(case, desk.clerk)
    CaseFile.objects.filter(pk=case.pk).update(opened_by=desk.reviewer.user)
    with pytest.raises(Blocked) as blocked:
        desk.record(case)
    assert "own_request" in codes(blocked)


def test_one_request_at_a_time_and_a_declined_one_changes_nothing(desk, firm):
    case = desk.asked(firm, "revoke")
    with pytest.raises(Blocked) as blocked:
        desk.asked(firm, "lose")
    assert codes(blocked) == {"asked_already"}
    decline_ending(case.pk, "没有依据", by=desk.reviewer, on=desk.reviewer.on, seen=case.version, op=op())
    assert not EmployerStanding.objects.exists() and desk.ended(firm, "lose").state == "recorded"


def test_to_be_reached_again_ends_the_state_and_keeps_its_history(desk, firm):
    desk.ended(firm, "lose", day=date(2026, 6, 1))
    desk.ended(firm, "find", day=date(2026, 6, 9))
    (row,) = standings_of(firm)
    assert (row.kind, row.starts_on, row.ends_on) == ("unreachable", date(2026, 6, 1), date(2026, 6, 9))
    assert EmployerStanding.objects.count() == 2


def test_with_an_employer_that_ended_nothing_is_reported_or_applied_for_and_the_successor_is_named(desk, firm, other):
    desk.ended(firm, "merge", successor=other)
    with pytest.raises(Blocked) as blocked:
        hires.report_hire(firm, hire_data(8), by=desk.clerk, on=desk.clerk.on)
    (reason,) = blocked.value.reasons
    assert reason.code == "employer_ended" and other.uscc in str(reason.text)
    with pytest.raises(Blocked) as blocked:
        submitted(desk.clerk, employed(firm, 8))
    assert [(one.code, one.field) for one in blocked.value.reasons] == [("employer_ended", "employer_uscc")]


def test_to_one_that_ended_nothing_is_sent_any_more(desk, firm):
    hire = hired(desk.clerk, firm, work_began_on=date(2026, 5, 20))
    write_notices(desk.clerk.on)
    assert Mailing.objects.filter(addressee_key=str(firm.pk), state="waiting").exists()
    hire.refresh_from_db()
    record_leaving(hire.pk, date(2026, 6, 9), by=desk.clerk, on=desk.clerk.on, seen=hire.version, op=op())
    desk.ended(firm, "cancel")
    assert not Mailing.objects.filter(addressee_key=str(firm.pk), state="waiting").exists()


def test_another_office_s_employer_takes_over_with_its_office(desk, firm, staff):
    away = staff("counter_clerk", "350211")
    theirs = register_employer(EmployerData(uscc=uscc(9), name="厦门集美公司"), by=away, on=away.on)
    case = hired(desk.clerk, firm)
    desk.ended(firm, "merge", successor=theirs)
    case.refresh_from_db()
    assert case.office == theirs.office
    assert set(case.hire.name_keys.values_list("office", flat=True)) == {theirs.office_id}
    assert Deadline.objects.get(case=case).place == firm.place_id


def test_who_may(desk, firm, staff):
    for role in ("auditor", "supervisor"):
        with pytest.raises(PermissionDenied):
            ask(firm, staff(role))
    with pytest.raises(Employer.DoesNotExist):
        ask(firm, staff("counter_clerk", "350211"))


def ask(at, by):
    return ask_ending(at, EndingData(act="revoke", takes_effect_on=by.on), by=by, on=by.on)


def test_an_order_that_waits_goes_to_the_successor(desk, firm, other):
    case = hired(desk.clerk, firm, work_began_on=date(2026, 4, 20))
    on = desk.supervisor.on
    issue_order(case.pk, date(2026, 7, 1), by=desk.supervisor, on=on, seen=case.version, op=op())
    desk.ended(firm, "merge", successor=other)
    row = Mailing.objects.get(case=case, clock="")
    assert row.addressee_key == str(other.pk) and row.state != "stopped"
