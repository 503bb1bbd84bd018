"""What a returned application waited for before it was kept row by row: carried over as the law wants it asked."""

from importlib import import_module

import pytest
from django.db import connection

from enrolment.applications.services import applications
from enrolment.models import AskedThing
from tests.builders import data, identity, op, submitted, to_correct

pytestmark = pytest.mark.django_db
MIGRATION = import_module("enrolment.migrations.0016_asked_carried_over")


def test_the_list_of_codes_becomes_rows_and_what_may_not_be_demanded_is_not_to_bring(staff):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk, data(identity(4), path="student", school="廈門大學"))
    step = {"by": reviewer, "on": reviewer.on, "seen": case.version, "op": op()}
    applications.return_for_papers(case.pk, to_correct("sex"), **step)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE enrolment_enrolmentapplication ADD missing jsonb NOT NULL DEFAULT '[]'")
        codes = '["identity_document", "student_proof", "name", "name", "gone"]'
        cursor.execute("UPDATE enrolment_enrolmentapplication SET missing = %s, round = 2", [codes])
        cursor.execute(MIGRATION.ROWS, [list(MIGRATION.FIELDS)])
    rows = AskedThing.objects.filter(round=2)
    assert {row.code: row.way for row in rows} == {
        "identity_document": "bring",
        "student_proof": "promise",
        "name": "correct",
        "gone": "bring",
    }
    assert {(row.asked_by, row.answer) for row in rows} == {(reviewer.user, "")}
