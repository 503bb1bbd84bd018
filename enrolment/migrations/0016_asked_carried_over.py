"""What returned applications wait for becomes a row each; the list of codes goes."""

from django.db import migrations

FIELDS = (
    "kind",
    "number",
    "name",
    "latin_name",
    "sex",
    "birth_on",
    "expires_on",
    "employer",
    "work_began_on",
    "school",
)
ROWS = """
    INSERT INTO enrolment_askedthing
        (application_id, round, code, way, reason, words, asked_by_id, asked_on, answer, note)
    SELECT a.case_id, a.round, m.code,
        CASE WHEN m.code = ANY(%s) THEN 'correct' WHEN i.required IS NOT FALSE THEN 'bring'
            WHEN i.may_be_committed THEN 'promise' ELSE 'fetch' END,
        COALESCE(f.mismatch, ''), '', COALESCE(e.actor_id, c.opened_by_id),
        (COALESCE(e.at, c.opened_at) AT TIME ZONE 'Asia/Shanghai')::date, '', ''
    FROM enrolment_enrolmentapplication a
    JOIN casework_casefile c ON c.id = a.case_id
    CROSS JOIN LATERAL jsonb_array_elements_text(a.missing) AS m(code)
    LEFT JOIN LATERAL (
        SELECT actor_id, at FROM casework_event
        WHERE case_id = a.case_id AND verb = 'return_for_papers' ORDER BY at DESC LIMIT 1
    ) e ON true
    -- What may not be demanded was never the client's to bring.
    LEFT JOIN LATERAL (
        SELECT required, may_be_committed FROM casework_checklistitem
        WHERE case_kind = 'enrolment_application' AND code = m.code AND path IN ('', a.path) AND published_at IS NOT NULL
        ORDER BY starts_on DESC, path DESC LIMIT 1
    ) i ON true
    LEFT JOIN enrolment_fieldcheck f
        ON f.application_id = a.case_id AND f.round = a.round AND f.field = m.code AND NOT f.agrees
    WHERE a.state = 'returned'
    ON CONFLICT DO NOTHING
"""
BACK = """
    UPDATE enrolment_enrolmentapplication a SET missing = t.codes
    FROM (
        SELECT application_id, round, jsonb_agg(code ORDER BY id) AS codes
        FROM enrolment_askedthing WHERE answer = '' GROUP BY application_id, round
    ) t
    WHERE t.application_id = a.case_id AND t.round = a.round AND a.state = 'returned'
"""


def forwards(_apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ROWS, [list(FIELDS)])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def backwards(_apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(BACK)


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0015_asked_things")]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.RemoveField(model_name="enrolmentapplication", name="missing"),
    ]
