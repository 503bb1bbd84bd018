"""Starting a run over a month, cancelling it, trying a chunk again that stopped."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Max
from django.db.models.functions import Now

from casework.staff.officer import Officer
from claims.runs.models.care import DeclaredCare, key_of
from claims.runs.models.run import Run, RunChunk
from claims.runs.rules.cutting import Cut, cut, size_for

OF_CHUNK = ("run_id", "number", "first_person", "last_person", "cares", "state", "failure", "tries")


@transaction.atomic
def start_run(month: Any, mode: str, *, by: Officer, on: date, shown_by: Run | None = None) -> Run:
    """Start a run over a month and cut it into chunks; workers take them. Whoever calls it has asked for the right and holds the
    row of the month. Raises IntegrityError while another run over it goes on."""
    number = (Run.objects.filter(month=month).aggregate(last=Max("number"))["last"] or 0) + 1
    run = Run.objects.create(
        pk=key_of(month.pk, "run", number),
        month=month,
        number=number,
        mode=mode,
        asked_on=on,
        asked_by=by.user,
        appointment=by.appointment,
        shown_by=shown_by,
    )
    with connection.cursor() as cursor:
        people = list(_people(month))
        chunks = list(cut(people, size_for(sum(cares for _key, cares in people))))
        with cursor.copy(f"COPY {RunChunk._meta.db_table} ({', '.join(OF_CHUNK)}) FROM STDIN") as copy:
            for one in chunks:
                copy.write_row(_row(run, one))
    return run


def _row(run: Run, one: Cut) -> tuple[Any, ...]:
    return run.pk, one.number, one.first, one.last, one.cares, RunChunk.State.WAITING.value, "", 0


def _people(month: Any) -> Iterator[tuple[UUID, int]]:
    rows = DeclaredCare.objects.filter(month=month).order_by("person_key").values_list("person_key")
    return rows.annotate(count=Count("pk")).iterator()


@transaction.atomic
def cancel_run(run_id: UUID) -> bool:
    """End a run that only shows. Chunks in work are finished and count for nothing. Returns whether it was running."""
    rows = Run.objects.filter(pk=run_id, mode=Run.Mode.SHOW, state=Run.State.RUNNING)
    return bool(rows.update(state=Run.State.CANCELLED, finished_at=Now()))


@transaction.atomic
def retry_chunks(run_id: UUID) -> int:
    """Let the chunks of a run that stopped be tried again. Returns how many."""
    stopped = RunChunk.objects.filter(run=run_id, state=RunChunk.State.FAILED)
    return stopped.update(state=RunChunk.State.WAITING, failure="", tries=0)
