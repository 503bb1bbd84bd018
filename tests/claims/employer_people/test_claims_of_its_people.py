"""How claims and filings of an employer's people stand: states and days alone, as far as the right reaches, a look for each."""

from dataclasses import replace

import pytest
from django.urls import reverse

from casework.models import Look
from claims.employer_people.queries.claims import cases_of, counts_of, people_of
from enrolment.models import EnrolmentApplication
from tests.accounts import at
from tests.builders import JIMEI, employer
from tests.claims.reimbursements.builders import receipt
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(desk):
    """An employer through whom the person of number 2 was enrolled."""
    made = employer(desk.clerk)
    EnrolmentApplication.objects.filter(person=desk.insured()).update(employer=made)
    return made


def test_states_and_days_and_nothing_of_the_care(desk, firm):
    person, other = desk.insured(), desk.insured(4)
    mine = desk.received(person)
    desk.received(other, receipt("0026896577"))
    desk.opened(person)
    assert list(people_of(firm)) == [person]
    assert list(cases_of(firm, desk.clerk)) == [mine]
    assert [one.number for one in counts_of(firm, desk.clerk)] == [1]
    client, address = at(desk.clerk), reverse("see_employer_claims", args=[firm.pk])
    assert address in client.get(reverse("see_employer", args=[firm.pk])).content.decode()
    page = client.get(address).content.decode()
    assert mine.reference in page and person.masked_name in page
    assert "I10" not in page and "3,000" not in page and person.name not in page
    assert Look.objects.filter(page="see_employer_claims", actor=desk.clerk.user, shown__contains=[person.pk]).exists()
    few = queries_of(client, address)
    desk.received(person, receipt("0026896578"), starts_on=desk.stay(1), ends_on=desk.stay(2))
    assert queries_of(client, address) == few


def test_another_area_and_another_right_see_nothing(desk, firm, staff):
    desk.received(desk.insured())
    away = staff("reviewer", JIMEI, number=9)
    assert not cases_of(firm, away) and not counts_of(firm, replace(desk.finance))
    assert at(away).get(reverse("see_employer_claims", args=[firm.pk])).status_code == 404
    assert at(desk.finance).get(reverse("see_employer_claims", args=[firm.pk])).status_code == 403
