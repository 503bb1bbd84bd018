"""Times the run over an institution's month: settlements a second, beside a JSON baseline of the same run, in turns.

People, what they paid and visits of ten lines are written by the server; what is timed is what a worker does: chunks of a run that
shows the month, then runs that post a month each, by one, two and four workers, beside a bare COPY by as many processes before and
after. CPU seconds are those of the process and of its database backend.
"""

import gc
import json
import multiprocessing
import statistics
import time
import tracemalloc
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from django.db import connection, connections
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.models import CareEntry, CareResult, DeclaredCare, InstitutionMonth, Run
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import read_chunk
from claims.runs.queries.working import worked
from claims.runs.services import chunks, starting
from institutions.models import Institution
from portal.bench import claim_rows
from portal.bench.bare_copy import bare_copy
from portal.bench.cover import PERSON
from portal.bench.pages import processor_seconds
from portal.demo.claims import HOSPITAL
from portal.demo.institutions import code_of
from portal.demo.people import Visit

# Multiples of the JSON baseline, by the clock with two workers on two cores: what is wished for, and the floor.
TARGET, FLOOR = 0.13, 0.08
# Of a bare COPY of sixteen rows a settlement.
COPY_TARGET = 0.3
EACH, LINES, ROUNDS, BASE, WORKERS = 4, 10, 5, 2_000, (1, 2, 4)
# Behind the digits of its month, as the key of every settlement.
_CARE = "(to_char(%(first)s::date, 'YYYYMM') || substr(md5('care' || n || ' ' || k || %(month)s::text), 7))::uuid"
_DAY = "(%(first)s::date + (6 * k + n %% 5)::int)"
_WHOSE = PERSON.format(n="n")
STATEMENTS = (
    (
        "INSERT INTO claims_declaredcare (id, month_id, number, original, person_id, person_key, care, starts_on, ends_on,"
        " settled_on, diagnosis, total, fund_pays, supplement_pays, major_illness_pays, assistance_pays)"
        f" SELECT {_CARE}, %(month)s, 'S' || lpad(n::text, 7, '0') || '-' || k, '', {_WHOSE}, {_WHOSE}, 'outpatient',"
        f" {_DAY}, {_DAY}, {_DAY}, 'A01.x00', %(total)s, 0, 0, 0, 0"
        " FROM generate_series(%(from)s, %(from)s + %(people)s - 1) n CROSS JOIN generate_series(0, %(each)s - 1) k"
    ),
    (
        'INSERT INTO claims_declaredline (id, care_id, number, original_line, code, name, quantity, price, amount, "on")'
        f" SELECT md5('line' || n || ' ' || k || ' ' || l.number || %(month)s::text)::uuid, {_CARE}, l.number, '', l.code,"
        f" '演示', 1, l.amount::numeric, l.amount::numeric, {_DAY}"
        " FROM generate_series(%(from)s, %(from)s + %(people)s - 1) n CROSS JOIN generate_series(0, %(each)s - 1) k"
        " CROSS JOIN unnest(%(codes)s::text[], %(amounts)s::text[]) WITH ORDINALITY l(code, amount, number)"
    ),
)


def run(write: Callable[[str], object], cares: int, today: date) -> None:
    """Print rates, queries and memory, each beside its baseline."""
    people, start = max(1, cares // EACH), time.perf_counter()
    claim_rows.seed(people * len(WORKERS), 0, today)
    visit = Visit(today)
    clerk, second = visit.officer("lin"), visit.officer("zheng")
    months = [_month(people, clerk, ago) for ago in range(len(WORKERS), 0, -1)]
    month = months[-1]
    write(
        f"{people * EACH:,} settlements of {LINES} lines, {people:,} people; seeding took {time.perf_counter() - start:.0f} s"
    )
    for each in months:
        _charge(_done(_started(each, Run.Mode.SHOW, clerk)))
    shown = _started(month, Run.Mode.SHOW, clerk)
    with CaptureQueriesContext(connection) as asked:
        chunks._do_next(Book(shown))
    first = shown.chunks.order_by("number")[0].cares
    write(f"first chunk of {first:,}: {len(asked)} queries, one for {first / len(asked):.0f} settlements (target 200)")
    base = baseline()
    _shown(write, shown, base)
    chunks.advance(shown.pk)
    for each, workers in zip(months, WORKERS, strict=True):
        by = shown if each is month else _done(_started(each, Run.Mode.SHOW, clerk))
        _posted(write, _started(each, Run.Mode.POST, second, by), base, workers)
    _memory(write, shown)
    _stored(write, people * EACH * len(WORKERS))


def _done(run: Run) -> Run:
    chunks.advance(run.pk)
    return run


def _charge(run: Run) -> None:
    """Let the hospital have charged what it comes to, but for one settlement in twenty."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_declaredcare DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE claims_declaredcare c SET fund_pays = r.fund_pays, supplement_pays = r.supplement_pays,"
            " major_illness_pays = r.major_illness_pays, assistance_pays = r.assistance_pays FROM claims_careresult r"
            " WHERE r.care_id = c.id AND r.run_id = %s AND right(c.id::text, 2) > '0c'",
            [run.pk],
        )
        cursor.execute("ALTER TABLE claims_declaredcare ENABLE TRIGGER USER")


def _shown(write: Callable[[str], object], shown: Run, base: Callable[[], float]) -> None:
    """One worker, in turns with the baseline; the median of the rounds."""
    book, rounds = Book(shown), []
    waiting = shown.chunks.filter(state="waiting")
    at_once = max(1, waiting.count() // (ROUNDS + 1))
    for _round in range(ROUNDS):
        if not waiting.exists():
            break
        before_cares = CareResult.objects.filter(run=shown).count()
        baseline, before, start = base(), processor_seconds(), time.perf_counter()
        for _chunk in range(at_once):
            chunks._do_next(book)
        spent, taken = processor_seconds() - before, time.perf_counter() - start
        made = CareResult.objects.filter(run=shown).count() - before_cares
        rounds.append((made / spent, made / taken, made / spent / baseline, baseline))
    cpu, wall, ratio, baseline = (statistics.median(each) for each in zip(*rounds, strict=True))
    write(f"baseline: a case of ten lines read as JSON, an answer of 30 steps written: {baseline:,.0f} a second of CPU")
    write(f"shown by one worker: {cpu:,.0f} a second of CPU, {wall:,.0f} by the clock, {ratio:.3f} × baseline")
    outcomes = dict(CareResult.objects.filter(run=shown).order_by().values_list("outcome").annotate(number=Count("pk")))
    write(f"outcomes so far: {outcomes}")


def _posted(write: Callable[[str], object], posting: Run, base: Callable[[], float], hands: int) -> None:
    """A run that posts, by so many processes; the baseline and a bare COPY by as many before and after it."""
    cares, first, copied = DeclaredCare.objects.filter(month=posting.month_id).count(), base(), bare_copy(hands)
    start = time.perf_counter()
    connections.close_all()
    # Each worker has connections of its own.
    cast(Any, connection).close_pool()
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_work, args=(posting.pk,)) for _worker in range(hands)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    rate = cares / (time.perf_counter() - start)
    baseline, bare = (first + base()) / 2, (copied + bare_copy(hands)) / 2
    entries = CareEntry.objects.filter(month=posting.month_id).count()
    target = f" (target {TARGET}, floor {FLOOR})" if hands == 2 else ""
    write(
        f"posted by {hands} workers: {rate:,.0f} a second by the clock, {rate / baseline:.3f} × baseline{target};"
        f" a bare COPY {bare:,.0f}, {rate / bare:.2f} of it (target {COPY_TARGET}); {entries:,} entries"
    )


def _work(key: uuid.UUID) -> None:
    chunks.advance(key)


def _memory(write: Callable[[str], object], shown: Run) -> None:
    """What a chunk holds at its peak."""
    book, chunk = Book(shown), shown.chunks.order_by("number")[0]
    gc.collect()
    tracemalloc.start()
    worked(read_chunk(chunk, book), book)
    peak = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    write(f"memory of a chunk at its peak: {peak:.0f} MB, whatever the month")


# What a posted settlement leaves, with its lines, in tables and indexes: the file, the runs, the year. Of the ledger it is but a
# part of one payable.
LEFT_IN = ("declaredcare", "declaredline", "careresult", "careentry", "yearposting", "personyear")


def _stored(write: Callable[[str], object], cares: int) -> None:
    """Kilobytes on disk for each settlement; the people themselves are not counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(c)),"
            " pg_total_relation_size(c))::bigint"
            " FROM unnest(%s::text[]) t, LATERAL (SELECT ('claims_' || t)::regclass c) named",
            [list(LEFT_IN)],
        )
        sizes = dict(zip(LEFT_IN, (size for (size,) in cursor.fetchall()), strict=True))
    each = ", ".join(f"{name} {size / cares / 1000:.1f}" for name, size in sizes.items())
    write(f"on disk {sum(sizes.values()) / cares / 1000:.1f} kB a settlement, three runs of most: {each}")


def baseline() -> Callable[[], float]:
    """Cases a second of CPU: a case of ten lines read as JSON, an answer of ten lines and thirty steps written."""
    line = {"class": "a", "code": "009990000001300", "name": "演示", "price": "123.50", "quantity": "1"}
    case = {
        "person": {"scheme": "urrbmi", "category": "adult"},
        "visit": {"level": "1"},
        "bill": {"lines": [line] * LINES},
    }
    step = {
        "code": "ratio",
        "amount": "100.00",
        "inputs": {"base": "200.00", "ratio": "0.5"},
        "rule": "r",
        "version": "1",
    }
    text, answer = json.dumps(case, ensure_ascii=False), {"lines": [line] * LINES, "steps": [step] * 30}

    def rate() -> float:
        start = time.process_time()
        for _number in range(BASE):
            json.loads(text)
            json.dumps(answer, ensure_ascii=False)
        return BASE / (time.process_time() - start)

    return rate


def _started(month: InstitutionMonth, mode: str, officer: Officer, shown: Run | None = None) -> Run:
    made = starting.start_run(month, mode, by=officer, on=officer.on, shown_by=shown)
    return Run.objects.select_related("month__institution__place").get(pk=made.pk)


def _month(people: int, clerk: Officer, ago: int, *, apart: bool = True) -> InstitutionMonth:
    """A month so many before this one, of a designated institution, in the state in which it is posted; `apart`: of people of its
    own, so that nobody's year is used up by another month."""
    hospital = Institution.objects.get(code=code_of(HOSPITAL))
    first = clerk.on.replace(day=1)
    for _month_before in range(ago):
        first = (first - timedelta(days=1)).replace(day=1)
    case = CaseFile.objects.create(
        kind="institution_month",
        office=clerk.office,
        client_language="zh-hans",
        state="declared",
        opened_by=clerk.user,
        received_on=clerk.on,
    )
    month = InstitutionMonth.objects.create(case=case, institution=hospital, month=first, declare_by=clerk.on)
    items = claim_rows.lines(LINES)
    values: dict[str, Any] = {
        "month": case.pk,
        "from": (ago - 1) * people if apart else 0,
        "first": first,
        "people": people,
        "each": EACH,
        "codes": [code for code, _amount in items],
        "amounts": [amount for _code, amount in items],
        "total": sum(float(amount) for _code, amount in items),
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
    return month
