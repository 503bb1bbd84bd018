"""Checks the rows of an import, a chunk a transaction: whatever is killed, the next run goes on behind the last chunk."""

import time
import uuid
from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction

from casework.casefile.services.events import record
from casework.imports.models import Import, ImportRow
from casework.imports.queries import about_of
from casework.imports.rules.cells import Problem
from casework.imports.rules.contents import as_stored, cells_from_text, values_as_text
from casework.imports.rules.rows import CheckedRow, check_row
from casework.imports.services import asking
from casework.imports.services.acting import facts_of, officer_of
from casework.imports.services.staging import TABLE, say, write
from casework.imports.table import About
from casework.sealing.cipher import search_hash
from casework.staff.officer import Officer

State, Row = Import.State, ImportRow.State
WRITTEN = ("payload", "content", "once_hash", "problems", "state")


def unchecked() -> list[uuid.UUID]:
    """The imports whose check is not finished, the longest waiting first."""
    return list(Import.objects.filter(state=State.CHECKING).order_by("created_at").values_list("pk", flat=True))


def check_all(sent: Import, *, by: Officer, on: date) -> None:
    """Check every row as the officer who sent the file; the import given shows how it ended."""
    size = sent.described.description.runs.checked_at_once
    while check_next(sent.pk, by=by, on=on) == size:
        pass
    sent.refresh_from_db()


def go_on(key: uuid.UUID, *, on: date, until: float) -> None:
    """Go on with a check that was left, until a moment of the monotonic clock."""
    sent = Import.objects.select_related("uploaded_by", "confirmed_by").get(pk=key)
    officer = officer_of(sent, on)
    while time.monotonic() < until and check_next(key, by=officer, on=on):
        pass


@transaction.atomic
def check_next(key: uuid.UUID, *, by: Officer | None, on: date) -> int:
    """Check the next chunk. Returns how many rows it had; 0 when none was left or another process is at it."""
    waiting = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.CHECKING)
    sent = waiting.select_related("appointment__office").filter(pk=key).first()
    if sent is None:
        return 0
    size = sent.described.description.runs.checked_at_once
    about = about_of(sent)
    through = sent.checked_through
    rows = list(sent.rows.filter(row_number__gt=through).order_by("row_number")[:size])
    if rows:
        _check(sent, rows, about, on)
        sent.checked_through = rows[-1].row_number
        sent.rows_bad += sum(row.state == Row.BAD for row in rows)
        sent.rows_asking += sum(row.state == Row.OK and bool(row.problems) for row in rows)
        sent.rows_known += sum(row.state == Row.KNOWN for row in rows)
    if len(rows) < size:
        sent.state = State.CHECKED
        # Of a file checked in one chunk the rows are at hand.
        sent.rows_asking += asking.compare(sent, about, on, rows if not through else None)
        record(sent.described.acts.check, by=by, facts=facts_of(sent, about))
    sent.save(update_fields=["checked_through", "rows_bad", "rows_asking", "rows_known", "state"])
    return len(rows)


def _check(sent: Import, rows: Sequence[ImportRow], about: About | None, on: date) -> None:
    """Everything that is wrong with some rows, or known of them. A fixed number of queries."""
    kind = sent.described
    vocabulary = kind.vocabulary()
    checked: dict[int, CheckedRow] = {}
    seen: dict = {}
    for row in rows:
        found = check_row(kind.description.columns, cells_from_text(row.text), vocabulary, kind.together, on, seen)
        checked[row.row_number] = CheckedRow(found.values, found.problems + _merged(sent, row.row_number))
    for number, problem in _repeated(sent, rows, checked).items():
        checked[number] = CheckedRow(checked[number].values, (*checked[number].problems, problem))
    whole = [(number, one.values) for number, one in checked.items() if one.may_be_entered]
    known = kind.known(about, whole, sent.appointment.office) if whole else {}
    for row in rows:
        _settle(row, checked[row.row_number], known.get(row.row_number), personal=kind.description.personal)
    write(rows, WRITTEN)


def _settle(row: ImportRow, checked: CheckedRow, known: tuple[str, Problem] | None, *, personal: bool) -> None:
    """What a row that was checked keeps: its values if they can be entered, else why not and nothing of what it says."""
    if not checked.may_be_entered:
        row.state, row.problems = Row.BAD, [as_stored(problem) for problem in checked.problems if not problem.asks]
        say(row, "", personal=personal)
    elif known and known[0] != Row.OK:
        row.state, row.problems = known[0], [as_stored(known[1])]
        say(row, "", personal=personal)
    else:
        asked = [*checked.problems, known[1]] if known else checked.problems
        row.state, row.problems = Row.OK, [as_stored(problem) for problem in asked]
        say(row, values_as_text(checked.values), personal=personal)


def _merged(sent: Import, number: int) -> tuple[Problem, ...]:
    """The columns of a row that a range of merged cells touches."""
    codes = [code for top, bottom, codes in sent.merged if top <= number <= bottom for code in codes]
    return tuple(Problem(code, "merged_cells") for code in codes)


def _repeated(sent: Import, rows: Sequence[ImportRow], checked: dict[int, CheckedRow]) -> dict[int, Problem]:
    """For each row that says the same as an earlier one of the file what no two rows may: the problem, naming that row."""
    column = sent.described.description.once
    if not column:
        return {}
    for row in rows:
        values = checked[row.row_number].values
        same = [str(values.get(code) or "") for code in (column, *sent.described.description.once_with)]
        row.once_hash = search_hash(f"import:{sent.pk}", "\x00".join(same)) if values.get(column) else None
    first = _first_before(sent, rows)
    found = {}
    for row in rows:
        if row.once_hash is None:
            continue
        once = bytes(row.once_hash)
        if once in first:
            found[row.row_number] = Problem(column, "twice_in_file", {"row": first[once]})
        else:
            first[once] = row.row_number
    return found


def _first_before(sent: Import, rows: Sequence[ImportRow]) -> dict[bytes, int]:
    """The first row of earlier chunks by what it says, where one of these rows says it too."""
    if not sent.checked_through:
        return {}
    hashes = [bytes(row.once_hash) for row in rows if row.once_hash]
    with connection.cursor() as cursor:
        # Only rows of earlier chunks have one, and the hash is of the import too. A look into its index for each: asked for by
        # the import as well, or all at once, a planner that has not counted the table yet walks every row.
        cursor.execute(
            "SELECT h, r.first FROM unnest(%s::bytea[]) AS h CROSS JOIN LATERAL (SELECT min(row_number) AS first FROM"
            f" (SELECT row_number FROM {TABLE} WHERE once_hash = h OFFSET 0) same) r WHERE r.first IS NOT NULL",
            [hashes],
        )
        return {bytes(one): number for one, number in cursor.fetchall()}
