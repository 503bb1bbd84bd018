"""The bill as a paper: what is owed and by when, the ways to pay, and one original for each bill."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import IssuedPaper, Place
from casework.papers.queries.papers import is_superseded, papers_of
from enrolment.contributions.services.paid_time import paid_year
from enrolment.contributions.services.payments import Told, issue_bill, record_payment
from enrolment.models import Person
from enrolment.receipts.services.bill_paper import issue_contribution_bill
from tests.accounts import prove
from tests.builders import JIMEI, SIMING, data, identity, submitted
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def case(clerk):
    return submitted(clerk, data(identity(4)))


@pytest.fixture
def person(case):
    return Person.objects.get(pk=case.subject)


def billed(person, clerk, *, scheme="urrbmi", year=2026, month=0, amount="450", due_on=None, place=SIMING):
    return issue_bill(
        person,
        Place.objects.get(code=place),
        scheme,
        year,
        month,
        person_kind="adult" if scheme == "urrbmi" else "employee",
        amount=Decimal(amount),
        due_on=due_on,
        by=clerk,
    )


def printed(person, bill, clerk, today):
    return issue_contribution_bill(person, bill.pk, by=clerk, on=today)


def test_it_says_what_is_owed_and_paid_to_the_fen(person, clerk, today):
    bill = billed(person, clerk, scheme="uebmi", year=2026, month=3, amount="1234.50", due_on=date(2026, 3, 15))
    facts = printed(person, bill, clerk, today).facts
    assert (facts["about"], facts["period"], facts["amount"]) == (bill.number, "2026-03", "1234.50")
    assert (facts["paid"], facts["open"], facts["pay_by"]) == ("0.00", "1234.50", "2026-03-15")
    # 87 days at 0.05 % of 1,234.50.
    assert (facts["fee"], facts["fee_days"]) == ("53.70", 87)


def test_the_window_of_the_year_is_its_last_day_and_no_source_is_said_so(person, clerk, today):
    known = printed(person, billed(person, clerk), clerk, today)
    assert known.facts["pay_by"] and known.facts["ways"] is None
    assert "没有来源说明当地的缴费渠道" in page_of(known)
    unknown = printed(person, billed(person, clerk, year=2019), clerk, today)
    assert unknown.facts["pay_by"] is None


def test_the_ways_a_place_names_are_printed_with_their_source(person, clerk, today):
    facts = printed(person, billed(person, clerk, place="510115"), clerk, today).facts
    assert "银行代扣" in facts["ways"]["text"]["zh-hans"] and "Wenjiang" in facts["ways"]["source"]


def test_two_bills_are_two_papers_and_neither_supersedes_the_other(case, person, clerk, today):
    first, second = billed(person, clerk), billed(person, clerk, year=2027)
    one, two = (printed(person, bill, clerk, today) for bill in (first, second))
    assert one.pk != two.pk and printed(person, first, clerk, today).pk == one.pk
    assert not is_superseded(one) and not any(row.newer for row in papers_of(case))
    place = Place.objects.get(code=SIMING)
    paid = paid_year(place, 2026, person_kind="adult", paid_on=today)
    record_payment(person, paid, Told(channel="wechat", amount=Decimal(450), paid_on=today, number=""), by=clerk)
    third = printed(person, first, clerk, today)
    assert third.facts["open"] == "0.00" and is_superseded(one) and not is_superseded(two)


def test_the_button_prints_it_once(person, clerk, today):
    bill = billed(person, clerk)
    client = Client()
    client.force_login(clerk.user)
    prove(client)
    assert "contributions/bills/" in client.get(reverse("see_contributions", args=[person.pk])).content.decode()
    address = reverse("issue_contribution_bill", args=[person.pk, bill.pk])
    first, second = client.post(address), client.post(address)
    paper = IssuedPaper.objects.get(kind="contribution_bill")
    assert first["Location"] == reverse("see_print", args=[paper.pk, 1])
    assert second["Location"] == reverse("see_paper", args=[paper.pk])


def test_another_office_prints_nothing(person, clerk, staff):
    bill, other = billed(person, clerk), Client()
    other.force_login(staff("counter_clerk", JIMEI).user)
    prove(other)
    assert other.post(reverse("issue_contribution_bill", args=[person.pk, bill.pk])).status_code == 404
