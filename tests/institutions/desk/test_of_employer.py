"""An employer that runs or is an institution shows its designation and what is due; nobody else's."""

from datetime import date

import pytest
from django.urls import reverse

from institutions.desk.queries.of_employer import institutions_of
from tests.accounts import at
from tests.builders import employer
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("funded", [True, False])
def test_the_designation_stands_on_the_employer_s_desk(desk, staff, funded):
    clerk = staff("counter_clerk")
    one = employer(clerk)
    taiwan = {"taiwan_funded": True, "taiwan_form": "wholly_owned", "taiwan_share": 100} if funded else {}
    made = institution(uscc=one.uscc, kind="clinic", ownership="private_for_profit", **taiwan)
    signed(made, desk.manager, desk.second, ends_on=date(2099, 12, 31))
    page = at(clerk).get(reverse("see_employer", args=[one.pk])).content.decode()
    assert made.code in page and "2099-09-30" in page
    assert reverse("see_institution", args=[made.pk]) not in page
    assert reverse("see_institution", args=[made.pk]) in (
        at(staff("supervisor")).get(reverse("see_employer", args=[one.pk])).content.decode()
    )


def test_another_code_shows_nothing_and_costs_one_query(desk, staff, django_assert_num_queries):
    signed(institution(), desk.manager, desk.second)
    clerk = staff("counter_clerk")
    one = employer(clerk)
    with django_assert_num_queries(1):
        assert institutions_of(one.uscc, clerk.on) == []
    assert 'id="designation"' not in at(clerk).get(reverse("see_employer", args=[one.pk])).content.decode()
