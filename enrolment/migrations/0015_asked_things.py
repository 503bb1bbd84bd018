import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0014_activation_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedThing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=60)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("bring", "to bring"),
                            ("correct", "to correct"),
                            ("fetch", "the office fetches it"),
                            ("promise", "a written commitment is enough"),
                        ],
                        max_length=10,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("differs", "differs from the paper"),
                            ("unreadable", "the scan cannot be read"),
                            ("missing", "the paper is missing"),
                            ("expired", "the document has expired"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=120, verbose_name="what exactly")),
                ("asked_on", models.DateField(verbose_name="asked on")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("brought", "brought"),
                            ("corrected", "corrected"),
                            ("cannot", "cannot be brought or changed"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="why not")),
                ("answered_on", models.DateField(null=True, verbose_name="answered on")),
            ],
            options={
                "verbose_name": "thing asked for",
                "verbose_name_plural": "things asked for",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "cannot"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="asked_cannot_says_why",
                    )
                ],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="enrolmentapplication",
            name="state_moves",
        ),
        migrations.AddField(
            model_name="enrolmentapplication",
            name="come_back_by",
            field=models.DateField(null=True, verbose_name="to come back by"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolmentapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,returned:submitted,draft:returned,draft:discarded,submitted:verified,verified:enrolled,submitted:returned,submitted:refused,verified:refused,submitted:withdrawn,returned:withdrawn,verified:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="76773180b31369583a7439febbbbc97881c0fc67",
                    operation="UPDATE",
                    pgid="pgtrigger_state_moves_58c35",
                    table="enrolment_enrolmentapplication",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="askedthing",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="askedthing",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="enrolment.enrolmentapplication"
            ),
        ),
        migrations.AddField(
            model_name="askedthing",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="askedthing",
            constraint=models.UniqueConstraint(fields=("application", "round", "code"), name="asked_once_a_round"),
        ),
        migrations.AddConstraint(
            model_name="askedthing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""), ("answered_by__isnull", True), ("answered_on__isnull", True), ("note", "")
                    ),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        ("answered_by__isnull", False),
                        ("answered_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="asked_answered_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="askedthing",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' AND OLD.answer = ''\n       AND (to_jsonb(OLD) - ARRAY['answer', 'note', 'answered_by_id', 'answered_on'])\n         = (to_jsonb(NEW) - ARRAY['answer', 'note', 'answered_by_id', 'answered_on']) THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;\n",
                    hash="464da1bc49564286b6d2fbb7f63f89a62f052379",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_answered_once_a6142",
                    table="enrolment_askedthing",
                    when="BEFORE",
                ),
            ),
        ),
    ]
