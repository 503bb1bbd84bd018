"""The table of rows: filled in one stream, written back a chunk at a time. What a row says is sealed where it is personal."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Q

from casework.imports.models import Import, ImportFile, ImportRow
from casework.imports.rules.contents import cells_as_text
from casework.imports.services.parts import forget_parts
from casework.imports.services.sheets import CellsByCode
from casework.sealing.cipher import seal

TABLE = ImportRow._meta.db_table
STAGED = ("id", "sent_id", "row_number", "payload", "content", "problems", "state")
# A stream that a busy machine fills slowly is one statement, which has its time like any other.
COPIED_AT_ONCE, EMPTIED_AT_ONCE = 5_000, 20_000


def stage(sent: Import, rows: Iterator[tuple[int, CellsByCode]]) -> int:
    """Put the rows of a file into the table, none of them kept in memory. Returns how many. In the caller's transaction."""
    count = 0
    # Many statements instead of one: however large the file, none of them takes as long as a statement may.
    while copied := _copy(sent, islice(rows, COPIED_AT_ONCE)):
        count += copied
    return count


def _copy(sent: Import, rows: Iterable[tuple[int, CellsByCode]]) -> int:
    personal, count = sent.described.description.personal, 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({', '.join(STAGED)}) FROM STDIN") as copy:
        for number, cells in rows:
            key, text = uuid.uuid4(), cells_as_text(cells)
            payload, content = (sealed_for(key, text), "") if personal else (b"", text)
            copy.write_row((str(key), str(sent.pk), number, payload, content, "[]", ImportRow.State.READ.value))
            count += 1
    if count == COPIED_AT_ONCE:
        # Checked a full batch at a time: left to the end, a million rows are checked by one statement that takes too long.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return count


def sealed_for(key: uuid.UUID, text: str) -> bytes:
    """What a row says, sealed for the row with this key."""
    return seal(text.encode("utf-8"), f"{TABLE}:payload:{key}")


def say(row: ImportRow, text: str, *, personal: bool) -> None:
    """Let a row say something else."""
    row.payload, row.content = (text, "") if personal else ("", text)


# The type of each column that is written back, as PostgreSQL names it.
TYPES = {
    "payload": "bytea",
    "content": "text",
    "once_hash": "bytea",
    "problems": "jsonb",
    "state": "text",
    "case_id": "uuid",
    "made": "uuid",
}


def write(rows: Sequence[ImportRow], columns: Sequence[str]) -> None:
    """Write some columns of a chunk of rows back, in one statement whatever their number."""
    values = [[_stored(row, column) for row in rows] for column in columns]
    arrays = ", ".join(f"%s::{'text' if TYPES[column] == 'jsonb' else TYPES[column]}[]" for column in columns)
    assigned = ", ".join(f"{column} = v.{column}::{TYPES[column]}" for column in columns)
    keys = [row.pk for row in rows]
    with connection.cursor() as cursor:
        # The keys are named once more: a planner that has not counted the table since it was empty reads all of it otherwise.
        cursor.execute(
            f"UPDATE {TABLE} r SET {assigned} FROM unnest(%s::uuid[], {arrays}) AS v(id, {', '.join(columns)})"
            " WHERE r.id = v.id AND r.id = ANY(%s)",
            [keys, *values, keys],
        )


def _stored(row: ImportRow, column: str) -> object:
    if column == "payload":
        # What is assigned becomes a sealed value when it is read back from its field.
        return row.payload.cipher_to_store()
    value = getattr(row, column)
    if column == "problems":
        return json.dumps(value)
    return bytes(value) if isinstance(value, memoryview) else value


def empty(sent: Import, most: int = EMPTIED_AT_ONCE) -> None:
    """Forget what the rows of an import that ended said, so many at a time; once none is left the import says so."""
    holding = sent.rows.filter(~Q(payload=b"") | ~Q(content="") | Q(once_hash__isnull=False))
    keys = list(holding.order_by().values_list("pk", flat=True)[:most])
    ImportRow.objects.filter(pk__in=keys).update(payload=b"", content="", once_hash=None)
    ImportFile.objects.filter(sent=sent).exclude(content=b"").update(content=b"")
    forget_parts(sent)
    if len(keys) < most:
        Import.objects.filter(pk=sent.pk, finished_at__isnull=False).update(is_empty=True)


def empty_ended() -> None:
    """Go on emptying the imports that ended; safe to run twice and in parallel."""
    for sent in Import.objects.filter(is_empty=False, finished_at__isnull=False).order_by("finished_at")[:10]:
        empty(sent)
