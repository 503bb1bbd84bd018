"""What becomes of a personal account when an enrolment changes. No balance exists outside the ledger: it is moved there."""

import uuid
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from casework.models import CaseFile
from casework.money.models.payments import Payable
from casework.money.queries import Held, personal_accounts, pooling_area
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe
from casework.staff.officer import Officer
from enrolment.changes.queries.deaths import HEIRS
from enrolment.persons.models.person import Person
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.queries.files import files_of

# Nobody is paid before she is known: who inherits is shown by papers of its own.
HEIRS_NOT_PROVEN = "heirs_not_proven"
# What a premium that is given back is owed as.
PREMIUM_REFUND = "premium_refund"
# What the balance of the dead is owed as.
ACCOUNT_TO_HEIRS = "account_to_heirs"
# Why an heir is not paid any more: who held it for dead lives. The case it is owed for is to be taken back.
LIVES = "death_taken_back"
# Kinds of holders who are paid as heir for a case about the dead; rooms above name theirs.
_heirs_of_cases: set[str] = set()


def register_heirs_of_cases(holder_kind: str) -> None:
    """Name a kind of holder that is paid as heir for a case about somebody who has died."""
    _heirs_of_cases.add(holder_kind)


def owed_to_heirs_of_cases(files: Collection[uuid.UUID]) -> QuerySet[Payable]:
    """What is or was owed to heirs for cases about the people of these files."""
    return Payable.objects.filter(account__holder_kind__in=_heirs_of_cases, case__subject__in=files)


def holder_of(person: Person) -> tuple[str, str]:
    """How the ledger names a person: by her key alone."""
    return PERSON, str(person.pk)


def _with_something(person: Person, on: date) -> list[Held]:
    holders = [(PERSON, str(key)) for key in files_of(person)]
    return [held for holder in holders for held in personal_accounts(holder, on) if held.balance > 0]


def owe_to_person(person: Person, case: CaseFile, *, by: Officer, on: date) -> list[Payable]:
    """The balance of each of her accounts is owed to her, and waits for a batch."""
    return [
        _owe(held, case, "account_paid_out", holder_of(person), by=by, on=on) for held in _with_something(person, on)
    ]


def owe_to_heirs(person: Person, case: CaseFile, *, by: Officer, on: date) -> list[Payable]:
    """The balance of each of her accounts is owed to the heirs, and held until who they are is proven; so is what was owed to
    herself and is not on its way to the bank, what the bank returned too. What a batch has taken already is marked: one that is not
    sent pays nobody any more, and what the bank returns waits for the proof."""
    hers = Payable.objects.filter(
        account__holder_kind=PERSON, account__holder_key__in=[str(key) for key in files_of(person)]
    )
    waiting, taken = (Payable.State.OPEN, Payable.State.HELD), (Payable.State.IN_BATCH, Payable.State.SENT)
    hers.filter(state__in=waiting).update(state=Payable.State.HELD, held_because=HEIRS_NOT_PROVEN)
    hers.filter(state__in=taken).update(held_because=HEIRS_NOT_PROVEN)
    return [
        _owe(held, case, ACCOUNT_TO_HEIRS, (HEIRS, str(person.pk)), by=by, on=on, held_because=HEIRS_NOT_PROVEN)
        for held in _with_something(person, on)
    ]


def _owe(held: Held, case: CaseFile, purpose: str, to: tuple[str, str], **how) -> Payable:
    key = f"{purpose} {case.pk} {held.account.pk}"
    return owe(key, held.account, held.balance, to=to, office=case.office, purpose=purpose, case=case, **how)


def send_along(person: Person, case: CaseFile, *, by: Officer, on: date) -> Decimal:
    """The balance goes to the other pooling area with the relation. Returns how much, in yuan."""
    sent = Decimal(0)
    for held in _with_something(person, on):
        key = f"account_leaves {case.pk} {held.account.pk}"
        target = account_of("transfer_out", held.account.place)
        book(key, held.account, target, held.balance, purpose="account_leaves", on=on, case=case, by=by)
        sent += held.balance
    return sent


def bring(person: Person, case: CaseFile, amount: Decimal | None, *, by: Officer, on: date) -> None:
    """The amount that came with the relation is credited; nothing where none came."""
    if not amount:
        return
    area = pooling_area(case.office)
    account = account_of("personal_account", area, holder=holder_of(person))
    source = account_of("transfer_in", area)
    book(f"account_brought {case.pk}", source, account, amount, purpose="account_brought", on=on, case=case, by=by)
