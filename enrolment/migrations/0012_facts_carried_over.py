"""What is known of every person becomes her first row of facts, and what every application says of its applicant its own. What is
sealed is sealed anew for its new place. Backwards the copies go; the people never changed."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from casework.sealing.cipher import seal, unseal

BATCH = 500
FACTS = """
    INSERT INTO enrolment_personfacts (id, person_id, number, name, latin_name, sex, birth_on, language, telephone, address,
        document_id, recorded_at, verified_on, case_id, recorded_by_id, verified_by_id, superseded_at)
    SELECT gen_random_uuid(), p.id, 1, p.name, p.latin_name, p.sex, p.birth_on, p.language, '', '',
        d.id, p.created_at, d.verified_on, NULL, NULL, NULL, NULL
    FROM enrolment_person p
    LEFT JOIN LATERAL (
        SELECT id, verified_on FROM enrolment_identitydocument
        WHERE person_id = p.id ORDER BY verified_on DESC NULLS LAST, recorded_at LIMIT 1
    ) d ON true
"""
APPLICANTS = """
    INSERT INTO enrolment_applicant (application_id, kind_id, issuer, number, name, latin_name, sex, birth_on, language, telephone,
        address, issued_on, expires_on, issue_count, companion_number, differs_in, difference)
    SELECT a.case_id, d.kind_id, '', '', p.name, p.latin_name, p.sex, p.birth_on, p.language, '', '', d.issued_on, d.expires_on,
        d.issue_count, '', '[]', ''
    FROM enrolment_enrolmentapplication a
    JOIN enrolment_person p ON p.id = a.person_id
    JOIN enrolment_identitydocument d ON d.id = a.document_id
"""
# What is sealed: from where, to where, by which rows.
SEALED = [
    (
        "SELECT p.id, f.id, p.{0} FROM enrolment_person p JOIN enrolment_personfacts f ON f.person_id = p.id",
        ("enrolment_person", "enrolment_personfacts", "id"),
        ("telephone", "address"),
    ),
    (
        (
            "SELECT p.id, a.case_id, p.{0} FROM enrolment_person p JOIN enrolment_enrolmentapplication a ON a.person_id = p.id"
            " JOIN enrolment_applicant t ON t.application_id = a.case_id"
        ),
        ("enrolment_person", "enrolment_applicant", "application_id"),
        ("telephone", "address"),
    ),
    (
        (
            "SELECT d.id, a.case_id, d.{0} FROM enrolment_identitydocument d"
            " JOIN enrolment_enrolmentapplication a ON a.document_id = d.id"
            " JOIN enrolment_applicant t ON t.application_id = a.case_id"
        ),
        ("enrolment_identitydocument", "enrolment_applicant", "application_id"),
        ("number",),
    ),
]
TABLES = ("enrolment_personfacts", "enrolment_applicant")


def forwards(_apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        # Rows that are written once are written twice here, with what is sealed.
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(FACTS)
        cursor.execute(APPLICANTS)
    for select, places, columns in SEALED:
        for column in columns:
            _seal_anew(connection, select.format(column), places, column)
    with connection.cursor() as cursor:
        # Checks that wait for the end of the transaction would stand in the way of the next change of a table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _seal_anew(connection, select: str, places: tuple[str, str, str], column: str) -> None:
    """What was sealed is bound to table, field and row."""
    old, new, key = places
    with connection.cursor() as reader, connection.cursor() as writer:
        reader.execute(
            f"{select} WHERE length(x.{column}) > 0".replace("x.", "d." if old.endswith("document") else "p.")
        )
        for source, target, sealed in _rows(reader):
            plain = unseal(bytes(sealed), f"{old}:{column}:{source}")
            again = seal(plain, f"{new}:{column}:{target}")
            writer.execute(f"UPDATE {new} SET {column} = %s WHERE {key} = %s", [again, target])


def _rows(cursor):
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def backwards(_apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0011_code_confirmed")]

    operations = [
        migrations.RunPython(forwards, backwards),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="columns_follow_facts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (\n        SELECT FROM enrolment_personfacts f\n        WHERE f.person_id = NEW.id AND f.superseded_at IS NULL AND f.name = NEW.name AND f.latin_name = NEW.latin_name\n          AND f.sex = NEW.sex AND f.birth_on = NEW.birth_on AND f.language = NEW.language\n    ) AND EXISTS (\n        SELECT FROM enrolment_person p\n        WHERE p.id = NEW.id AND p.name = NEW.name AND p.latin_name = NEW.latin_name\n          AND p.sex = NEW.sex AND p.birth_on = NEW.birth_on AND p.language = NEW.language\n    ) THEN\n        RAISE EXCEPTION 'the columns of a person are those of her current facts';\n    END IF;\n    RETURN NULL;\n",
                    hash="b9bf34239de4cf8199330fffcca1b6eb4f146601",
                    operation='INSERT OR UPDATE OF "name", "latin_name", "sex", "birth_on", "language"',
                    pgid="pgtrigger_columns_follow_facts_2dd72",
                    table="enrolment_person",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
