"""The personal account of somebody in a year: what it held, what was credited and used, and what the rule of the place credits for
each month. No balance exists outside the ledger: every figure is summed from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from casework.money.models.ledger import LedgerAccount, LedgerTransfer
from casework.money.queries import balances_of
from casework.money.rules.amounts import ZERO
from enrolment.personal_accounts.queries.months import CreditLine, credit_lines, on_file
from enrolment.persons.models.person import Person
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.queries.files import files_of

FIRST_YEAR = 1998


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One booking on the account: what came or went, in yuan, and what it held afterwards."""

    transfer: LedgerTransfer
    credited: Decimal
    used: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class AccountYear:
    """The account in a year. `opening`, `closing`: what it held before and at the end of it, or today where it goes on; `has_one`:
    whether there is an account at all."""

    year: int
    has_one: bool
    opening: Decimal
    closing: Decimal
    credited: Decimal
    used: Decimal
    movements: Sequence[Movement]
    months: Sequence[CreditLine]

    @property
    def sources(self) -> list[str]:
        """What the credits of the year rest on, each source once."""
        return list(dict.fromkeys(line.credit.source for line in self.months if line.credit.source))

    @property
    def open_credits(self) -> list[CreditLine]:
        """The months the rule credits and the ledger does not know yet."""
        return [line for line in self.months if line.is_open]


def account_year(person: Person, year: int, on: date) -> AccountYear:
    """The account in a year as it stands on a day. Nine queries, whatever happened in the year."""
    files = files_of(person)
    accounts = LedgerAccount.objects.filter(
        kind="personal_account", holder_kind=PERSON, holder_key__in=[str(key) for key in files]
    )
    first, last = date(year, 1, 1), min(date(year, 12, 31), on)
    hers = set(accounts.values_list("pk", flat=True))
    opening = sum((held.balance for held in balances_of(accounts, date(year - 1, 12, 31))), ZERO)
    rows = LedgerTransfer.objects.filter(
        Q(source__in=hers) | Q(target__in=hers), booked_on__range=(first, max(first, last))
    )
    movements = _movements(rows.select_related("case").order_by("booked_on", "pk"), hers, opening)
    held = on_file(dict.fromkeys(files, person.pk), [person], first, max(first, last))
    credited = sum((one.credited for one in movements), ZERO)
    used = sum((one.used for one in movements), ZERO)
    return AccountYear(
        year=year,
        has_one=bool(hers),
        opening=opening,
        closing=opening + credited - used,
        credited=credited,
        used=used,
        movements=movements,
        months=credit_lines(held[person.pk], first, last) if first <= on else [],
    )


def _movements(rows, hers: set[int], opening: Decimal) -> list[Movement]:
    held, found = opening, []
    for row in rows:
        came = row.amount if row.target_id in hers else ZERO
        went = row.amount if row.source_id in hers else ZERO
        held += came - went
        found.append(Movement(transfer=row, credited=came, used=went, after=held))
    return found
