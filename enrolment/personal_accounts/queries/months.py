"""The months of people for which a personal account may be credited: what is on file, what the rule of the place credits, what
the ledger says was credited. Asked for one person by her page, for a lot of people by the schedule: as many queries for many as
for one.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from casework.money.models.ledger import LedgerTransfer
from casework.money.rules.amounts import ZERO
from enrolment.changes.queries.credits import CREDIT, month_of_credit, that_stand
from enrolment.contributions.choices import PersonKind
from enrolment.contributions.models.bill import Bill
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import first_day, last_day, month_of
from enrolment.coverage.rules.reading.values import division_of
from enrolment.personal_accounts.rules.credits import Credit, Month, credit_of
from enrolment.persons.models.person import Person
from enrolment.persons.models.standing import Standing
from enrolment.persons.queries.addressee import PERSON

EMPLOYEES = "uebmi"


@dataclass(frozen=True, kw_only=True)
class CreditLine:
    """A month: what the rule credits for it, and what the ledger says was credited for it (None: nothing yet).

    `place`: division code of the place that was paid, or where she was enrolled; `reversed_before`: how many bookings of the month
    the ledger knows, where none of them stands.
    """

    credit: Credit
    place: str
    booked: LedgerTransfer | None
    reversed_before: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the rule credits it and the ledger does not know it yet."""
        return bool(self.credit.amount) and self.booked is None

    @property
    def amount(self) -> Decimal:
        """What the rule credits; zero where it credits nothing."""
        return self.credit.amount or ZERO


@dataclass(kw_only=True)
class OnFile:
    """What is on file of one person. `paid`: first and last day, place, kind of person; `bases`: by year and month; `enrolled`:
    first and last day, place; `booked`: by the first day of the month what the ledger was told, reversed ones too, oldest first."""

    died_on: date | None
    paid: list[tuple[date, date, str, str]] = field(default_factory=list)
    bases: dict[tuple[int, int], Decimal | None] = field(default_factory=dict)
    retired: date | None = None
    enrolled: list[tuple[date, date | None, str]] = field(default_factory=list)
    booked: dict[date, list[LedgerTransfer]] = field(default_factory=lambda: defaultdict(list))


def on_file(
    files: Mapping[uuid.UUID, uuid.UUID], people: Sequence[Person], first: date, last: date
) -> dict[uuid.UUID, OnFile]:
    """By person what is on file about the months of some days. `files`: every file of them, those merged into theirs too → whose
    it is. Five queries, however many they are."""
    found = {person.pk: OnFile(died_on=person.died_on) for person in people}
    paid = _of(PaidTime.objects.known(), found).filter(elsewhere="", starts_on__lte=last, ends_on__gte=first)
    for key, *row in paid.order_by("starts_on").values_list("person", "starts_on", "ends_on", "place", "person_kind"):
        found[key].paid.append((row[0], row[1], row[2], row[3]))
    bills = _of(Bill.objects.known(), found).filter(month__gt=0, year__range=(first.year, last.year))
    for key, year, month, base in bills.values_list("person", "year", "month", "base"):
        found[key].bases[year, month] = base
    retired = Standing.objects.known().filter(person__in=found, kind="retired").order_by("-starts_on")
    for key, day in retired.values_list("person", "starts_on"):
        found[key].retired = day
    enrolled = _of(Enrolment.objects.filter(superseded_at=None), found).order_by("starts_on")
    for key, starts_on, ends_on, place in enrolled.values_list("person", "starts_on", "ends_on", "office__place"):
        found[key].enrolled.append((starts_on, ends_on, place))
    booked = LedgerTransfer.objects.filter(
        target__kind="personal_account",
        target__holder_kind=PERSON,
        target__holder_key__in=[str(key) for key in files],
        purpose=CREDIT,
        # What was put in under another name is of no month; it is in the balance all the same.
        key__startswith=f"{CREDIT} ",
        reverses=None,
    )
    for row in booked.select_related("reversed_by", "target").order_by("pk"):
        found[files[uuid.UUID(row.target.holder_key)]].booked[month_of_credit(row.key)].append(row)
    return found


def _of(rows: QuerySet, found: Mapping[uuid.UUID, OnFile]) -> QuerySet:
    return rows.filter(person__in=found, scheme=EMPLOYEES)


def credit_lines(held: OnFile, first: date, last: date) -> list[CreditLine]:
    """The months of some days that are paid for or in which she was retired, none behind that of her death, oldest first. Whoever
    has left, or went to another area, is credited nothing any more. No query."""
    last = min(last, held.died_on or last)
    return [line for month in range(month_of(first), month_of(last) + 1) if (line := _line(held, first_day(month)))]


def _line(held: OnFile, first: date) -> CreditLine | None:
    """One month; None where nothing is paid and nobody retired. Whose rule it is and whose fund: those of the place that was paid,
    of the retired that of the enrolment."""
    place, kind = next(((place, kind) for starts, ends, place, kind in held.paid if starts <= first <= ends), ("", ""))
    there = _enrolled_at(held, first) if held.retired is not None and held.retired <= first else ""
    if not (place or there):
        return None
    month = Month(
        first=first,
        paid=bool(place),
        base=held.bases.get((first.year, first.month)),
        retired=bool(there),
        flexible=kind == PersonKind.FLEXIBLE,
    )
    rows = held.booked.get(first, [])
    return CreditLine(
        credit=credit_of(month, division_of(place or there)),
        place=place or there,
        booked=next(iter(that_stand(rows)), None),
        reversed_before=len(rows),
    )


def _enrolled_at(held: OnFile, first: date) -> str:
    """The place at which she is enrolled in a month; "" where at none."""
    last = last_day(month_of(first))
    return next((at for starts, ends, at in held.enrolled if starts <= last and (ends or date.max) >= first), "")
