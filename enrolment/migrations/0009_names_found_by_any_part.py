"""Names are found by any part: every key is written anew, employers and hires without a person get theirs.

Keys are no facts: they are worked out of names and numbers, and backwards they are simply gone with their tables; those of people
are then written again by whatever touches a person.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from casework.sealing.cipher import unseal
from enrolment.documents.queries import tail_keys
from enrolment.documents.rules.identity_numbers import check
from enrolment.employers.rules.name_keys import employer_keys
from enrolment.persons.rules.name_keys import name_keys

BATCH = 1000
PEOPLE = (
    "SELECT p.id, p.home_office_id, extract(year FROM p.birth_on)::int, p.name, p.latin_name,"
    " array_agg(d.name_on_document), array_agg(d.id), array_agg(d.number)"
    " FROM enrolment_person p LEFT JOIN enrolment_identitydocument d ON d.person_id = p.id GROUP BY p.id"
)
EMPLOYERS = (
    "SELECT e.id, e.office_id, e.name, e.latin_name, array_agg(c.before ->> 'name') FROM enrolment_employer e"
    " LEFT JOIN enrolment_employerchange c ON c.employer_id = e.id AND c.state = 'accepted' GROUP BY e.id"
)
HIRES = (
    "SELECT h.case_id, c.office_id, h.name, h.latin_name, h.kind_id, h.number FROM enrolment_hire h"
    " JOIN casework_casefile c ON c.id = h.case_id WHERE h.person_id IS NULL"
)


def write_keys(_apps, schema_editor):
    connection = schema_editor.connection
    _write(connection, PEOPLE, "enrolment_personnamekey", "person_id", _keys_of_person)
    _write(connection, EMPLOYERS, "enrolment_employernamekey", "employer_id", _keys_of_employer)
    _write(connection, HIRES, "enrolment_hirenamekey", "hire_id", _keys_of_hire)


def _write(connection, question: str, table: str, owner: str, keys_of) -> None:
    """All rows of a question, a batch at a time: each begins with its key and its office."""
    with connection.chunked_cursor() as read, connection.cursor() as write:
        read.execute(question)
        while rows := read.fetchmany(BATCH):
            made = [(row[1], row[0], kind, key) for row in rows for kind, key in keys_of(*row[2:], row[0])]
            write.executemany(
                f"INSERT INTO {table} (office_id, {owner}, kind, key) VALUES (%s, %s, %s, %s)",
                made,
            )


def _keys_of_person(year, name, latin_name, names, documents, numbers, _key):
    keys = name_keys(*(each for each in (name, latin_name, *names) if each))
    for document, number in zip(documents, numbers, strict=True):
        plain = _opened(number, f"enrolment_identitydocument:number:{document}")
        keys |= {("tail", key) for key in tail_keys(plain, year)}
    return keys


def _keys_of_employer(name, latin_name, former, _key):
    return employer_keys(*(each for each in (name, latin_name, *former) if each))


def _keys_of_hire(name, latin_name, kind, number, key):
    read = check(kind, _opened(number, f"enrolment_hire:number:{key}"))
    tails = tail_keys(read.normalised, read.birth_on.year) if read.birth_on else []
    return name_keys(name, latin_name) | {("tail", tail) for tail in tails}


def _opened(sealed, place: str) -> str:
    return unseal(bytes(sealed), place).decode() if sealed else ""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_batches_frozen"),
        ("enrolment", "0008_rosters_are_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerNameKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("han", "Han"),
                            ("part", "part of a name"),
                            ("pinyin", "pinyin"),
                            ("initials", "initials"),
                            ("latin", "Latin letters"),
                            ("tail", "end of a number"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(db_collation="C", max_length=120)),
            ],
            options={
                "verbose_name": "name key of an employer",
                "verbose_name_plural": "name keys of employers",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("key", name="gin_trgm_ops"),
                        condition=models.Q(("kind", "latin")),
                        name="employer_name_key_inner",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HireNameKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("han", "Han"),
                            ("part", "part of a name"),
                            ("pinyin", "pinyin"),
                            ("initials", "initials"),
                            ("latin", "Latin letters"),
                            ("tail", "end of a number"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(db_collation="C", max_length=120)),
            ],
            options={
                "verbose_name": "name key of a hire",
                "verbose_name_plural": "name keys of hires",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("key", name="gin_trgm_ops"),
                        condition=models.Q(("kind", "latin")),
                        name="hire_name_key_inner",
                    )
                ],
            },
        ),
        # Two kinds of one key are one row from now on.
        migrations.RunSQL("TRUNCATE enrolment_personnamekey", migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="personnamekey",
            name="name_key_once",
        ),
        migrations.RemoveIndex(
            model_name="personnamekey",
            name="name_key_prefix",
        ),
        migrations.AlterField(
            model_name="personnamekey",
            name="kind",
            field=models.CharField(
                choices=[
                    ("han", "Han"),
                    ("part", "part of a name"),
                    ("pinyin", "pinyin"),
                    ("initials", "initials"),
                    ("latin", "Latin letters"),
                    ("tail", "end of a number"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="personnamekey",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
            ),
        ),
        migrations.AlterField(
            model_name="personnamekey",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="name_keys",
                to="enrolment.person",
            ),
        ),
        migrations.AddIndex(
            model_name="personnamekey",
            index=models.Index(fields=["office", "key", "person"], name="name_key_begin"),
        ),
        migrations.AddIndex(
            model_name="personnamekey",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("key", name="gin_trgm_ops"),
                condition=models.Q(("kind", "latin")),
                name="name_key_inner",
            ),
        ),
        migrations.AddConstraint(
            model_name="personnamekey",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="name_key_once"),
        ),
        migrations.AddField(
            model_name="employernamekey",
            name="employer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="name_keys",
                to="enrolment.employer",
            ),
        ),
        migrations.AddField(
            model_name="employernamekey",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
            ),
        ),
        migrations.AddField(
            model_name="hirenamekey",
            name="hire",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="name_keys",
                to="enrolment.hire",
            ),
        ),
        migrations.AddField(
            model_name="hirenamekey",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
            ),
        ),
        migrations.AddIndex(
            model_name="employernamekey",
            index=models.Index(fields=["office", "key", "employer"], name="employer_name_key_begin"),
        ),
        migrations.AddConstraint(
            model_name="employernamekey",
            constraint=models.UniqueConstraint(fields=("employer", "key"), name="employer_name_key_once"),
        ),
        migrations.AddIndex(
            model_name="hirenamekey",
            index=models.Index(fields=["office", "key", "hire"], name="hire_name_key_begin"),
        ),
        migrations.AddConstraint(
            model_name="hirenamekey",
            constraint=models.UniqueConstraint(fields=("hire", "key"), name="hire_name_key_once"),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
