"""A finding that a second person does not share: her reason stands on the hire, and on the proposer's home until seen."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Answer
from enrolment.hires.queries.rejection import rejection_of
from enrolment.hires.services import hires
from enrolment.hires.services.hires import FindingData
from tests.accounts import at
from tests.builders import hired, op, scanned

pytestmark = pytest.mark.django_db
WHY = "证明上的日期与合同不符，请补劳动合同"


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def rejected(clerk, staff):
    case = hired(clerk)
    scanned(case, clerk, "proof_of_finding")
    case = hires.propose_finding(
        case.pk, FindingData("not_employed_here", "x"), by=clerk, on=clerk.on, seen=case.version, op=op()
    )
    reviewer = staff("reviewer")
    return hires.reject_finding(case.pk, WHY, by=reviewer, on=clerk.on, seen=case.version, op=op())


def test_the_reason_stands_on_the_hire_with_who_gave_it(rejected, staff):
    for officer in (staff("counter_clerk"), staff("reviewer"), staff("supervisor")):
        body = at(officer).get(reverse("see_hire", args=[rejected.pk])).content.decode()
        assert WHY in body and str(staff("reviewer").user) in body


def test_whoever_proposed_it_finds_the_reason_on_her_home_until_she_has_opened_the_hire(rejected, clerk, staff):
    colleague = staff("counter_clerk", number=2)
    page = reverse("see_hire", args=[rejected.pk])
    home = at(clerk).get("/")
    assert WHY in home.content.decode() and page in home.content.decode()
    assert WHY not in at(colleague).get("/").content.decode()
    at(colleague).get(page)
    assert Answer.objects.get().seen_at is None, "a colleague has not seen it for her"
    at(clerk).get(page)
    assert Answer.objects.get().seen_by == clerk.user
    assert WHY not in at(clerk).get("/").content.decode()


def test_a_new_proposal_takes_its_place(rejected, clerk):
    assert rejection_of(rejected).reason == WHY
    again = hires.propose_finding(
        rejected.pk, FindingData("not_employed_here", "y"), by=clerk, on=clerk.on, seen=rejected.version, op=op()
    )
    assert rejection_of(again) is None
    assert WHY not in at(clerk).get(reverse("see_hire", args=[again.pk])).content.decode()


def test_a_hire_nothing_was_proposed_of_says_nothing(clerk):
    case = hired(clerk, work_began_on=date(2026, 6, 2))
    assert rejection_of(case) is None
