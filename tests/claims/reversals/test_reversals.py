"""A posted claim taken back: what confirming posts, to the fen, and what it refuses; through the services the pages call."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from casework.engine.refusals import Blocked
from casework.models import CaseFile, LedgerTransfer, Payable
from casework.money.queries import disagreements, trial_balance
from casework.payments.services.batches import discard_batch, release_batch
from casework.payments.services.payees import hold_payment, lift_hold
from claims.models import (
    ClaimSettlement,
    Overpayment,
    PersonYear,
    Receipt,
    Reimbursement,
    Resettlement,
    Reversal,
)
from claims.reimbursements.queries.replay import replay
from claims.reimbursements.rules.layers import LAYER_KINDS
from claims.reimbursements.services import reviewing
from claims.reimbursements.services.receiving import submit_claim
from claims.reversals.services import confirming, correcting, proposing
from enrolment.models import Person
from institutions.models import Institution
from tests.claims.reimbursements.builders import line, receipt
from tests.claims.reversals.builders import WHY

pytestmark = pytest.mark.django_db


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def borne(case) -> Decimal:
    """What the layers gave for a claim, less what came back."""
    rows = LedgerTransfer.objects.filter(case=case)
    gave = sum(row.amount for row in rows.filter(source__kind__in=LAYER_KINDS))
    return gave - sum(row.amount for row in rows.filter(target__kind__in=LAYER_KINDS))


def states(*cases) -> list[str]:
    return [CaseFile.objects.get(pk=case.pk).state for case in cases]


def sound(day) -> None:
    assert sum(row["held"] for row in trial_balance(day)) == 0 and not any(disagreements().values())


def test_what_is_not_paid_is_cancelled_and_the_receipts_are_free(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    payable = Payable.objects.get(case=case)
    reversal = bench.proposed(case)
    payable.refresh_from_db()
    assert (payable.state, payable.held_because) == ("held", "reversal_proposed")
    # Nothing but the case lets go of it.
    assert blocked(lift_hold, payable.pk, "证明", by=bench.reviewer) == ["held_by_a_case"]
    bench.confirmed(reversal)
    payable.refresh_from_db()
    assert (payable.state, borne(case), Overpayment.objects.count()) == ("cancelled", 0, 0)
    assert states(case, reversal) == ["reversed", "confirmed"] and not Receipt.objects.get().holds
    assert PersonYear.objects.get().accumulators == {}
    assert replay(ClaimSettlement.objects.get()).outcome == "same"
    sound(bench.today)


def test_a_later_claim_is_settled_anew_and_the_difference_posted(bench):
    """The second stay had half the deductible as the second admission; without the first it is the first one."""
    person = bench.insured()
    first, second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    bench.paid(person)
    assert [borne(one) for one in (first, second)] == [Decimal("1320.00"), Decimal("1560.00")]
    year_alone = ClaimSettlement.objects.get(claim=first.pk).years.get().after
    bench.reversed(first)
    assert [borne(one) for one in (first, second)] == [0, Decimal("1320.00")]
    owed = {row.claim_id: row.amount for row in Overpayment.objects.all()}
    assert owed == {first.pk: Decimal("1320.00"), second.pk: Decimal("240.00")}
    receivable = Overpayment.objects.first().account
    assert sum(row.amount for row in receivable.given.all()) == Decimal("1560.00")
    assert PersonYear.objects.get().accumulators == year_alone
    anew = Resettlement.objects.get()
    assert (anew.paid_before, anew.paid, anew.settlement.claim_id) == (
        Decimal("1560.00"),
        Decimal("1320.00"),
        second.pk,
    )
    assert [replay(one).outcome for one in ClaimSettlement.objects.all()] == ["same", "same"]
    assert states(first, second) == ["reversed", "paid"]
    sound(bench.today)


def test_two_reversals_of_one_year_start_from_what_the_first_left(bench):
    person = bench.insured()
    first, second, third = (bench.posted(person, number, day) for number, day in ((1, 2), (2, 12), (3, 22)))
    bench.paid(person)
    # A quarter of the deductible, then half of it, then all.
    assert borne(third) == Decimal("1680.00")
    bench.reversed(second)
    assert borne(third) == Decimal("1560.00")
    bench.reversed(first)
    assert borne(third) == Decimal("1320.00")
    assert [row.amount for row in Overpayment.objects.filter(claim=third.pk).order_by("amount")] == [120, 240]
    assert PersonYear.objects.get().accumulators["admissions"] == 1
    sound(bench.today)


def test_more_is_due_as_a_supplement_that_a_batch_pays(bench):
    """The first had used the year's cap up, and the second came to nothing."""
    Institution.objects.update(hospital_level="second", pay_level="second", deductible_level="second")
    person = bench.insured()
    first = bench.posted(person, 1, 6, "5000.00", care="chronic")
    second = bench.posted(person, 2, 16, "1000.00", care="chronic")
    assert [borne(one) for one in (first, second)] == [2000, 0] and states(second) == ["settled"]
    bench.paid(person)
    bench.reversed(first)
    supplement = Payable.objects.get(case=second)
    assert (supplement.amount, supplement.purpose, supplement.state) == (500, "reimbursement_supplement", "open")
    bench.paid(person)
    supplement.refresh_from_db()
    assert (supplement.state, borne(second), states(second)) == ("paid", 500, ["settled"])
    # Taken back as well, the supplement is owed back.
    bench.reversed(second)
    assert Overpayment.objects.get(claim=second.pk).amount == 500 and PersonYear.objects.get().accumulators == {}
    sound(bench.today)


def test_a_supplement_of_somebody_who_has_died_waits_for_whoever_inherits(bench):
    Institution.objects.update(hospital_level="second", pay_level="second", deductible_level="second")
    person = bench.insured()
    first = bench.posted(person, 1, 6, "5000.00", care="chronic")
    second = bench.posted(person, 2, 16, "1000.00", care="chronic")
    bench.paid(person)
    Person.objects.filter(pk=person.pk).update(died_on=bench.today)
    bench.reversed(first)
    supplement = Payable.objects.get(case=second)
    assert (supplement.amount, supplement.state, supplement.held_because) == (500, "held", "heirs_not_proven")
    sound(bench.today)


def test_what_one_layer_bears_instead_of_another_moves_between_them(bench):
    """Over the cap the second was borne by critical illness insurance; without the first the fund bears it."""
    person = bench.insured()
    large = receipt("0000000001", line(amount="240000.00"), issued_on=bench.stay(6))
    case = bench.reviewed(person, large, starts_on=bench.stay(5), ends_on=bench.stay(6))
    first = bench.approve(reviewing.second_review_claim(case.pk, **bench.step(case, bench.second)), bench.third)
    second = bench.posted(person, 2, 16, "45000.00")
    bench.paid(person)
    reversal = bench.proposed(first)
    shown = bench.shown_reversal(reversal)
    step = bench.step(reversal, bench.second)
    confirming.confirm_reversal(reversal.pk, shown, **step)
    anew = Resettlement.objects.get().record["settlement"]
    by_layer = {
        kind: sum(row.amount for row in LedgerTransfer.objects.filter(case=second, source__kind=kind))
        - sum(row.amount for row in LedgerTransfer.objects.filter(case=second, target__kind=kind))
        for kind in ("fund", "critical_illness")
    }
    told = {"fund": anew["fund_pays"], "critical_illness": anew["major_illness_pays"]}
    assert by_layer == {kind: Decimal(amount) for kind, amount in told.items()}
    assert LedgerTransfer.objects.filter(case=second, source__kind="fund", target__kind="critical_illness").exists()
    sound(bench.today)


def test_an_unpaid_later_claim_is_owed_anew(bench):
    person = bench.insured()
    first, second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    bench.reversed(first)
    rows = Payable.objects.filter(case=second).order_by("created_at")
    assert [(row.amount, row.state) for row in rows] == [
        (Decimal("1560.00"), "cancelled"),
        (Decimal("1320.00"), "open"),
    ]
    assert not Overpayment.objects.exists()
    bench.paid(person)
    assert states(second) == ["paid"] and borne(second) == Decimal("1320.00")
    sound(bench.today)


def test_what_is_on_its_way_waits(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.compared(person)
    batch = bench.batch(until="draft")
    reversal = bench.proposed(case)
    assert blocked(release_batch, batch.pk, by=bench.payer) == ["held_meanwhile"]
    assert blocked(bench.confirmed, reversal) == ["on_its_way"]
    discard_batch(batch.pk, by=bench.finance)
    bench.confirmed(reversal)
    assert Payable.objects.get(case=case).state == "cancelled"


def test_at_the_bank_it_waits_for_the_answer(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.compared(person)
    batch = bench.batch()
    reversal = bench.proposed(case)
    assert blocked(bench.confirmed, reversal) == ["on_its_way"]
    bench.answered(batch)
    bench.confirmed(reversal)
    assert Overpayment.objects.get().amount == Decimal("1320.00") and Payable.objects.get(case=case).state == "paid"
    sound(bench.today)


def test_what_was_shown_is_what_is_posted(bench):
    person = bench.insured()
    first = bench.posted(person, 1, 6)
    reversal = bench.proposed(first)
    shown = bench.shown_reversal(reversal)
    bench.posted(person, 2, 16)
    step = bench.step(reversal, bench.third)
    assert blocked(confirming.confirm_reversal, reversal.pk, shown, **step) == ["figures_changed"]
    assert states(first, reversal) == ["approved", "proposed"] and not Resettlement.objects.exists()
    bench.confirmed(reversal)


def test_two_people_and_nobody_her_own(bench):
    case = bench.posted(bench.insured(), 1, 6)
    assert blocked(proposing.open_reversal, case.pk, "no_such", WHY, by=bench.reviewer, on=bench.today) == ["no_reason"]
    reversal = bench.proposed(case)
    shown = bench.shown_reversal(reversal)
    own = blocked(confirming.confirm_reversal, reversal.pk, shown, **bench.step(reversal, bench.reviewer))
    assert own == ["own_proposal"]
    for call in (proposing.decline_reversal, proposing.take_back_reversal):
        with pytest.raises(PermissionDenied):
            call(reversal.pk, **bench.step(reversal, bench.clerk))
    with pytest.raises(DatabaseError), transaction.atomic():
        Reversal.objects.update(decided_by=bench.reviewer.user)
    assert blocked(bench.proposed, case) == ["exists"]
    bench.third.user.own_subject = case.subject
    with pytest.raises(PermissionDenied):
        bench.confirmed(reversal)
    bench.third.user.own_subject = None


@pytest.mark.parametrize("how", ["decline_reversal", "take_back_reversal"])
def test_declined_or_taken_back_everything_is_as_it_was(bench, how):
    case = bench.posted(bench.insured(), 1, 6)
    reversal = bench.proposed(case)
    getattr(proposing, how)(reversal.pk, **bench.step(reversal, bench.second))
    payable = Payable.objects.get(case=case)
    assert (payable.state, payable.held_because, *states(case)) == ("open", "", "approved")
    # The next proposal is a case of its own.
    bench.reversed(case)


def test_entered_anew_it_points_back_and_takes_its_place_behind(bench):
    person = bench.insured()
    first, second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    reversal = bench.proposed(first)
    assert blocked(correcting.correct_claim, reversal.pk, by=bench.clerk, on=bench.today) == ["not_confirmed"]
    bench.confirmed(reversal)
    anew = correcting.correct_claim(reversal.pk, by=bench.clerk, on=bench.today)
    claim = Reimbursement.objects.get(pk=anew.pk)
    assert claim.correction_of.reversal.claim_id == first.pk
    assert [row.lines.count() for row in claim.receipts.all()] == [1]
    assert blocked(correcting.correct_claim, reversal.pk, by=bench.clerk, on=bench.today) == ["corrected"]
    bench.scans(anew)
    anew = submit_claim(anew.pk, **bench.step(anew, bench.clerk))
    anew = bench.approve(bench.review(anew))
    # Now the second admission of the year, by the order of posting.
    assert ClaimSettlement.objects.get(claim=anew.pk).paid == Decimal("1560.00")
    assert PersonYear.objects.get().accumulators["admissions"] == 2
    # What was entered anew may be reversed as well; the year is as the second alone leaves it.
    bench.reversed(anew)
    assert PersonYear.objects.get().accumulators["admissions"] == 1 and borne(second) == Decimal("1320.00")
    sound(bench.today)


def test_history_stays(bench):
    person = bench.insured()
    first, _second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    bench.reversed(first)
    for change in (
        lambda: Resettlement.objects.update(paid=1),
        lambda: Reversal.objects.update(reason="third_party"),
        lambda: Reversal.objects.update(state="proposed"),
        lambda: Reimbursement.objects.filter(pk=first.pk).update(state="approved"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_who_worked_on_a_claim_does_not_pay_it(bench):
    person = bench.insured()
    bench.posted(person, 1, 6)
    bench.compared(person)
    batch = bench.batch(until="draft")
    # She approved it as the second reviewer; her role does not matter here.
    approver = replace(bench.second, appointment=bench.third.appointment)
    assert blocked(release_batch, batch.pk, by=approver) == ["handled_it"]
    release_batch(batch.pk, by=bench.payer)


def test_what_may_be_wrong_is_held_until_it_is_sent(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.compared(person)
    payable = Payable.objects.get(case=case)
    hold_payment(payable.pk, "账户存疑", by=bench.finance)
    assert blocked(hold_payment, payable.pk, "再", by=bench.finance) == ["held_already"]
    assert blocked(bench.batch) == ["nothing_ready"]
    lift_hold(payable.pk, "核实", by=bench.reviewer)
    batch = bench.batch(until="draft")
    hold_payment(payable.pk, "账户存疑", by=bench.finance)
    assert blocked(release_batch, batch.pk, by=bench.payer) == ["held_meanwhile"]
    discard_batch(batch.pk, by=bench.finance)
    lift_hold(payable.pk, "核实", by=bench.reviewer)
    bench.batch()
    assert blocked(hold_payment, payable.pk, "再", by=bench.finance) == ["on_its_way"]
