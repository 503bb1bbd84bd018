import django.db.models.deletion
from django.db import migrations, models

import casework.sealing.fields

# Until now a code was deactivated by the end of an enrolment alone.
OLD_ONES = """
    UPDATE enrolment_codeactivation SET stopping = 'enrolment_ended' WHERE state = 'deactivated';
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0025_consent_and_requests")]

    operations = [
        migrations.AddField(
            model_name="codeactivation",
            name="stopping",
            field=models.CharField(
                blank=True,
                choices=[
                    ("lost_telephone", "The telephone is lost or stolen"),
                    ("misuse", "Somebody else used it, or is feared to"),
                    ("leaves", "The person leaves and no longer uses it"),
                    ("document_renewed", "The document it hangs on was replaced"),
                    ("asked", "The person asks for it"),
                    ("other", "Another reason"),
                    ("enrolment_ended", "The enrolment has ended"),
                ],
                db_default="",
                max_length=20,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="codeactivation",
            name="stopping_note",
            field=casework.sealing.fields.SealedTextField(blank=True),
        ),
        migrations.AddField(
            model_name="codeactivation",
            name="stop_confirmation",
            field=models.CharField(blank=True, db_default="", max_length=60, verbose_name="confirmation of the stop"),
        ),
        migrations.AddField(
            model_name="codeactivation",
            name="family_guardian",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="enrolment.representative",
            ),
        ),
        migrations.AddField(
            model_name="codeactivation",
            name="guardian_confirmation",
            field=models.CharField(
                blank=True, db_default="", max_length=60, verbose_name="confirmation of the guardian's code"
            ),
        ),
        migrations.RunSQL(OLD_ONES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="codeactivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "deactivated"), _negated=True) | models.Q(("stopping", ""), _negated=True),
                name="activation_deactivated_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeactivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("family_guardian__isnull", True)) | models.Q(("agent_name", ""), _negated=True),
                name="activation_family_has_agent",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeactivation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stop_confirmation", ""), _negated=True),
                fields=("stop_confirmation",),
                name="activation_stop_confirmed_once",
            ),
        ),
    ]
