"""Reads files too large for a page into the table of rows, so many rows a transaction: whatever is killed, the next run goes on
behind the last row that was kept. What is wrong with a file as a whole ends its import with that reason; nothing of it stays."""

import time
import uuid
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice

from django.db import transaction

from casework.casefile.services.events import record
from casework.imports.models import Import
from casework.imports.queries import about_of
from casework.imports.services.acting import facts_of, officer_of
from casework.imports.services.confirming import give_up
from casework.imports.services.parts import forget_parts, opened
from casework.imports.services.sheets import CellsByCode, FoundSheet, open_sheet
from casework.imports.services.staging import stage
from casework.workbooks.services.files import WorkbookRefused

State = Import.State
# The import is held meanwhile: a second or two, so that nobody who gives it up is told to come again.
ROWS_AT_ONCE = 5_000
# Only text is read a part at a time; a workbook is held to what a page can read.
FORM = "csv"

Rows = Iterator[tuple[int, CellsByCode]]


def unread() -> list[uuid.UUID]:
    """The imports of which the file is not read to its end, the longest waiting first. One query."""
    return list(Import.objects.filter(state=State.READING).order_by("created_at").values_list("pk", flat=True))


def read_on(key: uuid.UUID, *, on: date, until: float) -> None:
    """Go on reading a file, until a moment of the monotonic clock."""
    sent = Import.objects.select_related("uploaded_by", "confirmed_by").get(pk=key)
    if sent.state != State.READING:
        return
    try:
        with opened(sent) as file:
            sheet = open_sheet(sent.described.description, FORM, file)
            through = sent.read_through
            rows = _behind(sheet.rows(), through)
            while time.monotonic() < until and (reached := _keep_next(key, sheet, rows, through)) is not None:
                through = reached
    except WorkbookRefused as refused:
        _refuse(sent, refused.code, on)


def _behind(rows: Rows, through: int) -> Rows:
    """The rows behind one that was kept. Those before it are passed over at once: not while the import is held, which would keep
    whoever gives it up waiting."""
    following = (row for row in rows if row[0] > through)
    first = next(following, None)
    return chain(() if first is None else (first,), following)


@transaction.atomic
def _keep_next(key: uuid.UUID, sheet: FoundSheet, rows: Rows, through: int) -> int | None:
    """Keep the next rows. Returns the number of the last one; None where none is left, or another process reads on meanwhile."""
    sent = _locked(key)
    if sent is None or sent.read_through != through:
        return None
    last = through

    def told() -> Rows:
        nonlocal last
        for row in islice(rows, ROWS_AT_ONCE):
            last = row[0]
            yield row

    count = stage(sent, told())
    sent.rows_total += count
    sent.read_through = last
    if count < ROWS_AT_ONCE:
        # Some of it stands behind the rows in the file.
        sent.notes, sent.merged, sent.state = sheet.notes(), sheet.merged(), State.CHECKING
        forget_parts(sent)
    sent.save(update_fields=["rows_total", "read_through", "notes", "merged", "state"])
    return last if sent.state == State.READING else None


def _locked(key: uuid.UUID) -> Import | None:
    rows = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.READING)
    return rows.filter(pk=key).first()


@transaction.atomic
def _refuse(sent: Import, code: str, on: date) -> None:
    """End an import of which the file cannot be read; what was read of it is emptied."""
    locked = _locked(sent.pk)
    if locked is None:
        return
    give_up(locked, code)
    facts = facts_of(locked, about_of(locked)) | {"reason": code}
    record(locked.described.acts.discard, by=officer_of(sent, on), facts=facts)
