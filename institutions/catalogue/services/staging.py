"""A file beside what stands: copied, checked, and what differs kept in rows of its own until somebody confirms it. All of it in one
transaction: a worker that is killed leaves nothing, and the next one begins again."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import connection

from institutions.catalogue.models.edition import Edition, EditionProblem
from institutions.catalogue.models.table import LISTS
from institutions.catalogue.queries.places import places_over
from institutions.catalogue.rules.cells import LONGEST_SHOWN, CellProblem
from institutions.catalogue.rules.codes import KINDS, STARTS
from institutions.catalogue.rules.columns import columns_of
from institutions.catalogue.rules.rows import LINKED, together
from institutions.catalogue.services.reading import PROBLEMS_KEPT, RowProblem, open_list
from institutions.catalogue.services.statements import fill_of, linked_of, statements_of

# For joins of a million rows; only within this transaction.
MEMORY = "128MB"
# So few rows change nothing that is known of a table; looking through it takes longer than entering them.
FEW = 1_000
RATIO = "first_pay_ratio"


def scope_of(edition: Edition) -> Any:
    """What the rows of an edition are about: the key of its place or its institution."""
    return edition.institution_id if edition.list_name == "prices" else edition.place_id


def changes_of(edition: Edition) -> int:
    """How many rows an edition enters or ends."""
    return edition.rows_new + edition.rows_changed + edition.rows_ended


def stage(edition: Edition, file: BinaryIO) -> None:
    """Fill the rows of an edition and its counts, unsaved. Within a transaction. Raises WorkbookRefused, FactsError."""
    of = LISTS[edition.list_name]
    sql = statements_of(of.name)
    told = open_list(file, edition.form, of.name)
    values = values_of(edition)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [MEMORY])
        cursor.execute("DROP TABLE IF EXISTS told")
        cursor.execute(sql.make)
        with cursor.copy(sql.copy) as copy:
            for block in told.blocks():
                copy.write(block)
        cursor.execute("ANALYZE told")
        _keep_problems(edition, told.problems)
        bad = told.bad
        cursor.execute(sql.twice, values)
        bad += cursor.rowcount
        if of.of_items:
            cursor.execute(sql.unknown, values)
            bad += cursor.rowcount
        if of.by_kinds and RATIO in told.untold:
            cursor.execute(sql.reclassed, values)
            bad += cursor.rowcount
        if not bad and (fill := fill_of(of.name, told.untold)):
            cursor.execute(fill, values)
            _keep_problems(edition, against := _against_what_stands(edition))
            bad = len({one.row for one in against})
        edition.rows_total, edition.rows_bad, edition.ignored = told.total, bad, list(told.ignored)
        if bad:
            return
        cursor.execute(sql.stage, values)
        if edition.whole:
            cursor.execute(sql.end, values)
        cursor.execute(sql.counts, values)
        counts = dict(cursor.fetchall())
        if of.by_kinds:
            cursor.execute(sql.kinds)
            edition.rows_of_kinds = {KINDS[start]: count for start, count in cursor.fetchall()}
        edition.rows_new, edition.rows_changed = counts.get("new", 0), counts.get("changed", 0)
        edition.rows_ended = counts.get("ended", 0)
        edition.rows_same = told.total - edition.rows_new - edition.rows_changed
        if changes_of(edition) > FEW:
            cursor.execute(f"ANALYZE {of.staged._meta.db_table}")


def values_of(edition: Edition) -> dict[str, Any]:
    """What the statements are sent with."""
    place = edition.institution.place_id if edition.institution else edition.place_id
    return {
        "edition": edition.pk,
        "scope": scope_of(edition),
        "day": edition.starts_on,
        "places": list(places_over(place or "")),
        "starts": [STARTS[kind] for kind in edition.whole_of],
        "most": PROBLEMS_KEPT,
        "user": edition.published_by_id,
    }


def _keep_problems(edition: Edition, problems: Iterable[RowProblem]) -> None:
    EditionProblem.objects.bulk_create(
        (
            EditionProblem(
                edition=edition,
                row_number=one.row,
                column=one.problem.column,
                code=one.problem.code,
                # What no column of text can hold.
                value=one.problem.value.replace("\x00", ""),
            )
            for one in problems
        ),
        batch_size=2_000,
    )


def _against_what_stands(edition: Edition) -> list[RowProblem]:
    """What the cells of a row say wrongly together with those that stand and that its file does not have."""
    linked = LINKED[edition.list_name]
    if not linked:
        return []
    names = [column.code for column in columns_of(edition.list_name)]
    with connection.cursor() as cursor:
        cursor.execute(linked_of(edition.list_name, linked))
        rows = ((number, dict(zip(names, cells, strict=True))) for number, *cells in cursor)
        found = (
            RowProblem(number, CellProblem(column, code, row[column][:LONGEST_SHOWN]))
            for number, row in rows
            for column, code in together(edition.list_name, row)
        )
        return list(islice(found, PROBLEMS_KEPT))


def enter(edition: Edition, moment: datetime) -> None:
    """Write the versions of an edition that was agreed to, known from a moment on. Within a transaction that holds the lock of its
    scope."""
    sql, values = statements_of(edition.list_name), values_of(edition) | {"moment": moment}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [MEMORY])
        cursor.execute(sql.supersede, values)
        cursor.execute(sql.keep, values)
        cursor.execute(sql.later, values)
        later = cursor.fetchone()[0]
        # Taken for an empty or a small one, the table is read from end to end for each row: 200,000 took over ten minutes.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql.write_before_later if later else sql.write, values)
        cursor.execute("SET LOCAL enable_seqscan = on")
        cursor.execute(sql.forget, values)
        if changes_of(edition) > FEW:
            cursor.execute(sql.analyze)


def forget(edition: Edition) -> None:
    """Drop the rows of an edition that is not published."""
    with connection.cursor() as cursor:
        cursor.execute(statements_of(edition.list_name).forget, {"edition": edition.pk})
