"""What a posted month takes back beyond what a layer bears of it: the institution owes it back, and it is set off against what it
is owed next. Figures move between the statement and the posting, and a month that is being posted is posted to its end."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.queries import balances_of
from casework.money.rules.amounts import ZERO
from casework.money.services.ledger import account_of, book
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.advances.queries.advance import HOLDER, owing_of
from claims.advances.table import tell_taken
from claims.months.words import OWED_BACK, SET_OFF
from institutions.designation.queries.designation import goes_on_for
from institutions.register.models.institution import Institution

# Name of a payable → the accounts that bear it, each its part in yuan; below zero what an account gets back.
Borne = list[tuple[str, list[tuple[LedgerAccount, Decimal]]]]


def carry(institution: Institution, area: Place, borne: Borne, *, case: CaseFile, by: Officer, on: date) -> Borne:
    """Book what the institution owes back, and set off what it owes of this month and of earlier ones. Returns what is left to be
    owed to it, every part above zero. Raises IntegrityError for a closed month. Two queries and one a link of institutions."""
    hers = account_of("receivable", area, holder=(HOLDER, str(institution.pk))) if _gets_back(borne) else None
    for name, parts in borne:
        for number, (source, amount) in enumerate(parts, start=1):
            if amount < 0 and hers is not None:
                key = f"{OWED_BACK} {name} {number}"
                book(key, hers, source, -amount, purpose=OWED_BACK, on=on, case=case, by=by)
    debts = _debts(institution, area)
    return [(name, _set_off(name, parts, debts, case, by, on)) for name, parts in borne]


def _gets_back(borne: Borne) -> bool:
    return any(amount < 0 for _name, parts in borne for _source, amount in parts)


def _debts(institution: Institution, area: Place) -> list[tuple[LedgerAccount, Decimal]]:
    """What the institution, and those it goes on for, owe an area, in yuan. Locked: of two months that end at once one sets it
    off."""
    hers = owing_of(goes_on_for(institution)).filter(place=area).order_by("pk")
    locked = list(hers.select_related("place").select_for_update(of=("self",), no_key=True))
    held = balances_of(hers.select_related("place"), date.max) if locked else ()
    return [(one.account, -one.balance) for one in held if one.balance < 0]


def _set_off(
    name: str,
    parts: Sequence[tuple[LedgerAccount, Decimal]],
    debts: list[tuple[LedgerAccount, Decimal]],
    case: CaseFile,
    by: Officer,
    on: date,
) -> list[tuple[LedgerAccount, Decimal]]:
    """Take from some parts what is owed back; `debts` are brought to what is left of them. Returns what is left of the parts."""
    left = []
    for number, (source, amount) in enumerate(parts, start=1):
        for at, (account, debt) in enumerate(debts):
            taken = min(amount, debt)
            if taken <= 0:
                continue
            key = f"{SET_OFF} {name} {number} {account.pk}"
            book(key, source, account, taken, purpose=SET_OFF, on=on, case=case, by=by)
            tell_taken(account, taken, case=case, by=by, on=on)
            debts[at], amount = (account, debt - taken), amount - taken
        if amount > ZERO:
            left.append((source, amount))
    return left
