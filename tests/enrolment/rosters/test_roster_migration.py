"""Rosters of before become imports: every fact is there again, what was sealed can be opened, and the way back is the same."""

import uuid

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casework.imports.rules.contents import values_from_text
from casework.models import Import
from casework.sealing.cipher import seal, unseal
from enrolment.rosters.rules.descriptions import HIRES
from tests.builders import Staff, employer

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("enrolment", "0007_mailings_go_to_casework")
SAID = '{"number": "C1234567", "work_began_on": "2026-06-01", "document_handled_on": ""}'


def to(target: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([target])


def to_the_last() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def ask(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def test_rosters_become_imports_and_back(today):
    clerk = Staff(today)("counter_clerk")
    unit = employer(clerk)
    roster, sealed, done = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    to(BEFORE)
    try:
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
        to_the_last()
        sent = Import.objects.get(pk=roster)
        assert (sent.kind, sent.state, sent.rows_total, sent.columns) == ("hires", "checked", 2, {"number": "B"})
        assert (sent.roster_of_hires.employer, sent.uploaded_by, sent.checked_through) == (unit, clerk.user, 3)
        first, second = sent.rows.all()
        assert values_from_text(HIRES.columns, first.text)["number"] == "C1234567"
        assert (second.state, second.made, second.text) == ("done", unit.pk, "")
        to(BEFORE)
        assert ask("SELECT employer_id FROM enrolment_rosterimport WHERE id = %s", roster) == [(unit.pk,)]
        (payload,) = ask("SELECT payload FROM enrolment_rosterrow WHERE id = %s", sealed)[0]
        assert unseal(bytes(payload), f"enrolment_rosterrow:payload:{sealed}").decode() == SAID
    finally:
        to_the_last()
