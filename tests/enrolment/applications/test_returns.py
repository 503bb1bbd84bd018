"""Every return has a cause; what an earlier notice could have named is counted and reported, and names nobody."""

from datetime import date

import pytest
from django.urls import reverse

from enrolment.applications.queries.returns import Month, returns_by_cause, returns_by_month
from enrolment.applications.services import applications
from enrolment.applications.services.asked import AskedFor, Way
from enrolment.models import AskedThing
from tests.accounts import at
from tests.builders import JIMEI, answered, data, identity, op, submitted, to_bring, to_correct

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


def returned(case, things, by):
    return applications.return_for_papers(case.pk, things, by=by, on=by.on, seen=case.version, op=op())


def again(case, what, clerk):
    given = answered(case, what)
    return applications.submit_application(case.pk, given, by=clerk, on=clerk.on, seen=case.version, op=op())


def marks(case) -> dict[str, bool]:
    return {thing.code: thing.could_have_named for thing in AskedThing.objects.filter(application=case.pk)}


def test_the_first_notice_could_have_named_what_the_second_does(clerk, reviewer):
    what = data(identity(4))
    case = returned(submitted(clerk, what), to_bring("identity_document"), reviewer)
    assert marks(case) == {"identity_document": False}
    case = again(case, what, clerk)
    returned(case, to_correct("name") + to_bring("identity_document"), reviewer)
    found = AskedThing.objects.filter(application=case.pk, round=2)
    assert {thing.code: thing.could_have_named for thing in found} == {"name": True, "identity_document": False}


@pytest.mark.parametrize(("ends", "nameable"), [(date(2026, 6, 9), True), (date(2026, 6, 10), False)])
def test_a_document_that_ran_out_since_could_not_be_named(clerk, reviewer, ends, nameable):
    what = data(identity(4, expires_on=ends))
    case = returned(submitted(clerk, what), to_bring("identity_document"), reviewer)
    case = again(case, what, clerk)
    expired = AskedFor(code="expires_on", way=Way.CORRECT, reason="expired")
    assert marks(returned(case, [expired], reviewer))["expires_on"] is nameable


@pytest.mark.parametrize(
    ("thing", "cause"),
    [
        (to_bring("identity_document")[0], "missing"),
        (to_correct("name")[0], "differs"),
        (AskedFor(code="name", way=Way.CORRECT, reason="unreadable"), "unreadable"),
    ],
)
def test_every_return_has_a_cause(clerk, reviewer, thing, cause):
    case = returned(submitted(clerk, data(identity(4))), [thing], reviewer)
    assert AskedThing.objects.get(application=case.pk).reason == cause


@pytest.fixture
def twice(clerk, reviewer):
    what = data(identity(4))
    case = again(returned(submitted(clerk, what), to_bring("identity_document"), reviewer), what, clerk)
    returned(case, to_correct("name"), reviewer)
    returned(submitted(clerk, data(identity(6))), to_correct("name"), reviewer)


def test_months_and_causes_of_the_area(twice, staff, django_assert_num_queries):
    supervisor = staff("supervisor")
    supervisor.area  # noqa: B018 asked once an officer
    # The counts of months, those of causes, and the words of the causes.
    with django_assert_num_queries(3):
        months, causes = returns_by_month(supervisor, supervisor.on), returns_by_cause(supervisor, supervisor.on)
    assert months == [Month(month=date(2026, 6, 1), returned=2, again=1, could_have_named=1)]
    assert [number for _cause, number in causes] == [2, 1]
    for elsewhere in (staff("supervisor", JIMEI), staff("counter_clerk")):
        assert returns_by_month(elsewhere, supervisor.on) == returns_by_cause(elsewhere, supervisor.on) == []


def test_the_page_names_nobody_and_hides_small_numbers(twice, staff):
    page = at(staff("supervisor")).get(reverse("see_returns"))
    assert page.status_code == 200 and "陳" not in page.content.decode()
    assert [row["numbers"] for row in page.context["months"]] == [[None, None, None]]
    assert {number for _cause, number in page.context["causes"]} == {None}
    assert at(staff("reviewer")).get(reverse("see_returns")).status_code == 403
