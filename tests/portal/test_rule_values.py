"""A value of a rule that an office enters: drafted with its source, published by a second person, used from the next page on."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import RuleValue
from casework.publication.services.publication import publish
from casework.rulebook.queries import catch_up, keep_up
from casework.rulebook.rules.entered import Held, hold, state
from casework.staff.queries import current_appointments
from enrolment.coverage.rules.terms import terms_of
from tests.accounts import at
from tests.builders import PROVINCE, SIMING

pytestmark = pytest.mark.django_db
ADD = "admin:casework_rulevalue_add"
FIELDS = {
    "rule": "enrolment.fixed_wait",
    "person": "",
    "place": SIMING,
    "value": "2",
    "starts_on": "2027-01-01",
    "until": "",
    "source": "思明区通知〔2026〕3号",
    "status": "stated",
    "checked_on": "2026-06-10",
}


@pytest.fixture(autouse=True)
def nothing_held():
    yield
    hold(Held())


@pytest.fixture
def drafter(staff):
    return staff("administrator", SIMING)


@pytest.fixture
def second(staff):
    return staff("supervisor", SIMING)


def test_a_place_enters_its_own_wait(drafter, second):
    """From the draft to the cover: nothing is used before the second person, everything on the page after her."""
    assert at(drafter).post(reverse(ADD), FIELDS).status_code == 302
    row = RuleValue.objects.get()
    assert row.drafted_by == drafter.user
    catch_up()
    before = terms_of("350203", 2027).get("fixed_wait")
    publish(row, by=second)
    at(second).get(reverse("admin:casework_rulevalue_changelist"))
    assert terms_of("350203", 2027).need("fixed_wait") == 2 != before
    assert terms_of("3501", 2027).get("fixed_wait") == before
    shown = at(second).get(reverse("rules"), {"on": "2027-02-01"}).content.decode()
    assert "思明区通知〔2026〕3号" in shown


REFUSED = [
    ({"value": "two"}, "value"),
    ({"value": "2.5"}, "value"),
    ({"value": ""}, "value"),
    ({"person": "newborn"}, "person"),
    ({"rule": "enrolment.wait_exempt", "value": "yes"}, "person"),
    ({"rule": "enrolment.processing_limit"}, "rule"),
    ({"rule": "enrolment.window_closes", "value": "2026-12-20", "starts_on": "2027-02-01"}, "starts_on"),
    ({"rule": "enrolment.window_closes", "value": "2020-12-20"}, "value"),
    ({"rule": "enrolment.premium_personal", "value": "400", "until": "2027-12-31"}, "starts_on"),
    ({"place": "350211"}, "place"),
    ({"place": ""}, "place"),
    ({"rule": "enrolment.cover_year_month", "value": "13"}, "value"),
    ({"until": "2026-01-01"}, "__all__"),
    ({"source": ""}, "source"),
]


@pytest.mark.parametrize(("changed", "field"), REFUSED)
def test_what_cannot_be_a_value_is_refused_beside_its_field(drafter, changed, field):
    page = at(drafter).post(reverse(ADD), FIELDS | changed)
    assert page.status_code == 200 and field in page.context["adminform"].form.errors
    assert not RuleValue.objects.exists()


def test_a_value_that_is_a_code_may_be_written_in_words(drafter):
    drafter.user.language = "zh-hans"
    drafter.user.save()
    client = at(drafter)
    page = client.get(reverse(ADD)).content.decode()
    words = re.search(r"next_month = ([^,]+),", page).group(1)
    fields = FIELDS | {"rule": "enrolment.wait_day_rule", "value": words}
    assert client.post(reverse(ADD), fields).status_code == 302
    assert RuleValue.objects.get().value == "next_month"
    assert words in client.get(reverse("admin:casework_rulevalue_changelist")).content.decode()


def test_a_value_that_the_files_have_is_not_entered_again(staff):
    """The same place and day: which of the two holds must never be a question."""
    page = at(staff("administrator", PROVINCE)).post(
        reverse(ADD), FIELDS | {"place": "350000", "starts_on": "2025-01-01", "value": "3"}
    )
    assert "starts_on" in page.context["adminform"].form.errors


def test_keeping_up_costs_no_query_of_its_own(drafter, second):
    row = RuleValue.objects.create(
        rule="enrolment.fixed_wait",
        place_id=SIMING,
        value="2",
        starts_on=date(2027, 1, 1),
        source="x",
        status="stated",
        drafted_by=drafter.user,
    )
    publish(row, by=second)
    with CaptureQueriesContext(connection) as first:
        keep_up(current_appointments(second.user, second.on)[0].entered_state)
    with CaptureQueriesContext(connection) as again:
        keep_up(current_appointments(second.user, second.on)[0].entered_state)
    assert (len(first), len(again)) == (3, 1)
    assert state() == current_appointments(second.user, second.on)[0].entered_state
    catch_up()
    assert state() is not None


def test_a_value_that_no_release_reads_any_more_stops_nothing(drafter, second, caplog):
    row = RuleValue.objects.create(
        rule="enrolment.fixed_wait",
        place_id=SIMING,
        value="unreadable",
        starts_on=date(2027, 1, 1),
        source="a letter",
        status="stated",
        drafted_by=drafter.user,
        published_by=second.user,
        published_at="2026-06-01T00:00:00+08:00",
    )
    catch_up()
    assert terms_of("350203", 2027).values == terms_of("3502", 2027).values
    assert "cannot be read" in caplog.text and row.source not in caplog.text and row.value not in caplog.text
