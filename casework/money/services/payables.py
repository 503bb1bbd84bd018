"""Owing somebody an amount: it leaves the account it is owed from in the ledger, and waits for a batch as a payable."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from casework.casefile.models.case_file import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.models.payments import Payable, Payee
from casework.money.queries import WITHDRAWABLE, bookings_of
from casework.money.rules.amounts import total_of
from casework.money.rules.keys import MOST_PARTS, PART
from casework.money.services.ledger import account_of, book, reverse
from casework.money.services.once import written_once
from casework.staff.models.office import Office
from casework.staff.officer import Officer


@transaction.atomic
def owe(
    key: str,
    source: LedgerAccount,
    amount: Decimal,
    *,
    to: tuple[str, str],
    office: Office,
    purpose: str,
    on: date,
    case: CaseFile | None,
    by: Officer | None,
    held_because: str = "",
    payee: Payee | None = None,
) -> Payable:
    """Owe an amount in yuan to a holder (kind, key) out of an account, for the fact `key` names, to the account `payee` where it is
    known; told again, it is the same.

    `held_because`: a code of why no batch may take it yet, "" when one may. Raises NotAnAmount, BookedOtherwise, IntegrityError
    for a closed month.
    """
    return _owe(
        key,
        [(key, source, amount)],
        to=to,
        office=office,
        purpose=purpose,
        on=on,
        case=case,
        by=by,
        held_because=held_because,
        payee=payee,
    )


@transaction.atomic
def owe_together(
    key: str,
    parts: Sequence[tuple[LedgerAccount, Decimal]],
    *,
    to: tuple[str, str],
    office: Office,
    purpose: str,
    on: date,
    case: CaseFile | None,
    by: Officer | None,
    payee: Payee | None = None,
    target: LedgerAccount | None = None,
) -> Payable:
    """Owe one amount that several accounts of one pooling area bear, each its part in yuan: a booking for each, one payable for
    all, to the account `payee` where it is known; `target`: the holder's account of what is owed there, where it is in hand. Told
    again, it is the same. Raises as above, ValueError for no part."""
    if not 1 <= len(parts) <= MOST_PARTS:
        raise ValueError("one to nine accounts bear something together")
    keyed = [(f"{key}{PART}{number}", *part) for number, part in enumerate(parts, start=1)]
    return _owe(key, keyed, to=to, office=office, purpose=purpose, on=on, case=case, by=by, payee=payee, target=target)


def _owe(
    key: str,
    parts: Sequence[tuple[str, LedgerAccount, Decimal]],
    *,
    to: tuple[str, str],
    office: Office,
    purpose: str,
    on: date,
    case: CaseFile | None,
    by: Officer | None,
    held_because: str = "",
    payee: Payee | None = None,
    target: LedgerAccount | None = None,
) -> Payable:
    target = target or account_of("payable", parts[0][1].place, holder=to)
    for name, source, part in parts:
        book(name, source, target, part, purpose=purpose, on=on, case=case, by=by)
    amount = total_of([part for _name, _source, part in parts])
    told = {
        "case": case,
        "office": office,
        "account": target,
        "payee": payee,
        "amount": amount,
        "purpose": purpose,
        "due_on": on,
        "state": Payable.State.HELD if held_because else Payable.State.OPEN,
        "held_because": held_because,
    }
    return written_once(Payable.objects, told, key=key)[0]


@transaction.atomic
def withdraw(payable: Payable, *, on: date, by: Officer) -> Payable:
    """What is owed is owed no more: its booking is reversed, and it stays on record as cancelled. Told again, it is the same.

    Raises ValueError for one that is on its way or paid, IntegrityError for a closed month.
    """
    row = Payable.objects.select_for_update(of=("self",)).get(pk=payable.pk)
    if row.state == Payable.State.CANCELLED:
        return row
    if row.state not in WITHDRAWABLE:
        raise ValueError("what is on its way to the bank is not withdrawn")
    for transfer in bookings_of(row):
        reverse(transfer, on=on, by=by)
    row.state, row.held_because = Payable.State.CANCELLED, ""
    row.save(update_fields=["state", "held_because"])
    return row


@transaction.atomic
def take_from(
    payable: Payable,
    amount: Decimal,
    target: LedgerAccount,
    *,
    name: str,
    rest: str,
    purpose: str,
    on: date,
    by: Officer,
) -> Payable | None:
    """Of what is owed an amount in yuan goes to another account instead: `name` names the booking of each account that bore it,
    in their order. What is left is owed anew under the name `rest`, to the same account, held as it was. Returns that, None where
    nothing is left. Raises as `withdraw` and `owe`."""
    parts, held = [(one.source, one.amount) for one in bookings_of(payable)], payable.held_because
    withdraw(payable, on=on, by=by)
    left = []
    for number, (source, part) in enumerate(parts, start=1):
        taken = min(amount, part)
        amount -= taken
        if taken:
            key = f"{name}{PART}{number}"
            book(key, source, target, taken, purpose=purpose, on=on, case=payable.case, by=by)
        if part > taken:
            left.append((source, part - taken))
    if not left:
        return None
    owed = owe_together(
        rest,
        left,
        to=(payable.account.holder_kind, payable.account.holder_key),
        office=payable.office,
        purpose=payable.purpose,
        on=on,
        case=payable.case,
        by=by,
        payee=payable.payee,
    )
    if held:
        owed.state, owed.held_because = Payable.State.HELD, held
        owed.save(update_fields=["state", "held_because"])
    return owed


@transaction.atomic
def undo_paid(payable: Payable, *, on: date, by: Officer) -> Decimal:
    """What the bank has paid was not owed: its bookings are reversed, and whom it was paid to owes it back, on her receivable
    account. The payable stays paid, as the bank said. Told again, it is the same. Returns what she owes of it, in yuan.

    Raises ValueError for one that is not paid, IntegrityError for a closed month.
    """
    row = Payable.objects.select_for_update(of=("self",)).select_related("account__place", "case").get(pk=payable.pk)
    if row.state != Payable.State.PAID:
        raise ValueError("only what was paid is owed back")
    for transfer in bookings_of(row):
        reverse(transfer, on=on, by=by)
    owing = receivable_of(row.account)
    book(f"not due {row.pk}", owing, row.account, row.amount, purpose="overpayment", on=on, case=row.case, by=by)
    return row.amount


def receivable_of(account: LedgerAccount) -> LedgerAccount:
    """The account of what the holder of another account owes back, in the same area."""
    return account_of("receivable", account.place, holder=(account.holder_kind, account.holder_key))
