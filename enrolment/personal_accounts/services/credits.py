"""Booking the credits of a year: what the rule of the place gives for a month that is on record, once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.ledger import LedgerTransfer
from casework.money.queries import pooling_areas_of
from casework.money.rules.amounts import total_of
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe
from casework.staff.officer import Officer
from enrolment.changes.queries.credits import CREDIT, key_of_credit
from enrolment.changes.queries.deaths import HEIRS, death_that_stands, first_report
from enrolment.changes.services.accounts import ACCOUNT_TO_HEIRS, HEIRS_NOT_PROVEN, holder_of
from enrolment.personal_accounts.queries.account import account_year
from enrolment.personal_accounts.queries.months import EMPLOYEES, CreditLine
from enrolment.persons.models.person import Person

NOTHING = _("There is no credit to book: the months are booked already, or no rule and base give an amount.")
MONTH_CLOSED = _("The books of this month are closed: nothing can be booked today.")
GONE = _("The file was merged into another one, or no case here recorded the death that it says: nothing is credited.")


@transaction.atomic
def book_account_credits(person: Person, year: int, *, by: Officer, on: date) -> list[LedgerTransfer]:
    """Book every credit of a year that the rule gives and the ledger does not know; of the dead those up to the month of death, and
    her heirs are owed them. Raises Blocked, PermissionDenied,
    Person.DoesNotExist outside her area."""
    by.must("book_account_credits")
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("home_office")
        .get(pk=person.pk, home_office__in=by.area)
    )
    lines = account_year(person, year, on).open_credits
    try:
        made = book_lines(person, lines, by=by, on=on)
    except IntegrityError as problem:
        raise Blocked(Reason("month_closed", MONTH_CLOSED)) from problem
    record("book_account_credits", by=by, subject=person.pk, facts={"year": year, "months": len(made)})
    return made


@transaction.atomic
def book_lines(person: Person, lines: Sequence[CreditLine], *, by: Officer | None, on: date) -> list[LedgerTransfer]:
    """Book open credits of a person whose file the caller has locked, each out of the fund of the place that was paid; nobody in
    `by`: the schedule does it. Raises Blocked where nothing is open or nobody knows the death on file, IntegrityError for a closed
    month."""
    death = death_that_stands(person.pk) if person.died_on is not None else None
    if person.merged_into_id is not None or (person.died_on is not None and death is None):
        raise Blocked(Reason("gone", GONE))
    if not lines:
        raise Blocked(Reason("nothing", NOTHING))
    areas = pooling_areas_of({line.place for line in lines})
    made = []
    for line in lines:
        area = areas[line.place]
        source = account_of("contributions", area, scheme=EMPLOYEES)
        target = account_of("personal_account", area, holder=holder_of(person))
        key = key_of_credit(person.pk, line.credit.month.first, line.reversed_before)
        made.append(book(key, source, target, line.amount, purpose=CREDIT, on=on, by=by))
    if death is not None:
        _owe_to_heirs(person, made, first_report(death).case, by=by, on=on)
    return made


def _owe_to_heirs(person: Person, made: list[LedgerTransfer], case: CaseFile, *, by: Officer | None, on: date) -> None:
    """What was credited after the death goes where the balance went: owed to the heirs, and held until they are proven."""
    by_account: dict[int, list[LedgerTransfer]] = defaultdict(list)
    for row in made:
        by_account[row.target_id].append(row)
    for rows in by_account.values():
        account = rows[0].target
        owe(
            f"{ACCOUNT_TO_HEIRS} {case.pk} {account.pk} {rows[0].pk}",
            account,
            total_of([row.amount for row in rows]),
            to=(HEIRS, str(person.pk)),
            office=person.home_office,
            purpose=ACCOUNT_TO_HEIRS,
            on=on,
            case=case,
            by=by,
            held_because=HEIRS_NOT_PROVEN,
        )
