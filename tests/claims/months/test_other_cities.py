"""People who are insured in another city of the province: settled by its policy and cover, paid by the area of the hospital,
cleared between both."""

from decimal import Decimal

import pytest
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.models import CaseFile, LedgerTransfer, Office, Payable
from casework.money.queries import pooling_area_of, trial_balance
from casework.staff.models.place import Place
from claims.models import CareResult, DepositEntry
from claims.months.queries.clearing import clearing_of_month
from claims.months.queries.month import last_run, month_of, to_pay
from claims.months.services.papers import issue_month_statement
from claims.runs.queries import judging
from enrolment.models import Enrolment
from tests.accounts import at
from tests.claims.months.builders import settlement
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
GULOU, FUZHOU, XIAMEN = "350102", "350100", "350200"


def elsewhere(ward, sequence=4, place=GULOU):
    """Somebody insured in another city, as her enrolment and what was paid say."""
    person = ward.insured(sequence)
    Enrolment.objects.filter(person=person).update(office=Office.objects.get(place=place, kind="county"))
    return person


def posted(ward) -> tuple[CaseFile, dict[str, CareResult]]:
    documents = ward.documents(ward.insured(2), elsewhere(ward))
    case = ward.posted_month(ward.declared(*(settlement(f"S{n}", one) for n, one in enumerate(documents, 1))))
    run = last_run(month_of(case))
    return case, {row.care.number: row for row in CareResult.objects.filter(run=run).select_related("care")}


def test_she_is_settled_by_her_own_city_and_the_areas_clear_it_to_zero(ward):
    case, results = posted(ward)
    own, other = results["S1"], results["S2"]
    assert (own.place[:4], other.place[:4]) == ("3502", "3501") and other.outcome != "refused" and other.paid > 0
    assert "insured_elsewhere" in [one["code"] for one in other.findings]
    amounts = {row.key: row.amount for row in Payable.objects.filter(case=case)}
    deposit = DepositEntry.objects.get().amount
    assert sum(amounts.values()) == own.paid + other.paid - deposit and deposit == own.paid / 20
    held = LedgerTransfer.objects.filter(case=case, purpose="cleared_between_areas")
    assert {row.source.place_id for row in held} == {FUZHOU} and sum(row.amount for row in held) == other.paid
    assert {name: count for name, count in checked().items() if count} == {}
    assert sum(row["held"] for row in trial_balance(ward.today)) == 0
    clearing = clearing_of_month(held[0].booked_on, ward.finance)
    (pair,) = clearing.pairs
    assert (pair.one.pk, pair.other.pk, pair.due) == (FUZHOU, XIAMEN, -other.paid)
    assert clearing.balance == 0 and dict(clearing.nets)[pooling_area_of(XIAMEN)] == other.paid


def test_the_statement_and_the_page_name_the_area(ward, staff):
    case, results = posted(ward)
    paper = issue_month_statement(case, by=ward.clerk, on=ward.today)
    assert [one["amount"] for one in paper.facts["areas"]] == [str(results["S2"].paid)]
    assert "福州" in rendered(paper)
    assert to_pay(month_of(case), last_run(month_of(case))).areas == [
        (Place.objects.get(pk=FUZHOU), results["S2"].paid)
    ]
    finance = at(ward.finance)
    page = finance.get(reverse("see_clearing"), {"month": f"{ward.today:%Y-%m}"}).content.decode()
    assert "福州" in page and f"{results['S2'].paid:,.2f}" in page
    taken = finance.post(reverse("take_clearing"), {"month": f"{ward.today:%Y-%m}"}).content.decode()
    assert f"{FUZHOU},{XIAMEN},0.00,{results['S2'].paid},-{results['S2'].paid}" in taken
    assert at(ward.clerk).get(reverse("see_clearing")).status_code == 403
    third = at(staff("finance_officer", "350300"))
    asked = {"month": f"{ward.today:%Y-%m}"}
    other_page = third.get(reverse("see_clearing"), asked).content.decode()
    other_file = third.post(reverse("take_clearing"), asked).content.decode()
    assert f"{results['S2'].paid:,.2f}" not in other_page and str(results["S2"].paid) not in other_file
    for place in (FUZHOU, "350000"):
        assert (
            f"{results['S2'].paid:,.2f}"
            in at(staff("finance_officer", place)).get(reverse("see_clearing"), asked).content.decode()
        )


@pytest.mark.parametrize("typed", ["2026-13", "übermorgen", "2099-01", "2026-05' OR 1=1"])
def test_a_month_that_cannot_be_read_is_said_beside_what_was_typed(ward, typed):
    answer = at(ward.finance).get(reverse("see_clearing"), {"month": typed})
    assert answer.status_code == 422 and "month-problem" in answer.content.decode()


def test_what_is_insured_in_another_province_is_refused(ward, monkeypatch):
    """As if each city were a province of its own."""
    monkeypatch.setattr(judging, "PROVINCE", judging.POOLED)
    (document,) = ward.documents(elsewhere(ward))
    run = ward.worked_out(ward.declared(settlement("S1", document)))
    assert CareResult.objects.get(run=run).reason == "insured_outside"


def test_without_a_policy_of_her_city_it_is_not_worked_out(ward):
    """Nothing is settled by the policy of the place of treatment."""
    (document,) = ward.documents(elsewhere(ward))
    case = ward.declared(settlement("S1", document))
    run = ward.worked_out(case)
    row = CareResult.objects.get(run=run)
    assert row.place.startswith("3501") and (row.paid > 0) == (row.policy_digest != "")
    assert row.paid != Decimal(0) or row.reason == "not_worked"
