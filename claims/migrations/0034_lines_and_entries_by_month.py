"""The lines of settlements and their entries stand in a partition a month: the key of a settlement begins with its month.

What was declared before keeps its keys and stands in the partition of all others.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

TABLES = ("claims_declaredline", "claims_careentry")
CONSTRAINTS = (
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'u')"
    " ORDER BY contype DESC, conname"
)
INDEXES = (
    "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s AND indexname NOT IN"
    " (SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass) ORDER BY indexname"
)


def _made_anew(editor, table: str, how: str, more: tuple[str, ...]) -> None:
    """A table in another form, with the rows, constraints and indexes it has."""
    with editor.connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, [table])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [table, table])
        indexes = [definition.replace(" ON ONLY ", " ON ") for (definition,) in cursor.fetchall()]
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        cursor.execute(f"CREATE TABLE {table} (LIKE {table}_before INCLUDING DEFAULTS) {how}")
        for statement in more:
            cursor.execute(statement)
        cursor.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")
        cursor.execute(f"DROP TABLE {table}_before")
        for name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for definition in indexes:
            cursor.execute(definition)


def in_parts(_apps, editor) -> None:
    for table in TABLES:
        other = f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT"
        _made_anew(editor, table, "PARTITION BY RANGE (care_id)", (other,))


def whole(_apps, editor) -> None:
    for table in TABLES:
        _made_anew(editor, table, "", (f"ALTER TABLE {table} ADD PRIMARY KEY (id)",))


def trigger(table: str, pgid: str, digest: str) -> pgtrigger.compiler.Trigger:
    return pgtrigger.compiler.Trigger(
        name="append_only",
        sql=pgtrigger.compiler.UpsertTriggerSql(
            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
            hash=digest,
            operation="UPDATE OR DELETE",
            pgid=pgid,
            table=table,
            when="BEFORE",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0033_payments_between_areas"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="declaredline", name="append_only"),
        pgtrigger.migrations.RemoveTrigger(model_name="careentry", name="append_only"),
        migrations.RunPython(in_parts, whole),
        pgtrigger.migrations.AddTrigger(
            model_name="declaredline",
            trigger=trigger(
                "claims_declaredline", "pgtrigger_append_only_7f7c8", "f166387f0c380b53b10b80b578054265a38c461c"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careentry",
            trigger=trigger(
                "claims_careentry", "pgtrigger_append_only_48dfa", "a5100f9b91290b4f29b156ef3b92909101fad49f"
            ),
        ),
    ]
