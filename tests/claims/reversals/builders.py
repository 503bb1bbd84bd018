"""Claims that are posted and paid, and what is done to take one back, through the services the pages call."""

from datetime import timedelta

from casework.models import CaseFile, Payable, Payee
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services.batches import answer_batch, make_batch, release_batch, send_batch
from casework.payments.services.payees import check_payee
from claims.models import Reversal
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services.reviewing import Ruled
from claims.reversals.queries.plan import plan_of
from claims.reversals.services import confirming, proposing
from enrolment.models import Person
from tests.claims.reimbursements.builders import ACCOUNT, Desk, line, receipt

WHY = "清单有误"


class Bench(Desk):
    """The officers of a desk, and one who releases what they have nothing to do with."""

    def __init__(self, staff):
        super().__init__(staff)
        self.payer = staff("supervisor", number=2)

    def posted(self, person: Person, number: int, day: int, amount="3000.00", **changes) -> CaseFile:
        """The claim of a stay of two days of April, approved."""
        stay = {"starts_on": self.stay(day), "ends_on": self.stay(day) + timedelta(days=1)}
        one = receipt(f"{number:010}", line(amount=amount), issued_on=stay["ends_on"])
        case = self.received(person, one, **stay | changes)
        found = judged(CaseFile.objects.get(pk=case.pk), self.today).found
        ruled = [
            Ruled(key=row.key, ruling="pay", reason="核实") for row in found if row.blocks and "pay" in row.rulings
        ]
        return self.approve(self.review(case, *ruled))

    def compared(self, person: Person) -> None:
        """Her account is compared with its proof."""
        if Payee.objects.filter(holder_key=str(person.pk), ends_on=None, checked_by=None).exists():
            payable = (
                Payable.objects.filter(account__holder_key=str(person.pk)).exclude(payee=None).latest("created_at")
            )
            check_payee(payable.pk, ACCOUNT.number, by=self.reviewer)

    def batch(self, *, until: str = "sent"):
        """Everything that is ready, in a batch as far as asked for."""
        batch = make_batch(by=self.finance)
        if until != "draft":
            release_batch(batch.pk, by=self.payer)
        if until == "sent":
            send_batch(batch.pk, by=self.finance)
        return batch

    def answered(self, batch, result="paid") -> None:
        """The bank answers all of it."""
        reason = "" if result == "paid" else "账号有误"
        lines = [
            AnswerLine(position=position, result=result, day=self.today, reason=reason)
            for position in batch.items.filter(answer="").values_list("position", flat=True)
        ]
        answer_batch(batch.pk, lines, by=self.finance, on=self.today)

    def paid(self, person: Person) -> None:
        """All that is owed to her is paid by the bank."""
        self.compared(person)
        self.answered(self.batch())

    def proposed(self, case: CaseFile) -> CaseFile:
        return proposing.open_reversal(case.pk, "entered_wrong", WHY, by=self.reviewer, on=self.today)

    def shown_reversal(self, reversal: CaseFile) -> str:
        return plan_of(Reversal.objects.get(pk=reversal.pk)).digest

    def confirmed(self, reversal: CaseFile) -> CaseFile:
        shown = self.shown_reversal(reversal)
        return confirming.confirm_reversal(reversal.pk, shown, **self.step(reversal, self.third))

    def reversed(self, case: CaseFile) -> CaseFile:
        return self.confirmed(self.proposed(case))
