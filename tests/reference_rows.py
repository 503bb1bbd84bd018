"""After a test that committed, only the tables it wrote to are emptied, and reference rows come back as they stood.

Emptying every table and loading the data files anew, as Django does, takes one to two seconds a test; this takes a tenth.
"""

import time

import pgtrigger
from django.db import DatabaseError, connection, transaction
from django.test import TransactionTestCase

TRIES, PAUSE_SECONDS = 5, 0.5
# What the migrations themselves remember is not emptied.
LEFT_ALONE = {"django_migrations"}
TABLES = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
    GROUP BY table_name ORDER BY table_name
"""
# Whose rows must go first: only keys that are checked at once; the others wait for the end.
REFERENCES = """
    SELECT c.conrelid::regclass::text, c.confrelid::regclass::text FROM pg_constraint c
    WHERE c.contype = 'f' AND NOT c.condeferrable AND c.conrelid <> c.confrelid
"""


class ReferenceRows:
    """The rows of a fresh test database, table by table, as COPY writes them."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            self.columns = {table: columns for table, columns in cursor.fetchall() if table not in LEFT_ALONE}
            cursor.execute(REFERENCES)
            self.references = cursor.fetchall()
        self.copies = {table: rows for table in self.columns if (rows := self._copy(table))}

    def _copy(self, table: str) -> bytes:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY (SELECT {self.columns[table]} FROM {table} ORDER BY 1) TO STDOUT") as copy,
        ):
            return b"".join(bytes(part) for part in copy)

    def put_back(self) -> None:
        """Empty what was written to, and copy in what stood there; again when somebody's last request stood in the way."""
        for left in reversed(range(TRIES)):
            try:
                self._put_back()
                break
            except DatabaseError:
                if not left:
                    raise
                time.sleep(PAUSE_SECONDS)

    def _put_back(self) -> None:
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            # A request that is still under way waits for us, or we for it: it writes before we look, or not at all.
            cursor.execute(f"LOCK TABLE {', '.join(self.columns)} IN SHARE ROW EXCLUSIVE MODE")
            written = self._written()
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in self._children_first(written):
                cursor.execute(f"DELETE FROM {table}")
            for table in written & set(self.copies):
                with cursor.copy(f"COPY {table} ({self.columns[table]}) FROM STDIN") as copy:
                    copy.write(self.copies[table])

    def _written(self) -> set[str]:
        """The tables whose rows are not those of the start."""
        empty_then = [table for table in self.columns if table not in self.copies]
        some = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in empty_then)
        with connection.cursor() as cursor:
            cursor.execute(some)
            filled = {table for (table,) in cursor.fetchall()}
        return filled | {table for table, rows in self.copies.items() if self._copy(table) != rows}

    def _children_first(self, tables: set[str]) -> list[str]:
        left, order = set(tables), []
        while left:
            held = {parent for child, parent in self.references if child in left}
            free = sorted(left - held) or sorted(left)
            order += free
            left -= set(free)
        return order


_stood: list[ReferenceRows] = []


def remember() -> None:
    """Copy what stands in the test database now: what every committing test leaves behind."""
    _stood[:] = [ReferenceRows()]


def bring_back_quickly() -> None:
    """From now on a committing test leaves the tables as they were remembered. Said before any fixture, since those of the
    browser put their own waiting around it."""
    TransactionTestCase._fixture_teardown = lambda _test: _stood[0].put_back()


def reach_offices() -> None:
    """What an administrator writes down of an office before it hands out decisions: hours, where they are complained of."""
    from casework.models import Office
    from casework.tables.models.bases import LANGUAGE_COLUMNS

    said = {"hours": "周一至周五 9:00至17:00", "reconsideration_organ": "测试区人民政府", "court": "测试区人民法院"}
    Office.objects.update(**{f"{field}_{code}": text for field, text in said.items() for code in LANGUAGE_COLUMNS})
