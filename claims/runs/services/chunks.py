"""Works through the chunks of runs, one a transaction, held by whichever worker takes its row: workers share the database only.

A worker that is killed leaves nothing of its chunk, and the next one takes it; a chunk that was committed is never done again.
Since each holds all of a person's settlements, any number of workers gives the same rows.
"""

import gc
import logging
import math
import time
import uuid
from contextlib import ExitStack

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from casework.rulebook.rules.parameters import rule_by_id
from claims.reimbursements.models.settlement import PersonYear
from claims.reimbursements.queries.closed import hold_years
from claims.runs.models.run import Run, RunChunk
from claims.runs.queries.beside import closed_of
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import Chunk, YearKey, read_chunk, years_of
from claims.runs.queries.working import Result, collector_off, worked
from claims.runs.services.writing import write_entries, write_results, write_years
from claims.runs.table import finished, write_corrections

log = logging.getLogger(__name__)
State = RunChunk.State
# The database or the time went away, not the chunk: taken again by the next run of the job.
GONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)
# So often the time of a chunk may run out.
MOST_TRIES = "claims.chunk_tries"
# A job ends after so many seconds, so that others have their turn; the next one goes on at the next chunk.
SECONDS_A_JOB = 40.0


def run_waiting() -> None:
    """Go on with every run that is left, the longest waiting first. Safe to run twice, late or in parallel."""
    end = time.monotonic() + SECONDS_A_JOB
    waiting = Run.objects.filter(state=Run.State.RUNNING).order_by("-started_at").values_list("pk", flat=True)
    with ExitStack() as each:
        # One that cannot go on or end keeps no other waiting, and is heard of behind them.
        for key in list(waiting):
            each.callback(advance, key, until=end)


def advance(run_id: uuid.UUID, *, until: float = math.inf) -> int:
    """Do chunks of a run until none is left that nobody holds, or until a moment of the monotonic clock. Returns how many."""
    run = Run.objects.select_related("month__institution__place").get(pk=run_id)
    book, done = Book(run), 0
    while time.monotonic() < until and _do_next(book):
        done += 1
    _end(run_id)
    return done


def _do_next(book: Book) -> bool:
    """Do the next chunk that nobody holds. Returns whether there was one."""
    number = None
    try:
        with transaction.atomic(), collector_off():
            _by_key()
            chunk = _take(book.run)
            if chunk is None:
                return False
            number = chunk.number
            _do(chunk, book)
            RunChunk.objects.filter(pk=chunk.pk).update(state=State.DONE, done_at=Now())
    except GONE as problem:
        if number is not None and isinstance(problem, SoftTimeLimitExceeded):
            _tried(book.run, number, type(problem).__name__)
        raise
    except Exception as problem:
        if number is None:
            raise
        # The kind of the error only: its text may hold what a settlement says.
        log.error("chunk %s of run %s stopped: %s", number, book.run.pk, type(problem).__name__)
        _stop(book.run, number, type(problem).__name__)
    gc.collect(1)
    return True


def _by_key() -> None:
    """Read by key until the transaction ends. A connection keeps the plan it made of a trigger's or a key's statement while the
    table was nearly empty, and would walk the table for each row that is posted."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def _take(run: Run) -> RunChunk | None:
    """The next chunk, held until the transaction ends; none of a run that was cancelled meanwhile."""
    waiting = RunChunk.objects.select_for_update(skip_locked=True, of=("self",)).filter(run=run, state=State.WAITING)
    return waiting.filter(run__state=Run.State.RUNNING).order_by("number").first()


def _stop(run: Run, number: int, failure: str) -> None:
    RunChunk.objects.filter(run=run, number=number, state=State.WAITING).update(
        state=State.FAILED, failure=failure[:40]
    )


def _tried(run: Run, number: int, failure: str) -> None:
    """Its time ran out: counted, and after so many tries it is given up and shown, as nobody else would come to the end of it."""
    rows = RunChunk.objects.filter(run=run, number=number, state=State.WAITING)
    rows.update(tries=F("tries") + 1)
    most = rule_by_id(MOST_TRIES).value_for(on=run.asked_on, place="").number
    if rows.filter(tries__gte=most).exists():
        _stop(run, number, failure)


def _do(chunk: RunChunk, book: Book) -> None:
    if book.run.mode == Run.Mode.SHOW:
        shown = read_chunk(chunk, book)
        write_results(book.run, worked(shown, book), shown.lines)
        return
    read = read_chunk(chunk, book, lock=True)
    results = _with_years(read, chunk, book)
    years = {year for one in results for year in one.years}
    hold_years(years)
    if years and closed_of(read.cares) != read.closed:
        # Somebody closed a year while this waited for it: a place may refuse what is late.
        _do(chunk, book)
        return
    write_results(book.run, results, read.lines)
    write_entries(book.run, results)
    write_corrections(book.run, results, read.years)
    write_years(book.run, results, read.years)


def _with_years(read: Chunk, chunk: RunChunk, book: Book) -> list[Result]:
    """What the chunk comes to, with every year it is posted to locked; opened where nothing was posted yet. What a claim of the
    counter has posted while this waited for a year is in it."""
    results = worked(read, book)
    missing = _years_of(results) - read.years.keys()
    if not missing:
        return results
    opened = [
        PersonYear(person_id=owner, policy_code=code, year=year) for owner, code, year in sorted(missing) if owner
    ]
    PersonYear.objects.bulk_create(opened, ignore_conflicts=True)
    read.years.update(years_of(read.files, lock=True))
    if any(read.years[key].posted for key in missing):
        return _with_years(read_chunk(chunk, book, lock=True), chunk, book)
    return results


def _years_of(results: list[Result]) -> set[YearKey]:
    return {(one.owner, one.policy_code, year) for one in results if one.owner is not None for year in one.years}


@transaction.atomic
def _end(run_id: uuid.UUID) -> None:
    """End a run once, when every chunk is done; whoever is told writes in the same transaction."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state != Run.State.RUNNING or run.chunks.exclude(state=State.DONE).exists():
        return
    Run.objects.filter(pk=run_id).update(state=Run.State.DONE, finished_at=Now())
    run.refresh_from_db()
    finished(run)
