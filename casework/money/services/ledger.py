"""Booking: a transfer for a fact, once; and its reversal. Inside the caller's transaction, with what the fact writes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import IntegrityError
from django.db.models import Q

from casework.casefile.models.case_file import CaseFile
from casework.money.models.ledger import LedgerAccount, LedgerTransfer
from casework.money.rules.accounts import account_kinds
from casework.money.rules.amounts import exact
from casework.money.services.once import written_once
from casework.staff.models.place import Place
from casework.staff.officer import Officer


def month_is_closed(problem: IntegrityError) -> bool:
    """Whether the database refused a booking because its month is closed."""
    return "the month is closed" in str(problem)


class BookedOtherwise(Exception):
    """The same fact was booked with another amount or between other accounts."""


def account_of(kind: str, place: Place, *, scheme: str = "", holder: tuple[str, str] | None = None) -> LedgerAccount:
    """The account, opened when it is new. Raises KeyError for a kind the table does not have, ValueError when scheme or
    holder (kind, key) are missing or too many."""
    return accounts_of(place, [Named(kind, scheme, holder)])[0]


class Named(NamedTuple):
    """An account of a place by its name: the kind, the scheme and the holder (kind, key) where it has one."""

    kind: str
    scheme: str = ""
    holder: tuple[str, str] | None = None


def accounts_of(place: Place, named: Sequence[Named]) -> list[LedgerAccount]:
    """The accounts of a place in the order they are named, opened where they are new. One query, more for a new one. Raises as
    above."""
    wanted = [_columns(one) for one in named]
    found = {
        (row.kind, row.scheme, row.holder_kind, row.holder_key): row
        for row in LedgerAccount.objects.filter(reduce(or_, [Q(**one) for one in wanted]), place=place)
    }
    accounts = []
    for one in wanted:
        account = found.get(tuple(one.values())) or LedgerAccount.objects.get_or_create(place=place, **one)[0]
        # In hand already, whoever asks where the account is.
        account.place = place
        accounts.append(account)
    return accounts


def _columns(named: Named) -> dict[str, str]:
    known = account_kinds()[named.kind]
    if known.per_scheme != bool(named.scheme) or known.has_holder != (named.holder is not None):
        raise ValueError(
            f"an account {named.kind} has {'a' if known.per_scheme else 'no'} scheme and"
            f" {'a' if known.has_holder else 'no'} holder"
        )
    holder_kind, holder_key = named.holder or ("", "")
    return {"kind": named.kind, "scheme": named.scheme, "holder_kind": holder_kind, "holder_key": holder_key}


def book(
    key: str,
    source: LedgerAccount,
    target: LedgerAccount,
    amount: Decimal,
    *,
    purpose: str,
    on: date,
    case: CaseFile | None = None,
    by: Officer | None = None,
) -> LedgerTransfer:
    """Book an amount in yuan from one account to another, for the fact `key` names. Told again, it is the same transfer.

    Raises NotAnAmount, BookedOtherwise, IntegrityError for a closed month.
    """
    told = {
        "source": source,
        "target": target,
        "amount": exact(amount),
        "purpose": purpose,
        "booked_on": on,
        "case": case,
        "booked_by": by and by.user,
    }
    row, new = written_once(LedgerTransfer.objects, told, key=key)
    if not new and (row.source_id, row.target_id, row.amount) != (source.pk, target.pk, amount):
        raise BookedOtherwise(key)
    return row


def reverse(transfer: LedgerTransfer, *, on: date, by: Officer | None = None) -> LedgerTransfer:
    """Undo a transfer by the same amount the other way, in a month that is open. Told again, it is the same reversal.

    Raises IntegrityError for a reversal of a reversal, a day before the transfer, or a closed month.
    """
    told = {
        "key": f"reversal of {transfer.pk}",
        "source": transfer.target,
        "target": transfer.source,
        "amount": transfer.amount,
        "purpose": transfer.purpose,
        "booked_on": on,
        "case": transfer.case,
        "booked_by": by and by.user,
    }
    return written_once(LedgerTransfer.objects, told, reverses=transfer)[0]
