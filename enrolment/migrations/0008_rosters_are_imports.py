"""Rosters become imports of casework: every roster and every row is copied, what is sealed is sealed anew for its new place, and
then the old tables go. Backwards the same."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from casework.sealing.cipher import seal, unseal

BATCH = 500
IMPORTS = (
    "id, kind, language, sha256, state, columns, notes, rows_total, rows_bad, rows_known, failure, created_at,"
    " confirmed_at, finished_at, appointment_id, confirmed_by_id, office_id, uploaded_by_id"
)
FORWARDS = [
    (
        f"INSERT INTO casework_import ({IMPORTS}, merged, checked_through, is_empty)"
        f" SELECT {IMPORTS}, '[]', (SELECT coalesce(max(row_number), 0) FROM enrolment_rosterrow WHERE roster_id = r.id),"
        " finished_at IS NOT NULL FROM enrolment_rosterimport r"
    ),
    (
        "INSERT INTO casework_importrow (id, sent_id, row_number, payload, content, problems, state, case_id, made)"
        " SELECT id, roster_id, row_number, '', '', problems, state, case_id, employer_id FROM enrolment_rosterrow"
    ),
    (
        "INSERT INTO enrolment_rosterofhires (sent_id, employer_id)"
        " SELECT id, employer_id FROM enrolment_rosterimport WHERE employer_id IS NOT NULL"
    ),
]
BACKWARDS = [
    (
        f"INSERT INTO enrolment_rosterimport ({IMPORTS}, employer_id)"
        f" SELECT {IMPORTS}, h.employer_id FROM casework_import i LEFT JOIN enrolment_rosterofhires h ON h.sent_id = i.id"
        " WHERE kind IN ('hires', 'employers') AND state <> 'checking'"
    ),
    (
        "INSERT INTO enrolment_rosterrow (id, roster_id, row_number, payload, problems, state, case_id, employer_id)"
        " SELECT w.id, sent_id, row_number, '', w.problems, w.state, case_id, made FROM casework_importrow w"
        " JOIN enrolment_rosterimport r ON r.id = w.sent_id"
    ),
]

COPIED = [("enrolment_rosterofhires", "sent_id"), ("casework_importrow", "sent_id"), ("casework_import", "id")]


def forwards(_apps, schema_editor):
    _copy(schema_editor.connection, FORWARDS, "enrolment_rosterrow", "casework_importrow")


def backwards(_apps, schema_editor):
    _copy(schema_editor.connection, BACKWARDS, "casework_importrow", "enrolment_rosterrow")
    # What was copied does not stand in two places; the triggers that keep every row are put aside for it.
    with schema_editor.connection.cursor() as cursor:
        for table, condition in COPIED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table} WHERE {condition} IN (SELECT id FROM enrolment_rosterimport)")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _copy(connection, statements: list[str], old: str, new: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute(f"SELECT o.id, o.payload FROM {old} o JOIN {new} n ON n.id = o.id WHERE length(o.payload) > 0")
        while rows := cursor.fetchmany(BATCH):
            _seal_anew(connection, rows, old, new)
        # Checks that wait for the end of the transaction would stand in the way of the tables' removal.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _seal_anew(connection, rows: list, old: str, new: str) -> None:
    """What was sealed is bound to table, field and row."""
    with connection.cursor() as cursor:
        for key, payload in rows:
            plain = unseal(bytes(payload), f"{old}:payload:{key}")
            sealed = seal(plain, f"{new}:payload:{key}")
            cursor.execute(f"UPDATE {new} SET payload = %s WHERE id = %s", [sealed, key])


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0013_imports"),
        ("enrolment", "0007_mailings_go_to_casework"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterOfHires",
            fields=[
                (
                    "sent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="roster_of_hires",
                        serialize=False,
                        to="casework.import",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rosters",
                        to="enrolment.employer",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rosterofhires",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7c9a93a460d7d1bf0b36ab8830118e9ebcfd7895",
                    operation="DELETE",
                    pgid="pgtrigger_kept_cdbe4",
                    table="enrolment_rosterofhires",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(forwards, backwards),
        pgtrigger.migrations.RemoveTrigger(model_name="rosterrow", name="kept"),
        pgtrigger.migrations.RemoveTrigger(model_name="rosterimport", name="kept"),
        migrations.DeleteModel(name="RosterRow"),
        migrations.DeleteModel(name="RosterImport"),
    ]
