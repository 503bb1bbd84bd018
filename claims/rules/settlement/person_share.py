"""Who pays the rest: the person's share by subtraction, then the personal account (P1), cash, the deposit (P2)."""

from decimal import Decimal
from typing import NamedTuple

from claims.rules.settlement.rounding import ZERO
from claims.rules.settlement.steps import Run


class PersonShare(NamedTuple):
    """`person_pays` is account plus cash; of the cash a deposit may already be paid, or more than that."""

    person_pays: Decimal
    personal_account_pays: Decimal
    personal_account_left: Decimal | None
    cash_pays: Decimal
    cash_due: Decimal
    deposit_refund: Decimal


def share_of_person(run: Run, person_pays: Decimal, parts: dict[str, Decimal]) -> PersonShare:
    """Split the person's share. Raises `value_missing` when there is a balance and the policy does not say what it may pay."""
    balance, deposit = run.case.personal_account, run.case.deposit
    from_account = _from_account(run, balance, parts) if balance else ZERO
    cash = person_pays - from_account
    run.note("cash", cash, "", {"person_pays": person_pays, "personal_account_pays": from_account})
    refund, due = max(ZERO, deposit - cash), max(ZERO, cash - deposit)
    if deposit:
        run.note("deposit", refund, "", {"deposit": deposit, "cash_pays": cash})
    left = None if balance is None else balance - from_account
    return PersonShare(person_pays, from_account, left, cash, due, refund)


def _from_account(run: Run, balance: Decimal, parts: dict[str, Decimal]) -> Decimal:
    stated = run.policy.personal_account.pick(run.facts)
    payable = sum([parts[name] for name in stated.value or ()], ZERO)
    pays = min(balance, payable)
    run.note("personal_account", pays, stated.path, {"balance": balance, "payable": payable})
    return pays
