"""From the approval of a claim to the money at the bank and its reversal, by processes that are killed: at every statement they
send and around every commit, and then wherever they happen to be. Nothing is lost, nothing is doubled."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import connection

from casework.books.queries.checks import checked
from casework.models import CaseFile, Payable, PaymentBatch
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services.batches import answer_batch, make_batch, release_batch, send_batch
from claims.models import ClaimSettlement
from claims.reimbursements.services import posting
from claims.reversals.services import confirming
from tests.apart import a_connection_of_its_own, database_apart, let_go
from tests.builders import Staff
from tests.claims.reversals.builders import Bench

pytestmark = pytest.mark.fault
CLAIMS, KILLS, WORKERS = 10, 100, 3
# What the way of a claim to the bank and back writes.
WRITTEN = (
    "claims_claimsettlement",
    "claims_yearposting",
    "claims_personyear",
    "claims_reimbursement",
    "claims_reversal",
    "casework_casefile",
    "casework_ledgertransfer",
    "casework_payable",
    "casework_paymentbatch",
    "casework_batchitem",
    "casework_event",
    "casework_operation",
    "casework_duty",
)


@pytest.fixture
def apart(django_db_setup, django_db_blocker):
    with database_apart(django_db_blocker, "_killed") as name:
        yield name


def written() -> dict[str, str]:
    """A digest of each table's rows."""
    parts = [f"SELECT '{name}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t" for name in WRITTEN]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


@dataclass
class Killer:
    """Ends its own process at the statement or commit of a number: before it is sent, or once it is done."""

    at: int
    before: bool
    met: int = field(default=0)

    def __call__(self, execute, sql, params, many, context):
        return self._around(lambda: execute(sql, params, many, context))

    def commit(self, does: Callable[[], None]) -> Callable[[], None]:
        return lambda: self._around(does)

    def _around(self, does):
        self.met += 1
        if self.met == self.at and self.before:
            os.kill(os.getpid(), signal.SIGKILL)
        done = does()
        if self.met == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def started(does: Callable[[], object]):
    one = multiprocessing.get_context("fork").Process(target=_alone, args=(does,))
    let_go()
    one.start()
    return one


def _alone(does: Callable[[], object]) -> None:
    a_connection_of_its_own()
    does()
    os._exit(0)


def killed_at(act: Callable[[], object], at: int, *, before: bool) -> bool:
    """Whether the process that did the act was killed at that place; False where it has no such place and came to its end."""

    def does() -> None:
        killer = Killer(at, before)
        connection._commit = killer.commit(connection._commit)
        with connection.execute_wrapper(killer):
            act()

    one = started(does)
    one.join(60)
    assert one.exitcode in (0, -signal.SIGKILL), one.exitcode
    return one.exitcode != 0


def world(today) -> Bench:
    return Bench(Staff(today))


def acts_of(desk: Bench, case: CaseFile, person):
    """The acts from a reviewed claim to its reversal, each made when the one before it is done; as often as it is called, an act is
    the same press of the same button."""
    shown, step = desk.shown(case), desk.step(case, desk.second)
    yield "approve", lambda: posting.approve_claim(case.pk, shown, **step)
    desk.compared(person)
    yield "make", lambda: PaymentBatch.objects.exists() or make_batch(by=desk.finance)
    batch = PaymentBatch.objects.get()
    state = PaymentBatch.objects.filter(pk=batch.pk).values_list("state", flat=True)
    yield "release", lambda: state.get() == "draft" and release_batch(batch.pk, by=desk.payer)
    yield "send", lambda: state.get() == "released" and send_batch(batch.pk, by=desk.finance)
    lines = [AnswerLine(position=1, result="paid", day=desk.today)]
    yield "answer", lambda: state.get() == "sent" and answer_batch(batch.pk, lines, by=desk.finance, on=desk.today)
    reversal = desk.proposed(case)
    plan, second = desk.shown_reversal(reversal), desk.step(reversal, desk.third)
    yield "reverse", lambda: confirming.confirm_reversal(reversal.pk, plan, **second)


def test_a_process_killed_at_any_statement_has_done_all_or_nothing(apart, today):
    desk = world(today)
    person = desk.insured(2)
    case, places = desk.reviewed(person), {}
    for name, act in acts_of(desk, case, person):
        start, number = written(), 0
        while written() == start:
            number += 1
            for before in (True, False):
                if not killed_at(act, number, before=before):
                    break
                places[name] = places.get(name, 0) + 1
        done = written()
        # Pressed again by whoever saw no answer.
        act()
        assert written() == done, name
        assert not any(checked().values()), name
    assert sum(places.values()) >= 100 and len(places) == 6, places
    assert ClaimSettlement.objects.count() == 1 and Payable.objects.get().state == "paid"


def test_processes_killed_wherever_they_are_lose_and_double_nothing(apart, today):
    """Several approve the same claims at once; who is killed is followed by another."""
    desk, drawn = world(today), random.Random(13)
    people = [desk.insured(2 * number) for number in range(1, 4)]
    cases = []
    for number in range(CLAIMS):
        cases.append(_reviewed(desk, people[number % 3], number))

    def approve_all() -> None:
        for one in random.Random(os.getpid()).sample(cases, len(cases)):
            case = CaseFile.objects.get(pk=one.pk)
            if case.state == "reviewed":
                _approved(desk, case)

    killed, end = 0, time.monotonic() + 240
    workers = [started(approve_all) for _worker in range(WORKERS)]
    while killed < KILLS and time.monotonic() < end:
        time.sleep(drawn.random() * 0.12)
        place = drawn.randrange(WORKERS)
        if workers[place].is_alive():
            os.kill(workers[place].pid, signal.SIGKILL)
            killed += 1
        workers[place].join(10)
        workers[place] = started(approve_all)
    for one in workers:
        one.join(60)
    approve_all()
    assert killed > KILLS / 2
    assert ClaimSettlement.objects.count() == Payable.objects.count() == CLAIMS
    assert {CaseFile.objects.get(pk=case.pk).state for case in cases} == {"approved"}
    assert not any(checked().values())


def _reviewed(desk: Bench, person, number: int) -> CaseFile:
    from tests.claims.reimbursements.builders import line, receipt

    stay = {"starts_on": desk.stay(1 + 2 * number), "ends_on": desk.stay(2 + 2 * number)}
    return desk.reviewed(person, receipt(f"{number:010}", line(amount="3000.00"), issued_on=stay["ends_on"]), **stay)


def _approved(desk: Bench, case: CaseFile) -> None:
    """As the page does: the figures as they are now; refused where another was faster, or where they changed since."""
    from casework.engine.refusals import AlreadyMoved, Blocked

    try:
        posting.approve_claim(case.pk, desk.shown(case), **desk.step(case, desk.second))
    except (AlreadyMoved, Blocked):
        return
