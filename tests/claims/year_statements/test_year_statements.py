"""A person's year of claims: what was posted in its order, what stands, where the year is at its end; as a page and as a paper."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Look
from claims.year_statements.queries.year import year_of
from claims.year_statements.services.papers import issue_claims_year
from tests.accounts import at
from tests.asked_twice import asked_again, questions
from tests.builders import JIMEI, Staff
from tests.claims.reimbursements.builders import Desk, receipt
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)


class World(Desk):
    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        self.person = self.insured()
        self.cases = [self.posted(number) for number in range(2)]

    def posted(self, number: int):
        days = {"starts_on": self.stay(1 + 3 * number), "ends_on": self.stay(2 + 3 * number)}
        return self.approve(self.reviewed(self.person, receipt(f"00268966{number:02}"), **days))


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def test_what_was_posted_stands_in_its_order(world):
    waiting = world.received(world.person, receipt("0026896699"), starts_on=world.stay(20), ends_on=world.stay(21))
    found = year_of(world.person, 2026)
    assert [(one.place, one.case, one.kind) for one in found.posted] == [
        (place, case.pk, "counter") for place, case in enumerate(world.cases, start=1)
    ]
    assert [one.case for one in found.open_claims] == [waiting]
    assert str(found.total) == "6000.00" and found.paid == sum(one.paid for one in found.posted) > 0
    assert found.last_record is not None and year_of(world.person, 2025).posted == []


def test_the_page_costs_no_more_with_more_claims(world):
    address, counts = reverse("see_claims_year", args=[world.person.pk]), []
    # What is read once a process is read before.
    at(world.reviewer).get(address)
    for number in (2, 3):
        with questions() as asked:
            page = at(world.reviewer).get(address).content.decode()
        counts.append(sum(asked.values()))
        assert asked_again(asked) == []
        world.posted(number)
    assert counts[0] == counts[1] and world.cases[0].reference in page and "1,320.00" in page
    assert Look.objects.filter(page="see_claims_year", actor=world.reviewer.user).exists()
    far = world.staff("reviewer", JIMEI)
    assert at(far).get(address).status_code == 404 and at(world.finance).get(address).status_code == 403


def test_the_statement_of_the_year_as_a_paper(world):
    paper = issue_claims_year(world.person, 2026, by=world.clerk, on=TODAY)
    assert [one["reference"] for one in paper.facts["posted"]] == [case.reference for case in world.cases]
    for language in ("zh-hans", "zh-hant", "en"):
        told = rendered(paper, "zh-hans", language)
        assert "6,000.00" in told and "%(" not in told
    post = reverse("issue_claims_year", args=[world.person.pk])
    assert at(world.clerk).post(post, {"year": "2026"}).status_code == 302
