"""The proof of insurance: what it says, to whom its code answers, and what neither ever tells."""

from datetime import date

import pytest
import time_machine
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.enquiry.services import enquire
from casework.models import Place
from casework.papers.services.paper_offers import paper_offers
from enrolment.contributions.services.paid_time import paid_months, paid_year, record_paid_time, suspend_cover
from enrolment.models import PaidTime
from enrolment.receipts.services import receipts
from enrolment.receipts.services.cover_proof import cover_today, proof_facts
from tests.builders import SIMING, data, enrolled, identity, op, submitted
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hans", "zh-hant", "en"]


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def case(staff, clerk):
    return enrolled(clerk, staff("reviewer"), data(identity(4)))


@pytest.fixture
def paid(case, clerk):
    """2024 as a resident; 2026 as an employee from January to August."""
    place, person = Place.objects.get(code=SIMING), case.enrolment_application.person
    year = paid_year(place, 2024, person_kind="adult", paid_on=date(2023, 11, 15))
    months = paid_months(place, date(2026, 1, 1), date(2026, 8, 1), person_kind="employee", paid_on=None)
    return [record_paid_time(person, one, by=clerk)[0] for one in (year, months)]


def proof_of(case, clerk, today):
    return receipts.issue_proof_of_insurance(case, by=clerk, on=today, op=op())


def asked(paper, today):
    return enquire(paper.reference, paper.check_code, address="198.51.100.7", on=today)


def test_it_says_what_was_paid_and_what_cover_that_gives(case, paid, clerk, today):
    facts = proof_of(case, clerk, today).facts
    assert [row["scheme"]["en"] for row in facts["enrolments"]] == [
        "Basic medical insurance for urban and rural residents"
    ]
    assert [(row["paid_from"], row["paid_until"], row["from"]) for row in facts["stretches"]] == [
        ("2024-01-01", "2024-12-31", "2024-01-01"),
        ("2026-01-01", "2026-08-31", None),
    ]
    assert [row["known"] for row in facts["stretches"]] == [True, False]
    assert facts["employee_months"] == 8
    # No source says from which month employees in Fujian are paid for: not known is not no.
    assert facts["cover"] == "not_known"


def test_a_year_that_covers_today_is_said_so(case, clerk, today):
    place, person = Place.objects.get(code=SIMING), case.enrolment_application.person
    record_paid_time(person, paid_year(place, 2026, person_kind="adult", paid_on=date(2025, 11, 15)), by=clerk)
    facts = proof_of(case, clerk, today).facts
    assert (facts["cover"], facts["from"], facts["until"]) == ("covered", "2026-01-01", "2026-12-31")


def test_without_a_payment_nothing_is_made_up(case, clerk, today):
    paper = proof_of(case, clerk, today)
    assert (paper.facts["cover"], paper.facts["stretches"], paper.facts["employee_months"]) == ("not_covered", [], 0)
    assert "没有缴费记录" in page_of(paper)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_in_the_clients_language_beside_chinese(staff, clerk, today, language):
    case = enrolled(clerk, staff("reviewer"), data(identity(4, language=language)))
    place, person = Place.objects.get(code=SIMING), case.enrolment_application.person
    record_paid_time(person, paid_year(place, 2026, person_kind="adult", paid_on=date(2025, 11, 15)), by=clerk)
    page = page_of(proof_of(case, clerk, today))
    assert "参保凭证" in page and "2026年12月31日" in page
    assert {"zh-hans": "开具之日", "zh-hant": "開立之日", "en": "day of issue"}[language] in page
    assert ("Covered" in page) == (language == "en")


def test_it_is_offered_to_the_enrolled_alone(case, clerk, today):
    assert "proof_of_insurance" in [offer.kind for offer in paper_offers(case, clerk)]
    waiting = submitted(clerk, data(identity(6)))
    assert "proof_of_insurance" not in [offer.kind for offer in paper_offers(waiting, clerk)]
    with pytest.raises(Blocked):
        proof_of(waiting, clerk, today)


def test_the_code_answers_for_today_whatever_the_paper_said(case, clerk, today):
    place, person = Place.objects.get(code=SIMING), case.enrolment_application.person
    row = record_paid_time(person, paid_year(place, 2026, person_kind="adult", paid_on=date(2025, 11, 15)), by=clerk)[0]
    paper = proof_of(case, clerk, today)
    assert asked(paper, today).facts["cover"] == "covered"
    assert asked(paper, date(2027, 1, 1)).facts["cover"] == "not_covered"
    PaidTime.objects.filter(pk=row.pk).update(superseded_at=Now(), superseded_reason="corrected")
    told = asked(paper, today)
    assert (told.facts["cover"], told.facts["superseded"], told.turn) == ("not_covered", False, "")
    # Issued anew, since something else is on record now.
    proof_of(case, clerk, today)
    assert asked(paper, today).facts["superseded"] is True


def test_a_suspension_is_told_without_its_reason(case, clerk, staff, today):
    place, person = Place.objects.get(code=SIMING), case.enrolment_application.person
    record_paid_time(person, paid_year(place, 2026, person_kind="adult", paid_on=date(2025, 11, 15)), by=clerk)
    paper = proof_of(case, clerk, today)
    suspend_cover(person, starts_on=date(2026, 6, 1), ends_on=None, reason="detained", by=staff("reviewer"))
    told = asked(paper, today)
    assert told.facts["cover"] == "not_covered" and set(told.facts) == {
        *("cover", "from", "until", "on", "issued_on", "superseded"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_page_says_it_in_each_language(case, paid, clerk, today, language):
    paper = proof_of(case, clerk, today)
    address, typed = reverse("enquiry", args=[language]), {"reference": paper.reference, "code": paper.check_code}
    # The page answers for the day it is asked on.
    with time_machine.travel("2026-06-10T09:00:00+08:00"):
        answer = Client().post(address, typed)
    text = answer.content.decode()
    said = {"zh-hans": "是否在保尚不清楚", "zh-hant": "是否在保尚不清楚", "en": "Not known whether covered"}[language]
    assert answer.status_code == 200 and said in text
    person = case.enrolment_application.person
    assert not [word for word in (person.name, person.latin_name, "1990") if word and word in text]


def test_the_queries_do_not_grow_with_the_years(case, clerk, today, django_assert_num_queries):
    place, person = Place.objects.get(code=SIMING), case.enrolment_application.person
    paper = proof_of(case, clerk, today)
    for number in range(2023, 2027):
        record_paid_time(
            person, paid_year(place, number, person_kind="adult", paid_on=date(number - 1, 11, 15)), by=clerk
        )
    with django_assert_num_queries(6):
        proof_facts(case, clerk, today)
    paper.refresh_from_db()
    with django_assert_num_queries(4):
        cover_today(paper, today)
