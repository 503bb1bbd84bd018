"""A mark that an office enters for its place in the admin site holds there from its first day on, and nowhere else."""

from datetime import date

import pytest

from casework.models import RuleValue
from casework.rulebook.queries import catch_up
from casework.rulebook.rules.entered import Held, hold
from casework.rulebook.table import enterable_rules
from institutions.staff_qualification.queries.standing import is_staff_qualified_on
from institutions.staff_qualification.rules.enterable import BETWEEN
from tests.institutions.staff_desk import ON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_held():
    yield
    hold(Held())


def test_the_mark_of_a_place(people):
    people.given("resale_help", "general", given_on=date(2026, 6, 1))
    person = people.post.person
    assert is_staff_qualified_on(person, ON, place="350203").state == "qualified"
    RuleValue.objects.create(
        rule="institutions.staff_suspended_at",
        place_id="350203",
        value="6",
        starts_on=date(2026, 1, 1),
        source="某区通知",
        status="stated",
        drafted_by=people.desk.manager.user,
        published_by=people.desk.second.user,
        published_at="2026-06-01T00:00:00+08:00",
    )
    catch_up()
    found = [is_staff_qualified_on(person, ON, place=place) for place in ("350203", "350211")]
    assert [one.state for one in found] == ["suspended", "qualified"]
    assert (found[0].source, found[0].status) == ("某区通知", "stated")


def test_every_mark_is_open_to_offices():
    assert set(BETWEEN) <= set(enterable_rules())
