"""Rosters of before become imports: every fact is there again, what was sealed can be opened, and the way back is the same."""

import uuid

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from casework.imports.rules.contents import values_from_text
from casework.models import Import
from casework.sealing.cipher import seal, unseal
from enrolment.rosters.rules.descriptions import HIRES
from tests.builders import Staff, employer
from tests.profiles import FULL

BEFORE = ("enrolment", "0007_mailings_go_to_casework")
AFTER = ("enrolment", "0008_rosters_are_imports")
SAID = '{"number": "C1234567", "work_began_on": "2026-06-01", "document_handled_on": ""}'


def to(target: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    # Step by step, as the migrations were once written: what replaces them for a new database has no such place in it.
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    executor.migrate([target])


@pytest.fixture
def apart(django_db_setup, django_db_blocker):
    """A copy of the test database in its place, thrown away afterwards: it need not be put together again."""
    kept = connection.settings_dict["NAME"]
    copy = f"{kept}_apart"
    with django_db_blocker.unblock():
        _connect_to(copy, f'DROP DATABASE IF EXISTS "{copy}"', f'CREATE DATABASE "{copy}" TEMPLATE "{kept}"')
        yield
        _connect_to(kept, f'DROP DATABASE "{copy}"')


def _connect_to(name: str, *statements: str) -> None:
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.settings_dict["NAME"] = name


def ask(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.skipif(
    not FULL, reason="Migrations of before are frozen; taking all of them back is a tenth of a run: --full does it"
)
def test_rosters_become_imports_and_back(apart, today):
    clerk = Staff(today)("counter_clerk")
    unit = employer(clerk)
    roster, sealed, done = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    to(BEFORE)
    ask(
        "INSERT INTO enrolment_rosterimport (id, kind, language, sha256, state, columns, notes, rows_total, rows_bad,"
        " rows_known, failure, created_at, appointment_id, office_id, uploaded_by_id, employer_id)"
        " VALUES (%s, 'hires', 'en', 'x', 'checked', '{\"number\": \"B\"}', '[]', 2, 0, 0, '', now(), %s, %s, %s, %s)",
        roster,
        clerk.appointment.pk,
        clerk.office.pk,
        clerk.user.pk,
        unit.pk,
    )
    row = (
        "INSERT INTO enrolment_rosterrow (id, roster_id, row_number, payload, problems, state, employer_id)"
        " VALUES (%s, %s, %s, %s, '[]', %s, %s)"
    )
    ask(row, sealed, roster, 2, seal(SAID.encode(), f"enrolment_rosterrow:payload:{sealed}"), "ok", None)
    ask(row, done, roster, 3, b"", "done", unit.pk)
    to(AFTER)
    sent = Import.objects.get(pk=roster)
    assert (sent.kind, sent.state, sent.rows_total, sent.columns) == ("hires", "checked", 2, {"number": "B"})
    assert (sent.roster_of_hires.employer_id, sent.uploaded_by, sent.checked_through) == (unit.pk, clerk.user, 3)
    first, second = sent.rows.all()
    assert values_from_text(HIRES.columns, first.text)["number"] == "C1234567"
    assert (second.state, second.made, second.text) == ("done", unit.pk, "")
    to(BEFORE)
    assert ask("SELECT employer_id FROM enrolment_rosterimport WHERE id = %s", roster) == [(unit.pk,)]
    (payload,) = ask("SELECT payload FROM enrolment_rosterrow WHERE id = %s", sealed)[0]
    assert unseal(bytes(payload), f"enrolment_rosterrow:payload:{sealed}").decode() == SAID
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert Import.objects.get(pk=roster).roster_of_hires.employer == unit
