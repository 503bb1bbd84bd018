"""The credits of months on the schedule: once a day each month that the rule of its place credits and the ledger does not know is
booked, in lots of people, each in a transaction of its own.

Nothing says how far a run came but the ledger: whatever was killed is begun again, and finds what it booked. Everybody is looked at
in the first run of a month and after a value of a place was published; between, those of whom something was recorded since the last
run, so that a month that is paid late has its credit the next day.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.casefile.services.events import event, record, record_all
from casework.clocks.models.job_run import JobRun
from casework.clocks.services.job_days import note_progress
from casework.engine.refusals import Blocked
from casework.money.models.ledger import ClosedMonth, LedgerAccount, LedgerTransfer
from casework.money.queries import pooling_areas_of
from casework.money.services.ledger import BookedOtherwise
from casework.rulebook.models import RuleValue
from casework.staff.models.place import Place
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.credits import CREDIT, key_of_credit
from enrolment.changes.services.accounts import holder_of
from enrolment.contributions.models.bill import Bill
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.coverage.models import Enrolment
from enrolment.personal_accounts.queries.account import FIRST_YEAR
from enrolment.personal_accounts.queries.months import EMPLOYEES, CreditLine, credit_lines, on_file
from enrolment.personal_accounts.rules.credits import RULES, places_with_a_rule
from enrolment.personal_accounts.services.credits import book_lines
from enrolment.persons.models.person import Person
from enrolment.persons.models.standing import Standing
from enrolment.persons.queries.files import files_of_all

JOB, LOT = "book_credits", 200
# A transaction that recorded something may end as much later than it began.
LATE = timedelta(hours=1)
Open = list[tuple[Person, list[CreditLine]]]


def book_credits(today: date) -> JobRun | None:
    """The run of a day; None when it was done. Two at once book nothing twice: people are locked, and a month has its key."""
    runs = JobRun.objects.filter(job=JOB)
    if runs.filter(for_day=today, state=JobRun.State.DONE).exists():
        return None
    now, last = timezone.now(), runs.filter(for_day__lt=today, state=JobRun.State.DONE).order_by("-for_day").first()
    # The day is begun before anything is read: what is recorded meanwhile is looked at by the next run.
    run, _new = runs.get_or_create(job=JOB, for_day=today, defaults={"started_at": now})
    keys = list(people_due(last, today).values_list("pk", flat=True))
    for start in range(0, len(keys), LOT):
        counts = book_lot(keys[start : start + LOT], today)
        note_progress(JOB, _noon(today), counts, max(len(keys) - start - LOT, 0))
    if not keys:
        note_progress(JOB, _noon(today), {}, 0)
    run.refresh_from_db()
    return run


def _noon(day: date) -> datetime:
    """A moment of the day, as the ledger of jobs asks for one."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def people_due(last: JobRun | None, today: date) -> QuerySet[Person]:
    """Whose months are to be looked at: nobody where no place has a rule. In the order in which files are locked."""
    places = places_with_a_rule()
    if not places:
        return Person.objects.none()
    at, enrolled = Q(), Q()
    for place in places:
        at |= Q(place__code__startswith=place)
        enrolled |= Q(office__place__code__startswith=place)
    paid = PaidTime.objects.filter(at, scheme=EMPLOYEES, elsewhere="")
    retired = Standing.objects.filter(kind="retired")
    there = Enrolment.objects.filter(enrolled, scheme=EMPLOYEES)
    every = Q(pk__in=paid.known().values("person")) | Q(
        pk__in=retired.known().filter(person__in=there.values("person")).values("person")
    )
    people = Person.objects.filter(every, merged_into=None).order_by("pk")
    if last is None or last.for_day.replace(day=1) != today.replace(day=1) or _published_since(last.started_at):
        return people
    return people.filter(_changed_since(last.started_at - LATE))


def _published_since(moment: datetime) -> bool:
    return RuleValue.objects.filter(rule__in=RULES, published_at__gte=moment - LATE).exists()


def _changed_since(moment: datetime) -> Q:
    """Of whom something was recorded or taken back that a credit rests on."""
    changed = Q(recorded_at__gte=moment) | Q(superseded_at__gte=moment)
    found = Q()
    for model in (PaidTime, Bill, Standing, Enrolment):
        found |= Q(pk__in=model.objects.filter(changed).values("person"))
    # A death that is recorded or taken back.
    return found | Q(pk__in=EnrolmentChange.objects.filter(decided_on__gte=moment.date()).values("person"))


@transaction.atomic
def book_lot(keys: Sequence[uuid.UUID], on: date) -> dict[str, int]:
    """Book the open months of some people. As many queries for many as for one, but for the dead, whose heirs are owed them. Counts
    of people read, months booked, and of those that wait since the books are closed."""
    people = list(
        Person.objects.select_for_update(of=("self",))
        .select_related("home_office")
        .filter(pk__in=keys, merged_into=None)
        .order_by("pk")
    )
    first = date(FIRST_YEAR, 1, 1)
    held = on_file(files_of_all([person.pk for person in people]), people, first, on)
    found = [(person, _open_lines(credit_lines(held[person.pk], first, on))) for person in people]
    due = [(person, lines) for person, lines in found if lines]
    areas = pooling_areas_of({line.place for _person, lines in due for line in lines})
    shut = _closed(areas.values(), on)
    waits = {person.pk for person, lines in due if shut & {areas[line.place].pk for line in lines}}
    living = [(person, lines) for person, lines in due if person.died_on is None and person.pk not in waits]
    booked = _book_living(living, areas, on)
    for person, lines in due:
        if person.died_on is not None and person.pk not in waits:
            booked += _book_dead(person, lines, on)
    waiting = sum(len(lines) for person, lines in due if person.pk in waits)
    return {"people_read": len(people), "credits_booked": booked, "books_closed": waiting}


def _open_lines(lines: Iterable[CreditLine]) -> list[CreditLine]:
    return [line for line in lines if line.is_open]


def _closed(areas: Iterable[Place], on: date) -> set[str]:
    """The pooling areas whose books take nothing on a day any more. One query."""
    rows = ClosedMonth.objects.filter(place__in=set(areas), month=on.replace(day=1))
    return set(rows.values_list("place", flat=True))


def _book_living(due: Open, areas: Mapping[str, Place], on: date) -> int:
    """The transfers and the events of a lot, each as a set. Four queries."""
    if not due:
        return 0
    accounts = _accounts(due, areas)
    rows = [
        LedgerTransfer(
            key=key_of_credit(person.pk, line.credit.month.first, line.reversed_before),
            source=accounts["contributions", areas[line.place].pk, ""],
            target=accounts["personal_account", areas[line.place].pk, str(person.pk)],
            amount=line.amount,
            purpose=CREDIT,
            booked_on=on,
        )
        for person, lines in due
        for line in lines
    ]
    LedgerTransfer.objects.bulk_create(rows, batch_size=1000)
    record_all(event("book_account_credits", by=None, subject=who.pk, facts=_facts(lines)) for who, lines in due)
    return len(rows)


def _facts(lines: Sequence[CreditLine]) -> dict:
    months = [f"{line.credit.month.first:%Y-%m}" for line in lines]
    return {"months": len(months), "from": months[0], "until": months[-1]}


def _accounts(due: Open, areas: Mapping[str, Place]) -> dict[tuple[str, str, str], LedgerAccount]:
    """By kind, area and holder ("" for the fund's own) the accounts of a lot; those that are new are opened. Two queries."""
    wanted = {}
    for person, lines in due:
        kind, holder = holder_of(person)
        for area in {areas[line.place] for line in lines}:
            wanted["contributions", area.pk, ""] = LedgerAccount(kind="contributions", place=area, scheme=EMPLOYEES)
            wanted["personal_account", area.pk, holder] = LedgerAccount(
                kind="personal_account", place=area, holder_kind=kind, holder_key=holder
            )
    LedgerAccount.objects.bulk_create(wanted.values(), ignore_conflicts=True)
    known = LedgerAccount.objects.filter(
        Q(kind="contributions", scheme=EMPLOYEES)
        | Q(kind="personal_account", holder_key__in={holder for _kind, _area, holder in wanted if holder}),
        place__in={area for _kind, area, _holder in wanted},
    )
    return {(row.kind, row.place_id, row.holder_key): row for row in known}


def _book_dead(person: Person, lines: list[CreditLine], on: date) -> int:
    """One who has died: her heirs are owed it. Nothing where no case here recorded the death, or the books were closed since."""
    try:
        with transaction.atomic():
            made = book_lines(person, lines, by=None, on=on)
    except (Blocked, BookedOtherwise, IntegrityError):
        return 0
    record("book_account_credits", by=None, subject=person.pk, facts=_facts(lines))
    return len(made)
