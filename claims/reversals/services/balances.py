"""What the layers have given for a claim so far, by the ledger, and how that is brought to what they bear."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from casework.engine.moves import Move
from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount, LedgerTransfer
from casework.money.models.payments import Payable
from casework.money.rules.amounts import ZERO
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe_together
from claims.reimbursements.choices import ComesAs
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.claim import account_of_person, area_of_claim, holder_of_claim
from claims.reimbursements.rules.layers import LAYER_KINDS
from claims.reimbursements.services.posting import parts_of
from claims.reimbursements.words import PURPOSE
from claims.reversals.models import Reversal, ValueRecall
from claims.reversals.words import RECOMPUTED, SUPPLEMENT
from claims.runs.models.run import CareResult
from enrolment.changes.services.accounts import HEIRS_NOT_PROVEN


@dataclass(frozen=True, kw_only=True)
class Balances:
    """The layers' accounts of a claim with what each has given for it so far, and the account of what its person owes back."""

    claim: Reimbursement
    # The reversal, or the recall of a value, that it is posted by.
    reversal: Reversal | ValueRecall
    move: Move
    receivable: LedgerAccount
    # The networked settlement behind the claim that it is about, where it is not about the claim.
    result: CareResult | None = None

    @property
    def about(self) -> object:
        """What it is about, by which its bookings are known."""
        return self.claim.pk if self.result is None else self.result.pk

    @property
    def case(self) -> CaseFile:
        """Under which it is booked: a networked settlement has no case of its own but the reversal."""
        return self.claim.case if self.result is None else self.move.case

    def given(self) -> dict[LedgerAccount, Decimal]:
        """Account → what it gave for the claim less what came back, in yuan; none of zero. Three queries."""
        found: dict[int, Decimal] = {}
        rows = LedgerTransfer.objects.filter(case=self.claim.case).order_by()
        for side, sign in (("source", 1), ("target", -1)):
            summed = rows.filter(**{f"{side}__kind__in": LAYER_KINDS}).values(side).annotate(sum=Sum("amount"))
            for row in summed:
                found[row[side]] = found.get(row[side], ZERO) + sign * row["sum"]
        accounts = LedgerAccount.objects.select_related("place").in_bulk(found)
        return {accounts[key]: amount for key, amount in sorted(found.items()) if amount}

    def clear(self) -> Decimal:
        """What is left of it goes back to the layers; returns what the person owes back by that, in yuan."""
        owing = ZERO
        for account, amount in self.given().items():
            pair = (self.receivable, account) if amount > 0 else (account, self.receivable)
            self._book(f"cleared {account.pk}", *pair, abs(amount))
            owing += amount
        return owing

    def bring_to(self, answer: Mapping[str, str], held: str) -> tuple[Payable | None, Decimal]:
        """The layers bear what a settlement says: between each other first, then more is owed (held for a reason where what it
        stands for was), less is owed back. Returns the payable, and what is owed back in yuan."""
        return self.bring(self.given(), dict(parts_of(self.claim, answer)), held)

    def bring(
        self, given: Mapping[LedgerAccount, Decimal], target: Mapping[LedgerAccount, Decimal], held: str
    ) -> tuple[Payable | None, Decimal]:
        """The same from what each account gave to what each bears, in yuan."""
        accounts = {account.pk: account for account in (*given, *target)}
        wants = {key: target.get(one, ZERO) - given.get(one, ZERO) for key, one in accounts.items()}
        more = {accounts[key]: amount for key, amount in sorted(wants.items()) if amount > 0}
        less = {accounts[key]: -amount for key, amount in sorted(wants.items()) if amount < 0}
        self._between(more, less)
        parts = [(account, amount) for account, amount in more.items() if amount]
        owing = ZERO
        for account, amount in less.items():
            if amount:
                self._book(f"overpaid {account.pk}", self.receivable, account, amount)
                owing += amount
        return self._owe(parts, held), owing

    def _between(self, more: dict[LedgerAccount, Decimal], less: dict[LedgerAccount, Decimal]) -> None:
        """What one layer bears instead of another moves between them, without the person."""
        for bears in more:
            for bore in less:
                amount = min(more[bears], less[bore])
                if amount:
                    self._book(f"instead {bears.pk} {bore.pk}", bears, bore, amount)
                    more[bears] -= amount
                    less[bore] -= amount

    def _owe(self, parts: list[tuple[LedgerAccount, Decimal]], held: str) -> Payable | None:
        if not parts:
            return None
        claim, move = self.claim, self.move
        # What the bank answers of it moves a claim that is not paid yet.
        unpaid = self.result is None and claim.case.state in ("approved", "payment_returned")
        payable = owe_together(
            f"{SUPPLEMENT} {self.reversal.pk} {self.about}",
            parts,
            to=holder_of_claim(claim),
            office=claim.case.office,
            purpose=PURPOSE if unpaid else SUPPLEMENT,
            on=move.on,
            case=self.case,
            by=move.by,
        )
        payable.payee = account_of_person(claim)
        if claim.person.died_on is not None and claim.comes_as != ComesAs.HEIR:
            # Nothing goes to the account of the dead: it waits for whoever inherits, as what was owed on the day of death.
            held = held or HEIRS_NOT_PROVEN
        if held:
            payable.state, payable.held_because = Payable.State.HELD, held
        payable.save(update_fields=["payee", "state", "held_because"])
        return payable

    def _book(self, what: str, source: LedgerAccount, target: LedgerAccount, amount: Decimal) -> None:
        book(
            f"{RECOMPUTED} {self.reversal.pk} {self.about} {what}",
            source,
            target,
            amount,
            purpose=RECOMPUTED,
            on=self.move.on,
            case=self.case,
            by=self.move.by,
        )


def balances_of(
    claim: Reimbursement, reversal: Reversal | ValueRecall, move: Move, result: CareResult | None = None
) -> Balances:
    """Of a claim, or of a networked settlement behind it, for what a reversal posts to it."""
    area = area_of_claim(claim)
    receivable = account_of("receivable", area, holder=holder_of_claim(claim))
    return Balances(claim=claim, reversal=reversal, move=move, receivable=receivable, result=result)
