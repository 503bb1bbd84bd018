"""A claim of the counter is taken back behind which an institution's month was posted: the month stands, the year follows, and what
differs is between the person and the funds."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import CaseFile, LedgerTransfer, Payable
from claims.models import CareEntry, NetworkedResettlement, Overpayment, PersonYear, Reversal, YearPosting
from claims.reversals.queries import plan as plans
from claims.reversals.queries.plan import plan_of
from institutions.models import Institution
from tests.accounts import at
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements import builders
from tests.claims.reimbursements.builders import DRUG_A

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(staff, monkeypatch):
    """A hospital of the second level that settles long illnesses as well, whose visits the cap of a year limits."""
    every = partial(builders.signed, services=("outpatient", "inpatient", "chronic_outpatient"))
    monkeypatch.setattr(builders, "signed", every)
    ward = Ward(staff)
    Institution.objects.update(hospital_level="second", pay_level="second", deductible_level="second")
    return ward


def chronic(number: str, document: str, day: int) -> list[dict]:
    """A visit that the cap of a year limits."""
    visit = f"2026-05-{day:02d}"
    days = dict.fromkeys(("begndate", "enddate", "setl_time", "fee_ocur_time"), visit)
    return settlement(number, document, (DRUG_A, "1000.00"), day=day, med_type="140104", **days)


def posted_behind(ward, *settlements) -> tuple[CaseFile, Decimal, list]:
    """A month that is posted, what it owes and its entries."""
    case = ward.posted_month(ward.declared(*settlements))
    owed = sum((row.amount for row in Payable.objects.filter(case=case)), Decimal(0))
    return case, owed, entries_of(case)


def entries_of(case) -> list:
    rows = CareEntry.objects.filter(month=case.pk).order_by("pk")
    return list(rows.values_list("pk", "care__number", "layer", "amount"))


def stands(case, owed, entries) -> None:
    """Of the month nothing moved, and every book agrees."""
    assert entries_of(case) == entries
    assert sum((row.amount for row in Payable.objects.filter(case=case)), Decimal(0)) == owed
    assert {name: count for name, count in checked().items() if count} == {}


def test_the_funds_bore_too_much_and_the_person_owes_the_difference(ward):
    """The networked stay had half the deductible as the second admission; without the claim it is the first one."""
    person = ward.insured()
    claim = ward.posted(person, 1, 6)
    alone = PersonYear.objects.get().accumulators
    month = posted_behind(ward, settlement("S1", *ward.documents(person)))
    ward.paid(person)
    assert month[1] == Decimal("1560.00") * 95 / 100
    reversal = ward.proposed(claim)
    (later,) = plan_of(Reversal.objects.get(pk=reversal.pk)).later
    assert (later.outcome, later.paid, later.standing.paid) == ("networked_less", Decimal(1320), Decimal(1560))
    ward.confirmed(reversal)
    assert Overpayment.objects.get().amount == Decimal("1320.00") + Decimal("240.00")
    row = NetworkedResettlement.objects.get()
    assert (row.paid_before, row.paid, row.supplement) == (Decimal(1560), Decimal(1320), None)
    assert PersonYear.objects.get().accumulators == alone
    stands(*month)
    with pytest.raises(DatabaseError), transaction.atomic():
        NetworkedResettlement.objects.update(paid=1)


def test_the_funds_bear_more_and_the_person_is_paid_a_supplement(clinic):
    """The claim had used the year's cap up, and the networked visit came to nothing."""
    person = clinic.insured()
    claim = clinic.posted(person, 1, 6, "5000.00", care="chronic")
    month = posted_behind(clinic, chronic("S1", *clinic.documents(person), day=20))
    assert month[0].state == "settled" and month[1] == 0
    clinic.paid(person)
    reversal = clinic.reversed(claim)
    supplement = Payable.objects.get(case=reversal)
    assert (supplement.amount, supplement.purpose, supplement.state) == (500, "reimbursement_supplement", "open")
    assert NetworkedResettlement.objects.get().supplement == supplement
    assert Overpayment.objects.get().amount == 2000
    stands(*month)
    clinic.paid(person)
    supplement.refresh_from_db()
    assert supplement.state == "paid"
    stands(*month)


def test_what_is_not_paid_yet_follows_the_next_reversal(clinic):
    """Two claims used the cap up; each that goes leaves more for the visit behind them, and no supplement is paid twice."""
    person = clinic.insured()
    first = clinic.posted(person, 1, 6, "3400.00", care="chronic")
    second = clinic.posted(person, 2, 12, "1000.00", care="chronic")
    month = posted_behind(clinic, chronic("S1", *clinic.documents(person), day=20))
    clinic.reversed(second)
    clinic.reversed(first)
    rows = list(NetworkedResettlement.objects.order_by("pk"))
    assert [row.paid_before for row in rows][1:] == [row.paid for row in rows][:-1]
    open_ones = Payable.objects.filter(case__kind="claim_reversal").exclude(state="cancelled")
    total = month[1] + sum(row.amount for row in open_ones)
    assert total == rows[-1].paid == 500
    stands(*month)


def test_claims_and_settlements_of_months_follow_each_other_in_the_order_they_were_posted(ward):
    person = ward.insured()
    first = ward.posted(person, 1, 2)
    month = posted_behind(
        ward, settlement("S1", *ward.documents(person), day=10), settlement("S2", *ward.documents(person))
    )
    last = ward.posted(person, 3, 22)
    ward.paid(person)
    reversal = ward.proposed(first)
    plan = plan_of(Reversal.objects.get(pk=reversal.pk))
    said = [one.as_shown().get("number", "claim") for one in plan.later]
    assert said == ["S1", "S2", "claim"]
    ward.confirmed(reversal)
    stands(*month)
    # What the first reversal left is where the next one starts; nothing networked lies behind the last claim.
    ward.reversed(last)
    assert PersonYear.objects.get().accumulators["admissions"] == 2
    assert YearPosting.objects.count() == 4 and NetworkedResettlement.objects.count() == 2
    stands(*month)


def test_what_is_on_file_gives_another_split_than_was_posted_and_nothing_is_reversed(ward):
    person = ward.insured()
    claim = ward.posted(person, 1, 6)
    month = posted_behind(ward, settlement("S1", *ward.documents(person)))
    Institution.objects.update(hospital_level="second", pay_level="second", deductible_level="second")
    reversal = ward.proposed(claim)
    with pytest.raises(Blocked) as refused:
        ward.confirmed(reversal)
    assert [reason.code for reason in refused.value.reasons] == ["not_worked_out"]
    assert not LedgerTransfer.objects.filter(case=reversal).exists()
    stands(*month)


def test_by_another_value_such_a_claim_is_not_reversed(ward, monkeypatch):
    person = ward.insured()
    claim = ward.posted(person, 1, 6)
    posted_behind(ward, settlement("S1", *ward.documents(person)))
    monkeypatch.setattr(plans, "booked_with_person", lambda _on, _place: False)
    with pytest.raises(Blocked):
        ward.reversed(claim)


def test_the_page_tells_of_the_networked_settlement_before_and_after(ward):
    person = ward.insured()
    claim = ward.posted(person, 1, 6)
    month = posted_behind(ward, settlement("S1", *ward.documents(person)))
    reversal = ward.proposed(claim)
    page = at(ward.third).get(reverse("confirm_reversal", args=[reversal.pk]))
    assert "联网结算 S1" in page.content.decode() and "差额由参保人退还" in page.content.decode()
    ward.confirmed(reversal)
    page = at(ward.reviewer).get(reverse("see_case", args=[reversal.pk]))
    assert month[0].reference.encode() in page.content
    result = NetworkedResettlement.objects.get().result_id
    page = at(ward.reviewer).get(reverse("see_difference", args=[month[0].pk, result]))
    assert reversal.reference.encode() in page.content
