"""Everything the tables of casework are today, for a new database; one that went the long way has all of it."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

import casework.sealing.fields
import casework.staff.models.appointment
from casework.models.statistics import AddStatistics
from casework.tables.models.together import MakeTogether


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("casework", "0001_initial"),
        ("casework", "0002_hires"),
        ("casework", "0003_accounts_and_calendar_by_two"),
        ("casework", "0004_brakes"),
        ("casework", "0005_case_waiting"),
        ("casework", "0006_refused_codes"),
        ("casework", "0007_draft_turns"),
        ("casework", "0008_no_outbox"),
        ("casework", "0009_papers_asked"),
        ("casework", "0010_papers_of_returned_cases"),
        ("casework", "0011_mailings"),
        ("casework", "0012_money"),
        ("casework", "0013_imports"),
        ("casework", "0014_batches_frozen"),
        ("casework", "0015_imports_kept_and_asking"),
        ("casework", "0016_import_repeats"),
        ("casework", "0017_office_on_papers"),
        ("casework", "0018_answers"),
        ("casework", "0019_enquiries"),
        ("casework", "0020_papers_of_places_and_extensions"),
        ("casework", "0021_looks_by_row"),
        ("casework", "0022_mailings_stopped"),
        ("casework", "0023_values_and_causes"),
        ("casework", "0024_scans_taken_over"),
        ("casework", "0025_tries_to_serve"),
        ("casework", "0026_one_waiting_an_office"),
        ("casework", "0027_labels_in_admin"),
    ]

    dependencies = []

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        MakeTogether(
            [
                migrations.CreateModel(
                    name="AccountRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("appoint", "Appoint"),
                                    ("end_appointment", "End an appointment"),
                                    ("reset_password", "Give a new password"),
                                    ("deactivate", "Deactivate"),
                                    ("reactivate", "Reactivate"),
                                ],
                                max_length=16,
                                verbose_name="request",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("counter_clerk", "counter clerk"),
                                    ("reviewer", "reviewer"),
                                    ("supervisor", "supervisor"),
                                    ("center_staff", "service-center staff"),
                                    ("community_staff", "community staff"),
                                    ("institution_manager", "institution manager"),
                                    ("finance_officer", "finance officer"),
                                    ("auditor", "auditor"),
                                    ("administrator", "administrator"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("desk", models.CharField(blank=True, max_length=20, verbose_name="desk")),
                        ("starts_on", models.DateField(null=True, verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "waits for a second person"),
                                    ("done", "done"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("answer", models.CharField(blank=True, max_length=200, verbose_name="answer")),
                        ("first_code", models.CharField(blank=True, editable=False, max_length=128)),
                        ("second_code", models.CharField(blank=True, editable=False, max_length=128)),
                        ("codes_until", models.DateTimeField(null=True, verbose_name="codes valid until")),
                        ("code_tries", models.PositiveSmallIntegerField(default=0)),
                        ("codes_used_at", models.DateTimeField(null=True, verbose_name="codes used at")),
                        ("told_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "account request",
                        "verbose_name_plural": "account requests",
                        "ordering": ["-asked_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("verb", models.CharField(max_length=40)),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("told_at", models.DateTimeField(auto_now_add=True)),
                        ("seen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "answer to a colleague",
                        "verbose_name_plural": "answers to colleagues",
                        "ordering": ["told_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("counter_clerk", "counter clerk"),
                                    ("reviewer", "reviewer"),
                                    ("supervisor", "supervisor"),
                                    ("center_staff", "service-center staff"),
                                    ("community_staff", "community staff"),
                                    ("institution_manager", "institution manager"),
                                    ("finance_officer", "finance officer"),
                                    ("auditor", "auditor"),
                                    ("administrator", "administrator"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("desk", models.CharField(blank=True, max_length=20, verbose_name="desk")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "appointment",
                        "verbose_name_plural": "appointments",
                        "ordering": ["starts_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="BatchItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="position")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("paid", "paid"),
                                    ("returned", "returned by the bank"),
                                    ("dropped", "dropped with the batch"),
                                ],
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="answered on")),
                        (
                            "bank_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the bank"),
                        ),
                    ],
                    options={
                        "verbose_name": "item of a batch",
                        "verbose_name_plural": "items of batches",
                        "ordering": ["batch", "position"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("statutory", "statutory holiday"),
                                    ("swapped_rest", "swapped rest day"),
                                    ("working_weekend", "working weekend day"),
                                    ("ordinary", "ordinary day (entered in error)"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar day",
                        "verbose_name_plural": "calendar days",
                        "ordering": ["day"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2020),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        ("days", models.JSONField(default=dict, verbose_name="days")),
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
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the correction"),
                        ),
                        ("drafted_at", models.DateTimeField(auto_now=True, verbose_name="drafted at")),
                        ("published_at", models.DateTimeField(null=True)),
                        ("discarded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "draft of a calendar year",
                        "verbose_name_plural": "drafts of calendar years",
                        "ordering": ["-year", "-drafted_at"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarYear",
                    fields=[
                        (
                            "year",
                            models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="year"),
                        ),
                        ("published", models.BooleanField(default=False, editable=False, verbose_name="published")),
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
                        ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                    ],
                    options={
                        "verbose_name": "calendar year",
                        "verbose_name_plural": "working-day calendar",
                        "ordering": ["-year"],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        (
                            "reference",
                            models.CharField(
                                blank=True, max_length=40, null=True, unique=True, verbose_name="reference"
                            ),
                        ),
                        ("subject", models.UUIDField(null=True, verbose_name="subject")),
                        (
                            "client_language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="client's language",
                            ),
                        ),
                        ("state", models.CharField(max_length=30, verbose_name="state")),
                        ("is_open", models.BooleanField(default=True, verbose_name="open")),
                        (
                            "on_work_list",
                            models.BooleanField(db_default=True, default=True, verbose_name="on the work list"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("received_on", models.DateField(null=True, verbose_name="received on")),
                        ("due_on", models.DateField(null=True, verbose_name="due on")),
                        ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened at")),
                        ("closed_on", models.DateField(null=True, verbose_name="closed on")),
                    ],
                    options={
                        "verbose_name": "case",
                        "verbose_name_plural": "cases",
                        "ordering": ["due_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
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
                        ("case_kind", models.CharField(max_length=40, verbose_name="kind of case")),
                        ("path", models.CharField(blank=True, max_length=30, verbose_name="path")),
                        (
                            "holding",
                            models.CharField(
                                blank=True,
                                help_text="The code of a kind of identity document; empty: for everybody.",
                                max_length=40,
                                verbose_name="only for holders of",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_zh_hant", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("required", models.BooleanField(default=True, verbose_name="required")),
                        (
                            "basis_kind",
                            models.CharField(
                                choices=[
                                    ("law", "law"),
                                    ("administrative_regulation", "administrative regulation"),
                                    ("local_regulation", "local regulation"),
                                    ("state_council_decision", "State Council decision"),
                                    ("departmental_rule", "departmental rule (not a basis for demanding it)"),
                                    (
                                        "local_notice",
                                        "notice of a province, city or county (not a basis for demanding it)",
                                    ),
                                    ("identity_document", "the identity document itself"),
                                ],
                                max_length=30,
                                verbose_name="kind of basis",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=200, verbose_name="legal basis")),
                        (
                            "legal_basis_zh_hans",
                            models.CharField(max_length=200, null=True, verbose_name="legal basis"),
                        ),
                        (
                            "legal_basis_zh_hant",
                            models.CharField(max_length=200, null=True, verbose_name="legal basis"),
                        ),
                        ("legal_basis_en", models.CharField(max_length=200, null=True, verbose_name="legal basis")),
                        ("may_be_shared", models.BooleanField(default=False, verbose_name="may come by data sharing")),
                        (
                            "withdrawn",
                            models.BooleanField(default=False, verbose_name="no longer asked for from this day"),
                        ),
                        (
                            "may_be_committed",
                            models.BooleanField(default=False, verbose_name="may be replaced by a written commitment"),
                        ),
                        (
                            "may_follow",
                            models.BooleanField(
                                default=False,
                                verbose_name="may be handed in later on the person's own request and promise",
                            ),
                        ),
                        (
                            "follow_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="within so many working days"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "checklist item",
                        "verbose_name_plural": "paper checklists",
                        "ordering": ["case_kind", "path", "code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedMonth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("closed_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "closed month",
                        "verbose_name_plural": "closed months",
                        "ordering": ["-month"],
                    },
                ),
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=80, verbose_name="rule")),
                        ("rule_version", models.CharField(max_length=40)),
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
                        ("place", models.CharField(blank=True, max_length=12)),
                        ("person_kind", models.CharField(blank=True, max_length=30)),
                        ("started_on", models.DateField(verbose_name="counted from")),
                        ("nominal_on", models.DateField(verbose_name="nominal date")),
                        ("legal_on", models.DateField(verbose_name="legal date")),
                        ("provisional", models.BooleanField(verbose_name="provisional")),
                        (
                            "backward",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="counted back from an event"
                            ),
                        ),
                        ("stopped_on", models.DateField(null=True, verbose_name="stopped on")),
                        ("stop_reason", models.CharField(blank=True, max_length=40)),
                        (
                            "extension_reason",
                            models.CharField(
                                blank=True, db_default="", max_length=200, verbose_name="reason of the extension"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "deadline",
                        "verbose_name_plural": "deadlines",
                        "ordering": ["created_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="DeadlineReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reading",
                            models.CharField(
                                choices=[
                                    ("none", "the clock goes on"),
                                    ("pause", "the days without the papers are not counted"),
                                    ("restart", "counted anew from the day the papers are here"),
                                ],
                                max_length=10,
                                verbose_name="reading",
                            ),
                        ),
                        ("started_on", models.DateField(null=True, verbose_name="counted from")),
                        ("legal_on", models.DateField(null=True, verbose_name="legal date")),
                        ("provisional", models.BooleanField(default=False, verbose_name="provisional")),
                        ("counts", models.BooleanField(verbose_name="counts")),
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
                    ],
                    options={
                        "verbose_name": "reading of a deadline",
                        "verbose_name_plural": "readings of a deadline",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("form", models.CharField(max_length=60)),
                        ("payload", casework.sealing.fields.SealedProseField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("turns", models.JSONField(blank=True, default=dict)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "draft",
                        "verbose_name_plural": "drafts",
                        "ordering": ["-updated_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.CharField(
                                choices=[
                                    ("maker", "takes in and corrects"),
                                    ("checker", "verifies and decides"),
                                    ("second_checker", "second review"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("officer_subject", models.UUIDField(null=True)),
                        ("case_subject", models.UUIDField(null=True)),
                        ("taken_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "duty",
                        "verbose_name_plural": "duties",
                    },
                ),
                migrations.CreateModel(
                    name="EnquiryAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client", models.BinaryField(max_length=32)),
                        ("found", models.BooleanField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "enquiry",
                        "verbose_name_plural": "enquiries",
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="at")),
                        ("verb", models.CharField(max_length=50, verbose_name="act")),
                        ("subject", models.UUIDField(null=True, verbose_name="subject")),
                        ("from_state", models.CharField(blank=True, max_length=30, verbose_name="from")),
                        ("to_state", models.CharField(blank=True, max_length=30, verbose_name="to")),
                        ("facts", models.JSONField(default=dict, verbose_name="facts")),
                        (
                            "request_id",
                            models.CharField(blank=True, max_length=36, verbose_name="number of the request"),
                        ),
                    ],
                    options={
                        "verbose_name": "event",
                        "verbose_name_plural": "history",
                        "ordering": ["-at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("item", models.CharField(max_length=60, verbose_name="paper")),
                        ("media_type", models.CharField(max_length=20)),
                        ("file_name", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveIntegerField()),
                        ("pages", models.PositiveSmallIntegerField(default=1)),
                        ("sha256", models.BinaryField(max_length=32)),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("verified_on", models.DateField(null=True)),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "evidence",
                        "ordering": ["uploaded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("sha256", models.BinaryField(max_length=32)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("checking", "being checked"),
                                    ("checked", "checked"),
                                    ("confirmed", "being entered"),
                                    ("done", "entered"),
                                    ("discarded", "discarded"),
                                    ("failed", "stopped"),
                                ],
                                default="checking",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("columns", models.JSONField(default=dict)),
                        ("headers", models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict)),
                        ("notes", models.JSONField(default=list)),
                        ("merged", models.JSONField(default=list)),
                        ("rows_total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                        ("checked_through", models.PositiveIntegerField(default=0)),
                        (
                            "rows_bad",
                            models.PositiveIntegerField(default=0, verbose_name="rows with problems when checked"),
                        ),
                        (
                            "rows_asking",
                            models.PositiveIntegerField(
                                db_default=0, default=0, verbose_name="rows that ask something"
                            ),
                        ),
                        ("rows_known", models.PositiveIntegerField(default=0, verbose_name="rows entered before")),
                        ("failure", models.CharField(blank=True, max_length=40, verbose_name="why it stopped")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                        ("is_empty", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "import of a file",
                        "verbose_name_plural": "imports of files",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ImportFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=40)),
                        ("about", models.CharField(blank=True, max_length=40)),
                        ("form", models.CharField(max_length=4)),
                        ("content", casework.sealing.fields.SealedBytesField()),
                        ("kept_at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        ("payload", casework.sealing.fields.SealedProseField(blank=True)),
                        ("content", models.TextField(blank=True, default="")),
                        ("once_hash", models.BinaryField(max_length=32, null=True)),
                        ("problems", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("read", "to be checked"),
                                    ("ok", "to be entered"),
                                    ("bad", "with problems"),
                                    ("known", "entered before"),
                                    ("done", "entered"),
                                ],
                                default="read",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("made", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "row of an import",
                        "verbose_name_plural": "rows of imports",
                        "ordering": ["row_number"],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedPaper",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        ("reference", models.CharField(max_length=50, unique=True, verbose_name="reference")),
                        ("check_code", models.CharField(max_length=20, unique=True, verbose_name="check code")),
                        ("languages", models.CharField(max_length=30, verbose_name="languages")),
                        ("template_version", models.CharField(max_length=20)),
                        ("facts", models.JSONField(default=dict)),
                        ("media_type", models.CharField(max_length=20)),
                        ("content", casework.sealing.fields.SealedBytesField()),
                        ("sha256", models.BinaryField(max_length=32)),
                        ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="issued at")),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                    ],
                    options={
                        "verbose_name": "issued paper",
                        "verbose_name_plural": "issued papers",
                        "ordering": ["-issued_at"],
                    },
                ),
                migrations.CreateModel(
                    name="JobRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("job", models.CharField(max_length=60, verbose_name="job")),
                        ("for_day", models.DateField(verbose_name="for the day")),
                        (
                            "state",
                            models.CharField(
                                choices=[("running", "running"), ("done", "done"), ("failed", "failed")],
                                default="running",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=1, verbose_name="attempts")),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                        ("counts", models.JSONField(default=dict, verbose_name="counts")),
                        ("error", models.CharField(blank=True, max_length=200, verbose_name="error")),
                    ],
                    options={
                        "verbose_name": "job run",
                        "verbose_name_plural": "job runs",
                        "ordering": ["-for_day", "job"],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30, verbose_name="kind")),
                        ("scheme", models.CharField(blank=True, max_length=20, verbose_name="scheme")),
                        ("holder_kind", models.CharField(blank=True, max_length=20)),
                        ("holder_key", models.CharField(blank=True, max_length=40)),
                        ("opened_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "account of the ledger",
                        "verbose_name_plural": "accounts of the ledger",
                        "ordering": ["kind", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerTransfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                        ("purpose", models.CharField(max_length=40, verbose_name="purpose")),
                        ("booked_on", models.DateField(verbose_name="booked on")),
                        ("booked_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "booking of the ledger",
                        "verbose_name_plural": "bookings of the ledger",
                        "ordering": ["booked_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Look",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="at")),
                        ("page", models.CharField(max_length=60, verbose_name="page")),
                        (
                            "shown",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), size=None, verbose_name="rows shown"
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "request_id",
                            models.CharField(blank=True, max_length=36, verbose_name="number of the request"),
                        ),
                    ],
                    options={
                        "verbose_name": "look at personal data",
                        "verbose_name_plural": "looks at personal data",
                        "ordering": ["-at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="LookUpAlert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("many", "many look-ups"), ("misses", "many look-ups that found nobody")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("hour", models.DateTimeField(verbose_name="hour")),
                        ("count", models.PositiveIntegerField(verbose_name="number")),
                        ("seen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "alert about look-ups",
                        "verbose_name_plural": "alerts about look-ups",
                        "ordering": ["-hour", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Mailing",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("addressee_kind", models.CharField(max_length=20, verbose_name="addressee")),
                        ("addressee_key", models.CharField(max_length=40, verbose_name="key of the addressee")),
                        ("clock", models.CharField(blank=True, max_length=80, verbose_name="time limit")),
                        ("stage", models.CharField(max_length=20, verbose_name="stage")),
                        ("for_date", models.DateField(verbose_name="for the day")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting to be handed over"),
                                    ("handing_over", "being handed over"),
                                    ("handed_over", "handed to the mail server"),
                                    ("uncertain", "uncertain: the hand-over was cut short"),
                                    ("no_address", "no address to send to: serve it by post or by hand"),
                                    ("in_portal", "shown to the supervisor in the portal"),
                                    ("given_up", "given up after several tries"),
                                    ("served", "served, proof recorded"),
                                    ("posted", "posted: the receipt is awaited"),
                                    ("returned", "came back or was not taken: serve it in another way"),
                                    ("on_notice", "on public notice: the days are running"),
                                    ("empty", "nothing left to say"),
                                    ("stopped", "stopped: nobody is written to there any more"),
                                ],
                                default="waiting",
                                max_length=14,
                                verbose_name="state",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("next_try_at", models.DateTimeField(auto_now_add=True, verbose_name="next try at")),
                        ("claimed_at", models.DateTimeField(null=True, verbose_name="hand-over begun at")),
                        ("handed_over_at", models.DateTimeField(null=True, verbose_name="handed over at")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("email", "e-mail"), ("sms", "text message"), ("other", "post or hand")],
                                default="email",
                                max_length=6,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "message_id",
                            models.CharField(blank=True, max_length=120, verbose_name="number of the message"),
                        ),
                        ("recipients", models.PositiveSmallIntegerField(default=0, verbose_name="recipients")),
                        ("content", casework.sealing.fields.SealedProseField(blank=True, verbose_name="content")),
                        ("last_error", models.CharField(blank=True, max_length=80, verbose_name="last error")),
                        ("served_on", models.DateField(null=True, verbose_name="served on")),
                        (
                            "served_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("telephone", "by telephone"),
                                    ("counter", "handed over at the counter"),
                                    ("letter", "by registered letter"),
                                    ("visit", "by a visit"),
                                    ("email", "e-mail or text message confirmed by the addressee"),
                                    ("notice", "by public notice"),
                                ],
                                max_length=12,
                                verbose_name="how",
                            ),
                        ),
                        ("served_to", models.CharField(blank=True, max_length=80, verbose_name="to whom")),
                    ],
                    options={
                        "verbose_name": "mailing",
                        "verbose_name_plural": "mailings",
                        "ordering": ["-for_date", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("text", casework.sealing.fields.SealedProseField()),
                    ],
                    options={
                        "verbose_name": "note",
                        "verbose_name_plural": "notes",
                        "ordering": ["-at"],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("clock", models.CharField(max_length=80, verbose_name="time limit")),
                        ("stage", models.CharField(max_length=20, verbose_name="stage")),
                        ("for_date", models.DateField(verbose_name="for the day")),
                        (
                            "skipped",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("entered_late", "it was entered after that day"),
                                    ("nothing_ran", "no job ran on that day; a later stage was reached"),
                                    ("start_corrected", "the start was corrected"),
                                    ("clock_stopped", "the clock stood still on that day"),
                                    ("closed_before", "it was closed before the hand-over"),
                                ],
                                max_length=20,
                                verbose_name="skipped because",
                            ),
                        ),
                        ("written_on", models.DateField(verbose_name="written on")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                        "ordering": ["for_date", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeText",
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
                        ("clock", models.CharField(max_length=80, verbose_name="time limit")),
                        ("stage", models.CharField(max_length=20, verbose_name="stage")),
                        ("subject", models.CharField(max_length=120, verbose_name="subject")),
                        ("subject_zh_hans", models.CharField(max_length=120, null=True, verbose_name="subject")),
                        ("subject_zh_hant", models.CharField(max_length=120, null=True, verbose_name="subject")),
                        ("subject_en", models.CharField(max_length=120, null=True, verbose_name="subject")),
                        ("body", models.TextField(verbose_name="text")),
                        ("body_zh_hans", models.TextField(null=True, verbose_name="text")),
                        ("body_zh_hant", models.TextField(null=True, verbose_name="text")),
                        ("body_en", models.TextField(null=True, verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "text of notices",
                        "verbose_name_plural": "texts of notices",
                        "ordering": ["clock", "stage", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="Office",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=16, unique=True, verbose_name="office code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("province", "provincial office"),
                                    ("provincial_pool", "provincial-level pool"),
                                    ("city", "city office"),
                                    ("county", "county office"),
                                    ("community", "community desk"),
                                    ("center", "service center for Taiwan compatriots"),
                                    ("station", "service station for Taiwan compatriots"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "path",
                            models.CharField(editable=False, max_length=200, verbose_name="line of offices above"),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_zh_hant", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        ("telephone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                        ("hours", models.CharField(blank=True, max_length=120, verbose_name="hours")),
                        (
                            "hours_zh_hans",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="hours"),
                        ),
                        (
                            "hours_zh_hant",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="hours"),
                        ),
                        ("hours_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="hours")),
                        (
                            "reconsideration_organ",
                            models.CharField(
                                blank=True,
                                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                                max_length=120,
                                verbose_name="organ of reconsideration",
                            ),
                        ),
                        (
                            "reconsideration_organ_zh_hans",
                            models.CharField(
                                blank=True,
                                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                                max_length=120,
                                null=True,
                                verbose_name="organ of reconsideration",
                            ),
                        ),
                        (
                            "reconsideration_organ_zh_hant",
                            models.CharField(
                                blank=True,
                                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                                max_length=120,
                                null=True,
                                verbose_name="organ of reconsideration",
                            ),
                        ),
                        (
                            "reconsideration_organ_en",
                            models.CharField(
                                blank=True,
                                help_text="As a rule the people's government of the same level (Administrative Reconsideration Law, article 24).",
                                max_length=120,
                                null=True,
                                verbose_name="organ of reconsideration",
                            ),
                        ),
                        (
                            "court",
                            models.CharField(blank=True, max_length=120, verbose_name="people's court for complaints"),
                        ),
                        (
                            "court_zh_hans",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="people's court for complaints"
                            ),
                        ),
                        (
                            "court_zh_hant",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="people's court for complaints"
                            ),
                        ),
                        (
                            "court_en",
                            models.CharField(
                                blank=True, max_length=120, null=True, verbose_name="people's court for complaints"
                            ),
                        ),
                        ("is_partner", models.BooleanField(default=False, verbose_name="run by a contracted partner")),
                        ("starts_on", models.DateField(verbose_name="open from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="open until")),
                    ],
                    options={
                        "verbose_name": "office",
                        "verbose_name_plural": "offices",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Operation",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("purpose", models.CharField(max_length=60)),
                        ("body_hash", models.BinaryField(max_length=32)),
                        ("result", models.JSONField(default=dict)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "operation",
                        "verbose_name_plural": "operations",
                    },
                ),
                migrations.CreateModel(
                    name="PaperPrint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("copy_number", models.PositiveIntegerField(verbose_name="copy")),
                        ("printed_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "print of a paper",
                        "verbose_name_plural": "prints of papers",
                    },
                ),
                migrations.CreateModel(
                    name="PapersAsked",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=80, verbose_name="rule")),
                        ("asked_on", models.DateField(verbose_name="asked on")),
                        ("received_on", models.DateField(null=True, verbose_name="received on")),
                    ],
                    options={
                        "verbose_name": "papers asked for",
                        "verbose_name_plural": "papers asked for",
                        "ordering": ["asked_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="PaperText",
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
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("text", models.TextField(verbose_name="text")),
                        ("text_zh_hans", models.TextField(null=True, verbose_name="text")),
                        ("text_zh_hant", models.TextField(null=True, verbose_name="text")),
                        ("text_en", models.TextField(null=True, verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "text of papers",
                        "verbose_name_plural": "texts of papers",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="ParkedForm",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("path", models.CharField(max_length=200)),
                        ("token_hash", models.BinaryField(max_length=32)),
                        ("payload", casework.sealing.fields.SealedProseField(blank=True)),
                        ("parked_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "parked form",
                        "verbose_name_plural": "parked forms",
                    },
                ),
                migrations.CreateModel(
                    name="Payable",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                        ("purpose", models.CharField(max_length=40, verbose_name="purpose")),
                        ("due_on", models.DateField(null=True, verbose_name="due on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("held", "held"),
                                    ("in_batch", "in a batch"),
                                    ("sent", "sent to the bank"),
                                    ("paid", "paid"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("held_because", models.CharField(blank=True, max_length=200, verbose_name="held because")),
                        ("paid_on", models.DateField(null=True, verbose_name="paid on")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "payable",
                        "verbose_name_plural": "payables",
                        "ordering": ["due_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Payee",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("holder_kind", models.CharField(max_length=20)),
                        ("holder_key", models.CharField(max_length=40)),
                        ("account_name", casework.sealing.fields.SealedTextField()),
                        ("account_number", casework.sealing.fields.SealedTextField()),
                        ("account_hash", models.BinaryField(max_length=32)),
                        ("bank_code", models.CharField(max_length=20, verbose_name="bank code")),
                        ("bank_name", models.CharField(max_length=80, verbose_name="bank")),
                        ("recorded_on", models.DateField(verbose_name="recorded on")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "payee",
                        "verbose_name_plural": "payees",
                    },
                ),
                migrations.CreateModel(
                    name="PaymentBatch",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("layout", models.CharField(max_length=40, verbose_name="layout")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being put together"),
                                    ("released", "released"),
                                    ("sent", "sent to the bank"),
                                    ("answered", "answered in full"),
                                    ("discarded", "discarded"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("released_at", models.DateTimeField(null=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("file_sha256", models.BinaryField(blank=True, default=b"", max_length=32)),
                        (
                            "total",
                            models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="total"),
                        ),
                    ],
                    options={
                        "verbose_name": "payment batch",
                        "verbose_name_plural": "payment batches",
                        "ordering": ["-made_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        (
                            "code",
                            models.CharField(
                                max_length=12, primary_key=True, serialize=False, verbose_name="division code"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("country", "country"),
                                    ("province", "province"),
                                    ("city", "city"),
                                    ("county", "county-level unit"),
                                    ("community", "community"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hant", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("run_like_city", models.BooleanField(default=False, verbose_name="run like a city")),
                    ],
                    options={
                        "verbose_name": "place",
                        "verbose_name_plural": "places",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceCounter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=4)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "reference counter",
                        "verbose_name_plural": "reference counters",
                    },
                ),
                migrations.CreateModel(
                    name="ReturnCause",
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
                        ("code", models.CharField(max_length=20, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hant", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        (
                            "concerns",
                            models.CharField(
                                choices=[("paper", "papers"), ("field", "fields"), ("both", "papers and fields")],
                                max_length=10,
                                verbose_name="said of",
                            ),
                        ),
                        ("withdrawn", models.BooleanField(default=False, verbose_name="no longer given from this day")),
                    ],
                    options={
                        "verbose_name": "cause of a return",
                        "verbose_name_plural": "causes of returns",
                        "ordering": ["code", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="RuleValue",
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
                        ("rule", models.CharField(max_length=80, verbose_name="rule")),
                        ("person", models.CharField(blank=True, max_length=20, verbose_name="for whom")),
                        ("value", models.CharField(max_length=40, verbose_name="value")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="last day in force")),
                    ],
                    options={
                        "verbose_name": "value of a rule",
                        "verbose_name_plural": "values of rules by place",
                        "ordering": ["rule", "place", "person", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceAttempt",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("telephone", "by telephone"),
                                    ("counter", "handed over at the counter"),
                                    ("letter", "by registered letter"),
                                    ("visit", "by a visit"),
                                    ("email", "e-mail or text message confirmed by the addressee"),
                                    ("notice", "by public notice"),
                                ],
                                max_length=12,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("taken", "signed for, or taken in hand"),
                                    ("left", "not taken, and left there with a record of it"),
                                    ("posted", "posted; the receipt is awaited"),
                                    ("returned", "came back, or nobody was found"),
                                    ("refused", "not taken"),
                                    ("published", "public notice put up"),
                                ],
                                max_length=10,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("to", models.CharField(blank=True, max_length=80, verbose_name="to whom, or where")),
                        ("served_on", models.DateField(null=True, verbose_name="served on")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        ("status", models.CharField(blank=True, max_length=10, verbose_name="status")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "try to serve a letter",
                        "verbose_name_plural": "tries to serve letters",
                        "ordering": ["day", "recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40, unique=True)),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="address")),
                        ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started at")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                    ],
                    options={
                        "verbose_name": "staff session",
                        "verbose_name_plural": "staff sessions",
                        "ordering": ["-started_at"],
                    },
                ),
                migrations.CreateModel(
                    name="WorkTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(choices=[("due_soon", "due soon"), ("overdue", "overdue")], max_length=10),
                        ),
                        ("for_day", models.DateField(verbose_name="for the day")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("done_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "ordering": ["for_day", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("username", models.CharField(max_length=60, unique=True, verbose_name="user name")),
                        ("full_name", models.CharField(max_length=80, verbose_name="full name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="office e-mail address")),
                        ("language", models.CharField(default="zh-hans", max_length=10, verbose_name="language")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "must_change_password",
                            models.BooleanField(default=False, verbose_name="must change the password"),
                        ),
                        (
                            "initial_password_until",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="initial password works until"
                            ),
                        ),
                        (
                            "failed_log_ins",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="failed log-ins"),
                        ),
                        (
                            "own_subject",
                            models.UUIDField(blank=True, null=True, unique=True, verbose_name="own personal file"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                    ],
                    options={
                        "verbose_name": "staff member",
                        "verbose_name_plural": "staff",
                        "ordering": ["username"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("username"), name="user_username_folded"
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="user",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="76fbcf0e563a318f5a6ef425ce64899a6da67bf8",
                            operation="DELETE",
                            pgid="pgtrigger_kept_ed602",
                            table="casework_user",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="accountrequest",
                    name="asked_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                migrations.AddField(
                    model_name="accountrequest",
                    name="decided_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                migrations.AddField(
                    model_name="accountrequest",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="staff member",
                    ),
                ),
                migrations.AddField(
                    model_name="answer",
                    name="officer",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="answer",
                    name="seen_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="appointment",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="staff member",
                    ),
                ),
                migrations.AddField(
                    model_name="accountrequest",
                    name="appointment",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="casework.appointment",
                    ),
                ),
                migrations.AddField(
                    model_name="calendardraft",
                    name="discarded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="calendardraft",
                    name="drafted_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="calendardraft",
                    name="published_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="calendaryear",
                    name="drafted_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="calendaryear",
                    name="published_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                migrations.AddField(
                    model_name="calendarday",
                    name="year",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="casework.calendaryear",
                        verbose_name="year",
                    ),
                ),
                migrations.AddField(
                    model_name="casefile",
                    name="assigned_to",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned_cases",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                migrations.AddField(
                    model_name="casefile",
                    name="opened_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                migrations.AddField(
                    model_name="answer",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="checklistitem",
                    name="drafted_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="checklistitem",
                    name="published_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                migrations.AddField(
                    model_name="closedmonth",
                    name="closed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="closedmonth",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="deadline",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="deadline",
                    name="extended_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="deadline",
                    name="superseded_by",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="casework.deadline",
                    ),
                ),
                migrations.AddField(
                    model_name="deadlinereading",
                    name="deadline",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="casework.deadline"
                    ),
                ),
                migrations.AddField(
                    model_name="draft",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="draft",
                    name="owner",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="duty",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="duty",
                    name="officer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddIndex(
                    model_name="enquiryattempt",
                    index=models.Index(fields=["client", "at"], name="enquiry_by_client"),
                ),
                migrations.AddIndex(
                    model_name="enquiryattempt",
                    index=models.Index(fields=["at"], name="enquiry_by_age"),
                ),
                migrations.AddField(
                    model_name="event",
                    name="actor",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                migrations.AddField(
                    model_name="event",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="casework.casefile",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="taken_from",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.evidence"
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="uploaded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="verified_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="import",
                    name="appointment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.appointment"
                    ),
                ),
                migrations.AddField(
                    model_name="import",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                migrations.AddField(
                    model_name="import",
                    name="uploaded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                migrations.AddField(
                    model_name="importfile",
                    name="sent",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="casework.import",
                    ),
                ),
                migrations.AddField(
                    model_name="importfile",
                    name="uploaded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="importrow",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_rows",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="importrow",
                    name="sent",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="casework.import"
                    ),
                ),
                migrations.AddField(
                    model_name="issuedpaper",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="issuedpaper",
                    name="issued_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="jobrun",
                    constraint=models.UniqueConstraint(fields=("job", "for_day"), name="job_run_once_a_day"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="jobrun",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="94bde3a2211f47c0db1edfd858da33f042bbd7d5",
                            operation="DELETE",
                            pgid="pgtrigger_kept_020f8",
                            table="casework_jobrun",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="ledgertransfer",
                    name="booked_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="ledgertransfer",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_of_money",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="ledgertransfer",
                    name="reverses",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="casework.ledgertransfer",
                    ),
                ),
                migrations.AddField(
                    model_name="ledgertransfer",
                    name="source",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="casework.ledgeraccount",
                        verbose_name="from",
                    ),
                ),
                migrations.AddField(
                    model_name="ledgertransfer",
                    name="target",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="casework.ledgeraccount",
                        verbose_name="to",
                    ),
                ),
                migrations.AddField(
                    model_name="look",
                    name="actor",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                migrations.AddField(
                    model_name="look",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="casework.casefile",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="lookupalert",
                    name="seen_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="lookupalert",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="staff member",
                    ),
                ),
                migrations.AddField(
                    model_name="mailing",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="casework.casefile",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="mailing",
                    name="paper",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="casework.issuedpaper",
                        verbose_name="issued paper",
                    ),
                ),
                migrations.AddField(
                    model_name="mailing",
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
                    model_name="note",
                    name="author",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="note",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="notice",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="notice",
                    name="deadline",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="casework.deadline"
                    ),
                ),
                migrations.AddField(
                    model_name="notice",
                    name="mailing",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="casework.mailing",
                    ),
                ),
                migrations.AddField(
                    model_name="noticetext",
                    name="drafted_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="noticetext",
                    name="published_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                migrations.AddField(
                    model_name="office",
                    name="parent",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="casework.office",
                        verbose_name="under / attached to",
                    ),
                ),
                migrations.AddField(
                    model_name="mailing",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="lookupalert",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="look",
                    name="office",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="import",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="event",
                    name="office",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="draft",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
                    ),
                ),
                migrations.AddField(
                    model_name="casefile",
                    name="counterpart_office",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_as_counterpart",
                        to="casework.office",
                        verbose_name="other office",
                    ),
                ),
                migrations.AddField(
                    model_name="casefile",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="casefile",
                    name="through_center",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_through",
                        to="casework.office",
                        verbose_name="through center",
                    ),
                ),
                migrations.AddField(
                    model_name="appointment",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="answer",
                    name="office",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="casework.office",
                    ),
                ),
                migrations.AddField(
                    model_name="accountrequest",
                    name="office",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="operation",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="operation",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="paperprint",
                    name="paper",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prints", to="casework.issuedpaper"
                    ),
                ),
                migrations.AddField(
                    model_name="paperprint",
                    name="printed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="papersasked",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers_asked", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="papertext",
                    name="drafted_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="papertext",
                    name="published_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                migrations.AddField(
                    model_name="parkedform",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="payable",
                    name="account",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payables",
                        to="casework.ledgeraccount",
                    ),
                ),
                migrations.AddField(
                    model_name="payable",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payables",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="payable",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payables",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="payable",
                    name="payment",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid",
                        to="casework.ledgertransfer",
                    ),
                ),
                migrations.AddField(
                    model_name="batchitem",
                    name="payable",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="casework.payable"
                    ),
                ),
                migrations.AddField(
                    model_name="payee",
                    name="checked_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="payee",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="payable",
                    name="payee",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payables",
                        to="casework.payee",
                    ),
                ),
                migrations.AddField(
                    model_name="batchitem",
                    name="payee",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.payee"
                    ),
                ),
                migrations.AddField(
                    model_name="paymentbatch",
                    name="made_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="paymentbatch",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="paymentbatch",
                    name="released_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="batchitem",
                    name="batch",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="casework.paymentbatch"
                    ),
                ),
                migrations.AddField(
                    model_name="place",
                    name="parent",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casework.place",
                        verbose_name="belongs to",
                    ),
                ),
                migrations.AddField(
                    model_name="office",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="casework.place", verbose_name="place"
                    ),
                ),
                migrations.AddField(
                    model_name="ledgeraccount",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.place",
                        verbose_name="pooling area",
                    ),
                ),
                migrations.AddField(
                    model_name="closedmonth",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.place"
                    ),
                ),
                migrations.AddField(
                    model_name="checklistitem",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: everywhere.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casework.place",
                        verbose_name="place",
                    ),
                ),
                migrations.AddField(
                    model_name="referencecounter",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
                    ),
                ),
                migrations.AddField(
                    model_name="returncause",
                    name="drafted_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="returncause",
                    name="published_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                migrations.AddField(
                    model_name="rulevalue",
                    name="drafted_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                migrations.AddField(
                    model_name="rulevalue",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.place",
                        verbose_name="place",
                    ),
                ),
                migrations.AddField(
                    model_name="rulevalue",
                    name="published_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                migrations.AddField(
                    model_name="serviceattempt",
                    name="mailing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_attempts",
                        to="casework.mailing",
                    ),
                ),
                migrations.AddField(
                    model_name="serviceattempt",
                    name="paper",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.issuedpaper",
                    ),
                ),
                migrations.AddField(
                    model_name="serviceattempt",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="staffsession",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="worktask",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="worktask",
                    name="deadline",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="casework.deadline"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendardraft",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="calendar_draft_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendardraft",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("discarded_at__isnull", True), ("published_at__isnull", True), _connector="OR"
                        ),
                        name="calendar_draft_discarded_never_published",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendardraft",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("year__range", (2020, 2100))), name="calendar_draft_year"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendardraft",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("discarded_at__isnull", True), ("published_at__isnull", True)),
                        fields=("year",),
                        name="calendar_draft_open_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calendardraft",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="03062be5edeead3cda5a756c7af56a56d77ee062",
                            operation="DELETE",
                            pgid="pgtrigger_kept_44302",
                            table="casework_calendardraft",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendaryear",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="calendar_published_by_second_person",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="calendaryear",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="45b4049798c02328f550482a9b5c96c8c387113f",
                            operation="DELETE",
                            pgid="pgtrigger_kept_42624",
                            table="casework_calendaryear",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calendarday",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("day__year", models.F("year_id"))), name="calendar_day_in_year"
                    ),
                ),
                migrations.AddIndex(
                    model_name="deadline",
                    index=models.Index(
                        condition=models.Q(("stopped_on__isnull", True), ("superseded_by__isnull", True)),
                        fields=["rule", "legal_on"],
                        name="deadline_running_legal",
                    ),
                ),
                migrations.AddIndex(
                    model_name="deadline",
                    index=models.Index(
                        condition=models.Q(("stopped_on__isnull", True), ("superseded_by__isnull", True)),
                        fields=["rule", "nominal_on"],
                        name="deadline_running_nominal",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deadline",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("backward", False),
                                ("legal_on__gte", models.F("nominal_on")),
                                ("nominal_on__gte", models.F("started_on")),
                            ),
                            models.Q(
                                ("backward", True),
                                ("legal_on__lte", models.F("nominal_on")),
                                ("nominal_on__lte", models.F("started_on")),
                            ),
                            _connector="OR",
                        ),
                        name="deadline_dates_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deadline",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extended_by__isnull", True), ("extension_reason", "")),
                            models.Q(
                                ("backward", False),
                                ("extended_by__isnull", False),
                                models.Q(("extension_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deadline_extended_by_somebody_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deadline",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("stopped_on__isnull", True), ("superseded_by__isnull", True)),
                        fields=("case", "rule"),
                        name="deadline_one_running",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deadline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="79be722837ec3a31245459c7547fa7f53b0c6d5a",
                            operation="DELETE",
                            pgid="pgtrigger_kept_e5259",
                            table="casework_deadline",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deadlinereading",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("legal_on__isnull", True), ("started_on__isnull", True)),
                            models.Q(("legal_on__isnull", False), ("started_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="reading_known_or_not",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deadlinereading",
                    constraint=models.UniqueConstraint(fields=("deadline", "reading"), name="reading_once"),
                ),
                migrations.AddConstraint(
                    model_name="deadlinereading",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("counts", True)), fields=("deadline",), name="reading_one_counts"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deadlinereading",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="0fc7dd33759f86d6b8fe60fbe3f9178811b4e7ae",
                            operation="DELETE",
                            pgid="pgtrigger_kept_19051",
                            table="casework_deadlinereading",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duty",
                    constraint=models.UniqueConstraint(fields=("case", "officer"), name="duty_one_per_officer"),
                ),
                migrations.AddConstraint(
                    model_name="duty",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("officer_subject__isnull", True),
                            ("case_subject__isnull", True),
                            models.Q(("officer_subject", models.F("case_subject")), _negated=True),
                            _connector="OR",
                        ),
                        name="duty_not_about_oneself",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="duty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="05aafd83f514a22c2aff38f46c569a945cda5e32",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c5f0c",
                            table="casework_duty",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("media_type__in", ["image/jpeg", "image/png", "application/pdf"])),
                        name="evidence_kinds",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_from__isnull", True),
                                ("verified_by__isnull", True),
                                ("verified_on__isnull", True),
                            ),
                            models.Q(
                                ("taken_from__isnull", False),
                                ("verified_by__isnull", False),
                                ("verified_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_taken_over_verified",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="evidence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="cbc1e6032572d2fdb86e0d5e4c9ddb4b015b8684",
                            operation="DELETE",
                            pgid="pgtrigger_kept_9b2ce",
                            table="casework_evidence",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="importfile",
                    index=models.Index(
                        condition=models.Q(("sent__isnull", True), models.Q(("content", b""), _negated=True)),
                        fields=["kept_at"],
                        name="import_file_waiting",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="importfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="924d33366f607359920331a2eab7a074c64b90b9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b8a34",
                            table="casework_importfile",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="importrow",
                    index=models.Index(fields=["sent", "state", "row_number"], name="import_row_by_state"),
                ),
                migrations.AddIndex(
                    model_name="importrow",
                    index=models.Index(
                        condition=models.Q(("once_hash__isnull", False)),
                        fields=["once_hash"],
                        name="import_row_repeats",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="importrow",
                    constraint=models.UniqueConstraint(fields=("sent", "row_number"), name="import_row_once"),
                ),
                migrations.AddConstraint(
                    model_name="importrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("case__isnull", False),
                            ("made__isnull", False),
                            _connector="OR",
                        ),
                        name="import_row_done_has_result",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="importrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("content", ""), ("payload", b"")),
                            _connector="OR",
                        ),
                        name="import_row_done_is_empty",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="importrow",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="97332657d0efed68a54606c9f7cff625d61fe299",
                            operation="DELETE",
                            pgid="pgtrigger_kept_05510",
                            table="casework_importrow",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="issuedpaper",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - ARRAY['content']) = (to_jsonb(NEW) - ARRAY['content']) THEN RETURN NEW; END IF; RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;",
                            hash="721c1ab484f857dbc42ccb0b681267322b69430d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1f36a",
                            table="casework_issuedpaper",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="ledgertransfer",
                    index=models.Index(fields=["source", "booked_on"], name="ledger_given"),
                ),
                migrations.AddIndex(
                    model_name="ledgertransfer",
                    index=models.Index(fields=["target", "booked_on"], name="ledger_received"),
                ),
                migrations.AddConstraint(
                    model_name="ledgertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="ledger_transfer_above_zero"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="ledger_transfer_between_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True), models.Q(("purpose", ""), _negated=True)
                        ),
                        name="ledger_transfer_named",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgertransfer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="105bcd9eb212ff09de395d543696482cdeeb4691",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bccc3",
                            table="casework_ledgertransfer",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgertransfer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mirrors_what_it_reverses",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."reverses_id" IS NOT NULL)',
                            func="IF NOT EXISTS (SELECT 1 FROM casework_ledgertransfer o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL AND o.source_id = NEW.target_id AND o.target_id = NEW.source_id AND o.amount = NEW.amount AND o.booked_on <= NEW.booked_on) THEN RAISE EXCEPTION 'a reversal is the same amount the other way, not before it' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                            hash="9366bf22796277a352d9aa64754579215d57338c",
                            operation="INSERT",
                            pgid="pgtrigger_mirrors_what_it_reverses_8f617",
                            table="casework_ledgertransfer",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgertransfer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="never_into_a_closed_month",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM pg_advisory_xact_lock_shared(hashtext('ledger month'), hashtext(a.place_id::text)) FROM casework_ledgeraccount a WHERE a.id IN (NEW.source_id, NEW.target_id) ORDER BY a.place_id; IF EXISTS (SELECT 1 FROM casework_closedmonth m JOIN casework_ledgeraccount a ON a.place_id = m.place_id WHERE a.id IN (NEW.source_id, NEW.target_id) AND m.month = date_trunc('month', NEW.booked_on)::date) THEN RAISE EXCEPTION 'the month is closed' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                            hash="42ae1aea8f5b54bcdbf6a479847d85c155d6edb8",
                            operation="INSERT",
                            pgid="pgtrigger_never_into_a_closed_month_d0de8",
                            table="casework_ledgertransfer",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - ARRAY['text']) = (to_jsonb(NEW) - ARRAY['text']) THEN RETURN NEW; END IF; RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;",
                            hash="e743b782556b884f51a1e97ee70470dbc1882d89",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5af0e",
                            table="casework_note",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.UniqueConstraint(
                        fields=("case", "clock", "stage", "for_date"), name="notice_stage_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mailing__isnull", False), ("skipped", "")),
                            models.Q(("mailing__isnull", True), models.Q(("skipped", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="notice_mailed_or_skipped",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8c13466814e276e57bd467d117f21bc8df84c9c9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_8079d",
                            table="casework_notice",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="noticetext",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("subject_zh_hans__isnull", False),
                            models.Q(("subject_zh_hans", ""), _negated=True),
                            ("subject_zh_hant__isnull", False),
                            models.Q(("subject_zh_hant", ""), _negated=True),
                            ("subject_en__isnull", False),
                            models.Q(("subject_en", ""), _negated=True),
                            ("body_zh_hans__isnull", False),
                            models.Q(("body_zh_hans", ""), _negated=True),
                            ("body_zh_hant__isnull", False),
                            models.Q(("body_zh_hant", ""), _negated=True),
                            ("body_en__isnull", False),
                            models.Q(("body_en", ""), _negated=True),
                        ),
                        name="notice_text_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="noticetext",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_text_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="noticetext",
                    constraint=models.UniqueConstraint(fields=("clock", "stage", "starts_on"), name="notice_text_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noticetext",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="dee912b4adc0a1f9787beafcd745988d4c56dfa2",
                            operation="DELETE",
                            pgid="pgtrigger_kept_be48b",
                            table="casework_noticetext",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noticetext",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="a080fd10714659e20ddfced9abbedafed750b045",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_562cc",
                            table="casework_noticetext",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="mailing",
                    index=models.Index(
                        condition=models.Q(("state__in", ["waiting", "handing_over"])),
                        fields=["next_try_at"],
                        name="mailing_next_try",
                    ),
                ),
                migrations.AddIndex(
                    model_name="mailing",
                    index=models.Index(
                        condition=models.Q(("state__in", ["uncertain", "no_address", "given_up", "returned"])),
                        fields=["office", "for_date"],
                        name="mailing_wants_person",
                    ),
                ),
                migrations.AddIndex(
                    model_name="mailing",
                    index=models.Index(
                        fields=["addressee_kind", "addressee_key", "-for_date"], name="mailing_by_addressee"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "waiting"), models.Q(("clock", ""), _negated=True)),
                        fields=("addressee_kind", "addressee_key", "office", "clock", "stage", "for_date"),
                        name="mailing_one_waiting",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("clock", "")),
                            models.Q(models.Q(("clock", ""), _negated=True), ("case", None)),
                            _connector="OR",
                        ),
                        name="mailing_letter_or_notices",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("addressee_kind", ""), _negated=True),
                            models.Q(("addressee_key", ""), _negated=True),
                        ),
                        name="mailing_has_addressee",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["handing_over", "handed_over", "uncertain"]), _negated=True),
                            models.Q(("message_id", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mailing_handed_over_has_identity",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=("message_id",),
                        name="mailing_message_id_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "handed_over"), _negated=True),
                            ("handed_over_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mailing_handed_over_has_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "on_notice"), _negated=True),
                            models.Q(("served_how", "notice"), ("served_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="mailing_on_notice_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "served"), _negated=True),
                            models.Q(
                                ("recorded_by__isnull", False),
                                ("served_on__isnull", False),
                                models.Q(("served_how", ""), _negated=True),
                                models.Q(("served_to", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mailing_served_has_proof",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mailing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="43909b89603358a1dac14c4483076d2d2326698c",
                            operation="DELETE",
                            pgid="pgtrigger_kept_74975",
                            table="casework_mailing",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="lookupalert",
                    index=models.Index(
                        condition=models.Q(("seen_at__isnull", True)), fields=["office"], name="look_up_alert_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lookupalert",
                    constraint=models.UniqueConstraint(
                        fields=("user", "kind", "hour"), name="look_up_alert_once_an_hour"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lookupalert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("seen_by__isnull", True),
                            models.Q(("seen_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="look_up_alert_seen_by_somebody_else",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="lookupalert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="668124d8fecf1cc80c7b160e7f6ad1654f24a9a9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_844f0",
                            table="casework_lookupalert",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="look",
                    index=django.contrib.postgres.indexes.GinIndex(fields=["shown"], name="look_shown"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="look",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b71b1fde8f26e6c7d25aa685665c48a1f4a64807",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8606e",
                            table="casework_look",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="import",
                    index=models.Index(fields=["sha256"], name="import_by_content"),
                ),
                migrations.AddIndex(
                    model_name="import",
                    index=models.Index(
                        condition=models.Q(("state", "confirmed")), fields=["confirmed_at"], name="import_running"
                    ),
                ),
                migrations.AddIndex(
                    model_name="import",
                    index=models.Index(
                        condition=models.Q(("state__in", ["checking", "checked"])),
                        fields=["created_at"],
                        name="import_waiting",
                    ),
                ),
                migrations.AddIndex(
                    model_name="import",
                    index=models.Index(
                        condition=models.Q(("finished_at__isnull", False), ("is_empty", False)),
                        fields=["finished_at"],
                        name="import_to_empty",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="import",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "done", "failed"]), _negated=True),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False), ("rows_bad", 0)),
                            _connector="OR",
                        ),
                        name="import_confirmed_without_problems",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="import",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True), ("state__in", ["checking", "checked", "confirmed"])
                            ),
                            models.Q(("finished_at__isnull", False), ("state__in", ["done", "discarded", "failed"])),
                            _connector="OR",
                        ),
                        name="import_finished_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="import",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="import_failed_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="import",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("is_empty", False), ("finished_at__isnull", False), _connector="OR"),
                        name="import_emptied_after_its_end",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="import",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3f70c837bb2fa7994770328c0f77c5877456aea0",
                            operation="DELETE",
                            pgid="pgtrigger_kept_fac03",
                            table="casework_import",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="import",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_sent",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="5e557daf2ddd9b48deac5ff1796900c007539208",
                            operation="UPDATE",
                            pgid="pgtrigger_as_sent_de489",
                            table="casework_import",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["case", "-at"], name="event_case"),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["subject", "-at"], name="event_subject"),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        condition=models.Q(("verb__in", ["look_up_identity", "verify_paper", "search"])),
                        fields=["actor", "at"],
                        name="event_look_up",
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        condition=models.Q(("verb", "refuse_codes")), fields=["at"], name="event_refused_codes"
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        django.db.models.fields.json.KeyTransform("user", "facts"),
                        models.OrderBy(models.F("at"), descending=True),
                        condition=models.Q(("facts__has_key", "user")),
                        name="event_account",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="event",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="43e7f6f965e2c17b2ab932fddfbcc51c59a0d7c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_396c8",
                            table="casework_event",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="draft",
                    index=models.Index(fields=["owner", "form"], name="draft_of_owner"),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(
                        condition=models.Q(("is_open", True), ("on_work_list", True)),
                        fields=["office", "due_on", "id"],
                        name="case_worklist",
                    ),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(
                        condition=models.Q(("is_open", True), ("on_work_list", True)),
                        fields=["office", "kind", "state", "due_on", "id"],
                        name="case_waiting",
                    ),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(
                        condition=models.Q(("is_open", True), ("on_work_list", True)),
                        fields=["assigned_to", "due_on", "id"],
                        name="case_mine",
                    ),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(
                        condition=models.Q(("is_open", True), ("on_work_list", True)),
                        fields=["through_center", "due_on", "id"],
                        name="case_center",
                    ),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(
                        condition=models.Q(("due_on__isnull", False), ("is_open", True)),
                        fields=["due_on", "id"],
                        name="case_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(fields=["subject"], name="case_subject"),
                ),
                migrations.AddIndex(
                    model_name="casefile",
                    index=models.Index(
                        condition=models.Q(("closed_on__isnull", False)), fields=["closed_on"], name="case_closed"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casefile",
                    constraint=models.UniqueConstraint(fields=("id", "state"), name="case_id_and_state"),
                ),
                migrations.AddConstraint(
                    model_name="casefile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("is_open", True)),
                            models.Q(("closed_on__isnull", False), ("is_open", False)),
                            _connector="OR",
                        ),
                        name="case_closed_has_date",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casefile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("client_language__in", ["zh-hans", "zh-hant", "en"])), name="case_languages"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="casefile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="916c1fe28e6660b4eb6e8dddcff0938e2a0c7621",
                            operation="DELETE",
                            pgid="pgtrigger_kept_a47cb",
                            table="casework_casefile",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="appointment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="appointment_period_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="appointment",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("office", "="),
                            ("role", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="appointment_no_overlap",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="appointment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1a42f337af199dd96e6e0cef0d20af85eddd4b16",
                            operation="DELETE",
                            pgid="pgtrigger_kept_2e1b2",
                            table="casework_appointment",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="answer",
                    index=models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["office", "told_at"],
                        name="answer_unseen_office",
                    ),
                ),
                migrations.AddIndex(
                    model_name="answer",
                    index=models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["officer", "told_at"],
                        name="answer_unseen_officer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office__isnull", False), ("officer__isnull", True)),
                            models.Q(("office__isnull", True), ("officer__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_to_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_seen_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="answer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3583e73b89f3d504bce232fbe87e5e45e600a1e5",
                            operation="DELETE",
                            pgid="pgtrigger_kept_95226",
                            table="casework_answer",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="accountrequest",
                    index=models.Index(fields=["user", "-asked_at"], name="account_request_user"),
                ),
                migrations.AddConstraint(
                    model_name="accountrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", models.F("user")), _negated=True),
                            models.Q(
                                ("decided_by__isnull", True),
                                models.Q(("decided_by", models.F("user")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="account_request_not_for_oneself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="accountrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ("done", "refused")), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            models.Q(
                                ("decided_by__isnull", True),
                                ("kind__in", ("end_appointment", "deactivate")),
                                ("outcome", "done"),
                            ),
                            _connector="OR",
                        ),
                        name="account_request_by_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="accountrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "")),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="account_request_decided_with_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="accountrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "appoint"),
                                models.Q(("role", ""), _negated=True),
                                ("office__isnull", False),
                                ("starts_on__isnull", False),
                            ),
                            models.Q(
                                ("appointment__isnull", False), ("ends_on__isnull", False), ("kind", "end_appointment")
                            ),
                            ("kind__in", ("reset_password", "deactivate", "reactivate")),
                            _connector="OR",
                        ),
                        name="account_request_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="accountrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("user", "kind", "role", "office", "appointment"),
                        name="account_request_open_once",
                        nulls_distinct=False,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="accountrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e28ee7b7d30bc69561284f0501cbf202ec69b18e",
                            operation="DELETE",
                            pgid="pgtrigger_kept_1812b",
                            table="casework_accountrequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="operation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b024432dc32a5f27d6195a79a69829e43c216b23",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b6cfd",
                            table="casework_operation",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paperprint",
                    constraint=models.UniqueConstraint(fields=("paper", "copy_number"), name="paper_copy_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paperprint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="348853e5d065ed25db113123a3eae1d021e3c383",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9d260",
                            table="casework_paperprint",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papersasked",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("received_on", None), ("received_on__gte", models.F("asked_on")), _connector="OR"
                        ),
                        name="papers_asked_before_received",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papersasked",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("received_on__isnull", True)),
                        fields=("case", "rule"),
                        name="papers_asked_one_open",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="papersasked",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="fc42f5f86f3904e92a2c50c4254312ac89662fe7",
                            operation="DELETE",
                            pgid="pgtrigger_kept_95573",
                            table="casework_papersasked",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papertext",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("text_zh_hans__isnull", False),
                            models.Q(("text_zh_hans", ""), _negated=True),
                            ("text_zh_hant__isnull", False),
                            models.Q(("text_zh_hant", ""), _negated=True),
                            ("text_en__isnull", False),
                            models.Q(("text_en", ""), _negated=True),
                        ),
                        name="paper_text_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papertext",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_text_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papertext",
                    constraint=models.UniqueConstraint(fields=("code", "starts_on"), name="paper_text_version"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="papertext",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1296dcced767feb5252392644d9e5fb659391ae7",
                            operation="DELETE",
                            pgid="pgtrigger_kept_69c49",
                            table="casework_papertext",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="papertext",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="c4dbf69d885e7ef6a3ab756eac3e54ab7f389d6d",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_a2872",
                            table="casework_papertext",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payee",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(("checked_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="payee_checked_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payee",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("recorded_on")), _connector="OR"
                        ),
                        name="payee_period_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payee",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("holder_kind", "holder_key", "account_hash"),
                        name="payee_current_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payee",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="950d079e9ae54ea37e9824d3ada22ca245b17b5c",
                            operation="DELETE",
                            pgid="pgtrigger_kept_32a4a",
                            table="casework_payee",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payee",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF (to_jsonb(OLD) - ARRAY['checked_by_id', 'ends_on', 'account_name', 'account_number', 'account_hash']) <> (to_jsonb(NEW) - ARRAY['checked_by_id', 'ends_on', 'account_name', 'account_number', 'account_hash']) THEN RAISE EXCEPTION 'it is frozen' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                            hash="1b5fb49d0a6f58b63b70093215b18d525f4ccbd4",
                            operation="UPDATE",
                            pgid="pgtrigger_frozen_f5c0a",
                            table="casework_payee",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="payable",
                    index=models.Index(
                        condition=models.Q(("state", "open")), fields=["office", "due_on", "id"], name="payable_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payable",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payable_above_zero"),
                ),
                migrations.AddConstraint(
                    model_name="payable",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_on__isnull", False), ("payment__isnull", False), ("state", "paid")),
                            models.Q(
                                models.Q(("state", "paid"), _negated=True),
                                ("paid_on__isnull", True),
                                ("payment__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="payable_paid_has_proof",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payable",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["in_batch", "sent", "paid"]), _negated=True),
                            ("payee__isnull", False),
                            _connector="OR",
                        ),
                        name="payable_on_its_way_has_payee",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payable",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("held_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="payable_held_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6609f0ed210e64649dea4d068220cbb81f82d982",
                            operation="DELETE",
                            pgid="pgtrigger_kept_cdc95",
                            table="casework_payable",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF (to_jsonb(OLD) - ARRAY['state', 'held_because', 'payee_id', 'due_on', 'paid_on', 'payment_id']) <> (to_jsonb(NEW) - ARRAY['state', 'held_because', 'payee_id', 'due_on', 'paid_on', 'payment_id']) THEN RAISE EXCEPTION 'it is frozen' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                            hash="23860772bb0ef409d9982418d768fe976dce9786",
                            operation="UPDATE",
                            pgid="pgtrigger_frozen_e95a5",
                            table="casework_payable",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paymentbatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "discarded"]),
                            models.Q(
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                                ("total__isnull", False),
                                models.Q(("released_by", models.F("made_by")), _negated=True),
                                models.Q(("file_sha256", b""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="batch_released_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paymentbatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "answered"]), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="batch_sent_has_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paymentbatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8c5fd1926893e91b661f31fc820591bcd54961f5",
                            operation="DELETE",
                            pgid="pgtrigger_kept_55b2b",
                            table="casework_paymentbatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paymentbatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="begins_as_a_draft",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NOT (NEW.\"state\" = 'draft'))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                            hash="9cdcd4f9b9c2515c729e7fbdf20b927ab9d2211d",
                            operation="INSERT",
                            pgid="pgtrigger_begins_as_a_draft_04f8f",
                            table="casework_paymentbatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paymentbatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NOT (OLD.\"state\" = 'draft'))",
                            func="IF (to_jsonb(OLD) - ARRAY['state', 'sent_at']) <> (to_jsonb(NEW) - ARRAY['state', 'sent_at']) THEN RAISE EXCEPTION 'it is frozen' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                            hash="55d45bfb2364e60977bb74962e7c7210033b2809",
                            operation="UPDATE",
                            pgid="pgtrigger_frozen_80a1f",
                            table="casework_paymentbatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paymentbatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="moves_forward",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:released,draft:discarded,released:discarded,released:sent,sent:answered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ccf3ebb7073a82a83aee57b0fbfa96f664dd203a",
                            operation="UPDATE",
                            pgid="pgtrigger_moves_forward_a3e33",
                            table="casework_paymentbatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="batchitem",
                    constraint=models.UniqueConstraint(fields=("batch", "position"), name="batch_position_once"),
                ),
                migrations.AddConstraint(
                    model_name="batchitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answer__in", ["", "paid"])),
                        fields=("payable",),
                        name="payable_in_one_batch",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="batchitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="batch_item_above_zero"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="batchitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on__isnull", True)),
                            ("answer", "dropped"),
                            models.Q(("answer", "paid"), ("answered_on__isnull", False)),
                            models.Q(
                                ("answer", "returned"),
                                ("answered_on__isnull", False),
                                models.Q(("bank_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="batch_item_answer_whole",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="batchitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3e277105be1e1affc0894418e8c8423469fa2491",
                            operation="DELETE",
                            pgid="pgtrigger_kept_dd664",
                            table="casework_batchitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="batchitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="stays_in_its_batch",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."batch_id" IS DISTINCT FROM (NEW."batch_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="24925fd1712d639c60155f11b6b7b134ac5b21e8",
                            operation="UPDATE",
                            pgid="pgtrigger_stays_in_its_batch_d51e5",
                            table="casework_batchitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="batchitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen_once_released",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF (TG_OP = 'INSERT' OR (to_jsonb(OLD) - ARRAY['answer', 'answered_on', 'bank_reason']) <> (to_jsonb(NEW) - ARRAY['answer', 'answered_on', 'bank_reason'])) THEN PERFORM 1 FROM casework_paymentbatch b WHERE b.id = NEW.batch_id AND b.state = 'draft' FOR SHARE; IF NOT FOUND THEN RAISE EXCEPTION 'the batch is released' USING ERRCODE = '23514'; END IF; END IF; RETURN NEW;",
                            hash="361d0d18ce66f14e64ee7d34d5f2a7c8b683475b",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_frozen_once_released_7223f",
                            table="casework_batchitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name_zh_hans__isnull", False),
                            models.Q(("name_zh_hans", ""), _negated=True),
                            ("name_zh_hant__isnull", False),
                            models.Q(("name_zh_hant", ""), _negated=True),
                            ("name_en__isnull", False),
                            models.Q(("name_en", ""), _negated=True),
                        ),
                        name="place_in_all_languages",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e24ecc4ab4cf8892ec3d7bca3daa90aaf69254e2",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b0ecf",
                            table="casework_place",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="office",
                    index=models.Index(fields=["path"], name="office_path", opclasses=["varchar_pattern_ops"]),
                ),
                migrations.AddConstraint(
                    model_name="office",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name_zh_hans__isnull", False),
                            models.Q(("name_zh_hans", ""), _negated=True),
                            ("name_zh_hant__isnull", False),
                            models.Q(("name_zh_hant", ""), _negated=True),
                            ("name_en__isnull", False),
                            models.Q(("name_en", ""), _negated=True),
                        ),
                        name="office_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="office",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["center", "station", "community"]), _negated=True),
                            ("parent__isnull", False),
                            _connector="OR",
                        ),
                        name="office_center_is_attached",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="office",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("path__endswith", "/")), name="office_path_ends_in_code"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="office",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="a18422bf5b9a2715a4e97c13b7ae00385214593a",
                            operation="DELETE",
                            pgid="pgtrigger_kept_bbe3b",
                            table="casework_office",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgeraccount",
                    constraint=models.UniqueConstraint(
                        fields=("kind", "place", "scheme", "holder_kind", "holder_key"), name="ledger_account_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgeraccount",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder_key", ""), ("holder_kind", "")),
                            models.Q(
                                models.Q(("holder_kind", ""), _negated=True),
                                models.Q(("holder_key", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ledger_account_holder_whole",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgeraccount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d5ba5b4c9bd85485a4311b7a88272f29f53a0263",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_53957",
                            table="casework_ledgeraccount",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closedmonth",
                    constraint=models.UniqueConstraint(fields=("place", "month"), name="month_closed_once"),
                ),
                migrations.AddConstraint(
                    model_name="closedmonth",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("closed_by", models.F("confirmed_by")), _negated=True),
                        name="month_closed_by_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closedmonth",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="month_begins_on_the_first"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closedmonth",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c67f73d0ccc7f817096c4ebe6b7e25dfd7d4bfa6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_35a76",
                            table="casework_closedmonth",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closedmonth",
                    trigger=pgtrigger.compiler.Trigger(
                        name="waits_for_bookings",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM pg_advisory_xact_lock(hashtext('ledger month'), hashtext(NEW.place_id::text)); RETURN NEW;",
                            hash="b7aca14c7d21535cbc1d411ac458fb1408ee03af",
                            operation="INSERT",
                            pgid="pgtrigger_waits_for_bookings_ec723",
                            table="casework_closedmonth",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklistitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name_zh_hans__isnull", False),
                            models.Q(("name_zh_hans", ""), _negated=True),
                            ("name_zh_hant__isnull", False),
                            models.Q(("name_zh_hant", ""), _negated=True),
                            ("name_en__isnull", False),
                            models.Q(("name_en", ""), _negated=True),
                            ("legal_basis_zh_hans__isnull", False),
                            models.Q(("legal_basis_zh_hans", ""), _negated=True),
                            ("legal_basis_zh_hant__isnull", False),
                            models.Q(("legal_basis_zh_hant", ""), _negated=True),
                            ("legal_basis_en__isnull", False),
                            models.Q(("legal_basis_en", ""), _negated=True),
                        ),
                        name="checklist_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklistitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="checklist_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklistitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("required", False),
                            (
                                "basis_kind__in",
                                [
                                    "law",
                                    "administrative_regulation",
                                    "local_regulation",
                                    "state_council_decision",
                                    "identity_document",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="checklist_required_has_basis",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklistitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("follow_days__isnull", True), ("may_follow", False)),
                            models.Q(
                                ("follow_days__gte", 1),
                                ("follow_days__isnull", False),
                                ("may_follow", True),
                                ("place__isnull", False),
                                models.Q(("basis_kind", "identity_document"), _negated=True),
                                models.Q(("status", "assumed"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="checklist_following_is_an_offices",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklistitem",
                    constraint=models.UniqueConstraint(
                        fields=("case_kind", "path", "place", "holding", "code", "starts_on"),
                        name="checklist_version",
                        nulls_distinct=False,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklistitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="4bcb53a5d213125e937937120835bd8db8ff0ff5",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b56ea",
                            table="casework_checklistitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklistitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="225421e8d4214604d3ecdcbff760f0806d21c5a9",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_57a48",
                            table="casework_checklistitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencecounter",
                    constraint=models.UniqueConstraint(fields=("office", "kind", "year"), name="reference_counter_key"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referencecounter",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="c229a8c259e9783e0823a092d7072a7587827419",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b5be0",
                            table="casework_referencecounter",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="returncause",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name_zh_hans__isnull", False),
                            models.Q(("name_zh_hans", ""), _negated=True),
                            ("name_zh_hant__isnull", False),
                            models.Q(("name_zh_hant", ""), _negated=True),
                            ("name_en__isnull", False),
                            models.Q(("name_en", ""), _negated=True),
                        ),
                        name="return_cause_in_all_languages",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="returncause",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="return_cause_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="returncause",
                    constraint=models.UniqueConstraint(fields=("code", "starts_on"), name="return_cause_version"),
                ),
                migrations.AddConstraint(
                    model_name="returncause",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z][a-z0-9_]{1,19}$")), name="return_cause_code"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="returncause",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8ba0d2ad810ecb7b633c83d47df0e2c6396f6968",
                            operation="DELETE",
                            pgid="pgtrigger_kept_773e2",
                            table="casework_returncause",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="returncause",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="1334610162265e33b169d33f3a2ffe46a2db468d",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_78ec0",
                            table="casework_returncause",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rulevalue",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rule_value_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rulevalue",
                    constraint=models.UniqueConstraint(
                        fields=("rule", "person", "place", "starts_on"), name="rule_value_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rulevalue",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="rule_value_ends_later",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rulevalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="b1b122a4ab1df84d118d34c93cf9055e3244160c",
                            operation="DELETE",
                            pgid="pgtrigger_kept_0dce1",
                            table="casework_rulevalue",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rulevalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="39b3ed1bfdc829954845c8b9435249195a403e9b",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_36ab4",
                            table="casework_rulevalue",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="serviceattempt",
                    index=models.Index(fields=["mailing", "day"], name="service_attempt_by_mailing"),
                ),
                migrations.AddConstraint(
                    model_name="serviceattempt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("served_on__isnull", True), ("source", ""), ("status", "")),
                            models.Q(
                                ("served_on__gte", models.F("day")),
                                models.Q(("source", ""), _negated=True),
                                models.Q(("status", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="service_attempt_served_has_source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceattempt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "published"), _negated=True),
                            models.Q(("how", "notice"), ("paper__isnull", False), ("served_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="service_attempt_notice_is_a_paper",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceattempt",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ab120c8ae2329ce73eced1da283b30b1e1244b94",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6a081",
                            table="casework_serviceattempt",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="staffsession",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["user"], name="staff_session_live"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffsession",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="11860b73a119748951db4db48d71c2f6d417985a",
                            operation="DELETE",
                            pgid="pgtrigger_kept_e50a1",
                            table="casework_staffsession",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="worktask",
                    index=models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["case"], name="task_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="worktask",
                    constraint=models.UniqueConstraint(fields=("deadline", "stage"), name="task_once_per_stage"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="worktask",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e789b56e5971cc2bb8864659ab3f8d8484b7c7f3",
                            operation="DELETE",
                            pgid="pgtrigger_kept_518fc",
                            table="casework_worktask",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
        AddStatistics("case_flags", "casefile", ["is_open", "on_work_list", "kind", "state"]),
    ]
