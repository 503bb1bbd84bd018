"""The money of somebody's claims as a machine of steps in any order: what the portal posts is what an independent model says.

The model knows three sums of a person and nothing of ledgers: what she is due for the claims that stand, what the bank has paid,
and what came back. Whatever happened, they must meet: paid - came back = due - still owed to her + still owed by her.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import BatchItem, CaseFile, Payable, Payee, PaymentBatch
from casework.money.queries import trial_balance
from casework.payments.services.batches import discard_batch
from casework.payments.services.payees import lift_hold
from claims.models import ClaimSettlement, Overpayment, Recovery, Repayment, Reversal
from claims.recoveries.services import recovering, repaying
from claims.recoveries.services.recovering import Proposal
from claims.recoveries.services.repaying import Received
from claims.reimbursements.services.receiving import submit_claim
from claims.reversals.services import correcting, proposing
from claims.reversals.services.confirming import confirm_reversal
from tests.profiles import FULL

pytestmark = pytest.mark.django_db(transaction=False)
# Each some one and a half seconds: a part is what one worker does.
PARTS = 8 if FULL else 1
EXAMPLES = 10_000 // PARTS if FULL else 4
AMOUNTS = ("700.00", "1200.00", "3000.00", "9000.01")
# A residents' stay at a hospital of the third level by the demonstration's policy, worked out here by hand.
DEDUCTIBLE, CEILING, SHARES, RATIO = (
    Decimal(800),
    Decimal(2400),
    (Decimal(1), Decimal("0.5"), Decimal("0.25")),
    Decimal("0.6"),
)


def due_for(amounts: list[Decimal]) -> list[Decimal]:
    """What stays in this order are due, by the words of the policy alone."""
    taken, found = Decimal(0), []
    for number, amount in enumerate(amounts):
        standard = min(DEDUCTIBLE * SHARES[min(number, 2)], CEILING - taken)
        used = min(standard, amount)
        taken += used
        found.append(((amount - used) * RATIO).quantize(Decimal("0.01")))
    return found


@dataclass
class Claimed:
    """A claim as the model knows it: its case, its bill, whether it stands."""

    case: CaseFile
    amount: Decimal
    stands: bool = True


class Machine:
    """Steps that may be taken in any order; a step that is not open now does nothing."""

    def __init__(self, bench):
        self.bench, self.person = bench, bench.insured()
        self.claims: list[Claimed] = []
        self.paid = self.came = Decimal(0)

    def claim(self, pick: int) -> None:
        number = len(self.claims)
        if number >= 6:
            return
        amount = AMOUNTS[pick % len(AMOUNTS)]
        case = self.bench.posted(self.person, number + 1, 1 + 4 * number, amount)
        self.claims.append(Claimed(case, Decimal(amount)))

    def pay(self, pick: int) -> None:
        """Everything that is ready goes to the bank, which pays it or returns it."""
        self.bench.compared(self.person)
        batch = self.bench.batch()
        result = "returned" if pick % 4 == 3 else "paid"
        total = sum(batch.items.values_list("amount", flat=True), Decimal(0))
        self.bench.answered(batch, result)
        self.paid += total if result == "paid" else 0

    def send(self, _pick: int) -> None:
        self.bench.compared(self.person)
        self.bench.batch()

    def answer(self, _pick: int) -> None:
        batch = PaymentBatch.objects.filter(state="sent").first()
        if batch is not None:
            self.paid += sum(batch.items.filter(answer="").values_list("amount", flat=True), Decimal(0))
            self.bench.answered(batch)

    def draft(self, pick: int) -> None:
        """Put together, and sometimes taken back."""
        self.bench.compared(self.person)
        batch = self.bench.batch(until="draft")
        if pick % 2:
            discard_batch(batch.pk, by=self.bench.finance)

    def discard(self, _pick: int) -> None:
        for batch in PaymentBatch.objects.filter(state="draft"):
            discard_batch(batch.pk, by=self.bench.finance)

    def retry(self, _pick: int) -> None:
        for row in Payable.objects.filter(state="held", held_because="returned_by_bank"):
            lift_hold(row.pk, "更正", by=self.bench.reviewer)

    def reverse(self, pick: int) -> None:
        """Proposed and confirmed, told twice; where it cannot be confirmed now it is taken back."""
        standing = [one for one in self.claims if one.stands]
        if not standing:
            return
        one = standing[pick % len(standing)]
        case = self.bench.proposed(one.case)
        step = self.bench.step(case, self.bench.third)
        shown = self.bench.shown_reversal(case)
        try:
            confirm_reversal(case.pk, shown, **step)
            confirm_reversal(case.pk, shown, **step)
        except Blocked:
            proposing.take_back_reversal(case.pk, **self.bench.step(case, self.bench.reviewer))
        else:
            one.stands = False

    def correct(self, pick: int) -> None:
        rows = list(Reversal.objects.filter(state="confirmed").order_by("pk"))
        if not rows:
            return
        reversal = rows[pick % len(rows)]
        case = correcting.correct_claim(reversal.pk, by=self.bench.clerk, on=self.bench.today)
        self.bench.scans(case)
        case = submit_claim(case.pk, **self.bench.step(case, self.bench.clerk))
        amount = next(one.amount for one in self.claims if one.case.pk == reversal.claim_id)
        self.claims.append(Claimed(self.bench.approve(self.bench.review(case)), amount))

    def recover(self, pick: int) -> None:
        over = Overpayment.objects.filter(recovery=None).order_by("amount", "pk").first()
        if over is None:
            return
        bench = self.bench
        case = recovering.open_recovery(over.pk, "多付", by=bench.reviewer, on=bench.today)
        recovering.record_reply(case.pk, "知悉", bench.today, **bench.step(case, bench.clerk))
        by_set_off = Proposal(way="set_off", heard_on=bench.today)
        later = bench.today + timedelta(days=30)
        in_parts = Proposal(way="instalments", number=1 + pick % 5, first_due_on=later)
        way = by_set_off if pick % 2 else in_parts
        recovering.propose_recovery(case.pk, way, **bench.step(case, bench.reviewer))
        recovering.agree_recovery(case.pk, consented=True, **bench.step(case, bench.third))

    def repay(self, pick: int) -> None:
        row = Recovery.objects.exclude(state="repaid").order_by("overpayment__amount", "pk").first()
        if row is None:
            return
        amount = Decimal(("0.01", "100.00", "333.33", "1320.00")[pick % 4])
        data = Received(amount=amount, bank_day=self.bench.today, bank_number=f"N{Repayment.objects.count()}")
        repaying.record_repayment(row.pk, data, by=self.bench.finance, on=self.bench.today)
        self.came += amount

    def set_off(self, _pick: int) -> None:
        row = Recovery.objects.filter(state="agreed", way="set_off").order_by("overpayment__amount", "pk").first()
        payable = Payable.objects.filter(state__in=["open", "held"]).order_by("created_at").first()
        if row is not None and payable is not None:
            step = self.bench.step(row.case, self.bench.reviewer)
            repaying.set_off_recovery(row.case_id, payable.pk, **step)

    def agrees(self) -> None:
        """The model and the ledger say the same."""
        standing = [one for one in self.claims if one.stands]
        dues = due_for([one.amount for one in standing])
        owed_to = sum(
            Payable.objects.exclude(state__in=["paid", "cancelled"]).values_list("amount", flat=True), Decimal(0)
        )
        held = {row["kind"]: row["held"] for row in trial_balance(self.bench.today)}
        owed_by = -held.get("receivable", Decimal(0))
        assert self.paid - self.came == sum(dues, Decimal(0)) - owed_to + owed_by
        assert held.get("payable", Decimal(0)) == owed_to and held.get("bank", Decimal(0)) == self.paid - self.came
        assert owed_by >= 0 and sum(held.values()) == 0
        broken = {name: number for name, number in checked().items() if number}
        assert not broken
        assert BatchItem.objects.filter(answer="paid").count() == Payable.objects.filter(state="paid").count()
        assert ClaimSettlement.objects.count() == len(self.claims) and Payee.objects.count() <= 1


STEPS = (
    "claim",
    "pay",
    "send",
    "answer",
    "draft",
    "discard",
    "retry",
    "reverse",
    "correct",
    "recover",
    "repay",
    "set_off",
)
SEQUENCES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 11)), min_size=6, max_size=14)


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=SEQUENCES)
def test_whatever_happens_the_sums_meet(bench, part, steps):
    point = transaction.savepoint()
    machine = Machine(bench)
    machine.claim(2)
    for name, pick in steps:
        inner = transaction.savepoint()
        sums = machine.paid, machine.came, len(machine.claims)
        try:
            getattr(machine, name)(pick)
        except Blocked:
            # Not open now: nothing of it happened.
            transaction.savepoint_rollback(inner)
            machine.paid, machine.came = sums[:2]
            del machine.claims[sums[2] :]
        machine.agrees()
    transaction.savepoint_rollback(point)


def test_the_steps_that_matter_in_one_row(bench):
    """What chance may leave out in a few examples: everything once, each time compared."""
    machine = Machine(bench)
    row = (("claim", 2), ("claim", 3), ("claim", 1), ("pay", 0), ("reverse", 0), ("recover", 0), ("repay", 1))
    row += (("correct", 0), ("recover", 1), ("set_off", 0), ("pay", 3), ("retry", 0), ("pay", 0), ("repay", 2))
    row += (("claim", 3), ("send", 0), ("answer", 0), ("reverse", 1), ("draft", 0), ("discard", 0), ("repay", 3))
    for name, pick in row:
        try:
            with transaction.atomic():
                getattr(machine, name)(pick)
        except Blocked as refused:
            assert name in ("repay", "draft", "pay", "set_off"), (name, refused)
        machine.agrees()
    assert Repayment.objects.count() >= 2 and Reversal.objects.filter(state="confirmed").count() == 2
