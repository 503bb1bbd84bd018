"""Messages go to any addressee and lie in casework: their rows are carried over, texts sealed anew for the new table."""

from django.db import migrations

from casework.sealing.cipher import seal, unseal

CLOCK = "enrolment.registration_deadline"
MAILINGS = """
    INSERT INTO casework_mailing (id, addressee_kind, addressee_key, office_id, clock, stage, for_date, state, created_at,
        attempts, next_try_at, claimed_at, handed_over_at, channel, message_id, recipients, content, last_error, served_on,
        served_how, served_to, recorded_by_id)
    SELECT id, CASE WHEN employer_id IS NULL THEN 'office' ELSE 'employer' END,
        COALESCE(employer_id::text, office_id::text), office_id, %s, rule, for_date, state, created_at,
        attempts, next_try_at, claimed_at, handed_over_at,
        CASE WHEN state IN ('no_address', 'in_portal') THEN 'other' ELSE 'email' END, message_id, recipients, ''::bytea,
        last_error, served_on, served_how, served_to, recorded_by_id
    FROM enrolment_mailing
"""
NOTICES = """
    INSERT INTO casework_notice (case_id, deadline_id, clock, stage, for_date, mailing_id, skipped, written_on, created_at)
    SELECT case_id, deadline_id, %s, rule, for_date, mailing_id, skipped, written_on, created_at
    FROM enrolment_notice ORDER BY id
"""


def carry_over(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MAILINGS, [CLOCK])
        cursor.execute(NOTICES, [CLOCK])
        cursor.execute("SELECT id, content FROM enrolment_mailing WHERE content <> ''::bytea")
        for key, content in cursor.fetchall():
            plain = unseal(bytes(content), f"enrolment_mailing:content:{key}")
            cursor.execute(
                "UPDATE casework_mailing SET content = %s WHERE id = %s",
                [seal(plain, f"casework_mailing:content:{key}"), key],
            )
    texts = apps.get_model("casework", "NoticeText").objects
    for old in apps.get_model("enrolment", "NoticeText").objects.order_by("pk"):
        columns = {
            f.attname: getattr(old, f.attname) for f in old._meta.local_fields if f.attname not in ("id", "rule")
        }
        texts.create(clock=CLOCK, stage=old.rule, **columns)


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0006_corrections_by_two"), ("casework", "0011_mailings")]

    operations = [
        migrations.RunPython(carry_over),
        migrations.RemoveField(
            model_name="notice",
            name="mailing",
        ),
        migrations.RemoveField(
            model_name="notice",
            name="case",
        ),
        migrations.RemoveField(
            model_name="notice",
            name="deadline",
        ),
        migrations.RemoveField(
            model_name="noticetext",
            name="drafted_by",
        ),
        migrations.RemoveField(
            model_name="noticetext",
            name="published_by",
        ),
        migrations.DeleteModel(
            name="Mailing",
        ),
        migrations.DeleteModel(
            name="Notice",
        ),
        migrations.DeleteModel(
            name="NoticeText",
        ),
    ]
