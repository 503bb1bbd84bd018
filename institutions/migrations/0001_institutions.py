"""The tables of institutions: register, designations, catalogue, staff, inspections."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import casework.sealing.fields
import casework.staff.models.appointment
import casework.tables.models.constraints
from casework.tables.models.together import MakeTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_squashed_0027"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTogether(
            [
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.CharField(max_length=60, verbose_name="number of the agreement")),
                        ("area", models.CharField(blank=True, default="", max_length=6, verbose_name="pooling area")),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("signed_on", models.DateField(verbose_name="signed on")),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "renews",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewed_by",
                                to="institutions.agreement",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agreement",
                        "verbose_name_plural": "agreements",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffCase",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="staff_case",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "proposed"),
                                    ("recorded", "recorded"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[("give_points", "points"), ("object", "objection to points")],
                                max_length=15,
                                verbose_name="act",
                            ),
                        ),
                        ("given_on", models.DateField(null=True, verbose_name="points given on")),
                        ("conduct", models.CharField(blank=True, max_length=30, verbose_name="what was done")),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("general", "general responsibility"),
                                    ("important", "important responsibility"),
                                    ("main", "main responsibility"),
                                ],
                                max_length=10,
                                verbose_name="responsibility",
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField(default=0, verbose_name="points")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(null=True, verbose_name="suspended for so many months"),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="penalty or measure against the institution"
                            ),
                        ),
                        ("basis_on", models.DateField(null=True, verbose_name="day of the penalty or measure")),
                        ("received_on", models.DateField(null=True, verbose_name="objection received on")),
                        ("words", models.CharField(blank=True, max_length=600, verbose_name="what is objected")),
                        ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                    ],
                    options={
                        "verbose_name": "decision on a qualification",
                        "verbose_name_plural": "decisions on qualifications",
                    },
                ),
                migrations.CreateModel(
                    name="StaffPoints",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("given_on", models.DateField(verbose_name="points given on")),
                        ("conduct", models.CharField(max_length=30, verbose_name="what was done")),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("general", "general responsibility"),
                                    ("important", "important responsibility"),
                                    ("main", "main responsibility"),
                                ],
                                max_length=10,
                                verbose_name="responsibility",
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(null=True, verbose_name="suspended for so many months"),
                        ),
                        ("told_on", models.DateField(verbose_name="told on")),
                    ],
                    options={
                        "verbose_name": "points of a member of the staff",
                        "verbose_name_plural": "points of the staff",
                        "ordering": ["given_on"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffPost",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("physician", "physician"),
                                    ("nurse", "nurse"),
                                    ("pharmacist", "licensed pharmacist"),
                                    ("pharmacy_technician", "pharmacy technician"),
                                    ("technician", "medical technician"),
                                    ("bill_checker", "bill checker"),
                                    ("pharmacy_head", "head of a pharmacy"),
                                ],
                                max_length=20,
                                verbose_name="kind of staff",
                            ),
                        ),
                        ("promised_on", models.DateField(verbose_name="service promise signed on")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "post at an institution",
                        "verbose_name_plural": "posts at institutions",
                    },
                ),
                migrations.CreateModel(
                    name="StagedDiagnosis",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("new", "new"), ("changed", "changed"), ("ended", "ended")], max_length=10
                            ),
                        ),
                        ("standing", models.UUIDField(null=True)),
                        ("code", models.CharField(max_length=20, verbose_name="diagnosis code")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "diagnosis of a file",
                        "verbose_name_plural": "diagnoses of files",
                    },
                ),
                migrations.CreateModel(
                    name="StagedFirstPay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("new", "new"), ("changed", "changed"), ("ended", "ended")], max_length=10
                            ),
                        ),
                        ("standing", models.UUIDField(null=True)),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        (
                            "first_pay_ratio",
                            models.DecimalField(decimal_places=4, max_digits=5, verbose_name="first-pay ratio"),
                        ),
                    ],
                    options={
                        "verbose_name": "first-pay ratio of a file",
                        "verbose_name_plural": "first-pay ratios of files",
                    },
                ),
                migrations.CreateModel(
                    name="StagedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("new", "new"), ("changed", "changed"), ("ended", "ended")], max_length=10
                            ),
                        ),
                        ("standing", models.UUIDField(null=True)),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "fund_class",
                            models.CharField(
                                choices=[
                                    ("a", "class A"),
                                    ("b", "class B"),
                                    ("c", "class C"),
                                    ("payable_c", "class C, payable"),
                                ],
                                max_length=10,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "entry_number",
                            models.CharField(blank=True, max_length=30, verbose_name="number of the entry"),
                        ),
                        ("dosage_form", models.CharField(blank=True, max_length=60, verbose_name="dosage form")),
                        ("specification", models.CharField(blank=True, max_length=120, verbose_name="specification")),
                        ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                        ("maker", models.CharField(blank=True, max_length=120, verbose_name="maker")),
                        (
                            "item_class",
                            models.CharField(blank=True, max_length=30, verbose_name="class of items of the policies"),
                        ),
                        (
                            "first_pay_ratio",
                            models.DecimalField(
                                decimal_places=4, max_digits=5, null=True, verbose_name="first-pay ratio"
                            ),
                        ),
                        (
                            "payment_standard",
                            models.DecimalField(
                                decimal_places=4, max_digits=12, null=True, verbose_name="payment standard in yuan"
                            ),
                        ),
                        ("agreement_ends_on", models.DateField(null=True, verbose_name="end of the agreement")),
                        ("commercial", models.BooleanField(default=False, verbose_name="list of commercial insurance")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("male", "male"), ("female", "female")],
                                max_length=10,
                                verbose_name="only for",
                            ),
                        ),
                        ("age_from", models.PositiveSmallIntegerField(null=True, verbose_name="from the age of")),
                        ("age_to", models.PositiveSmallIntegerField(null=True, verbose_name="up to the age of")),
                        (
                            "settings",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="only in",
                            ),
                        ),
                        (
                            "diagnoses",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="only for diagnoses",
                            ),
                        ),
                        ("most", models.PositiveSmallIntegerField(null=True, verbose_name="at most")),
                        (
                            "per",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("day", "a day"),
                                    ("visit", "a visit"),
                                    ("week", "a week"),
                                    ("month", "a month"),
                                    ("year", "a year"),
                                ],
                                max_length=10,
                                verbose_name="for",
                            ),
                        ),
                        ("limit_text", models.CharField(blank=True, max_length=500, verbose_name="limit as printed")),
                    ],
                    options={
                        "verbose_name": "item of a file",
                        "verbose_name_plural": "items of files",
                    },
                ),
                migrations.CreateModel(
                    name="StagedPrice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("new", "new"), ("changed", "changed"), ("ended", "ended")], max_length=10
                            ),
                        ),
                        ("standing", models.UUIDField(null=True)),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        ("price", models.DecimalField(decimal_places=4, max_digits=12, verbose_name="price in yuan")),
                        ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                    ],
                    options={
                        "verbose_name": "price of a file",
                        "verbose_name_plural": "prices of files",
                    },
                ),
                migrations.CreateModel(
                    name="StagedRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("new", "new"), ("changed", "changed"), ("ended", "ended")], max_length=10
                            ),
                        ),
                        ("standing", models.UUIDField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sex", "only one sex"),
                                    ("age", "only an age"),
                                    ("insurance", "only one scheme"),
                                    ("inpatient_only", "only in hospital"),
                                    ("level", "only from a level of institutions"),
                                    ("course", "days of a course that are paid"),
                                    ("pair", "not together with another item"),
                                    ("frequency", "no more often than"),
                                ],
                                max_length=15,
                                verbose_name="kind of rule",
                            ),
                        ),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        ("second_code", models.CharField(blank=True, max_length=27, verbose_name="second code")),
                        ("value", models.CharField(blank=True, max_length=40, verbose_name="value")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("years", "years"),
                                    ("months", "months"),
                                    ("days", "days"),
                                    ("times", "times"),
                                ],
                                max_length=10,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hour", "within an hour"),
                                    ("six_hours", "within six hours"),
                                    ("day", "on one day"),
                                    ("visit", "in one visit"),
                                    ("week", "in a week"),
                                    ("month", "in a month"),
                                    ("year", "in a year"),
                                ],
                                max_length=10,
                                verbose_name="period",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="text of the rule")),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "supervision rule of a file",
                        "verbose_name_plural": "supervision rules of files",
                    },
                ),
                migrations.CreateModel(
                    name="Succession",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                    ],
                    options={
                        "verbose_name": "succession of institutions",
                        "verbose_name_plural": "successions of institutions",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="SupervisionRule",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sex", "only one sex"),
                                    ("age", "only an age"),
                                    ("insurance", "only one scheme"),
                                    ("inpatient_only", "only in hospital"),
                                    ("level", "only from a level of institutions"),
                                    ("course", "days of a course that are paid"),
                                    ("pair", "not together with another item"),
                                    ("frequency", "no more often than"),
                                ],
                                max_length=15,
                                verbose_name="kind of rule",
                            ),
                        ),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        ("second_code", models.CharField(blank=True, max_length=27, verbose_name="second code")),
                        ("value", models.CharField(blank=True, max_length=40, verbose_name="value")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("years", "years"),
                                    ("months", "months"),
                                    ("days", "days"),
                                    ("times", "times"),
                                ],
                                max_length=10,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hour", "within an hour"),
                                    ("six_hours", "within six hours"),
                                    ("day", "on one day"),
                                    ("visit", "in one visit"),
                                    ("week", "in a week"),
                                    ("month", "in a month"),
                                    ("year", "in a year"),
                                ],
                                max_length=10,
                                verbose_name="period",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="text of the rule")),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "supervision rule",
                        "verbose_name_plural": "supervision rules",
                        "ordering": ["code", "kind", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalReminder",
                    fields=[
                        (
                            "agreement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="reminder",
                                serialize=False,
                                to="institutions.agreement",
                            ),
                        ),
                        ("ask_by", models.DateField(verbose_name="renewal is asked by")),
                        ("written_on", models.DateField(verbose_name="written on")),
                    ],
                    options={
                        "verbose_name": "reminder of a renewal",
                        "verbose_name_plural": "reminders of renewals",
                    },
                ),
                migrations.CreateModel(
                    name="AgreementScope",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                        (
                            "services",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="services",
                            ),
                        ),
                        (
                            "departments",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="departments",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scopes",
                                to="institutions.agreement",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "scope of an agreement",
                        "verbose_name_plural": "scopes of agreements",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="DesignationEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="in force from")),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
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
                        ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked on")),
                        ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                        (
                            "belongs",
                            models.CharField(
                                choices=[
                                    ("condition", "condition of an application"),
                                    ("refusal", "ground for not accepting an application"),
                                    ("evaluation", "item of the evaluation"),
                                    ("termination", "cause of the end of an agreement"),
                                    ("conduct", "act for which staff get points"),
                                ],
                                max_length=12,
                                verbose_name="list",
                            ),
                        ),
                        ("code", models.CharField(max_length=30, verbose_name="code")),
                        ("name", models.CharField(max_length=300, verbose_name="words")),
                        ("name_zh_hans", models.CharField(max_length=300, null=True, verbose_name="words")),
                        ("name_zh_hant", models.CharField(max_length=300, null=True, verbose_name="words")),
                        ("name_en", models.CharField(max_length=300, null=True, verbose_name="words")),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="kinds of institution",
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField(default=0, verbose_name="points")),
                        ("withdrawn", models.BooleanField(default=False, verbose_name="no longer used from this day")),
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
                        "verbose_name": "line of a list of designation",
                        "verbose_name_plural": "lists of designation",
                        "ordering": ["belongs", "code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="ConditionCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("met", models.BooleanField(verbose_name="met")),
                        ("seen", models.CharField(blank=True, max_length=200, verbose_name="what was seen")),
                        ("checked_on", models.DateField(verbose_name="checked on")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="condition_checks",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "condition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.designationentry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "checked condition",
                        "verbose_name_plural": "checked conditions",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("starts_on", models.DateField(verbose_name="in force from")),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
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
                        ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked on")),
                        ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                        (
                            "list_name",
                            models.CharField(
                                choices=[
                                    ("items", "drugs, treatments and consumables"),
                                    ("first_pay", "first-pay ratios of a place"),
                                    ("prices", "price list of an institution"),
                                    ("diagnoses", "diagnoses"),
                                    ("rules", "supervision rules"),
                                ],
                                max_length=10,
                                verbose_name="list",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("whole", models.BooleanField(default=False, verbose_name="the whole list")),
                        (
                            "demonstration",
                            models.BooleanField(db_default=False, default=False, verbose_name="demonstration"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits to be read"),
                                    ("checked", "read, waits for a second person"),
                                    ("agreed", "confirmed, being entered"),
                                    ("published", "published"),
                                    ("refused", "has problems, nothing was entered"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("sha256", models.BinaryField(max_length=32)),
                        ("form", models.CharField(max_length=4)),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                        ("begun_at", models.DateTimeField(null=True, verbose_name="begun at")),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="read at")),
                        ("rows_total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                        ("rows_new", models.PositiveIntegerField(default=0, verbose_name="new")),
                        ("rows_changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                        ("rows_ended", models.PositiveIntegerField(default=0, verbose_name="ended")),
                        ("rows_same", models.PositiveIntegerField(default=0, verbose_name="as before")),
                        ("rows_bad", models.PositiveIntegerField(default=0, verbose_name="problems")),
                        ("failure", models.CharField(blank=True, max_length=40)),
                        ("failure_params", models.JSONField(default=dict)),
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.office",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.place",
                                verbose_name="place",
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
                        "verbose_name": "edition of a list",
                        "verbose_name_plural": "editions of lists",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Diagnosis",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("code", models.CharField(max_length=20, verbose_name="diagnosis code")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.place",
                                verbose_name="place",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.edition",
                                verbose_name="edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "diagnosis",
                        "verbose_name_plural": "diagnoses",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueItem",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "fund_class",
                            models.CharField(
                                choices=[
                                    ("a", "class A"),
                                    ("b", "class B"),
                                    ("c", "class C"),
                                    ("payable_c", "class C, payable"),
                                ],
                                max_length=10,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "entry_number",
                            models.CharField(blank=True, max_length=30, verbose_name="number of the entry"),
                        ),
                        ("dosage_form", models.CharField(blank=True, max_length=60, verbose_name="dosage form")),
                        ("specification", models.CharField(blank=True, max_length=120, verbose_name="specification")),
                        ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                        ("maker", models.CharField(blank=True, max_length=120, verbose_name="maker")),
                        (
                            "item_class",
                            models.CharField(blank=True, max_length=30, verbose_name="class of items of the policies"),
                        ),
                        (
                            "first_pay_ratio",
                            models.DecimalField(
                                decimal_places=4, max_digits=5, null=True, verbose_name="first-pay ratio"
                            ),
                        ),
                        (
                            "payment_standard",
                            models.DecimalField(
                                decimal_places=4, max_digits=12, null=True, verbose_name="payment standard in yuan"
                            ),
                        ),
                        ("agreement_ends_on", models.DateField(null=True, verbose_name="end of the agreement")),
                        ("commercial", models.BooleanField(default=False, verbose_name="list of commercial insurance")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("male", "male"), ("female", "female")],
                                max_length=10,
                                verbose_name="only for",
                            ),
                        ),
                        ("age_from", models.PositiveSmallIntegerField(null=True, verbose_name="from the age of")),
                        ("age_to", models.PositiveSmallIntegerField(null=True, verbose_name="up to the age of")),
                        (
                            "settings",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="only in",
                            ),
                        ),
                        (
                            "diagnoses",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="only for diagnoses",
                            ),
                        ),
                        ("most", models.PositiveSmallIntegerField(null=True, verbose_name="at most")),
                        (
                            "per",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("day", "a day"),
                                    ("visit", "a visit"),
                                    ("week", "a week"),
                                    ("month", "a month"),
                                    ("year", "a year"),
                                ],
                                max_length=10,
                                verbose_name="for",
                            ),
                        ),
                        ("limit_text", models.CharField(blank=True, max_length=500, verbose_name="limit as printed")),
                        (
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.place",
                                verbose_name="place",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.edition",
                                verbose_name="edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "item of the catalogue",
                        "verbose_name_plural": "items of the catalogue",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="EditionPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("content", models.BinaryField()),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="institutions.edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part of a list",
                        "verbose_name_plural": "parts of lists",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="EditionProblem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        ("column", models.CharField(max_length=20, verbose_name="column")),
                        ("code", models.CharField(max_length=30, verbose_name="problem")),
                        ("value", models.CharField(blank=True, max_length=60, verbose_name="what is written")),
                        ("other_row", models.PositiveIntegerField(null=True)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="problems",
                                to="institutions.edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "problem of a list",
                        "verbose_name_plural": "problems of lists",
                        "ordering": ["row_number", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="FirstPay",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        (
                            "first_pay_ratio",
                            models.DecimalField(decimal_places=4, max_digits=5, verbose_name="first-pay ratio"),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.place",
                                verbose_name="place",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "first-pay ratio",
                        "verbose_name_plural": "first-pay ratios",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("conduct", models.CharField(max_length=30, verbose_name="what was done")),
                        ("words", models.CharField(max_length=600, verbose_name="what was found")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, null=True, verbose_name="sum concerned"
                            ),
                        ),
                        ("written_on", models.DateField(verbose_name="written on")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection_findings",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "finding of an inspection",
                        "verbose_name_plural": "findings of inspections",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Institution",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="national code")),
                        ("uscc", models.CharField(max_length=18, verbose_name="Unified Social Credit Code")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_zh_hant", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("kind", models.CharField(max_length=30, verbose_name="kind")),
                        (
                            "ownership",
                            models.CharField(
                                choices=[
                                    ("public", "public"),
                                    ("private_non_profit", "private, not for profit"),
                                    ("private_for_profit", "private, for profit"),
                                ],
                                max_length=20,
                                verbose_name="ownership",
                            ),
                        ),
                        (
                            "hospital_level",
                            models.CharField(
                                choices=[
                                    ("third", "third level"),
                                    ("second", "second level"),
                                    ("first", "first level"),
                                    ("ungraded", "no level"),
                                ],
                                max_length=10,
                                verbose_name="hospital level",
                            ),
                        ),
                        (
                            "pay_level",
                            models.CharField(
                                choices=[
                                    ("third", "third level"),
                                    ("second", "second level"),
                                    ("first", "first level"),
                                    ("ungraded", "no level"),
                                ],
                                max_length=10,
                                verbose_name="level it is paid at",
                            ),
                        ),
                        (
                            "deductible_level",
                            models.CharField(
                                choices=[
                                    ("third", "third level"),
                                    ("second", "second level"),
                                    ("first", "first level"),
                                    ("ungraded", "no level"),
                                ],
                                max_length=10,
                                verbose_name="level of its deductible",
                            ),
                        ),
                        ("taiwan_funded", models.BooleanField(default=False, verbose_name="Taiwan-funded")),
                        (
                            "taiwan_form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wholly_owned", "wholly Taiwan-owned"),
                                    ("joint_venture", "joint venture with Taiwan capital"),
                                    ("cooperative", "cooperative with Taiwan capital"),
                                ],
                                max_length=20,
                                verbose_name="form of investment",
                            ),
                        ),
                        (
                            "taiwan_share",
                            models.DecimalField(
                                decimal_places=2, max_digits=5, null=True, verbose_name="Taiwan share in percent"
                            ),
                        ),
                        ("beds", models.PositiveIntegerField(default=0, verbose_name="beds")),
                        (
                            "licence_number",
                            models.CharField(max_length=60, verbose_name="number of the licence or filing"),
                        ),
                        ("licence_expires_on", models.DateField(null=True, verbose_name="licence runs out on")),
                        ("opened_on", models.DateField(verbose_name="operating since")),
                        ("networked", models.BooleanField(default=False, verbose_name="connected for off-site care")),
                        ("address", models.CharField(max_length=200, verbose_name="address")),
                        (
                            "telephone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone of the institution"),
                        ),
                        (
                            "legal_representative",
                            models.CharField(max_length=80, verbose_name="legal representative or head"),
                        ),
                        ("bank_account", casework.sealing.fields.SealedTextField(blank=True)),
                        ("registered_on", models.DateField(verbose_name="registered on")),
                        (
                            "demonstration",
                            models.BooleanField(db_default=False, default=False, verbose_name="demonstration"),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.office",
                                verbose_name="office",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.place",
                                verbose_name="place",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "institution",
                        "verbose_name_plural": "institutions",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="inspection",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("inspecting", "being inspected"),
                                    ("told", "findings told, reply awaited"),
                                    ("replied", "replied"),
                                    ("rectifying", "to be put right"),
                                    ("handed_over", "handed over to the administrative department"),
                                    ("order_entered", "order entered"),
                                    ("clean", "nothing found"),
                                    ("rectified", "put right"),
                                    ("ordered", "order on record"),
                                    ("no_order", "no order was made"),
                                    ("withdrawn", "given up"),
                                ],
                                default="inspecting",
                                max_length=30,
                            ),
                        ),
                        ("inspected_on", models.DateField(verbose_name="inspected on")),
                        ("occasion", models.CharField(max_length=200, verbose_name="occasion")),
                        ("first_officer", models.CharField(max_length=80, verbose_name="first officer")),
                        (
                            "first_credential",
                            models.CharField(max_length=40, verbose_name="credential of the first officer"),
                        ),
                        ("second_officer", models.CharField(max_length=80, verbose_name="second officer")),
                        (
                            "second_credential",
                            models.CharField(max_length=40, verbose_name="credential of the second officer"),
                        ),
                        ("told_on", models.DateField(null=True, verbose_name="findings told on")),
                        ("reply_by", models.DateField(null=True, verbose_name="reply by")),
                        ("replied_on", models.DateField(null=True, verbose_name="reply received on")),
                        (
                            "reply",
                            models.CharField(blank=True, max_length=1000, verbose_name="reply of the institution"),
                        ),
                        ("rectify_by", models.DateField(null=True, verbose_name="put right by")),
                        (
                            "rectification",
                            models.CharField(blank=True, max_length=600, verbose_name="what is to be put right"),
                        ),
                        ("rectified_on", models.DateField(null=True, verbose_name="put right on")),
                        ("seen", models.CharField(blank=True, max_length=300, verbose_name="what was seen")),
                        (
                            "department",
                            models.CharField(blank=True, max_length=120, verbose_name="administrative department"),
                        ),
                        ("suspected", models.CharField(blank=True, max_length=600, verbose_name="suspected breach")),
                        ("handed_over_on", models.DateField(null=True, verbose_name="handed over on")),
                        (
                            "order_number",
                            models.CharField(blank=True, max_length=120, verbose_name="number of the order"),
                        ),
                        ("ordered_on", models.DateField(null=True, verbose_name="day of the order")),
                        ("served_on", models.DateField(null=True, verbose_name="served on")),
                        ("penalty", models.CharField(blank=True, max_length=30, verbose_name="penalty")),
                        (
                            "base",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, null=True, verbose_name="loss or sum defrauded"
                            ),
                        ),
                        ("fine", models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="fine")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "order_confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "order_entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "inspection",
                        "verbose_name_plural": "inspections",
                    },
                ),
                migrations.AddField(
                    model_name="edition",
                    name="institution",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_editions",
                        to="institutions.institution",
                    ),
                ),
                migrations.CreateModel(
                    name="DesignationSuspension",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("voluntary", "at the institution's own request"),
                                    ("by_agreement", "under the agreement"),
                                    ("ordered", "ordered by the administrative department"),
                                ],
                                max_length=15,
                                verbose_name="kind of suspension",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(null=True, verbose_name="last day")),
                        ("requested_on", models.DateField(null=True, verbose_name="resumption asked for on")),
                        ("resumed_on", models.DateField(null=True, verbose_name="resumed on")),
                        (
                            "services",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="services",
                            ),
                        ),
                        (
                            "departments",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="departments",
                            ),
                        ),
                        ("area", models.CharField(blank=True, default="", max_length=6, verbose_name="pooling area")),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspensions",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "suspension of a designation",
                        "verbose_name_plural": "suspensions of designations",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="DesignationEnd",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="first day without designation")),
                        ("cause", models.CharField(max_length=30, verbose_name="cause")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ends",
                                to="institutions.agreement",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="designation_ends",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goes_on_for",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "end of a designation",
                        "verbose_name_plural": "ends of designations",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="DesignationChange",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="designation_change",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "asked for"),
                                    ("recorded", "recorded"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        ("act", models.CharField(max_length=30, verbose_name="act")),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("takes_effect_on", models.DateField(verbose_name="takes effect on")),
                        ("ends_on", models.DateField(null=True, verbose_name="last day")),
                        (
                            "services",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="services",
                            ),
                        ),
                        (
                            "departments",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="departments",
                            ),
                        ),
                        ("particulars", models.JSONField(default=dict, verbose_name="particulars")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number of the agreement")),
                        ("cause", models.CharField(blank=True, max_length=30, verbose_name="cause")),
                        (
                            "basis",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="number of the decision or paper"
                            ),
                        ),
                        ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                        ("wrote", models.JSONField(default=dict)),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of a designation",
                        "verbose_name_plural": "changes of designations",
                    },
                ),
                migrations.CreateModel(
                    name="DesignationApplication",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="designation_application",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "received"),
                                    ("supplementing", "papers asked for"),
                                    ("evaluating", "in evaluation"),
                                    ("published", "published"),
                                    ("drawn_up", "agreement drawn up"),
                                    ("failed_once", "evaluation failed, may be repeated"),
                                    ("signed", "agreement signed"),
                                    ("failed", "evaluation failed twice"),
                                    ("refused", "not accepted"),
                                    ("withdrawn", "withdrawn by the applicant"),
                                ],
                                default="received",
                                max_length=30,
                            ),
                        ),
                        ("applied_on", models.DateField(verbose_name="received on")),
                        (
                            "services",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="services applied for",
                            ),
                        ),
                        (
                            "departments",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="departments",
                            ),
                        ),
                        ("asked", models.CharField(blank=True, max_length=600, verbose_name="what is missing")),
                        ("asked_on", models.DateField(null=True)),
                        ("supplied_on", models.DateField(null=True)),
                        ("accepted_on", models.DateField(null=True, verbose_name="accepted on")),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round of the evaluation")),
                        ("evaluated_on", models.DateField(null=True, verbose_name="evaluated on")),
                        ("published_on", models.DateField(null=True, verbose_name="published on")),
                        ("ground", models.CharField(blank=True, max_length=30, verbose_name="ground")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number of the agreement")),
                        ("starts_on", models.DateField(null=True, verbose_name="first day")),
                        ("ends_on", models.DateField(null=True, verbose_name="last day")),
                        (
                            "agreement",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="application",
                                to="institutions.agreement",
                            ),
                        ),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application for designation",
                        "verbose_name_plural": "applications for designation",
                    },
                ),
                migrations.CreateModel(
                    name="Department",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("code", models.CharField(max_length=20, verbose_name="code of the department")),
                        ("name", models.CharField(max_length=60, verbose_name="name of the department")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="departments",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "department",
                        "verbose_name_plural": "departments",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementPeriod",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("area", models.CharField(blank=True, default="", max_length=6, verbose_name="pooling area")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="institutions.agreement",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "period of designation",
                        "verbose_name_plural": "periods of designation",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="institution",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="institutions.institution",
                    ),
                ),
                migrations.CreateModel(
                    name="InstitutionContact",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=80, verbose_name="contact's name")),
                        ("telephone", casework.sealing.fields.SealedTextField(blank=True)),
                        ("email", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact of an institution",
                        "verbose_name_plural": "contacts of institutions",
                        "ordering": ["starts_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ItemPrice",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("code", models.CharField(max_length=27, verbose_name="national code")),
                        ("price", models.DecimalField(decimal_places=4, max_digits=12, verbose_name="price in yuan")),
                        ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prices",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "price of an institution",
                        "verbose_name_plural": "prices of institutions",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="PanelScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="round of the evaluation")),
                        ("member", models.CharField(max_length=80, verbose_name="member of the panel")),
                        ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                        ("scored_on", models.DateField(verbose_name="scored on")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="panel_scores",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.designationentry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "score of the panel",
                        "verbose_name_plural": "scores of the panel",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Particular",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, db_default="", default="", max_length=40)),
                        ("item", models.CharField(max_length=30, verbose_name="particular")),
                        ("value", models.CharField(max_length=200, verbose_name="value")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="particulars",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "particular of an institution",
                        "verbose_name_plural": "particulars of institutions",
                        "ordering": ["item", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffPerson",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="code of the person")),
                        ("name", models.CharField(max_length=80, verbose_name="name of the person")),
                    ],
                    options={
                        "verbose_name": "member of the staff of institutions",
                        "verbose_name_plural": "staff of institutions",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("code__regex", "^[A-Z0-9]{6,20}$")), name="staff_person_code_form"
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="c15e826c5a05d0e4b39f17d9ca2b71abe8b4227f",
                            operation="DELETE",
                            pgid="pgtrigger_kept_af395",
                            table="institutions_staffperson",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="staffpoints",
                    name="case",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="staffpoints",
                    name="institution",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_points",
                        to="institutions.institution",
                    ),
                ),
                migrations.AddField(
                    model_name="staffpoints",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="institutions.staffperson",
                    ),
                ),
                migrations.AddField(
                    model_name="staffpoints",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                migrations.AddField(
                    model_name="staffcase",
                    name="contested",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="institutions.staffpoints",
                    ),
                ),
                migrations.AddField(
                    model_name="staffpost",
                    name="institution",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_posts",
                        to="institutions.institution",
                    ),
                ),
                migrations.AddField(
                    model_name="staffpost",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="institutions.staffperson"
                    ),
                ),
                migrations.AddField(
                    model_name="staffcase",
                    name="post",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="institutions.staffpost"
                    ),
                ),
                migrations.AddField(
                    model_name="stageddiagnosis",
                    name="edition",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.edition",
                    ),
                ),
                migrations.AddField(
                    model_name="stagedfirstpay",
                    name="edition",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.edition",
                    ),
                ),
                migrations.AddField(
                    model_name="stageditem",
                    name="edition",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.edition",
                    ),
                ),
                migrations.AddField(
                    model_name="stagedprice",
                    name="edition",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.edition",
                    ),
                ),
                migrations.AddField(
                    model_name="stagedrule",
                    name="edition",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.edition",
                    ),
                ),
                migrations.AddField(
                    model_name="succession",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="succession",
                    name="predecessor",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="institutions.institution",
                    ),
                ),
                migrations.AddField(
                    model_name="succession",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                migrations.AddField(
                    model_name="succession",
                    name="successor",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeds",
                        to="institutions.institution",
                    ),
                ),
                migrations.AddField(
                    model_name="supervisionrule",
                    name="edition",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.edition",
                        verbose_name="edition",
                    ),
                ),
                migrations.AddField(
                    model_name="supervisionrule",
                    name="place",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.place",
                        verbose_name="place",
                    ),
                ),
                migrations.AddField(
                    model_name="supervisionrule",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                migrations.AddField(
                    model_name="renewalreminder",
                    name="mailing",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.mailing"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreementscope",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("agreement", "starts_on"),
                        name="scope_once_a_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreementscope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="be61023bbaf63c9be3281f2a6f3686ae377d2bd7",
                            operation="DELETE",
                            pgid="pgtrigger_kept_63e2e",
                            table="institutions_agreementscope",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreementscope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."services" IS DISTINCT FROM (NEW."services") OR OLD."departments" IS DISTINCT FROM (NEW."departments") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="c8206a5aaa91f9d3ee0af1a67edb89a7dd5f49e9",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_b9478",
                            table="institutions_agreementscope",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name_zh_hans__isnull", False),
                            models.Q(("name_zh_hans", ""), _negated=True),
                            ("name_zh_hant__isnull", False),
                            models.Q(("name_zh_hant", ""), _negated=True),
                            ("name_en__isnull", False),
                            models.Q(("name_en", ""), _negated=True),
                        ),
                        name="designation_entry_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="designation_entry_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationentry",
                    constraint=models.UniqueConstraint(
                        fields=("belongs", "code", "starts_on"), name="designation_entry_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z][a-z0-9_]{1,29}$")), name="designation_entry_code"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("belongs", "evaluation"), ("points__gt", 0)),
                            models.Q(("belongs", "conduct"), ("points__in", [1, 4, 7, 10])),
                            models.Q(
                                models.Q(("belongs__in", ["evaluation", "conduct"]), _negated=True), ("points", 0)
                            ),
                            _connector="OR",
                        ),
                        name="designation_entry_points",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="506e7036c0503643cfc3427bd885d638465c9e8a",
                            operation="DELETE",
                            pgid="pgtrigger_kept_35e17",
                            table="institutions_designationentry",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="ced51a8e052e9fd251ce234ff1f4378067088c23",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_bb483",
                            table="institutions_designationentry",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conditioncheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("met", True), models.Q(("seen", ""), _negated=True), _connector="OR"),
                        name="condition_not_met_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditioncheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dbaa110f82eb0e28b0c537d57df3b16d68a371fa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f675d",
                            table="institutions_conditioncheck",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="diagnosis",
                    index=models.Index(fields=["code", "place", "starts_on"], name="diagnosis_by_code"),
                ),
                migrations.AddIndex(
                    model_name="diagnosis",
                    index=models.Index(fields=["edition", "id"], name="diagnosis_by_edition"),
                ),
                migrations.AddConstraint(
                    model_name="diagnosis",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="diagnosis_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="diagnosis",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("code", "="),
                            ("place", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="diagnosis_no_day_twice",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="diagnosis",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ef561de3479b914780004d70305567d4b00155f2",
                            operation="DELETE",
                            pgid="pgtrigger_kept_2974c",
                            table="institutions_diagnosis",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="diagnosis",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="5a331f7ea78bf686ddcf63bad6ea2d007cdf2028",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_5595e",
                            table="institutions_diagnosis",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="catalogueitem",
                    index=models.Index(fields=["code", "place", "starts_on"], name="catalogue_item_by_code"),
                ),
                migrations.AddIndex(
                    model_name="catalogueitem",
                    index=models.Index(fields=["edition", "id"], name="catalogue_item_by_edition"),
                ),
                migrations.AddIndex(
                    model_name="catalogueitem",
                    index=django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["name"],
                        name="catalogue_item_by_name",
                        opclasses=["gin_trgm_ops"],
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="catalogue_item_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("code", "="),
                            ("place", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="catalogue_item_no_day_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "^(?:X[0-9A-Z]{22}|Z[0-9A-Z]{19}|C[0-9A-Z]{19}(?:[0-9A-Z]{7})?|00[0-9]{13})$",
                            )
                        ),
                        name="catalogue_item_code_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("first_pay_ratio", None), ("first_pay_ratio__range", (0, 1)), _connector="OR"
                        ),
                        name="catalogue_item_share",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("commercial", False), ("fund_class", "c"), _connector="OR"),
                        name="catalogue_item_commercial_is_c",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("agreement_ends_on", None), ("payment_standard__isnull", False), _connector="OR"
                        ),
                        name="catalogue_item_negotiated_has_standard",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("most", None), ("per", "")),
                            models.Q(("most__gt", 0), models.Q(("per", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="catalogue_item_most_has_period",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("age_from", None), ("age_to", None), ("age_to__gte", models.F("age_from")), _connector="OR"
                        ),
                        name="catalogue_item_ages_ordered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="catalogueitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="baf7a3832d85e76609d444282a694063f7afd1a7",
                            operation="DELETE",
                            pgid="pgtrigger_kept_e78a8",
                            table="institutions_catalogueitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="catalogueitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."fund_class" IS DISTINCT FROM (NEW."fund_class") OR OLD."entry_number" IS DISTINCT FROM (NEW."entry_number") OR OLD."dosage_form" IS DISTINCT FROM (NEW."dosage_form") OR OLD."specification" IS DISTINCT FROM (NEW."specification") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."maker" IS DISTINCT FROM (NEW."maker") OR OLD."item_class" IS DISTINCT FROM (NEW."item_class") OR OLD."first_pay_ratio" IS DISTINCT FROM (NEW."first_pay_ratio") OR OLD."payment_standard" IS DISTINCT FROM (NEW."payment_standard") OR OLD."agreement_ends_on" IS DISTINCT FROM (NEW."agreement_ends_on") OR OLD."commercial" IS DISTINCT FROM (NEW."commercial") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."age_from" IS DISTINCT FROM (NEW."age_from") OR OLD."age_to" IS DISTINCT FROM (NEW."age_to") OR OLD."settings" IS DISTINCT FROM (NEW."settings") OR OLD."diagnoses" IS DISTINCT FROM (NEW."diagnoses") OR OLD."most" IS DISTINCT FROM (NEW."most") OR OLD."per" IS DISTINCT FROM (NEW."per") OR OLD."limit_text" IS DISTINCT FROM (NEW."limit_text") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="fd2e74e77254b180145eba39bf0dd4a2a9367a23",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_cc2b4",
                            table="institutions_catalogueitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="editionpart",
                    constraint=models.UniqueConstraint(fields=("edition", "number"), name="edition_part_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="editionpart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6760c6ce20da67b8db673970e1615c1e92b009e9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_88b49",
                            table="institutions_editionpart",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="editionproblem",
                    index=models.Index(fields=["edition", "row_number"], name="edition_problem_by_row"),
                ),
                migrations.AddConstraint(
                    model_name="editionproblem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("other_row__isnull", True), ("other_row__lt", models.F("row_number")), _connector="OR"
                        ),
                        name="edition_problem_other_row_is_above",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="editionproblem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e8b9552d36f5437bbb5e9f96e07512bb006c12a3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bfbf2",
                            table="institutions_editionproblem",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="firstpay",
                    index=models.Index(fields=["code", "place", "starts_on"], name="first_pay_by_code"),
                ),
                migrations.AddIndex(
                    model_name="firstpay",
                    index=models.Index(fields=["edition", "id"], name="first_pay_by_edition"),
                ),
                migrations.AddConstraint(
                    model_name="firstpay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="first_pay_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="firstpay",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("code", "="),
                            ("place", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="first_pay_no_day_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="firstpay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "^(?:X[0-9A-Z]{22}|Z[0-9A-Z]{19}|C[0-9A-Z]{19}(?:[0-9A-Z]{7})?|00[0-9]{13})$",
                            )
                        ),
                        name="first_pay_code_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="firstpay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first_pay_ratio__range", (0, 1))), name="first_pay_share"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="firstpay",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e1d97512c91487aa39e1a43d8e2ba7e330e155b5",
                            operation="DELETE",
                            pgid="pgtrigger_kept_5044c",
                            table="institutions_firstpay",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="firstpay",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."first_pay_ratio" IS DISTINCT FROM (NEW."first_pay_ratio") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="67f9cc50d0385da1484310cdd80d0d1f20326e15",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_c88be",
                            table="institutions_firstpay",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspectionfinding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                        name="inspection_finding_amount",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="inspectionfinding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1ed1919e3b7fe509c92cd0ac8230dacb069ef0e6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e2960",
                            table="institutions_inspectionfinding",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="institution",
                    index=models.Index(fields=["office", "code"], name="institution_by_office"),
                ),
                migrations.AddIndex(
                    model_name="institution",
                    index=models.Index(fields=["place", "code"], name="institution_by_place"),
                ),
                migrations.AddIndex(
                    model_name="institution",
                    index=models.Index(fields=["uscc"], name="institution_by_uscc"),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name_zh_hans__isnull", False),
                            models.Q(("name_zh_hans", ""), _negated=True),
                            ("name_zh_hant__isnull", False),
                            models.Q(("name_zh_hant", ""), _negated=True),
                            ("name_en__isnull", False),
                            models.Q(("name_en", ""), _negated=True),
                        ),
                        name="institution_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[HP][0-9]{11}$")), name="institution_code_form"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("uscc__regex", "^[0-9A-Z]{18}$")), name="institution_uscc_form"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__startswith", "P"), ("kind", "retail_pharmacy")),
                            models.Q(models.Q(("kind", "retail_pharmacy"), _negated=True), ("code__startswith", "H")),
                            _connector="OR",
                        ),
                        name="institution_pharmacy_has_its_letter",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taiwan_form", ""), ("taiwan_funded", False), ("taiwan_share__isnull", True)),
                            models.Q(
                                ("taiwan_funded", True),
                                ("taiwan_share__gt", 0),
                                ("taiwan_share__lte", 100),
                                models.Q(("taiwan_form", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="institution_taiwan_form_and_share",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taiwan_form", "wholly_owned"), _negated=True),
                            ("taiwan_share", 100),
                            _connector="OR",
                        ),
                        name="institution_wholly_owned_is_all_of_it",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("opened_on__lte", models.F("registered_on"))),
                        name="institution_opened_before_registered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="institution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="d41bd2cd17dceee46424b32c2ee5d6c4c524d829",
                            operation="DELETE",
                            pgid="pgtrigger_kept_9f74e",
                            table="institutions_institution",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="inspection_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("clean", "rectified", "ordered", "no_order", "withdrawn")), _negated=True
                        ),
                        fields=("institution",),
                        name="inspection_one_under_way",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first_credential", models.F("second_credential")), _negated=True),
                        name="inspection_by_two_officers",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["inspecting", "clean", "withdrawn"]),
                            models.Q(
                                ("reply_by__gte", models.F("told_on")),
                                ("reply_by__isnull", False),
                                ("told_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_told_has_days",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on__isnull", True), ("reply", "")),
                            models.Q(
                                ("replied_on__gte", models.F("told_on")),
                                ("replied_on__isnull", False),
                                ("told_on__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_reply_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["rectifying", "rectified"]), _negated=True),
                            ("rectify_by__isnull", False),
                            _connector="OR",
                        ),
                        name="inspection_rectified_was_asked",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["handed_over", "order_entered", "ordered", "no_order"]), _negated=True
                            ),
                            models.Q(
                                ("handed_over_on__isnull", False),
                                models.Q(("department", ""), _negated=True),
                                models.Q(("suspected", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_handed_over_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["order_entered", "ordered"]), _negated=True),
                            models.Q(
                                ("order_entered_by__isnull", False),
                                ("ordered_on__isnull", False),
                                models.Q(("order_number", ""), _negated=True),
                                models.Q(("penalty", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_order_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ordered"), _negated=True),
                            models.Q(
                                ("order_confirmed_by__isnull", False),
                                models.Q(("order_confirmed_by", models.F("order_entered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_order_by_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "no_order"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspection_no_order_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="inspection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="47ca13acb335a16c0dc968271e8078bdb0110c14",
                            operation="DELETE",
                            pgid="pgtrigger_kept_6c07b",
                            table="institutions_inspection",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="inspection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{inspecting:clean,inspecting:told,told:replied,told:rectifying,replied:rectifying,rectifying:rectified,told:handed_over,replied:handed_over,rectifying:handed_over,handed_over:order_entered,order_entered:handed_over,order_entered:ordered,handed_over:no_order,inspecting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="533ed94bb3bd14dce9e8eb86651496e9c31e36dd",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_2f3f1",
                            table="institutions_inspection",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="inspection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_begun",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."inspected_on" IS DISTINCT FROM (NEW."inspected_on") OR OLD."occasion" IS DISTINCT FROM (NEW."occasion") OR OLD."first_officer" IS DISTINCT FROM (NEW."first_officer") OR OLD."first_credential" IS DISTINCT FROM (NEW."first_credential") OR OLD."second_officer" IS DISTINCT FROM (NEW."second_officer") OR OLD."second_credential" IS DISTINCT FROM (NEW."second_credential"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="84067db466f59e4e96329c9f7c4b5ca11a5875f1",
                            operation="UPDATE",
                            pgid="pgtrigger_as_begun_b5387",
                            table="institutions_inspection",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="edition",
                    index=models.Index(
                        condition=models.Q(("state__in", ["waiting", "agreed"])),
                        fields=["created_at"],
                        name="edition_waiting",
                    ),
                ),
                migrations.AddIndex(
                    model_name="edition",
                    index=models.Index(
                        fields=["list_name", "place", "institution", "published_at"], name="edition_published"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="edition_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("institution__isnull", False), ("list_name", "prices"), ("place", None)),
                            models.Q(
                                models.Q(("list_name", "prices"), _negated=True),
                                ("institution", None),
                                ("place__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="edition_of_a_place_or_an_institution",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False), ("state", "published")
                            ),
                            models.Q(("published_at", None), ("published_by__isnull", False), ("state", "agreed")),
                            models.Q(
                                models.Q(("state__in", ["published", "agreed"]), _negated=True),
                                ("published_at", None),
                                ("published_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="edition_published_when_it_is",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["checked", "agreed", "published"]), _negated=True),
                            models.Q(("failure", ""), ("rows_bad", 0)),
                            _connector="OR",
                        ),
                        name="edition_without_problems_once_checked",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="edition_says_where_from",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["refused", "withdrawn"]), _negated=True),
                        fields=("sha256", "list_name", "place", "institution", "starts_on", "whole"),
                        name="edition_sent_once",
                        nulls_distinct=False,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="df164275f6f2c2a1f23148f78d4bf52790e234c4",
                            operation="DELETE",
                            pgid="pgtrigger_kept_893f3",
                            table="institutions_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="62d6423cb43473c0872d8cf48193933fedfeeef6",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_9e550",
                            table="institutions_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_sent",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."list_name" IS DISTINCT FROM (NEW."list_name") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."whole" IS DISTINCT FROM (NEW."whole") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."demonstration" IS DISTINCT FROM (NEW."demonstration") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="cd6bf524c4273652a809c728224164787130ceb3",
                            operation="UPDATE",
                            pgid="pgtrigger_as_sent_24c15",
                            table="institutions_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationsuspension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                            ),
                            models.Q(
                                ("requested_on__isnull", True),
                                ("requested_on__gte", models.F("starts_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("resumed_on__isnull", True), ("resumed_on__gt", models.F("starts_on")), _connector="OR"
                            ),
                        ),
                        name="designation_suspension_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationsuspension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ordered"), _negated=True),
                            models.Q(
                                ("ends_on__isnull", False),
                                models.Q(
                                    models.Q(("services", []), _negated=True),
                                    models.Q(("departments", []), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="designation_suspension_ordered_names_parts",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationsuspension",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3d9a74bdfa2d0d607c0d1c21a160a0545d4f6c65",
                            operation="DELETE",
                            pgid="pgtrigger_kept_8848b",
                            table="institutions_designationsuspension",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationsuspension",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."requested_on" IS DISTINCT FROM (NEW."requested_on") OR OLD."resumed_on" IS DISTINCT FROM (NEW."resumed_on") OR OLD."services" IS DISTINCT FROM (NEW."services") OR OLD."departments" IS DISTINCT FROM (NEW."departments") OR OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="9c47aec6b4acb6866bcb6775356bbcd719949e19",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_edb16",
                            table="institutions_designationsuspension",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationend",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("institution")), _negated=True),
                            _connector="OR",
                        ),
                        name="designation_end_successor_is_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationend",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("agreement",),
                        name="designation_end_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationend",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="5ad4c5d0610838fd5d0827b3627908e3a0663a91",
                            operation="DELETE",
                            pgid="pgtrigger_kept_d55e5",
                            table="institutions_designationend",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationend",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="98dd1c509463bbf8b49fecfc4b4a062c5b1121a2",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_7c4bf",
                            table="institutions_designationend",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationchange",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="designation_change_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationchange",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("institution", "act"),
                        name="designation_change_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("takes_effect_on")), _connector="OR"
                        ),
                        name="designation_change_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="designation_change_declined_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["requested", "withdrawn"]), ("decided_on__isnull", False), _connector="OR"
                        ),
                        name="designation_change_decided_has_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6136601fa4b46169cb2ae02605d2184b987d939d",
                            operation="DELETE",
                            pgid="pgtrigger_kept_e3393",
                            table="institutions_designationchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:recorded,requested:declined,requested:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d154673c14aaa9383a1bb05d8354bc45f307ffdb",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_02647",
                            table="institutions_designationchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_asked",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."takes_effect_on" IS DISTINCT FROM (NEW."takes_effect_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."services" IS DISTINCT FROM (NEW."services") OR OLD."departments" IS DISTINCT FROM (NEW."departments") OR OLD."particulars" IS DISTINCT FROM (NEW."particulars") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="b2b52750c8ee81aad931c0975df23c5c41090397",
                            operation="UPDATE",
                            pgid="pgtrigger_as_asked_14c9a",
                            table="institutions_designationchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="designation_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ("received", "supplementing", "evaluating", "published", "drawn_up", "failed_once"),
                            )
                        ),
                        fields=("institution",),
                        name="designation_one_under_way",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ["evaluating", "published", "drawn_up", "signed", "failed", "failed_once"],
                                ),
                                _negated=True,
                            ),
                            ("accepted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="designation_evaluated_was_accepted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["published", "drawn_up", "signed"]), _negated=True),
                            ("published_on__isnull", False),
                            _connector="OR",
                        ),
                        name="designation_published_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(models.Q(("ground", ""), _negated=True), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="designation_refused_has_ground",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["failed", "failed_once"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="designation_failed_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["drawn_up", "signed"]), _negated=True),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("drawn_by__isnull", False),
                                ("ends_on__gte", models.F("starts_on")),
                                ("starts_on__isnull", False),
                                models.Q(("services", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="designation_drawn_up_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True), ("agreement__isnull", False), _connector="OR"
                        ),
                        name="designation_signed_has_agreement",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="designationapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("round__in", [1, 2])), name="designation_two_rounds"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="03529afe026f8230b6a8a6db23dda17745caea43",
                            operation="DELETE",
                            pgid="pgtrigger_kept_aa72f",
                            table="institutions_designationapplication",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{received:supplementing,evaluating:supplementing,supplementing:received,received:evaluating,received:refused,published:refused,evaluating:published,evaluating:failed_once,evaluating:failed,failed_once:evaluating,published:drawn_up,drawn_up:published,drawn_up:signed,received:withdrawn,supplementing:withdrawn,evaluating:withdrawn,published:withdrawn,drawn_up:withdrawn,failed_once:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ad9f87656e6adb1ebb31d620c9b44bef0e52185e",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_9b3b5",
                            table="institutions_designationapplication",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="designationapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_asked",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."applied_on" IS DISTINCT FROM (NEW."applied_on"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="ac78482cbf19c4626f19f2a2d78606974a3d2573",
                            operation="UPDATE",
                            pgid="pgtrigger_as_asked_8102d",
                            table="institutions_designationapplication",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="department",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="department_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="department",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9A-Za-z][0-9A-Za-z_-]*(\\.[0-9A-Za-z]+)*$")),
                        name="department_code_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="department",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("institution", "="),
                            ("code", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="department_once_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="department",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="fe5b90bc2690feb3498b4e510eb2ba57b91eae0f",
                            operation="DELETE",
                            pgid="pgtrigger_kept_4dc62",
                            table="institutions_department",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="department",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="9188a807483a63f6ea14406b447e7fa90c10c036",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_c9940",
                            table="institutions_department",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="agreementperiod",
                    index=models.Index(
                        condition=models.Q(("superseded_at", None)),
                        fields=["ends_on", "institution"],
                        name="period_running_out",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreementperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="agreement_period_ordered"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreementperiod",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("institution", "="),
                            ("area", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="designation_no_day_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreementperiod",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("agreement",),
                        name="agreement_period_one_stands",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreementperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6151fd77dc5bf07a234582a13b50e4cda6d044dd",
                            operation="DELETE",
                            pgid="pgtrigger_kept_5792d",
                            table="institutions_agreementperiod",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreementperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="aa87235a09bc5045d18a0fc9f48b6690c766cff9",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_6e88f",
                            table="institutions_agreementperiod",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.UniqueConstraint(fields=("institution", "number"), name="agreement_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="agreement_term_ordered"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("area", ""), ("area__regex", "^([0-9]{2}){1,3}$"), _connector="OR"),
                        name="agreement_area_is_a_division",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_by__isnull", True), ("signed_by__isnull", True)),
                            models.Q(
                                ("drawn_by__isnull", False),
                                ("signed_by__isnull", False),
                                models.Q(("drawn_by", models.F("signed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_signed_by_second_person",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="103f45f8e5b527924b1f0a8a7a9290e599427916",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a3460",
                            table="institutions_agreement",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="institutioncontact",
                    index=models.Index(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=["institution"],
                        name="institution_contact_now",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="institutioncontact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="institution_contact_ordered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="institutioncontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1991a6d75a1919a1621af0105df19766ed658e09",
                            operation="DELETE",
                            pgid="pgtrigger_kept_0dfc0",
                            table="institutions_institutioncontact",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="itemprice",
                    index=models.Index(fields=["institution", "code", "starts_on"], name="item_price_by_code"),
                ),
                migrations.AddIndex(
                    model_name="itemprice",
                    index=models.Index(fields=["edition", "id"], name="item_price_by_edition"),
                ),
                migrations.AddConstraint(
                    model_name="itemprice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="item_price_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemprice",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("code", "="),
                            ("institution", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="item_price_no_day_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemprice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "^(?:X[0-9A-Z]{22}|Z[0-9A-Z]{19}|C[0-9A-Z]{19}(?:[0-9A-Z]{7})?|00[0-9]{13})$",
                            )
                        ),
                        name="item_price_code_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemprice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("price__gte", 0)), name="item_price_not_below_zero"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="itemprice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8c4eb1cbff9881c8c8af54c84bedbe8edb8af194",
                            operation="DELETE",
                            pgid="pgtrigger_kept_7260b",
                            table="institutions_itemprice",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="itemprice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."price" IS DISTINCT FROM (NEW."price") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="789f4795585c6d1f63a4ba1130f06c9b65888fa0",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_6e745",
                            table="institutions_itemprice",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="panelscore",
                    constraint=models.UniqueConstraint(
                        fields=("case", "round", "member", "item"), name="panel_score_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="panelscore",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a08987edb37bebf78511c31facd2157321caa656",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f4e8d",
                            table="institutions_panelscore",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="particular",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("institution", "item", "starts_on"),
                        name="particular_once_a_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="particular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1a238fd964671273d7aedeb7a81e5b0650252510",
                            operation="DELETE",
                            pgid="pgtrigger_kept_84b07",
                            table="institutions_particular",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="particular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."item" IS DISTINCT FROM (NEW."item") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="3f8da7b18f3df0b5fab5db10d7b68c70a7b3c303",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_d000b",
                            table="institutions_particular",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="staffpoints",
                    index=models.Index(fields=["person", "given_on"], name="staff_points_of_person"),
                ),
                migrations.AddConstraint(
                    model_name="staffpoints",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("points__gte", 1), ("points__lte", 12)), name="staff_points_one_to_twelve"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffpoints",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("months__isnull", True), models.Q(("months__gte", 1), ("months__lte", 12)), _connector="OR"
                        ),
                        name="staff_points_months",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffpoints",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="083588bbef00840dd0ba62df3f0acf3754505602",
                            operation="DELETE",
                            pgid="pgtrigger_kept_e7a48",
                            table="institutions_staffpoints",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffpoints",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."given_on" IS DISTINCT FROM (NEW."given_on") OR OLD."conduct" IS DISTINCT FROM (NEW."conduct") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."told_on" IS DISTINCT FROM (NEW."told_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="a55e667d1bc00cbfff0fdd94e006f5f3c0257dd5",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_57135",
                            table="institutions_staffpoints",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffpost",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="staff_post_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffpost",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("person", "="),
                            ("institution", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="staff_post_once_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffpost",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="b54dac78b1d2c491e5c9e51b0c636e3db187c364",
                            operation="DELETE",
                            pgid="pgtrigger_kept_24061",
                            table="institutions_staffpost",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffpost",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_registered",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."promised_on" IS DISTINCT FROM (NEW."promised_on") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="9597a0f7668de0a2afa10d939ea47f85fa538e44",
                            operation="UPDATE",
                            pgid="pgtrigger_as_registered_22058",
                            table="institutions_staffpost",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffcase",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="staff_case_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffcase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act", "give_points"),
                                ("basis_on__isnull", False),
                                ("given_on__isnull", False),
                                ("points__gt", 0),
                                models.Q(("basis", ""), _negated=True),
                                models.Q(("conduct", ""), _negated=True),
                                models.Q(("grade", ""), _negated=True),
                            ),
                            models.Q(
                                ("act", "object"),
                                ("contested__isnull", False),
                                ("received_on__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="staff_case_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffcase",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("contested",),
                        name="staff_objection_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffcase",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("act", "give_points"), ("state", "requested")),
                        fields=("post", "given_on", "conduct"),
                        name="staff_points_asked_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffcase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="staff_case_declined_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffcase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["requested", "withdrawn"]), ("decided_on__isnull", False), _connector="OR"
                        ),
                        name="staff_case_decided_has_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffcase",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="02dfff15f694e8384e270a3ef9eeb5bbc8696bce",
                            operation="DELETE",
                            pgid="pgtrigger_kept_08d29",
                            table="institutions_staffcase",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffcase",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:recorded,requested:declined,requested:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="c5ef10d11bbef7457a0d4d6380cbb85e807c3f6c",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_0f54c",
                            table="institutions_staffcase",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffcase",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_asked",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."post_id" IS DISTINCT FROM (NEW."post_id") OR OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."given_on" IS DISTINCT FROM (NEW."given_on") OR OLD."conduct" IS DISTINCT FROM (NEW."conduct") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."basis_on" IS DISTINCT FROM (NEW."basis_on") OR OLD."contested_id" IS DISTINCT FROM (NEW."contested_id") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="4252708085e0fe2a2a34c16cbf2256999b83e111",
                            operation="UPDATE",
                            pgid="pgtrigger_as_asked_3575c",
                            table="institutions_staffcase",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="stageddiagnosis",
                    index=models.Index(fields=["edition", "outcome", "id"], name="staged_diagnosis_difference"),
                ),
                migrations.AddIndex(
                    model_name="stagedfirstpay",
                    index=models.Index(fields=["edition", "outcome", "id"], name="staged_first_pay_difference"),
                ),
                migrations.AddIndex(
                    model_name="stageditem",
                    index=models.Index(fields=["edition", "outcome", "id"], name="staged_item_difference"),
                ),
                migrations.AddIndex(
                    model_name="stagedprice",
                    index=models.Index(fields=["edition", "outcome", "id"], name="staged_price_difference"),
                ),
                migrations.AddIndex(
                    model_name="stagedrule",
                    index=models.Index(fields=["edition", "outcome", "id"], name="staged_rule_difference"),
                ),
                migrations.AddConstraint(
                    model_name="succession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="succession_of_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="succession",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("predecessor",),
                        name="succession_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="succession",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="f55eb15bd9060051a36660370bf3c4a5e189927f",
                            operation="DELETE",
                            pgid="pgtrigger_kept_da9ca",
                            table="institutions_succession",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="succession",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."predecessor_id" IS DISTINCT FROM (NEW."predecessor_id") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="5881376aa1a4acefbd60c3dfa7537ee485053a09",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_1980c",
                            table="institutions_succession",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="supervisionrule",
                    index=models.Index(fields=["code", "place", "starts_on"], name="supervision_rule_by_code"),
                ),
                migrations.AddIndex(
                    model_name="supervisionrule",
                    index=models.Index(fields=["edition", "id"], name="supervision_rule_by_edition"),
                ),
                migrations.AddConstraint(
                    model_name="supervisionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="supervision_rule_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supervisionrule",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[
                            ("code", "="),
                            ("kind", "="),
                            ("second_code", "="),
                            ("place", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="supervision_rule_no_day_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supervisionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "^(?:X[0-9A-Z]{22}|Z[0-9A-Z]{19}|C[0-9A-Z]{19}(?:[0-9A-Z]{7})?|00[0-9]{13})$",
                            )
                        ),
                        name="supervision_rule_code_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supervisionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "pair"), models.Q(("second_code", ""), _negated=True)),
                            models.Q(models.Q(("kind", "pair"), _negated=True), ("second_code", "")),
                            _connector="OR",
                        ),
                        name="supervision_rule_pair_names_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supervisionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="supervision_rule_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supervisionrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ea0b48616eae5671761f66e9a63bbb4fa6f077d4",
                            operation="DELETE",
                            pgid="pgtrigger_kept_d60e7",
                            table="institutions_supervisionrule",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supervisionrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."second_code" IS DISTINCT FROM (NEW."second_code") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="57250eb1d444ff8cbe57c1aa708fb14456a33d57",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_c3ae0",
                            table="institutions_supervisionrule",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="renewalreminder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="779f844e498ee35ee3a1c59c32cf8b8cd193fd81",
                            operation="DELETE",
                            pgid="pgtrigger_kept_6b7b9",
                            table="institutions_renewalreminder",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
