"""What was overpaid is recovered, through the services the pages call: notice, reply, two people, money to the fen."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from casework.engine.refusals import Blocked
from casework.models import CaseFile, LedgerTransfer, Payable
from casework.money.queries import balance_of, disagreements, trial_balance
from claims.models import Instalment, Overpayment, Recovery, Repayment
from claims.recoveries.queries.recovery import plan_as_it_stands, recoveries_page
from claims.recoveries.services import recovering, repaying
from claims.recoveries.services.recovering import Proposal
from claims.recoveries.services.repaying import Received

pytestmark = pytest.mark.django_db
WHY = "第一次住院的费用已在他处结算"
BANK_DAY = date(2026, 6, 10)


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


class Debt:
    """1,320 yuan that somebody was paid for a claim that is reversed, and the steps of its recovery."""

    def __init__(self, bench):
        self.bench, self.person = bench, bench.insured()
        self.claim = bench.posted(self.person, 1, 6)
        bench.paid(self.person)
        bench.reversed(self.claim)
        self.over = Overpayment.objects.get()
        self.case = recovering.open_recovery(self.over.pk, WHY, by=bench.reviewer, on=bench.today)

    @property
    def row(self) -> Recovery:
        return Recovery.objects.get()

    def replied(self) -> None:
        step = self.bench.step(self.case, self.bench.clerk)
        recovering.record_reply(self.case.pk, "愿意分期退回", self.bench.today, **step)

    def propose(self, **what) -> None:
        data = Proposal(**{"way": "instalments", "number": 3, "first_due_on": date(2026, 7, 1)} | what)
        recovering.propose_recovery(self.case.pk, data, **self.bench.step(self.case, self.bench.reviewer))

    def agree(self, by=None, *, consented=False) -> None:
        step = self.bench.step(self.case, by or self.bench.third)
        recovering.agree_recovery(self.case.pk, consented=consented, **step)

    def agreed(self, **what) -> "Debt":
        self.replied()
        self.propose(**what)
        self.agree(consented=True)
        return self

    def came_in(self, amount: str, number="B-1", day=BANK_DAY) -> Repayment:
        data = Received(amount=Decimal(amount), bank_day=day, bank_number=number)
        return repaying.record_repayment(self.case.pk, data, by=self.bench.finance, on=self.bench.today)

    def set_off(self, payable) -> None:
        step = self.bench.step(self.case, self.bench.reviewer)
        repaying.set_off_recovery(self.case.pk, payable.pk, **step)

    def owes(self) -> Decimal:
        return -balance_of(self.over.account, self.bench.today)


@pytest.fixture
def debt(bench):
    return Debt(bench)


def sound(day) -> None:
    assert sum(row["held"] for row in trial_balance(day)) == 0 and not any(disagreements().values())


def test_she_may_reply_before_anything_is_proposed(debt):
    assert debt.row.reply_until == debt.bench.today + timedelta(days=15)
    assert blocked(debt.propose) == ["may_reply"]
    on = debt.row.reply_until
    step = debt.bench.step(debt.case, debt.bench.reviewer) | {"on": on}
    data = Proposal(way="instalments", number=1, first_due_on=on + timedelta(days=30))
    # The last day is hers.
    assert blocked(recovering.propose_recovery, debt.case.pk, data, **step) == ["may_reply"]
    step["on"] = on + timedelta(days=1)
    assert recovering.propose_recovery(debt.case.pk, data, **step).state == "proposed"


def test_who_proposes_does_not_decide(debt):
    debt.replied()
    debt.propose()
    assert blocked(debt.agree, debt.bench.reviewer) == ["own_proposal"]
    with pytest.raises(PermissionDenied):
        debt.agree(debt.bench.clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recovery.objects.update(agreed_by=debt.bench.reviewer.user)
    debt.bench.third.user.own_subject = debt.case.subject
    with pytest.raises(PermissionDenied):
        debt.agree()
    debt.bench.third.user.own_subject = None
    step = debt.bench.step(debt.case, debt.bench.third)
    assert recovering.send_back_recovery(debt.case.pk, "期数太多", **step).state == "heard"


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"number": None}, "needs_number"),
        ({"number": 25}, "too_many"),
        ({"first_due_on": None}, "needs_day"),
        ({"first_due_on": date(2026, 6, 9)}, "in_the_past"),
        ({"way": "set_off"}, "needs_hearing"),
        ({"way": "set_off", "heard_on": date(2026, 6, 9)}, "in_the_past"),
    ],
)
def test_a_way_is_whole(debt, what, code):
    debt.replied()
    assert blocked(debt.propose, **what) == [code]


def test_a_plan_is_repaid_to_the_fen_and_closes(debt):
    debt.agreed(number=7)
    amounts = [row.amount for row in Instalment.objects.all()]
    assert sum(amounts) == Decimal("1320.00") and amounts[0] == Decimal("188.58") and amounts[-1] == Decimal("188.57")
    made = debt.came_in("200.00")
    booked = LedgerTransfer.objects.filter(key__contains=str(made.pk)).order_by("pk")
    assert [(row.source.kind, row.target.kind) for row in booked] == [
        ("bank", "recovered"),
        ("recovered", "receivable"),
    ]
    assert debt.owes() == Decimal("1120.00")
    dues = plan_as_it_stands(debt.row)
    assert [one.left for one in dues[:2]] == [0, Decimal("177.15")]
    listed = recoveries_page(replace(debt.bench.finance, on=date(2026, 8, 2)), "").rows[0]
    assert listed.late and listed.next_due.due_on == date(2026, 8, 1) and listed.left == Decimal("1120.00")
    assert blocked(debt.came_in, "1120.01", "B-2") == ["too_much"]
    assert blocked(debt.came_in, "1.00", "B-1") == ["twice"]
    assert blocked(debt.came_in, "1.00", "B-3", date(2026, 6, 11)) == ["no_such_day"]
    debt.came_in("1120.00", "B-2")
    assert CaseFile.objects.get(pk=debt.case.pk).state == "repaid" and debt.owes() == 0
    assert blocked(debt.came_in, "0.01", "B-4") == ["repaid"]
    sound(debt.bench.today)


def test_money_that_comes_before_the_plan_counts(debt):
    debt.came_in("320.00")
    debt.agreed(number=4)
    assert [row.amount for row in Instalment.objects.all()] == [Decimal("250.00")] * 4
    assert [one.repaid for one in plan_as_it_stands(debt.row)] == [0, 0, 0, 0]


def test_what_the_database_refuses(debt):
    debt.agreed()
    for change in (
        lambda: Repayment.objects.create(
            recovery=debt.row,
            amount=Decimal("1320.01"),
            bank_day=BANK_DAY,
            bank_number="B-9",
            recorded_by=debt.bench.finance.user,
        ),
        lambda: Instalment.objects.update(amount=1),
        lambda: Recovery.objects.update(reply_until=date(2026, 6, 11)),
        lambda: Overpayment.objects.update(amount=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_set_off_is_heard_and_consented_to(debt):
    debt.replied()
    hearing = debt.bench.today + timedelta(days=5)
    debt.propose(way="set_off", heard_on=hearing)
    assert blocked(debt.agree, consented=True) == ["hearing_ahead"]
    step = debt.bench.step(debt.case, debt.bench.third) | {"on": hearing}
    assert blocked(recovering.agree_recovery, debt.case.pk, consented=False, **step) == ["no_consent"]
    recovering.agree_recovery(debt.case.pk, consented=True, **step)
    assert debt.row.consented and not Instalment.objects.exists()


def test_set_off_takes_what_is_left_and_the_rest_is_paid(debt):
    """The smaller payment is set off whole and its claim settled; of the larger one the rest is owed anew and paid."""
    bench = debt.bench
    small = bench.posted(debt.person, 2, 12, "1000.00")
    debt.agreed(way="set_off", heard_on=bench.today)
    debt.set_off(Payable.objects.get(case=small))
    assert CaseFile.objects.get(pk=small.pk).state == "settled" and debt.owes() == Decimal("1200.00")
    large = bench.posted(debt.person, 3, 22)
    due = Payable.objects.get(case=large)
    assert due.amount == Decimal("1560.00")
    debt.set_off(due)
    rest = Payable.objects.get(case=large, state="open")
    assert (rest.amount, debt.owes()) == (Decimal("360.00"), 0)
    assert CaseFile.objects.get(pk=debt.case.pk).state == "repaid"
    bench.paid(debt.person)
    assert CaseFile.objects.get(pk=large.pk).state == "paid"
    sound(bench.today)
    # Taken back as well, what was set off is owed again with what was paid.
    bench.reversed(large)
    assert Overpayment.objects.get(claim=large.pk).amount == Decimal("1560.00")
    sound(bench.today)


def test_what_is_at_the_bank_is_not_set_off(debt):
    bench = debt.bench
    later = bench.posted(debt.person, 2, 12)
    debt.agreed(way="set_off", heard_on=bench.today)
    bench.compared(debt.person)
    payable = Payable.objects.get(case=later)
    batch = bench.batch(until="draft")
    assert blocked(debt.set_off, payable) == ["nothing_owed"]
    assert batch.items.count() == 1
    # Nor is what is owed to somebody else.
    stranger = bench.posted(bench.insured(4), 3, 16)
    assert blocked(debt.set_off, Payable.objects.get(case=stranger)) == ["nothing_owed"]


def test_one_recovery_an_overpayment(debt):
    again = blocked(recovering.open_recovery, debt.over.pk, WHY, by=debt.bench.reviewer, on=debt.bench.today)
    assert again == ["exists"]
    with pytest.raises(Recovery.DoesNotExist):
        data = Received(amount=Decimal(1), bank_day=BANK_DAY, bank_number="B")
        repaying.record_repayment(uuid.uuid4(), data, by=debt.bench.finance, on=debt.bench.today)
