"""What papers that are missing do to a clock: every reading is kept and shown, the strictest counts while none is stated."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.clocks.rules.missing_papers import Asked, binding, readings
from casework.clocks.services import deadlines
from casework.models import Deadline, DeadlineReading, PapersAsked
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.applications.services import applications
from tests.builders import answered, data, identity, op, submitted, to_correct

RULE = rule_by_id("casework.missing_papers")
LIMIT = "enrolment.processing_limit"
BEGIN, ASKED, CAME = date(2026, 6, 8), date(2026, 6, 12), date(2026, 6, 22)


def ten_days(started_on, paused):
    end = started_on + timedelta(days=10 + sum((b - a).days + 1 for a, b in paused))
    return deadlines.DueDate(
        rule=LIMIT,
        rule_version="1",
        started_on=started_on,
        nominal_on=end,
        legal_on=end,
        provisional=False,
        source="s",
        status="stated",
    )


def read(*asked, said="restart", status="assumed"):
    value = replace(RULE.values[0], value=said, status=status)
    return readings(BEGIN, [Asked(*row) for row in asked], ten_days, value)


def june(day):
    return date(2026, 6, day)


@pytest.mark.parametrize(
    ("asked", "said", "status", "dates", "counts"),
    [
        ([], "restart", "assumed", [june(18)], "none"),
        ([], "restart", "stated", [june(18)], "none"),
        ([(ASKED, None)], "restart", "assumed", [june(18), None, None], "none"),
        ([(ASKED, None)], "restart", "stated", [june(18), None, None], "restart"),
        ([(ASKED, CAME)], "restart", "assumed", [june(18), june(28), date(2026, 7, 2)], "none"),
        ([(ASKED, CAME)], "pause", "stated", [june(18), june(28), date(2026, 7, 2)], "pause"),
        ([(ASKED, CAME)], "restart", "inferred", [june(18), june(28), date(2026, 7, 2)], "restart"),
        ([(ASKED, ASKED)], "pause", "stated", [june(18), june(18), june(22)], "pause"),
        # Asked twice; a request before the start is of another clock.
        ([(june(1), june(2)), (june(10), june(11)), (ASKED, CAME)], "pause", "stated", None, "pause"),
    ],
)
def test_readings(asked, said, status, dates, counts):
    found = read(*asked, said=said, status=status)
    assert [row.reading for row in found if row.counts] == [counts]
    if dates is None:
        assert [row.due.legal_on for row in found] == [june(18), june(29), date(2026, 7, 2)]
    else:
        assert [row.due and row.due.legal_on for row in found] == dates
    assert binding(found) == next(row.due for row in found if row.reading == counts)


def said_at(monkeypatch, value, status):
    """The rule as a source would state it."""
    values = tuple(replace(row, value=value, status=status) for row in RULE.values)
    monkeypatch.setattr(deadlines, "rule_by_id", lambda _rule: replace(RULE, values=values))


def asked_and_back(staff, on, completed_on, *, sent_on=None, received_on=date(2026, 6, 10)):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk)
    before = case.due_on
    case = applications.return_for_papers(case.pk, to_correct("name"), by=reviewer, on=on, seen=case.version, op=op())
    waiting = case.due_on
    case = applications.submit_application(
        case.pk,
        answered(case, data(identity(4), received_on=received_on, completed_on=completed_on)),
        by=clerk,
        on=sent_on or completed_on,
        seen=case.version,
        op=op(),
    )
    return before, waiting, case


def test_the_strictest_date_counts_while_nothing_is_stated(staff, today):
    before, waiting, case = asked_and_back(staff, today + timedelta(days=2), today + timedelta(days=12))
    assert before == waiting == case.due_on
    clock = case.deadlines.get()
    found = {row.reading: row for row in clock.readings.all()}
    assert found["none"].counts and found["none"].legal_on == before
    assert not found["pause"].counts and found["none"].legal_on < found["pause"].legal_on < found["restart"].legal_on
    assert found["restart"].started_on == today + timedelta(days=12)


def test_a_stated_restart_stops_the_clock_and_counts_anew(staff, today, monkeypatch):
    said_at(monkeypatch, "restart", "stated")
    before, waiting, case = asked_and_back(staff, today, today + timedelta(days=12))
    assert waiting is None and case.due_on > before
    old, new = case.deadlines.order_by("pk")
    assert (old.superseded_by, new.started_on) == (new, today + timedelta(days=12))
    assert new.readings.get(counts=True).reading == "restart"


def test_a_day_before_the_return_corrects_the_start(staff, today):
    """The clerk corrects the first day and says no other: the papers came today."""
    sent = today + timedelta(days=12)
    before, _waiting, case = asked_and_back(staff, today, None, sent_on=sent, received_on=today - timedelta(days=5))
    clock = case.deadlines.get(superseded_by=None)
    assert (clock.started_on, case.due_on < before) == (today - timedelta(days=5), True)
    assert PapersAsked.objects.get().received_on == sent
    assert clock.readings.get(reading="restart").started_on == sent


def test_a_published_year_moves_the_clock_and_its_readings(staff, today, monkeypatch):
    _before, _waiting, case = asked_and_back(staff, today, today + timedelta(days=12))
    row = case.deadlines.get()
    Deadline.objects.filter(pk=row.pk).update(provisional=True)
    assert deadlines.recompute(touching=2031, by=None) == 1
    new = case.deadlines.get(superseded_by=None)
    assert new.pk != row.pk and new.legal_on == row.legal_on and not new.provisional
    assert {r.reading for r in new.readings.all()} == {"none", "pause", "restart"}
    assert DeadlineReading.objects.filter(deadline=new, counts=True).count() == 1


def test_a_case_waiting_for_papers_is_late_when_its_strictest_date_has_passed(staff, today):
    from casework.clocks.services.sweeps import put_tasks

    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk)
    case = applications.return_for_papers(
        case.pk, to_correct("name"), by=reviewer, on=today, seen=case.version, op=op()
    )
    assert put_tasks(case.due_on + timedelta(days=1))["overdue"] == 1


def test_papers_asked_for_on_the_first_day_count_and_those_asked_for_before_do_not():
    found = {row.reading: row.due.legal_on for row in read((BEGIN, june(10)))}
    assert found == {"none": june(18), "pause": june(20), "restart": june(20)}
    assert [row.reading for row in read((BEGIN - timedelta(days=1), june(10)))] == ["none"]


def test_papers_that_come_on_the_day_they_were_asked_for_stop_nothing():
    given = []

    def noting(started_on, paused):
        given.append(list(paused))
        return ten_days(started_on, paused)

    readings(BEGIN, [Asked(ASKED, ASKED)], noting, RULE.values[0])
    assert given == [[], [], []]


def test_a_second_return_does_not_move_the_first_day_to_that_of_the_papers_before(staff, today):
    """A day of completion before the last return is no day of that return; the clock counts from the first day all along."""
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    came = today + timedelta(days=7)
    before, _waiting, case = asked_and_back(staff, today + timedelta(days=2), came)
    back = today + timedelta(days=9)
    case = applications.return_for_papers(case.pk, to_correct("name"), by=reviewer, on=back, seen=case.version, op=op())
    again = answered(case, data(identity(4), completed_on=came))
    sent = today + timedelta(days=10)
    case = applications.submit_application(case.pk, again, by=clerk, on=sent, seen=case.version, op=op())
    assert case.due_on == before
    clock = case.deadlines.get(superseded_by=None)
    assert clock.readings.get(reading="none").legal_on == before


def test_a_published_year_moves_a_reading_that_does_not_count(staff, today):
    """The date that counts lies in a published year, that of the restart does not."""
    _before, _waiting, case = asked_and_back(staff, today, today + timedelta(days=12))
    DeadlineReading.objects.filter(reading="restart").update(legal_on=date(2031, 1, 20), provisional=True)
    deadlines.recompute(touching=2031, by=None)
    assert not case.deadlines.get().readings.get(reading="restart").provisional
