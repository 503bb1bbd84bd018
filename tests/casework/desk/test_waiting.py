"""What a list says of time: working days where the rule counts in them, days waited where no limit runs, whose turn it is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.desk.queries.case_page import HISTORY_PAGE, clocks, timeline
from casework.desk.queries.waiting import in_working_days, turn_in, turn_of, working_days_left
from casework.desk.queries.work import home_lists, row_of, rows_of
from casework.desk.rules.ask_again import ask_again_on
from casework.engine.table import all_workflows, workflow_of
from casework.models import CaseFile, Event
from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.working_days import build_calendar
from casework.templatetags.shown import left_shape, time_left_words
from enrolment.applications.services import applications
from tests.accounts import at
from tests.builders import data, hired, identity, op, submitted, to_correct

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(first=DAYS, days=st.integers(0, 40))
def test_working_days_left_are_those_that_adding_them_would_take(first, days):
    calendar = build_calendar((), {})
    assert calendar.working_days_between(first, calendar.add_working_days(first, days)) == days


@given(first=DAYS, last=DAYS)
def test_never_more_than_the_days_between_and_none_backwards(first, last):
    between = build_calendar((), {}).working_days_between(first, last)
    assert 0 <= between <= max(0, (last - first).days)


@pytest.mark.django_db
def test_holidays_are_not_counted(today):
    calendar = working_calendar()
    # The Dragon Boat Festival of 2026 falls on Friday 19 June.
    assert working_days_left(calendar, date(2026, 6, 18), date(2026, 6, 22)) == 1
    assert working_days_left(calendar, date(2026, 6, 18), date(2026, 6, 17)) is None
    assert working_days_left(calendar, date(2026, 6, 18), None) is None


def test_which_limits_are_stated_in_working_days():
    assert {flow.kind for flow in all_workflows() if in_working_days(flow.limit)} == {
        "data_request",
        "designation_change",
        "employer_change",
        "employer_ending",
        "enrolment_application",
        "enrolment_change",
        "maternity_claim",
        "reimbursement",
        "transfer_request",
    }


@pytest.mark.django_db
def test_the_badge_of_an_application_counts_working_days(staff, english):
    case = submitted(staff("counter_clerk"))
    on = date(2026, 6, 18)
    (row,) = rows_of([case], on)
    assert (row.days_left, row.working_days) == (7, 4)
    assert time_left_words(row) == "4 working days left" and left_shape(row) == "open"
    (clock,) = clocks(case, on)
    assert (time_left_words(clock), clock.days_left) == ("4 working days left", 7)
    (row,) = rows_of([case], case.due_on - timedelta(days=1))
    assert time_left_words(row) == "1 working day left" and row.shape == left_shape(row) == "soon"
    (row,) = rows_of([case], case.due_on)
    assert time_left_words(row) == "due today"
    (row,) = rows_of([case], case.due_on + timedelta(days=2))
    assert time_left_words(row) == "2 days late" and row.shape == "overdue"


@pytest.mark.django_db
def test_a_hire_counts_the_days_of_the_calendar(staff, english):
    case = hired(staff("counter_clerk"))
    (row,) = rows_of([case], date(2026, 6, 18))
    assert row.working_days is None and time_left_words(row).endswith(" days left")
    assert "working" not in time_left_words(row)


@pytest.mark.django_db
def test_what_waits_without_a_limit_says_how_long_and_when_to_ask(staff, django_assert_max_num_queries):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    cases = [submitted(clerk, data(identity(number))) for number in (2, 4, 6)]
    for case in cases:
        applications.return_for_papers(
            case.pk, to_correct("number"), by=reviewer, on=clerk.on, seen=case.version, op=op()
        )
    CaseFile.objects.update(due_on=None)
    since = timezone.localdate()
    shown = list(CaseFile.objects.all())
    with django_assert_max_num_queries(1):
        rows = rows_of(shown, since + timedelta(days=42))
    assert {row.waited for row in rows} == {42}
    assert {row.ask_on for row in rows} == {ask_again_on(since, since)} == {since + timedelta(days=14)}
    home = at(clerk).get("/")
    assert since.isoformat() not in [row["due_on"] for row in home.context["sections"][0]["rows"]]
    assert (since + timedelta(days=14)).isoformat() in home.content.decode()


@pytest.mark.django_db
def test_a_center_reads_whose_turn_it_is(staff):
    center, reviewer = staff.center(), staff("reviewer")
    waiting = submitted(center, data(identity(2)))
    returned = submitted(center, data(identity(4)))
    applications.return_for_papers(
        returned.pk, to_correct("number"), by=reviewer, on=center.on, seen=returned.version, op=op()
    )
    clerk = staff("counter_clerk")
    of_center = hired(clerk)
    CaseFile.objects.filter(pk=of_center.pk).update(through_center=center.office)
    lists = home_lists(center)
    found = {name: [row.case.pk for row in rows] for name, rows in lists.items()}
    assert found == {
        "ours": [],
        "client": [returned.pk],
        "at_office": [waiting.pk],
        "employer": [of_center.pk],
        "drafts": [],
    }
    turns = {turn_of(case, center) for case in CaseFile.objects.all()}
    assert turns == {"client", "office", "employer"}
    page = at(center).get("/")
    rows = [row for section in page.context["sections"] for row in section["rows"]]
    assert all(row["turn"] for row in rows) and len(rows) == 3


def test_every_state_of_every_kind_is_somebody_s_turn(db, staff):
    for officer in (staff("counter_clerk"), staff("reviewer"), staff.center()):
        for flow in all_workflows():
            for state in set(flow.states) - flow.final:
                assert turn_in(flow, state, officer) in ("ours", "office", "client", "employer")


@pytest.mark.django_db
def test_the_filter_tells_the_states_of_kinds_apart(staff):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    page = at(clerk).get(reverse("work_list"))
    groups = dict(page.context["states"])
    values = [value for group in groups.values() for value, _label in group]
    assert len(values) == len(set(values)) and all("." in value for value in values)
    # Under one heading no word stands twice.
    assert all(len({str(label) for _value, label in group}) == len(group) for group in groups.values())
    chosen = at(clerk).get(reverse("work_list"), {"state": "enrolment_application.submitted"})
    assert [row["reference"] for row in chosen.context["rows"]] == [case.reference]
    assert 'value="enrolment_application.submitted" selected' in chosen.content.decode().replace("\n", "").replace(
        "          ", ""
    )
    other = at(clerk).get(reverse("work_list"), {"state": "transfer_request.requested"})
    assert other.context["rows"] == []
    unknown = at(clerk).get(reverse("work_list"), {"state": "transfer_request.submitted"})
    assert unknown.context["filters"].state == ""


@pytest.mark.django_db
def test_the_history_goes_on_behind_its_first_hundred(staff):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    own = case.events.count()
    Event.objects.bulk_create(
        Event(verb="write_note", case=case, actor=clerk.user, office=clerk.office) for _ in range(230)
    )
    first = timeline(case)
    assert (len(first), first.earlier) == (HISTORY_PAGE, 130 + own)
    client = at(clerk)
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    address = reverse("see_case_history", args=[case.pk])
    assert f'{address}?skip={HISTORY_PAGE}"' in page and str(130 + own) in page
    seen, skip = [], 0
    while True:
        answer = client.get(address, {"skip": skip})
        seen += answer.context["timeline"].entries
        if not answer.context["timeline"].earlier:
            break
        skip = answer.context["older"]
    assert len(seen) == 230 + own
    for nonsense in ("-1", "x", "1e9", "99999999", "٣"):
        assert len(client.get(address, {"skip": nonsense}).context["timeline"]) == HISTORY_PAGE
    assert at(staff("counter_clerk", "350211")).get(address).status_code == 404


@pytest.mark.django_db
def test_a_row_alone_needs_no_calendar(staff, today):
    case = submitted(staff("counter_clerk"))
    row = row_of(case, today)
    assert row.working_days is None and row.days_left == (case.due_on - today).days
    assert workflow_of(case.kind).limit
