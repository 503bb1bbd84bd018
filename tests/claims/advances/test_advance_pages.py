"""Prepayments and deposits as the people of the office meet them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from casework.models import Payable
from claims.models import Clearing, ClearingAsked, DepositEntry, InstitutionAdvance
from claims.months.services.papers import issue_month_statement
from tests.accounts import at
from tests.claims.advances.test_advances import entered, paid_out, posted, prepaid
from tests.claims.months.builders import settlement
from tests.filled_forms import filled
from tests.institutions.builders import rendered
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


def sent(client, name: str, case, **fields):
    address = reverse(name, args=[case.pk])
    return client.post(address, filled(client.get(address)) | fields)


def test_from_the_code_of_the_institution_to_a_month_that_is_cleared(ward):
    clerk, reviewer, second = at(ward.clerk), at(ward.reviewer), at(ward.second)
    address = clerk.get(reverse("see_months"), {"code": ward.hospital.code, "to": "advance"}).url
    wrong = clerk.post(address, filled(clerk.get(address)) | {"what": "prepayment", "year": "2026", "amount": "drei"})
    assert wrong.status_code == 422 and 'value="drei"' in wrong.content.decode()
    fields = filled(clerk.get(address)) | {"what": "prepayment", "year": "2026", "amount": "1000.00"}
    assert clerk.post(address, fields).status_code == 302
    case = InstitutionAdvance.objects.get().case
    assert sent(reviewer, "review_advance", case).status_code == 302
    assert sent(reviewer, "approve_advance", case).status_code == 422
    assert sent(second, "approve_advance", case).status_code == 302
    paid_out(ward)
    month = posted(ward)
    owed = Payable.objects.get(case=month)
    page = second.get(reverse("see_case", args=[case.pk])).content.decode()
    assert reverse("clear_prepayment", args=[case.pk]) in page
    assert sent(second, "clear_prepayment", case).status_code == 422
    answer = sent(second, "clear_prepayment", case, payable=str(owed.pk))
    assert answer.status_code == 302 and Clearing.objects.get().amount == 1000
    page = second.get(reverse("see_case", args=[case.pk])).content.decode()
    assert month.reference in page and reverse("clear_prepayment", args=[case.pk]) not in page
    page = second.get(reverse("see_advances")).content.decode()
    assert case.reference in page and "1,000.00" in page


def test_the_month_and_its_statement_tell_of_deposit_and_prepayment(ward):
    prepaid(ward, "123.00")
    case = ward.stated(ward.declared(settlement("S1", *ward.documents(ward.insured()))))
    paper = issue_month_statement(case, by=ward.clerk, on=ward.today)
    paid = Decimal(paper.facts["paid"])
    assert Decimal(paper.facts["deposit"]) == paid / 20 and Decimal(paper.facts["left"]) == paid - paid / 20
    assert paper.facts["prepaid"] == "123.00"
    assert "质量保证金" in rendered(paper) and f"{paid / 20:,.2f}" in rendered(paper)
    page = at(ward.clerk).get(reverse("see_case", args=[case.pk])).content.decode()
    assert f"{paid / 20:,.2f}" in page and "123.00" in page


def test_lists_and_pages_are_flat(ward):
    client = at(ward.reviewer)
    entered(ward)
    client.get(reverse("see_advances"))
    few = queries_of(client, reverse("see_advances"))
    for _more in range(3):
        entered(ward)
    assert queries_of(client, reverse("see_advances")) == few


def test_a_deposit_shows_what_each_month_gives_back(ward):
    posted(ward)
    ward.today = ward.today.replace(year=2027, month=2)
    case = entered(ward, "deposit", score=75)
    page = at(ward.reviewer).get(reverse("review_advance", args=[case.pk])).content.decode()
    assert "70 %" in page and f"{DepositEntry.objects.get().amount:,.2f}" in page


def test_who_may_not_see_it_is_told_nothing(ward):
    assert at(ward.finance).get(reverse("see_advances")).status_code == 403
    assert at(ward.reviewer).get(reverse("open_advance", args=[ward.hospital.pk])).status_code == 403


def test_a_large_clearing_is_booked_on_a_page_by_a_second_person(ward, monkeypatch):
    monkeypatch.setattr("claims.advances.services.clearing.needs_two", lambda amount, _on, _place: amount >= 1)
    advance, month = prepaid(ward), posted(ward)
    reviewer, second = at(ward.reviewer), at(ward.second)
    owed = Payable.objects.get(case=month)
    case = advance.case
    assert sent(reviewer, "clear_prepayment", case, payable=str(owed.pk)).status_code == 302
    asked = ClearingAsked.objects.get()
    address = reverse("confirm_clearing", args=[asked.pk])
    assert address in second.get(reverse("see_case", args=[case.pk])).content.decode()
    assert reviewer.post(address, filled(reviewer.get(address))).status_code == 422
    assert "1,000.00" in second.get(address).content.decode()
    assert second.post(address, filled(second.get(address))).status_code == 302
    assert Clearing.objects.get().asked == asked and second.get(address).status_code == 404
    assert at(ward.clerk).get(address).status_code == 403


def test_a_clearing_that_waits_is_told_in_the_list_and_booked_by_no_broken_press(ward, monkeypatch):
    monkeypatch.setattr("claims.advances.services.clearing.needs_two", lambda amount, _on, _place: amount >= 1)
    advance, month = prepaid(ward), posted(ward)
    reviewer, second = at(ward.reviewer), at(ward.second)
    sent(reviewer, "clear_prepayment", advance.case, payable=str(Payable.objects.get(case=month).pk))
    asked = ClearingAsked.objects.get()
    address = reverse("confirm_clearing", args=[asked.pk])
    # Whoever asked may drop it.
    hers = reviewer.get(reverse("see_case", args=[advance.case.pk])).content.decode()
    assert address not in hers and reverse("drop_clearing", args=[asked.pk]) in hers
    assert "有一笔清算待第二人确认" in second.get(reverse("see_advances")).content.decode()
    fields = filled(second.get(address))
    for op in ("", "\u0000", "x" * 5000):
        assert second.post(address, fields | {"op": op}).status_code == 422
    assert not Clearing.objects.exists()
