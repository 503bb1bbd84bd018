"""A claim approved by many hands at once, two claims of one person, one receipt at two counters: posted once, in one order."""

from datetime import date

import pytest

from casework.books.queries.checks import checked
from casework.models import CaseFile, LedgerTransfer, Payable
from casework.money.queries import disagreements, trial_balance
from claims.models import ClaimSettlement, OffsiteFiling, Overpayment, PersonYear, Receipt, YearPosting
from claims.offsite.services.filing import FilingData, confirm_filing, open_filing
from claims.reimbursements.services import posting, receipts
from claims.reversals.services.confirming import confirm_reversal
from tests.builders import Staff
from tests.claims.reimbursements.builders import Desk, receipt
from tests.claims.reversals.builders import Bench
from tests.test_concurrency import at_once, codes, kinds

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 10)


def test_many_approvals_post_once_and_two_claims_of_one_person_one_after_the_other():
    desk = Desk(Staff(TODAY))
    person = desk.insured()
    case = desk.reviewed(person)
    shown, step = desk.shown(case), desk.step(case, desk.second)
    hands = [desk.step(case, by) for by in (desk.second, desk.third)] * 4
    # One press repeated, and eight presses of two officers.
    results = at_once(
        lambda: posting.approve_claim(case.pk, shown, **step),
        lambda: posting.approve_claim(case.pk, shown, **step),
        *(lambda hand=hand: posting.approve_claim(case.pk, shown, **hand) for hand in hands),
    )
    assert set(kinds(results)) <= {"CaseFile", "AlreadyMoved", "OperationMismatch"}, results
    assert "CaseFile" in kinds(results)
    assert (ClaimSettlement.objects.count(), Payable.objects.count(), LedgerTransfer.objects.count()) == (1, 1, 1)
    days = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 2)}
    later = {"starts_on": date(2026, 4, 3), "ends_on": date(2026, 4, 4)}
    two = [desk.reviewed(person, receipt("0026890001"), **days), desk.reviewed(person, receipt("0026890002"), **later)]
    acts = [
        (one.pk, desk.shown(one), desk.step(one, by)) for one, by in zip(two, (desk.second, desk.third), strict=True)
    ]
    results = at_once(*(lambda act=act: posting.approve_claim(act[0], act[1], **act[2]) for act in acts))
    # Both started from the same year: one is posted, of the other the figures are no more those that were shown.
    assert kinds(results) == ["Blocked", "CaseFile"] and codes(results) == {"figures_changed"}
    year = PersonYear.objects.get()
    orders = list(YearPosting.objects.order_by("place_in_order").values_list("place_in_order", flat=True))
    assert year.posted == 2 and orders == [1, 2]
    assert sum(row["held"] for row in trial_balance(TODAY)) == 0 and not any(disagreements().values())
    mine, hers = desk.opened(person), desk.opened(person)
    results = at_once(
        *(lambda at=at: receipts.enter_receipt(at.pk, receipt("0026890003"), by=desk.clerk) for at in (mine, hers))
    )
    assert kinds(results) == ["Blocked", "Receipt"] and codes(results) == {"receipt_in_use"}
    assert Receipt.objects.filter(number="0026890003").count() == 1
    filed = FilingData(reason="07", province="31", starts_on=TODAY, received_on=TODAY, commitment=True)
    filings = [open_filing(person, filed, by=desk.clerk, on=TODAY) for _each in range(2)]
    steps = [(one.pk, desk.step(one, desk.clerk)) for one in filings]
    results = at_once(*(lambda step=step: confirm_filing(step[0], **step[1]) for step in steps))
    # One filing counts a day, whoever was first.
    assert kinds(results) == ["Blocked", "CaseFile"] and codes(results) == {"counts_already"}
    assert OffsiteFiling.objects.filter(state="stands").count() == 1


def test_the_bank_answers_while_a_reversal_is_proposed_and_two_confirm_it():
    bench = Bench(Staff(TODAY))
    person = bench.insured()
    first, second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    bench.compared(person)
    batch = bench.batch()
    results = at_once(
        lambda: bench.answered(batch), lambda: bench.proposed(first), lambda: bench.proposed(second), lambda: None
    )
    # Neither waits for the other in a ring, and the answer is booked.
    assert kinds(results) == ["CaseFile", "CaseFile", "NoneType", "NoneType"], results
    assert set(Payable.objects.values_list("state", "held_because")) == {("paid", "")}
    reversals = [results[1], results[2]]
    acts = [(one.pk, bench.shown_reversal(one), bench.step(one, bench.third)) for one in (*reversals, *reversals)]
    results = at_once(*(lambda act=act: confirm_reversal(act[0], act[1], **act[2]) for act in acts))
    assert "CaseFile" in kinds(results) and set(kinds(results)) <= {"CaseFile", "Blocked", "AlreadyMoved"}, results
    for one in reversals:
        if CaseFile.objects.get(pk=one.pk).state == "proposed":
            bench.confirmed(one)
    owed_back = sum(row.amount for row in Overpayment.objects.all())
    assert owed_back == sum(row.amount for row in Payable.objects.filter(state="paid"))
    assert not any(checked().values())
