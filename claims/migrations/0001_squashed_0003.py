"""Everything the tables of claims are today, for a new database; one that went the long way has all of it."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import casework.staff.models.appointment
import casework.tables.models.constraints
from casework.tables.models.together import MakeTogether


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("claims", "0001_initial"),
        ("claims", "0002_calculation"),
        ("claims", "0003_discarded_drafts"),
    ]

    dependencies = [
        ("casework", "0001_squashed_0027"),
        ("enrolment", "0001_squashed_0039"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTogether(
            [
                migrations.CreateModel(
                    name="PolicyVersion",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked on")),
                        ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                        ("code", models.CharField(max_length=80, verbose_name="policy")),
                        ("version", models.CharField(max_length=80, verbose_name="version")),
                        ("place", models.CharField(blank=True, max_length=12, verbose_name="place")),
                        (
                            "schemes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="schemes",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="in force until")),
                        ("source", models.CharField(blank=True, max_length=2000, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("stated", "stated"),
                                    ("reported", "reported"),
                                    ("inferred", "inferred"),
                                    ("assumed", "assumed"),
                                ],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "title_zh_hans",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Simplified Chinese"),
                        ),
                        (
                            "title_zh_hant",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Traditional Chinese"),
                        ),
                        ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                        ("text", models.TextField(verbose_name="document")),
                        ("document", models.JSONField(blank=True, null=True, verbose_name="document as data")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        ("valid", models.BooleanField(default=False, verbose_name="without mistakes")),
                        (
                            "missing",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=300),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="not stated",
                            ),
                        ),
                        ("demonstration", models.BooleanField(default=False, verbose_name="demonstration")),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                        ("discarded_at", models.DateTimeField(editable=False, null=True, verbose_name="discarded at")),
                        (
                            "discard_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason for discarding"),
                        ),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="claims.policyversion",
                                verbose_name="based on",
                            ),
                        ),
                        (
                            "discarded_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="discarded by",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="drafted by",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "benefit policy",
                        "verbose_name_plural": "benefit policies",
                        "ordering": ["place", "code", "starts_on", "version"],
                    },
                ),
                migrations.CreateModel(
                    name="Calculation",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="calculation",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        ("state", models.CharField(choices=[("kept", "kept")], default="kept", max_length=30)),
                        ("policy_code", models.CharField(max_length=80, verbose_name="policy")),
                        ("policy_version", models.CharField(max_length=80, verbose_name="version")),
                        ("policy_digest", models.CharField(max_length=64, verbose_name="digest")),
                        ("demonstration", models.BooleanField(verbose_name="demonstration")),
                        ("complete", models.BooleanField(verbose_name="complete")),
                        ("schema", models.PositiveSmallIntegerField()),
                        ("input", models.JSONField()),
                        ("record", models.JSONField()),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calculations",
                                to="enrolment.identitydocument",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calculation",
                        "verbose_name_plural": "calculations",
                        "constraints": [
                            casework.tables.models.constraints.StateFollowsCase(name="calculation_state_follows_case"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("policy_code", ""), _negated=True),
                                    models.Q(("policy_version", ""), _negated=True),
                                    models.Q(("policy_digest", ""), _negated=True),
                                ),
                                name="calculation_names_its_policy",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calculation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fe8adddd23a9d87c4828856656a986700c3b8044",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e11f3",
                            table="claims_calculation",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="policy_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("discarded_at__isnull", True)),
                        fields=("code", "version"),
                        name="policy_version_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("discarded_at__isnull", True), ("discard_reason", ""), ("discarded_by__isnull", True)
                            ),
                            models.Q(
                                ("discarded_at__isnull", False),
                                ("discarded_by__isnull", False),
                                models.Q(("discard_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="policy_discarded_by_somebody_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), _negated=True),
                            ("discarded_at__isnull", True),
                            _connector="OR",
                        ),
                        name="policy_published_or_discarded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="policy_period_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), _negated=True),
                            models.Q(
                                ("document__isnull", False),
                                ("valid", True),
                                models.Q(("digest", ""), _negated=True),
                                models.Q(("title_zh_hans", ""), _negated=True),
                                models.Q(("title_zh_hant", ""), _negated=True),
                                models.Q(("title_en", ""), _negated=True),
                                models.Q(("source", ""), _negated=True),
                                models.Q(("status", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="policy_published_is_valid",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("drafted_by__isnull", False),
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("drafted_by__isnull", True),
                                ("published_by__isnull", True),
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("drafted_by__isnull", False),
                                ("published_by__isnull", False),
                                ("starts_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="policy_signed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="policyversion",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("published_at__isnull", False)),
                        expressions=[("code", "="), (casework.staff.models.appointment.InclusivePeriod(), "&&")],
                        name="policy_one_version_in_force",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="policyversion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="89132dba9969194613e9c9264add9e303337dbe6",
                            operation="DELETE",
                            pgid="pgtrigger_kept_74150",
                            table="claims_policyversion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="policyversion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="IF (to_jsonb(OLD) - 'ends_on') = (to_jsonb(NEW) - 'ends_on') AND NEW.ends_on IS NOT NULL AND (OLD.ends_on IS NULL OR NEW.ends_on <= OLD.ends_on) THEN RETURN NEW; END IF; RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;",
                            hash="9a12000e663bd28c457d358d5e1a316b87882762",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_385ab",
                            table="claims_policyversion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="policyversion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="stays_discarded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."discarded_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="42cbfa997f294fee24c7e505911a6532ac4cb4da",
                            operation="UPDATE",
                            pgid="pgtrigger_stays_discarded_95bb3",
                            table="claims_policyversion",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
