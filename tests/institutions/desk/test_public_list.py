"""The public list of designated institutions: what stands in it, how it is narrowed, its file, and what it costs."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institutions.designation.services import agreements
from institutions.models import Institution
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db


def day(days: int):
    """A day from today on: the list is of the day it is read."""
    return timezone.localdate() + timedelta(days=days)


def term(first=-100, last=200) -> dict:
    return {"starts_on": day(first), "ends_on": day(last)}


@pytest.fixture
def several(desk):
    """A hospital that is designated, a suspended clinic with capital from Taiwan, and two that are not designated today."""
    clerk, checker = desk.manager, desk.second
    hospital, clinic, over, never = (institution(sequence=number) for number in (1, 2, 3, 4))
    facts = {"kind": "clinic", "taiwan_funded": True, "taiwan_form": "wholly_owned", "taiwan_share": 100}
    Institution.objects.filter(pk=clinic.pk).update(name_en="=Formula Clinic", **facts)
    signed(hospital, clerk, checker, **term())
    signed(clinic, clerk, checker, number="A2", services=("outpatient",), **term())
    signed(over, clerk, checker, number="A3", **term(-400, -1))
    stopped = {"kind": "by_agreement", "starts_on": day(-9), "ends_on": day(20)}
    agreements.suspend(clinic, by=clerk.user, case=None, **stopped)
    return hospital, clinic, over, never


def codes(query="", language="en"):
    answer = Client().get(reverse("designated_institutions", args=[language]) + query)
    assert answer.status_code == 200
    return [row["one"].institution.code[-1] for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1", "2"]),
        ("?taiwan=1", ["2"]),
        ("?kind=clinic", ["2"]),
        ("?service=inpatient", ["1"]),
        ("?service=outpatient&kind=general_hospital", ["1"]),
        ("?place=3502", ["1", "2"]),
        ("?place=3501", []),
        ("?place=x&kind=y&service=z&taiwan=2&after=w", ["1", "2"]),
    ],
)
def test_what_is_designated_today_is_listed_and_narrowed(several, query, found):
    assert codes(query) == found


def test_a_suspension_and_what_is_made_up_are_said(several):
    Institution.objects.filter(pk=several[0].pk).update(demonstration=True)
    text = Client().get(reverse("designated_institutions", args=["en"])).content.decode()
    assert f"suspended until {day(20)}" in text and text.count("demonstration, made up") == 1
    assert "某某医院1" in text and "Some Hospital 1" in text


def test_a_stranger_reads_no_number_of_the_licence_and_nobody_s_name(several):
    Institution.objects.update(legal_representative="林代表", licence_number="PDY-SECRET")
    for name in ("designated_institutions", "designated_institutions_file"):
        answer = Client().get(reverse(name, args=["zh-hans"]))
        text = answer.getvalue().decode()
        assert several[0].code in text
        assert "林代表" not in text and "PDY-SECRET" not in text and several[0].uscc not in text


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_file_has_the_same_rows_and_no_formula(several, language):
    answer = Client().get(reverse("designated_institutions_file", args=[language]) + "?taiwan=1")
    assert answer["Cache-Control"] == "public, max-age=3600" and answer["Content-Language"] == language
    head, row = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert len(head) == len(row) and row[0] == several[1].code
    assert row[1] == {"zh-hans": "某某医院2", "zh-hant": "某某醫院2", "en": "'=Formula Clinic"}[language]


def test_a_language_that_is_not_spoken_is_no_page(db):
    assert Client().get(reverse("designated_institutions", args=["fr"])).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_a_hundred(desk, django_assert_num_queries):
    address = reverse("designated_institutions", args=["en"])
    signed(institution(), desk.manager, desk.second, **term())
    # The page: its rows, four of facts, the places; five of the brake. The calendar and the terms are kept by the process.
    Client().get(address)
    with django_assert_num_queries(8):
        Client().get(address)
    for number in range(2, 12):
        signed(institution(sequence=number), desk.manager, desk.second, number=f"B{number}", **term())
    with django_assert_num_queries(8):
        assert len(Client().get(address).context["rows"]) == 11


def test_one_connection_reads_the_list_so_often_an_hour_and_no_more(several, settings):
    settings.PUBLIC_READINGS_PER_HOUR = 3
    page, file = (reverse(f"designated_institutions{part}", args=["en"]) for part in ("", "_file"))
    assert [Client().get(address).status_code for address in (page, file, page)] == [200, 200, 200]
    for address in (page, file):
        braked = Client().get(address)
        assert braked.status_code == 429 and 0 < int(braked["Retry-After"]) <= 3600
        assert several[0].code not in braked.content.decode()
    # Another connection is another reader, and asking how a case stands is another thing.
    assert Client(REMOTE_ADDR="10.9.8.7").get(page).status_code == 200
    assert Client().get(reverse("enquiry", args=["en"])).status_code == 200
