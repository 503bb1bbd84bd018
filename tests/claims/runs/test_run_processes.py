"""A run by one, two and four processes, and by some that are killed again and again: the same rows, whoever wrote them."""

import multiprocessing
import os
import random
import signal
import time
import uuid
from decimal import Decimal

import pytest
from django.db import connection

from casework.books.queries.checks import checked
from casework.models import CaseFile
from claims.models import Run
from claims.runs.services import chunks, starting
from tests.apart import a_connection_of_its_own, copied, database_apart, let_go
from tests.builders import Staff
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements import builders
from tests.claims.reimbursements.builders import CARE_C, DRUG_A, DRUG_B
from tests.claims.runs.people import named

PEOPLE, STAYS, KILLS, SIZE = 36, 7, 30, 9
# Seconds at most between two writes of a worker that is to be killed between them.
SLOW = 0.3
CUT = starting.cut
WRITTEN = (
    "SELECT * FROM claims_careresult ORDER BY id",
    "SELECT * FROM claims_careentry ORDER BY id",
    (
        "SELECT y.person_id, y.policy_code, y.year, p.result_id, p.settlement_id IS NULL, p.place_in_order, p.before, p.after"
        " FROM claims_yearposting p JOIN claims_personyear y ON y.id = p.year_id ORDER BY 1, 2, 3, 6"
    ),
    "SELECT person_id, policy_code, year, posted, accumulators FROM claims_personyear ORDER BY 1, 2, 3",
    "SELECT key, amount, booked_on FROM casework_ledgertransfer ORDER BY 1",
    "SELECT key, amount, due_on, state FROM casework_payable ORDER BY 1",
)


@pytest.fixture
def apart(django_db_setup, django_db_blocker):
    """A copy of the test database in its place, and more for each way of working; all thrown away afterwards."""
    with database_apart(django_db_blocker, "_run", *WAYS) as name:
        yield name


def world(today) -> Run:
    """A month of several hundred stays of people some of whom have claims of the counter too, approved."""
    ward, drawn, rows = Ward(Staff(today)), random.Random(14), []
    people = [ward.insured(2 + 2 * number) for number in range(PEOPLE)]
    for number, person in enumerate(people[::6]):
        ward.posted(person, number + 1, 6)
    for number, document in enumerate(ward.documents(*people)):
        for place in range(STAYS):
            codes = drawn.sample((DRUG_A, DRUG_B, CARE_C), drawn.randint(1, 3))
            lines = [(code, str(Decimal(drawn.randint(100, 4_000_000)) / 100)) for code in codes]
            day = 2 + 4 * place
            first = f"2026-05-{max(1, day - 3):02d}"
            rows.append(
                settlement(f"S{number}-{place}", document, *lines, day=max(day, 6), begndate=first, fee_ocur_time=first)
            )
    rows += [settlement(f"X{number}", f"83000019900101{number:04}") for number in range(10)]
    return ward.approved(ward.declared(*rows))


def work(name: str, run: uuid.UUID, slow: float) -> None:
    """A worker of its own: its connection, and time between its writes to be killed in."""
    a_connection_of_its_own()
    connection.settings_dict["NAME"] = name
    if slow:
        for place in ("read_chunk", "write_results", "write_entries", "write_years"):
            setattr(chunks, place, slowly(getattr(chunks, place), slow))
    chunks.advance(run)
    os._exit(0)


def slowly(does, seconds: float):
    drawn = random.Random(os.getpid())

    def slow(*args, **kwargs):
        done = does(*args, **kwargs)
        time.sleep(drawn.random() * seconds)
        return done

    return slow


def started(name: str, run: uuid.UUID, slow: float = 0):
    one = multiprocessing.get_context("fork").Process(target=work, args=(name, run, slow))
    one.start()
    return one


def by_workers(count: int):
    def does(name: str, run: uuid.UUID) -> None:
        for one in [started(name, run) for _worker in range(count)]:
            one.join(120)
            assert one.exitcode == 0

    return does


def killed(count: int):
    """So many workers are killed where they happen to be, and others take their place."""

    def does(name: str, run: uuid.UUID) -> None:
        drawn, kills = random.Random(30 + count), 0
        workers = [started(name, run, SLOW) for _worker in range(count)]
        end = time.monotonic() + 240
        while kills < KILLS and time.monotonic() < end:
            time.sleep(drawn.random() * 0.6 / count)
            place = drawn.randrange(count)
            if workers[place].is_alive():
                os.kill(workers[place].pid, signal.SIGKILL)
                workers[place].join(10)
                kills += workers[place].exitcode == -signal.SIGKILL
            workers[place] = started(name, run, SLOW)
        # Every one of them hit a run that had not ended.
        running = Run.objects.get(pk=run).state == Run.State.RUNNING
        let_go()
        for one in workers:
            one.join(60)
        by_workers(1)(name, run)
        assert (kills, running) == (KILLS, True), count

    return does


WAYS = {
    **{f"_{count}": by_workers(count) for count in (1, 2, 4)},
    **{f"_killed_{count}": killed(count) for count in (1, 2, 4)},
}


def written() -> list[list[tuple]]:
    found = []
    with connection.cursor() as cursor:
        for statement in WRITTEN:
            cursor.execute(statement)
            found.append(cursor.fetchall())
    return found


@pytest.mark.fault
def test_any_number_of_processes_and_any_kill_give_the_same_rows(apart, today, monkeypatch):
    monkeypatch.setattr(starting, "cut", lambda people, _size: CUT(people, SIZE))
    monkeypatch.setattr(builders, "identity", named)
    run = world(today)
    assert run.chunks.count() > 25
    found = {}
    for way, does in WAYS.items():
        copied(apart, f"{apart}{way}")
        let_go()
        does(f"{apart}{way}", run.pk)
        assert CaseFile.objects.get(pk=run.month_id).state == "posted"
        assert not any(checked().values())
        found[way] = written()
    assert all(rows for rows in found["_1"])
    for way in WAYS:
        for statement, rows, first in zip(WRITTEN, found[way], found["_1"], strict=True):
            assert rows == first, (way, statement)
