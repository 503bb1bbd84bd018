"""What areas owe each other, as the people of both areas meet it."""

import pytest
import time_machine
from django.urls import reverse

from casework.models import IssuedPaper
from claims.clearings.services import paying
from claims.models import AreaClearing
from tests.accounts import at
from tests.claims.clearings.test_area_clearings import Areas
from tests.claims.months.test_other_cities import FUZHOU, XIAMEN
from tests.filled_forms import filled
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas(staff):
    return Areas(staff)


def pressed(client, name, *args, **fields):
    address = reverse(name, args=args)
    return client.post(address, filled(client.get(address)) | fields)


def test_from_the_clearing_of_a_month_to_the_paper(areas):
    paid = areas.owing()
    treasurer, head = at(areas.treasurer), at(areas.head)
    month = f"{areas.today:%Y-%m}"
    page = treasurer.get(reverse("see_clearing"), {"month": month}).content.decode()
    address = reverse("state_area_clearing", args=[month, FUZHOU, XIAMEN])
    assert address in page
    # The area that is owed sees the clearing and states nothing.
    assert address not in at(areas.finance).get(reverse("see_clearing"), {"month": month}).content.decode()
    shown = treasurer.get(address).content.decode()
    assert f"{paid:,.2f}" in shown
    fields = filled(treasurer.get(address))
    assert treasurer.post(address, fields | {"amount": "1.00"}).status_code == 422
    assert treasurer.post(address, fields).status_code == 302
    assert treasurer.post(address, fields).status_code == 302, "pressed twice"
    row = AreaClearing.objects.get()
    assert treasurer.get(reverse("approve_area_clearing", args=[row.pk])).status_code == 403
    assert pressed(head, "approve_area_clearing", row.pk).status_code == 302
    page = head.get(reverse("see_case", args=[row.pk])).content.decode()
    assert f"{paid:,.2f}" in page
    issued = head.post(reverse("issue_area_clearing_statement", args=[row.pk]))
    assert issued.status_code == 302 and IssuedPaper.objects.get().kind == "area_clearing_statement"
    listed = head.get(reverse("see_area_clearings"), {"unpaid": ""}).content.decode()
    assert row.case.reference in listed and f"{paid:,.2f}" in listed
    other = at(areas.finance).get(reverse("see_area_clearings")).content.decode()
    assert row.case.reference in other and reverse("see_case", args=[row.pk]) not in other


@pytest.mark.parametrize(
    "args", [("2026-13", FUZHOU, XIAMEN), ("2026-06", FUZHOU, FUZHOU), ("2026-06", "999999", XIAMEN)]
)
def test_an_address_of_nothing_is_not_found(areas, args):
    assert at(areas.treasurer).get(reverse("state_area_clearing", args=args)).status_code == 404


def test_who_may_not_is_told_nothing(areas, staff):
    areas.owing()
    case = areas.clearing()
    assert at(areas.clerk).get(reverse("see_area_clearings")).status_code == 403
    third = at(staff("finance_officer", "350300"))
    assert case.reference not in third.get(reverse("see_area_clearings")).content.decode()
    month = f"{areas.today:%Y-%m}"
    assert third.get(reverse("state_area_clearing", args=[month, FUZHOU, XIAMEN])).status_code == 404


def test_the_list_asks_the_same_however_many_there_are(areas):
    areas.owing()
    client, case = at(areas.treasurer), areas.clearing()
    client.get(reverse("see_area_clearings"))
    few = queries_of(client, reverse("see_area_clearings"))
    paying.decline_area_clearing(case.pk, **areas.step(case, areas.head))
    areas.clearing()
    assert queries_of(client, reverse("see_area_clearings")) == few
    assert queries_of(client, f"{reverse('see_clearing')}?month={areas.today:%Y-%m}")


@time_machine.travel("2026-08-05T09:00:00+08:00")
def test_what_is_owed_by_a_month_that_is_over_is_listed_though_nothing_was_booked_since(areas):
    paid, month = areas.owing(), "2026-07"
    treasurer, finance = at(areas.treasurer), at(areas.finance)
    address = reverse("state_area_clearing", args=[month, FUZHOU, XIAMEN])
    page = treasurer.get(reverse("see_area_clearings")).content.decode()
    assert address in page and f"{paid:,.2f}" in page and "{#" not in page
    assert address not in treasurer.get(reverse("see_clearing"), {"month": month}).content.decode()
    assert address not in finance.get(reverse("see_area_clearings")).content.decode()
    assert treasurer.post(address, filled(treasurer.get(address))).status_code == 302
    assert address not in treasurer.get(reverse("see_area_clearings")).content.decode()
    # The other way round nothing is owed, and the page says so before it is pressed.
    backwards = reverse("state_area_clearing", args=[month, XIAMEN, FUZHOU])
    assert "notice-overdue" in finance.get(backwards).content.decode()


def test_whoever_sees_all_areas_states_for_none_of_them(areas, staff):
    areas.owing()
    province = at(staff("finance_officer", "350000"))
    month = f"{areas.today:%Y-%m}"
    address = reverse("state_area_clearing", args=[month, FUZHOU, XIAMEN])
    page = province.get(reverse("see_clearing"), {"month": month})
    assert page.status_code == 200 and address not in page.content.decode()
    assert province.get(address).status_code == 404


@pytest.mark.parametrize(
    "amount", ["", "\u0000", "１００", "1e5", "-1", "999999999999", "9" * 5000, "🙂", "<script>alert(1)</script>"]
)
def test_an_amount_that_was_not_shown_states_nothing(areas, amount):
    areas.owing()
    treasurer = at(areas.treasurer)
    address = reverse("state_area_clearing", args=[f"{areas.today:%Y-%m}", FUZHOU, XIAMEN])
    refused = treasurer.post(address, filled(treasurer.get(address)) | {"amount": amount})
    assert refused.status_code == 422 and not AreaClearing.objects.exists()
    assert b"<script>alert" not in refused.content and b"error-summary" in refused.content


@pytest.mark.parametrize("op", ["", "\u0000", "x", "9" * 5000])
def test_a_press_without_its_key_states_and_decides_nothing(areas, op):
    areas.owing()
    treasurer, head = at(areas.treasurer), at(areas.head)
    address = reverse("state_area_clearing", args=[f"{areas.today:%Y-%m}", FUZHOU, XIAMEN])
    assert treasurer.post(address, filled(treasurer.get(address)) | {"op": op}).status_code == 422
    assert not AreaClearing.objects.exists()
    case = areas.clearing()
    for verb in ("approve_area_clearing", "decline_area_clearing", "withdraw_area_clearing"):
        address = reverse(verb, args=[case.pk])
        assert head.post(address, filled(head.get(address)) | {"op": op}).status_code == 422, verb
    assert AreaClearing.objects.get().state == "stated"


@pytest.mark.parametrize("month", ["2026-6", "202606", "2026-00", "2026-99", "1e5", "999999999999", "-1"])
def test_an_odd_month_is_read_or_not_found(areas, month):
    answer = at(areas.treasurer).get(reverse("state_area_clearing", args=[month, FUZHOU, XIAMEN]))
    assert answer.status_code == (200 if month in {"2026-6", "202606"} else 404)
