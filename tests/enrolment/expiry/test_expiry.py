"""Documents that run out: told 60 and 14 days before, once each, never an end of cover; renewed abroad, keyed in by two."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.expiry.queries import expiring
from enrolment.expiry.rules.document_expiry import RULE_ID, Reach, reaches
from enrolment.expiry.services.rekeying import Typed, rekey_document, waits_for_second
from enrolment.expiry.services.watch import put_tasks, watch
from enrolment.models import ExpiryTask
from enrolment.persons.services.documents import renew_or_add_document
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, submitted
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
ENDS = date(2026, 8, 9)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk, staff):
    case = enrolled(clerk, staff("reviewer"), data(identity(expires_on=ENDS)))
    return case.enrolment_application.person


@pytest.mark.parametrize(
    ("before", "stages"),
    [(61, []), (60, ["first"]), (59, ["first"]), (15, ["first"]), (14, ["first", "second"]), (0, ["first", "second"])],
)
def test_sixty_and_fourteen_days_before(person, before, stages):
    put_tasks(ENDS - timedelta(days=before))
    assert sorted(ExpiryTask.objects.values_list("stage", flat=True)) == stages


def test_after_the_last_day_nothing_new_is_told_and_cover_goes_on(person):
    put_tasks(ENDS + timedelta(days=1))
    assert not ExpiryTask.objects.exists()
    assert enrolment_on(person.pk, ENDS + timedelta(days=30)) is not None


def test_each_stage_once_whatever_runs_how_often(person):
    assert put_tasks(ENDS - timedelta(days=60)) == {"first": 1, "second": 0}
    assert put_tasks(ENDS - timedelta(days=59)) == {"first": 0, "second": 0}
    assert watch(ENDS - timedelta(days=20)).counts == {"first": 0, "second": 0}
    assert watch(ENDS - timedelta(days=20)) is None


def test_who_is_not_insured_is_not_watched(clerk):
    submitted(clerk, data(identity(expires_on=ENDS)))
    assert put_tasks(ENDS - timedelta(days=10)) == {"first": 0, "second": 0}


def test_the_line_goes_when_the_renewed_document_is_recorded(person, clerk, staff):
    put_tasks(ENDS - timedelta(days=14))
    (line,), following = expiring(clerk, "")
    assert (line.who, line.days_left, following) == ("陳○○", (ENDS - clerk.on).days, "")
    assert expiring(staff("counter_clerk", JIMEI), "")[0] == expiring(staff("administrator"), "")[0] == []
    renew_or_add_document(person, identity(expires_on=date(2031, 8, 9)), by=clerk)
    assert expiring(clerk, "") == ([], "")


def test_a_place_may_have_days_of_its_own():
    rule = rule_by_id(RULE_ID)
    own = replace(rule.values[0], place="3502", value=90)
    found = reaches(replace(rule, values=(*rule.values, own)), ENDS)
    assert found == [
        Reach("first", "", ("3502",), ENDS + timedelta(days=60)),
        Reach("first", "3502", (), ENDS + timedelta(days=90)),
        Reach("second", "", ("3502",), ENDS + timedelta(days=14)),
        Reach("second", "3502", (), ENDS + timedelta(days=14)),
    ]
    assert reaches(rule, date(2019, 12, 31)) == []


def test_the_list_costs_the_same_for_many(person, clerk, staff, django_assert_num_queries):
    reviewer = staff("reviewer")
    for sequence in (4, 6):
        enrolled(clerk, reviewer, data(identity(sequence, expires_on=ENDS)))
    put_tasks(ENDS - timedelta(days=14))
    clerk.area  # noqa: B018 asked once an officer
    with django_assert_num_queries(1):
        assert len(expiring(clerk, "")[0]) == 3


def test_the_page_says_who_and_until_when_and_not_by_what(person, clerk):
    put_tasks(ENDS - timedelta(days=14))
    page = at(clerk).get(reverse("see_expiring")).content.decode()
    assert "陳○○" in page and ENDS.isoformat() in page
    assert person.documents.first().kind.name not in page


@pytest.fixture
def renewed(person, clerk):
    what = identity(expires_on=date(2031, 8, 9), issued_on=date(2026, 6, 1))
    return renew_or_add_document(person, what, by=clerk, renewed_abroad=True)


def read(document, **changes) -> Typed:
    kept = {"number": document.number.open_for_work(), "name": document.name_on_document}
    return Typed(**kept | {"issued_on": document.issued_on, "expires_on": document.expires_on} | changes)


def test_a_document_renewed_abroad_is_verified_by_a_second_reading(renewed, staff):
    second = staff("counter_clerk", number=2)
    assert waits_for_second(renewed)
    rekeyed = rekey_document(renewed.pk, read(renewed), by=second, on=second.on)
    assert (rekeyed.verified_by, rekeyed.verified_on) == (second.user, second.on) and not waits_for_second(rekeyed)
    with pytest.raises(Blocked):
        rekey_document(renewed.pk, read(renewed), by=staff("reviewer"), on=second.on)


def test_the_first_officer_does_not_read_it_a_second_time(renewed, clerk):
    with pytest.raises(Blocked) as blocked:
        rekey_document(renewed.pk, read(renewed), by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["own_document"]


@pytest.mark.parametrize("changes", [{"number": "1"}, {"name": "陳大明"}, {"issued_on": None}, {"expires_on": ENDS}])
def test_what_was_read_otherwise_is_named_and_nothing_is_verified(renewed, staff, changes):
    with pytest.raises(Blocked) as blocked:
        rekey_document(renewed.pk, read(renewed, **changes), by=staff("reviewer"), on=date(2026, 6, 10))
    assert [reason.field for reason in blocked.value.reasons] == list(changes)
    renewed.refresh_from_db()
    assert renewed.verified_on is None


def test_the_page_shows_nothing_of_the_first_reading_and_keeps_the_second(renewed, person, staff):
    client = at(staff("reviewer"))
    address = reverse("rekey_document", args=[person.pk, renewed.pk])
    page = client.get(address)
    number = renewed.number.open_for_work()
    assert number not in page.content.decode() and "2031-08-09" not in page.content.decode()
    typed = {"number": number, "name": "陳小明", "issued_on": "2026-06-01", "expires_on": "2031-08-08"}
    answer = client.post(address, filled(page) | typed)
    assert set(answer.context["form"].errors) == {"expires_on"} and "2031-08-08" in answer.content.decode()
    answer = client.post(address, filled(answer) | typed | {"expires_on": "2031-08-09"})
    assert answer.status_code == 302
    # A second press leads to the person and says that nothing is left to do.
    again = client.post(address, typed | {"expires_on": "2031-08-09"}, follow=True)
    assert again.redirect_chain and again.status_code == 200
