"""The page of what a person has paid, and cover on the person's page."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from casework.models import Look
from enrolment.models import Bill, PaidTime, Payment, Person, TaxFile
from tests.accounts import at
from tests.builders import JIMEI, data, identity, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(staff):
    return Person.objects.get(pk=submitted(staff("counter_clerk"), data(identity(4))).subject)


def typed(**changes):
    made = {
        "scheme": "urrbmi",
        "person_kind": "adult",
        "year": "2026",
        "amount": "450",
        "paid_on": "2026-01-20",
        "channel": "wechat",
        "number": "T-7",
    }
    return made | changes


def test_a_payment_is_recorded_and_shown_with_its_cover(staff, person):
    client = at(staff("counter_clerk"))
    today = timezone.localdate()
    told = typed(year=str(today.year), paid_on=f"{today.year - 1}-11-15")
    answer = client.post(reverse("record_payment", args=[person.pk]), told, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and "T-7" in page
    assert answer.context["cover"].from_ == date(today.year, 1, 1)
    shown = client.get(reverse("see_person", args=[person.pk]))
    assert shown.context["cover"].covered is True and shown.context["next_date"].day >= today
    assert Look.objects.filter(page="see_contributions", shown__contains=[person.pk]).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": ""}, "year"),
        ({"year": "next"}, "year"),
        ({"amount": "0"}, "amount"),
        ({"amount": "12.345"}, "amount"),
        ({"paid_on": "2999-07-01"}, "paid_on"),
        ({"person_kind": "employee"}, "person_kind"),
        ({"scheme": "uebmi", "person_kind": "employee"}, "first_month"),
        (
            {"scheme": "uebmi", "person_kind": "employee", "first_month": "2026-03", "last_month": "2026-01"},
            "last_month",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(staff, person, changes, field):
    answer = at(staff("counter_clerk")).post(reverse("record_payment", args=[person.pk]), typed(**changes))
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {field}
    assert not PaidTime.objects.exists() and not Payment.objects.exists()


@pytest.mark.parametrize("amount", ["４５０", "￥450.00", "450元", "1,450"])
def test_an_amount_is_read_as_it_is_typed(staff, person, amount):
    answer = at(staff("counter_clerk")).post(reverse("record_payment", args=[person.pk]), typed(amount=amount))
    assert answer.status_code == 302 and Payment.objects.get().amount in (450, 1450)


def test_a_year_is_not_paid_twice(staff, person):
    client = at(staff("counter_clerk"))
    client.post(reverse("record_payment", args=[person.pk]), typed())
    answer = client.post(reverse("record_payment", args=[person.pk]), typed(number="T-8"))
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"year"}


def test_a_payment_is_taken_back_by_a_reviewer_only(staff, person):
    at(staff("counter_clerk")).post(reverse("record_payment", args=[person.pk]), typed())
    address = reverse("strike_payment", args=[person.pk, Payment.objects.get().pk])
    assert at(staff("counter_clerk")).post(address).status_code == 403
    assert at(staff("reviewer", JIMEI)).post(address).status_code == 404
    reviewer = at(staff("reviewer"))
    assert reviewer.post(address).status_code == 302
    assert not Payment.objects.known().exists()
    # A second press, or another window: it is said, and nothing happens.
    assert "该笔缴费已被撤回" in reviewer.post(address, follow=True).content.decode()


def test_what_a_payment_leaves_open_is_said(staff, person):
    client = at(staff("counter_clerk"))
    owed = billed(scheme="urrbmi", person_kind="adult", month="", year="2026", amount="450", due_on="")
    client.post(reverse("issue_bill", args=[person.pk]), owed)
    address = reverse("record_payment", args=[person.pk])
    page = client.post(address, typed(amount="400", number=""), follow=True)
    assert "尚未缴清" in page.content.decode() and not PaidTime.objects.exists()
    again = client.post(address, typed(amount="400", number=""))
    assert again.status_code == 422 and set(again.context["form"].errors) == {"number"}
    assert Payment.objects.count() == 1


def test_the_command_answers_for_somebody_on_file(staff, person, capsys):
    at(staff("counter_clerk")).post(reverse("record_payment", args=[person.pk]), typed())
    call_command("coverage", person=person.reference, on="2026-06-10", json=True)
    assert '"covered": true' in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("coverage", person="P-00000000", on="2026-06-10", json=True)


def test_a_file_of_the_tax_authority_is_sent_and_its_problems_are_named(staff, person):
    client = at(staff("reviewer"))
    upload = SimpleUploadedFile(
        "july.csv", "缴费单号,税票号码,实缴金额,缴费日期\n1,2,3.00,2026-01-05\n".encode("gb18030")
    )
    page = client.post(reverse("book_tax_file"), {"file": upload}, follow=True)
    assert [problem.row_number for problem in page.context["problems"]] == [2]
    for wrong in (SimpleUploadedFile("a.csv", b"one,two\n"), SimpleUploadedFile("a.exe", b"MZ")):
        answer = client.post(reverse("book_tax_file"), {"file": wrong})
        assert answer.status_code == 422 and set(answer.context["form"].errors) == {"file"}
    address = reverse("see_tax_file", args=[TaxFile.objects.get().pk])
    assert at(staff("reviewer", JIMEI)).get(address).status_code == 404


def billed(**changes):
    made = {"scheme": "uebmi", "person_kind": "employee", "month": "2026-01", "amount": "500", "due_on": "2026-01-31"}
    return {f"bill-{name}": value for name, value in (made | changes).items()}


def test_a_bill_is_written_once_and_shows_its_late_fee(staff, person):
    client, address = at(staff("counter_clerk")), reverse("issue_bill", args=[person.pk])
    page = client.post(address, billed(), follow=True)
    assert [row.fee is not None for row in page.context["bills"]] == [True]
    assert Bill.objects.get().number in page.content.decode()
    again = client.post(address, billed())
    assert again.status_code == 422 and set(again.context["bill_form"].errors) == {"month"}
    year = billed(scheme="urrbmi", person_kind="adult", month="", year="2020", amount="280", due_on="")
    client.post(address, year)
    assert Bill.objects.get(scheme="urrbmi").amount == 280
    # No source gives what this place asked in 2019: it is never guessed.
    without_source = client.post(address, year | {"bill-year": "2019", "bill-amount": ""})
    assert set(without_source.context["bill_form"].errors) == {"amount"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"month": ""}, "month"),
        ({"amount": "0"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"scheme": "urrbmi", "person_kind": "adult"}, "year"),
        ({"person_kind": "adult"}, "person_kind"),
        ({"due_on": "31 January"}, "due_on"),
    ],
)
def test_a_bill_that_cannot_be_is_said_beside_the_field(staff, person, changes, field):
    answer = at(staff("counter_clerk")).post(reverse("issue_bill", args=[person.pk]), billed(**changes))
    assert answer.status_code == 422 and set(answer.context["bill_form"].errors) == {field}
    assert not Bill.objects.exists()
