"""Everything the tables of enrolment are today, for a new database; one that went the long way has all of it."""

import uuid

import django.contrib.postgres.constraints
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
import enrolment.contributions.models.bill
from casework.tables.models.together import MakeTogether


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("enrolment", "0001_initial"),
        ("enrolment", "0002_hires"),
        ("enrolment", "0003_rosters"),
        ("enrolment", "0004_refusals_by_two"),
        ("enrolment", "0005_proof_of_name"),
        ("enrolment", "0006_corrections_by_two"),
        ("enrolment", "0007_mailings_go_to_casework"),
        ("enrolment", "0008_rosters_are_imports"),
        ("enrolment", "0009_names_found_by_any_part"),
        ("enrolment", "0010_facts_of_people"),
        ("enrolment", "0011_code_confirmed"),
        ("enrolment", "0012_facts_carried_over"),
        ("enrolment", "0014_activation_facts"),
        ("enrolment", "0015_asked_things"),
        ("enrolment", "0016_asked_carried_over"),
        ("enrolment", "0017_found_active_and_reasons"),
        ("enrolment", "0018_contributions"),
        ("enrolment", "0019_paths_and_people"),
        ("enrolment", "0020_tax_files_of_an_office"),
        ("enrolment", "0021_monthly_returns"),
        ("enrolment", "0022_changes_of_enrolments"),
        ("enrolment", "0023_standing_of_people"),
        ("enrolment", "0024_causes_are_rows"),
        ("enrolment", "0025_consent_and_requests"),
        ("enrolment", "0026_codes_stopped_and_bound"),
        ("enrolment", "0027_messages_to_people"),
        ("enrolment", "0028_employers_that_end"),
        ("enrolment", "0029_residence_checks"),
        ("enrolment", "0030_code_batches"),
        ("enrolment", "0031_reports_of_registers"),
        ("enrolment", "0032_large_tax_files"),
        ("enrolment", "0033_death_taken_back"),
        ("enrolment", "0034_family_bindings"),
        ("enrolment", "0035_refunds_years_and_details"),
        ("enrolment", "0036_bindings_of_merged_files"),
        ("enrolment", "0037_number_and_birth_together"),
        ("enrolment", "0038_rows_of_a_large_file"),
        ("enrolment", "0039_premium_stays_given_back"),
    ]

    dependencies = [
        ("casework", "0001_squashed_0027"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTogether(
            [
                migrations.CreateModel(
                    name="EnrolmentApplication",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="enrolment_application",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("returned", "returned for papers"),
                                    ("verified", "verified"),
                                    ("enrolled", "enrolled"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn by the client"),
                                    ("discarded", "discarded"),
                                ],
                                default="draft",
                                max_length=30,
                            ),
                        ),
                        (
                            "path",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("employed", "employed"),
                                    ("non_working", "not employed"),
                                    ("student", "student"),
                                    ("minor", "minor"),
                                    ("newborn", "newborn without a permit"),
                                    ("own_business", "own individual business"),
                                    ("flexible", "flexible employment"),
                                    ("posted", "posted by an employer abroad"),
                                ],
                                max_length=20,
                                verbose_name="path",
                            ),
                        ),
                        ("scheme", models.CharField(blank=True, max_length=10, verbose_name="scheme")),
                        ("work_began_on", models.DateField(null=True, verbose_name="work began on")),
                        ("school", models.CharField(blank=True, max_length=120, verbose_name="school")),
                        ("round", models.PositiveSmallIntegerField(default=0, verbose_name="round")),
                        ("eligibility", models.JSONField(default=dict)),
                        (
                            "second_review_needed",
                            models.BooleanField(default=False, verbose_name="second review needed"),
                        ),
                        ("second_reviewed_on", models.DateField(null=True, verbose_name="second review on")),
                        (
                            "second_review_note",
                            models.CharField(blank=True, max_length=300, verbose_name="what the second reviewer found"),
                        ),
                        (
                            "doubt",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("open", "waits for a supervisor"),
                                    ("same", "the same person"),
                                    ("other", "another person"),
                                ],
                                max_length=10,
                                verbose_name="doubt about the person",
                            ),
                        ),
                        ("doubt_reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                        ("originals_seen", models.BooleanField(default=False, verbose_name="originals seen")),
                        ("verified_on", models.DateField(null=True, verbose_name="verified on")),
                        ("come_back_by", models.DateField(null=True, verbose_name="to come back by")),
                        ("enrolled_on", models.DateField(null=True, verbose_name="enrolled on")),
                        (
                            "platform_confirmation",
                            models.CharField(blank=True, max_length=60, verbose_name="platform confirmation"),
                        ),
                        (
                            "refusal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_eligible", "The conditions for joining are not met"),
                                    ("document_not_accepted", "The identity document could not be accepted"),
                                    ("insured_elsewhere", "Insured under another basic scheme"),
                                    ("facts_not_proven", "Work, study or residence was not proven"),
                                ],
                                max_length=40,
                                verbose_name="ground of refusal",
                            ),
                        ),
                        (
                            "refusal_detail",
                            models.CharField(blank=True, max_length=300, verbose_name="details in Chinese"),
                        ),
                        (
                            "refusal_provision",
                            models.CharField(blank=True, max_length=300, verbose_name="provision relied on"),
                        ),
                        ("refused_against_finding", models.BooleanField(default=False)),
                        (
                            "withdrawal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("client_wish", "The client no longer wishes to enrol"),
                                    ("other_office", "The client enrols at another office"),
                                    ("entered_in_error", "Entered in error"),
                                ],
                                max_length=40,
                                verbose_name="reason of withdrawal",
                            ),
                        ),
                        ("originals_returned", models.BooleanField(default=False, verbose_name="originals returned")),
                        (
                            "doubt_judged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "refusal_proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "refused_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "enrolment application",
                        "verbose_name_plural": "enrolment applications",
                    },
                ),
                migrations.CreateModel(
                    name="CodeActivation",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="code_activation",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("identity_checked", "identity checked"),
                                    ("activated", "activated"),
                                    ("failed", "failed"),
                                    ("found_active", "active before"),
                                    ("closed", "closed without activation"),
                                    ("deactivated", "deactivated"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        ("consent_on", models.DateField(null=True, verbose_name="consent given on")),
                        (
                            "face_captured",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="face captured at the terminal"
                            ),
                        ),
                        ("activated_on", models.DateField(null=True, verbose_name="activated on")),
                        (
                            "confirmation",
                            models.CharField(blank=True, max_length=60, verbose_name="platform confirmation"),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("name_differs", "The name differs from the insurance record"),
                                    ("number_differs", "The document number differs from the insurance record"),
                                    ("not_enrolled_there", "The national platform shows no valid insurance"),
                                    ("active_already", "The code is active already"),
                                    ("platform_unreachable", "The national platform could not be reached"),
                                    ("face_not_matched", "The face check did not succeed"),
                                ],
                                max_length=30,
                                verbose_name="failure",
                            ),
                        ),
                        (
                            "closing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_wanted", "The person no longer wants it"),
                                    ("does_it_online", "The person activates it in another channel"),
                                    ("record_first", "The record or the document must be corrected first"),
                                    ("refused_again", "The platform refused it again and again"),
                                    ("enrolment_ended", "The enrolment has ended"),
                                    ("opened_in_error", "Opened by mistake"),
                                    ("other", "Another reason"),
                                    ("not_asked", "No reason was asked for then"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("closing_note", casework.sealing.fields.SealedTextField(blank=True)),
                        ("deactivated_on", models.DateField(null=True, verbose_name="deactivated on")),
                        (
                            "stopping",
                            models.CharField(
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
                        ("stopping_note", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "stop_confirmation",
                            models.CharField(
                                blank=True, db_default="", max_length=60, verbose_name="confirmation of the stop"
                            ),
                        ),
                        (
                            "guardian_confirmation",
                            models.CharField(
                                blank=True,
                                db_default="",
                                max_length=60,
                                verbose_name="confirmation of the guardian's code",
                            ),
                        ),
                        ("agent_name", models.CharField(blank=True, max_length=80, verbose_name="agent's name")),
                        ("agent_number", casework.sealing.fields.SealedTextField(blank=True)),
                        ("agent_relation", models.CharField(blank=True, max_length=40, verbose_name="relation")),
                        ("authority_until", models.DateField(null=True, verbose_name="authority valid until")),
                    ],
                    options={
                        "verbose_name": "code activation",
                        "verbose_name_plural": "code activations",
                    },
                ),
                migrations.CreateModel(
                    name="Employer",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "uscc",
                            models.CharField(max_length=18, unique=True, verbose_name="Unified Social Credit Code"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name as registered")),
                        (
                            "latin_name",
                            models.CharField(blank=True, max_length=200, verbose_name="name in Latin letters"),
                        ),
                        ("taiwan_funded", models.BooleanField(default=False, verbose_name="Taiwan-funded")),
                        (
                            "taiwan_form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wholly_owned", "wholly Taiwan-owned enterprise"),
                                    ("joint_venture", "joint venture"),
                                    ("cooperative", "cooperative enterprise"),
                                    ("individual_business", "individual business of a Taiwan resident"),
                                    ("branch", "branch or representative office"),
                                    ("other", "other form"),
                                ],
                                max_length=20,
                                verbose_name="form of investment",
                            ),
                        ),
                        ("founded_on", models.DateField(null=True, verbose_name="founded on")),
                        ("registered_on", models.DateField(verbose_name="registered on")),
                        ("code_confirmed_at", models.DateTimeField(null=True, verbose_name="code confirmed at")),
                    ],
                    options={
                        "verbose_name": "employer",
                        "verbose_name_plural": "employers",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="EmployerChange",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="employer_change",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("accepted", "recorded"),
                                    ("declined", "declined"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        ("changed_on", models.DateField(verbose_name="changed on")),
                        ("name", models.CharField(max_length=200, verbose_name="name as registered")),
                        ("taiwan_funded", models.BooleanField(default=False, verbose_name="Taiwan-funded")),
                        (
                            "taiwan_form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wholly_owned", "wholly Taiwan-owned enterprise"),
                                    ("joint_venture", "joint venture"),
                                    ("cooperative", "cooperative enterprise"),
                                    ("individual_business", "individual business of a Taiwan resident"),
                                    ("branch", "branch or representative office"),
                                    ("other", "other form"),
                                ],
                                max_length=20,
                                verbose_name="form of investment",
                            ),
                        ),
                        ("before", models.JSONField(default=dict)),
                        ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "change of an employer's details",
                        "verbose_name_plural": "changes of employers' details",
                    },
                ),
                migrations.CreateModel(
                    name="EmployerContact",
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
                        ("receives_notices", models.BooleanField(default=True, verbose_name="receives the notices")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "contact of an employer",
                        "verbose_name_plural": "contacts of employers",
                        "ordering": ["starts_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="EmployerEnding",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="employer_ending",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("recorded", "recorded"),
                                    ("declined", "declined"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        ("act", models.CharField(max_length=20, verbose_name="act")),
                        ("takes_effect_on", models.DateField(verbose_name="takes effect on")),
                        ("chosen", models.JSONField(default=list)),
                        (
                            "basis",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="number of the decision or paper"
                            ),
                        ),
                        ("owed", models.JSONField(default=dict)),
                        ("moved", models.JSONField(default=dict)),
                        ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                    ],
                    options={
                        "verbose_name": "end of an employer",
                        "verbose_name_plural": "ends of employers",
                    },
                ),
                migrations.CreateModel(
                    name="EmployerFine",
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
                        ("number", models.CharField(max_length=80, verbose_name="number of the order")),
                        ("authority", models.CharField(max_length=120, verbose_name="organ that imposed it")),
                        ("ordered_on", models.DateField(verbose_name="date of the order")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                    ],
                    options={
                        "verbose_name": "fine of an employer",
                        "verbose_name_plural": "fines of employers",
                        "ordering": ["ordered_on"],
                    },
                ),
                migrations.CreateModel(
                    name="EmployerNameKey",
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
                    },
                ),
                migrations.CreateModel(
                    name="EmployerPayment",
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
                        ("number", models.CharField(max_length=40, verbose_name="number of the receipt")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("paid_on", models.DateField(verbose_name="paid on")),
                    ],
                    options={
                        "verbose_name": "payment of a fine or of late fees",
                        "verbose_name_plural": "payments of fines and of late fees",
                        "ordering": ["paid_on"],
                    },
                ),
                migrations.CreateModel(
                    name="EmployerStanding",
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
                                    ("unreachable", "cannot be reached"),
                                    ("revoked", "licence revoked"),
                                    ("cancelled", "registration cancelled"),
                                    ("merged", "merged into another employer"),
                                    ("split", "part of it went to another employer"),
                                ],
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "state of an employer",
                        "verbose_name_plural": "states of employers",
                        "ordering": ["-starts_on", "-recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="EmployerTalk",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("on", models.DateField(db_column="talked_on", verbose_name="day")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("telephone", "by telephone"),
                                    ("counter", "at the counter"),
                                    ("visit", "visit at the employer's"),
                                    ("letter", "by letter"),
                                    ("email", "by e-mail"),
                                ],
                                max_length=12,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("will_register", "will register by the day named"),
                                    ("papers_promised", "will bring the missing papers"),
                                    ("disputes", "disputes the duty"),
                                    ("not_reached", "nobody was reached"),
                                    ("informed", "was informed of the duty"),
                                ],
                                max_length=20,
                                verbose_name="outcome",
                            ),
                        ),
                        ("promised_on", models.DateField(null=True, verbose_name="promised for")),
                        ("note", casework.sealing.fields.SealedProseField(blank=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "contact with an employer",
                        "verbose_name_plural": "contacts with employers",
                        "ordering": ["-on", "-at"],
                    },
                ),
                migrations.CreateModel(
                    name="Enrolment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("uebmi", "basic medical insurance for urban employees"),
                                    ("urrbmi", "basic medical insurance for urban and rural residents"),
                                ],
                                max_length=10,
                                verbose_name="scheme",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("superseded_reason", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "verbose_name": "enrolment",
                        "verbose_name_plural": "enrolments",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="EnrolmentChange",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="enrolment_change",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("assessed", "experts have given their opinion"),
                                    ("recorded", "recorded"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        ("act", models.CharField(max_length=30, verbose_name="act")),
                        ("reason", models.CharField(blank=True, max_length=30, verbose_name="reason")),
                        ("takes_effect_on", models.DateField(verbose_name="takes effect on")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("months", models.PositiveSmallIntegerField(null=True, verbose_name="months of contributions")),
                        (
                            "actual_months",
                            models.PositiveSmallIntegerField(null=True, verbose_name="months really paid"),
                        ),
                        ("detail", casework.sealing.fields.SealedProseField(blank=True)),
                        ("opinion_on", models.DateField(null=True, verbose_name="opinion of the experts on")),
                        ("opinion_favours", models.BooleanField(null=True, verbose_name="the experts recognise it")),
                        ("account", models.CharField(blank=True, max_length=20, verbose_name="personal account")),
                        ("report_due_on", models.DateField(null=True, verbose_name="to be reported by")),
                        (
                            "area_code",
                            models.CharField(blank=True, max_length=6, verbose_name="division code of the other area"),
                        ),
                        (
                            "area_name",
                            models.CharField(blank=True, max_length=80, verbose_name="name of the other area"),
                        ),
                        (
                            "carried_scheme",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("uebmi", "basic medical insurance for urban employees"),
                                    ("urrbmi", "basic medical insurance for urban and rural residents"),
                                ],
                                max_length=10,
                                verbose_name="scheme",
                            ),
                        ),
                        ("carried_from", models.DateField(null=True, verbose_name="first month")),
                        ("carried_until", models.DateField(null=True, verbose_name="last month")),
                        (
                            "carried_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, null=True, verbose_name="amount of the account"
                            ),
                        ),
                        (
                            "confirmation",
                            models.CharField(blank=True, max_length=60, verbose_name="platform confirmation"),
                        ),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, null=True, verbose_name="amount in yuan"
                            ),
                        ),
                        ("reckoning", models.JSONField(db_default={}, default=dict)),
                        ("paid_on", models.DateField(null=True, verbose_name="paid on")),
                        (
                            "payment_number",
                            models.CharField(blank=True, max_length=40, verbose_name="number of the tax receipt"),
                        ),
                        ("about", models.CharField(blank=True, max_length=20, verbose_name="about")),
                        ("claimed", casework.sealing.fields.SealedTextField(blank=True)),
                        ("claimed_birth", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spouse", "spouse"),
                                    ("parent", "parent"),
                                    ("child", "child"),
                                    ("sibling", "brother or sister"),
                                    ("grandparent", "grandparent"),
                                    ("grandchild", "grandchild"),
                                ],
                                max_length=20,
                                verbose_name="relation to the holder",
                            ),
                        ),
                        (
                            "both_consent",
                            models.BooleanField(db_default=False, default=False, verbose_name="both consent"),
                        ),
                        ("replaced", models.JSONField(db_default={}, default=dict)),
                        (
                            "stays_given_back",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="the premium stays given back"
                            ),
                        ),
                        ("decline", models.CharField(blank=True, max_length=30, verbose_name="reason")),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                    ],
                    options={
                        "verbose_name": "change of an enrolment",
                        "verbose_name_plural": "changes of enrolments",
                    },
                ),
                migrations.CreateModel(
                    name="ExpiryTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stage", models.CharField(max_length=10)),
                        ("expires_on", models.DateField(verbose_name="valid until")),
                        ("for_day", models.DateField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "document that runs out",
                        "verbose_name_plural": "documents that run out",
                        "ordering": ["expires_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="FamilyBinding",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("spouse", "spouse"),
                                    ("parent", "parent"),
                                    ("child", "child"),
                                    ("sibling", "brother or sister"),
                                    ("grandparent", "grandparent"),
                                    ("grandchild", "grandchild"),
                                ],
                                max_length=20,
                                verbose_name="relation to the holder",
                            ),
                        ),
                        ("basis", models.CharField(max_length=10, verbose_name="basis")),
                        ("consented_on", models.DateField(null=True, verbose_name="both consented on")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_on", models.DateField(null=True, verbose_name="ended on")),
                        (
                            "ended_side",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("holder", "the holder of the account"),
                                    ("member", "the relative"),
                                    ("office", "the office, because its conditions are gone"),
                                ],
                                max_length=10,
                                verbose_name="ended by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "family binding of a personal account",
                        "verbose_name_plural": "family bindings of personal accounts",
                        "ordering": ["-recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="FieldCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField()),
                        ("field", models.CharField(max_length=40)),
                        ("agrees", models.BooleanField()),
                        ("mismatch", models.CharField(blank=True, max_length=20)),
                        ("checked_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "field check",
                        "verbose_name_plural": "field checks",
                    },
                ),
                migrations.CreateModel(
                    name="Hire",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="hire",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("awaiting", "registration awaited"),
                                    ("applied", "application received"),
                                    ("finding_proposed", "finding proposed"),
                                    ("registered", "registered"),
                                    ("no_duty", "no duty existed"),
                                    ("left", "left the employer"),
                                ],
                                default="awaiting",
                                max_length=30,
                            ),
                        ),
                        ("issuer", models.CharField(blank=True, max_length=3, verbose_name="issued by")),
                        ("number", casework.sealing.fields.SealedTextField()),
                        ("number_hash", models.BinaryField(max_length=32)),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("taiwan", "Taiwan compatriot"),
                                    ("hong_kong", "Hong Kong resident"),
                                    ("macao", "Macao resident"),
                                    ("foreign", "foreign national"),
                                    ("mainland", "mainland resident"),
                                ],
                                max_length=12,
                                verbose_name="category",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "latin_name",
                            models.CharField(blank=True, max_length=80, verbose_name="name in Latin letters"),
                        ),
                        ("work_began_on", models.DateField(verbose_name="work began on")),
                        (
                            "document_handled_on",
                            models.DateField(null=True, verbose_name="employment document handled on"),
                        ),
                        ("left_on", models.DateField(null=True, verbose_name="left on")),
                        ("proposed_began_on", models.DateField(null=True, verbose_name="proposed: work began on")),
                        (
                            "proposed_handled_on",
                            models.DateField(null=True, verbose_name="proposed: employment document handled on"),
                        ),
                        ("proposed_left_on", models.DateField(null=True, verbose_name="proposed: left on")),
                        ("registered_on", models.DateField(null=True, verbose_name="registered on")),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_employed_here", "This person was never employed here"),
                                    ("entered_twice", "The same hire was entered twice"),
                                    ("start_wrong", "Work began on another day"),
                                    ("left_earlier", "The person left before the last day"),
                                ],
                                max_length=30,
                                verbose_name="finding",
                            ),
                        ),
                        ("finding_note", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                        (
                            "lateness",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_known", "The employer did not know of the duty"),
                                    ("papers_missing", "Papers of the employee were missing"),
                                    ("document_pending", "The employment document was not handled yet"),
                                    ("employee_unwilling", "The employee did not wish to join"),
                                    ("employer_unwilling", "The employer does not want to register"),
                                    ("platform_down", "The national platform could not be reached"),
                                    ("office_error", "An error of the office"),
                                ],
                                max_length=30,
                                verbose_name="reason of lateness",
                            ),
                        ),
                        ("lateness_note", models.CharField(blank=True, max_length=300, verbose_name="details")),
                        ("ordered_on", models.DateField(null=True, verbose_name="ordered to correct on")),
                        ("correct_by", models.DateField(null=True, verbose_name="to be corrected by")),
                    ],
                    options={
                        "verbose_name": "hire",
                        "verbose_name_plural": "hires",
                    },
                ),
                migrations.CreateModel(
                    name="HireNameKey",
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
                    },
                ),
                migrations.CreateModel(
                    name="IdentityDocument",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("issuer", models.CharField(blank=True, max_length=3, verbose_name="issued by")),
                        ("number", casework.sealing.fields.SealedTextField()),
                        ("number_hash", models.BinaryField(max_length=32)),
                        ("name_on_document", models.CharField(max_length=80, verbose_name="name as printed")),
                        (
                            "name_proof",
                            models.CharField(blank=True, max_length=200, verbose_name="proof of the differing name"),
                        ),
                        ("issued_on", models.DateField(null=True, verbose_name="issued on")),
                        ("expires_on", models.DateField(null=True, verbose_name="valid until")),
                        ("issue_count", models.PositiveSmallIntegerField(null=True, verbose_name="issue count")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "renewed_abroad",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="renewed outside the mainland"
                            ),
                        ),
                        ("verified_on", models.DateField(null=True, verbose_name="verified on")),
                        ("superseded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "identity document",
                        "verbose_name_plural": "identity documents",
                        "ordering": ["recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("merged_on", models.DateField(verbose_name="merged on")),
                        (
                            "platform_confirmation",
                            models.CharField(blank=True, max_length=60, verbose_name="platform confirmation"),
                        ),
                        ("undone_on", models.DateField(null=True, verbose_name="taken back on")),
                        ("undone_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "merge of two files",
                        "verbose_name_plural": "merges of files",
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyReturn",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("month", models.DateField(verbose_name="month")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("figures", models.JSONField(verbose_name="figures")),
                        ("drawn_at", models.DateTimeField(auto_now_add=True, verbose_name="drawn at")),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                    ],
                    options={
                        "verbose_name": "monthly return",
                        "verbose_name_plural": "monthly returns",
                        "ordering": ["-month", "office", "-version"],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyReturnRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("figure", models.CharField(max_length=20, verbose_name="figure")),
                    ],
                    options={
                        "verbose_name": "row of a monthly return",
                        "verbose_name_plural": "rows of monthly returns",
                    },
                ),
                migrations.CreateModel(
                    name="MovedRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("entry", models.CharField(max_length=60)),
                        ("key", models.CharField(max_length=40)),
                        ("becomes", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "verbose_name": "moved row",
                        "verbose_name_plural": "moved rows",
                    },
                ),
                migrations.CreateModel(
                    name="NationalCode",
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
                        ("kind", models.CharField(max_length=40, verbose_name="our key")),
                        (
                            "holder",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("taiwan", "Taiwan compatriot"),
                                    ("hong_kong", "Hong Kong resident"),
                                    ("macao", "Macao resident"),
                                    ("foreign", "foreign national"),
                                    ("mainland", "mainland resident"),
                                ],
                                max_length=12,
                                verbose_name="held by",
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="code of the national platform")),
                    ],
                    options={
                        "verbose_name": "national code of a document kind",
                        "verbose_name_plural": "national codes of document kinds",
                        "ordering": ["kind", "holder", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeGiven",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                max_length=10,
                                verbose_name="language shown",
                            ),
                        ),
                        (
                            "shown_to",
                            models.CharField(
                                choices=[
                                    ("herself", "the person herself"),
                                    ("guardian", "her guardian"),
                                    ("delegate", "her delegate"),
                                ],
                                max_length=10,
                                verbose_name="shown to",
                            ),
                        ),
                        ("shown_on", models.DateField(verbose_name="shown on")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "notice on personal information",
                        "verbose_name_plural": "notices on personal information",
                        "ordering": ["-recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="PaidTime",
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
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("uebmi", "basic medical insurance for urban employees"),
                                    ("urrbmi", "basic medical insurance for urban and rural residents"),
                                ],
                                max_length=10,
                                verbose_name="scheme",
                            ),
                        ),
                        (
                            "person_kind",
                            models.CharField(
                                choices=[
                                    ("adult", "adult"),
                                    ("child", "child"),
                                    ("student", "student"),
                                    ("freshman", "university freshman"),
                                    ("newborn", "newborn"),
                                    ("medical_assistance", "on the list of medical assistance"),
                                    ("discharged_soldier", "discharged from military service this year"),
                                    ("employee", "employee"),
                                    ("flexible", "in flexible employment"),
                                    ("retired", "retired"),
                                ],
                                max_length=20,
                                verbose_name="kind of person",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="insurance year"),
                        ),
                        ("paid_on", models.DateField(null=True, verbose_name="paid on")),
                        (
                            "bought_back",
                            models.PositiveSmallIntegerField(
                                db_default=0, default=0, verbose_name="missed years bought back"
                            ),
                        ),
                        (
                            "elsewhere",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=6,
                                verbose_name="paid elsewhere, division code",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paid time",
                        "verbose_name_plural": "paid times",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("withholding", "bank withholding agreement"),
                                    ("tax_counter", "tax counter"),
                                    ("wechat", "WeChat"),
                                    ("alipay", "Alipay"),
                                    ("employer", "through the employer"),
                                    ("school", "through the school"),
                                    ("other", "another way"),
                                ],
                                max_length=20,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(blank=True, max_length=40, verbose_name="number of the tax receipt"),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("paid_on", models.DateField(verbose_name="paid on")),
                    ],
                    options={
                        "verbose_name": "payment of contributions",
                        "verbose_name_plural": "payments of contributions",
                        "ordering": ["-paid_on"],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("taiwan", "Taiwan compatriot"),
                                    ("hong_kong", "Hong Kong resident"),
                                    ("macao", "Macao resident"),
                                    ("foreign", "foreign national"),
                                    ("mainland", "mainland resident"),
                                ],
                                max_length=12,
                                verbose_name="category",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "latin_name",
                            models.CharField(blank=True, max_length=80, verbose_name="name in Latin letters"),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("male", "male"), ("female", "female")], max_length=6, verbose_name="sex"
                            ),
                        ),
                        ("birth_on", models.DateField(verbose_name="date of birth")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                default="zh-hant",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("telephone", casework.sealing.fields.SealedTextField(blank=True)),
                        ("address", casework.sealing.fields.SealedProseField(blank=True)),
                        ("agency_number", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "platform_person_no",
                            models.CharField(
                                blank=True,
                                max_length=40,
                                null=True,
                                unique=True,
                                verbose_name="national platform person number",
                            ),
                        ),
                        ("registered_on", models.DateField(verbose_name="registered on")),
                        ("died_on", models.DateField(blank=True, null=True, verbose_name="died on")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                    },
                ),
                migrations.CreateModel(
                    name="PersonFacts",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "latin_name",
                            models.CharField(blank=True, max_length=80, verbose_name="name in Latin letters"),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("male", "male"), ("female", "female")], max_length=6, verbose_name="sex"
                            ),
                        ),
                        ("birth_on", models.DateField(verbose_name="date of birth")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("telephone", casework.sealing.fields.SealedTextField(blank=True)),
                        ("address", casework.sealing.fields.SealedProseField(blank=True)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("verified_on", models.DateField(null=True, verbose_name="verified on")),
                        ("superseded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "facts of a person",
                        "verbose_name_plural": "facts of people",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="PersonMessage",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("stage", models.CharField(max_length=20, verbose_name="what it says")),
                        ("about", models.CharField(max_length=60)),
                        ("day", models.DateField(verbose_name="day it speaks of")),
                        (
                            "skipped",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no_guardian", "a minor without a guardian on record: tell it at the counter"),
                                    ("overtaken", "overtaken: nothing was left to say"),
                                ],
                                max_length=12,
                                verbose_name="not sent because",
                            ),
                        ),
                        ("written_on", models.DateField(verbose_name="written on")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "message to a person",
                        "verbose_name_plural": "messages to people",
                        "ordering": ["-written_on", "-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="PersonNameKey",
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
                        "verbose_name": "name key",
                        "verbose_name_plural": "name keys",
                    },
                ),
                migrations.CreateModel(
                    name="PossibleDuplicate",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("basis", models.JSONField(default=list)),
                        ("found_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("open", "not judged yet"),
                                    ("same", "the same human"),
                                    ("different", "different people"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="what shows it")),
                        ("judged_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "possible duplicate",
                        "verbose_name_plural": "possible duplicates",
                        "ordering": ["found_at"],
                    },
                ),
                migrations.CreateModel(
                    name="PromisedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60)),
                        ("promised_on", models.DateField(verbose_name="promised on")),
                        ("due_on", models.DateField(verbose_name="promised for")),
                        ("brought_on", models.DateField(null=True, verbose_name="brought on")),
                    ],
                    options={
                        "verbose_name": "promised paper",
                        "verbose_name_plural": "promised papers",
                        "ordering": ["due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Refund",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("reason", models.CharField(max_length=30, verbose_name="reason")),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "refund of a premium",
                        "verbose_name_plural": "refunds of premiums",
                        "ordering": ["recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterReport",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("death", "a death"), ("birth", "a birth")],
                                max_length=5,
                                verbose_name="reported",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="day")),
                        ("told", models.BinaryField(max_length=32)),
                        ("child_name", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "child_sex",
                            models.CharField(
                                blank=True,
                                choices=[("male", "male"), ("female", "female")],
                                max_length=6,
                                verbose_name="sex",
                            ),
                        ),
                        ("certificate", casework.sealing.fields.SealedTextField(blank=True)),
                        ("mother_number", casework.sealing.fields.SealedTextField(blank=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reported at")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_her", "It is about somebody else"),
                                    ("reported_wrong", "The register took it back or was wrong"),
                                    ("done_elsewhere", "It is recorded already, or at another office"),
                                    ("not_wished", "The family does not wish to enrol the child here"),
                                ],
                                max_length=15,
                                verbose_name="answer",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="answered on")),
                    ],
                    options={
                        "verbose_name": "report of a register",
                        "verbose_name_plural": "reports of registers",
                        "ordering": ["happened_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Representative",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("guardian", "guardian"), ("delegate", "delegate")],
                                max_length=10,
                                verbose_name="acts as",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("number", casework.sealing.fields.SealedTextField()),
                        ("relation", models.CharField(max_length=40, verbose_name="relation")),
                        ("scope", models.JSONField(default=list, verbose_name="scope")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("verified_on", models.DateField(null=True, verbose_name="verified on")),
                        ("ended_on", models.DateField(null=True, verbose_name="ended on")),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "representative",
                        "verbose_name_plural": "representatives",
                        "ordering": ["-recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ResidenceCheck",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("asked_on", models.DateField(verbose_name="asked on")),
                        ("answer_by", models.DateField(verbose_name="to be answered by")),
                        ("silence", models.CharField(max_length=10)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lives_here", "still lives here"),
                                    ("moved", "moved within the mainland"),
                                    ("left", "left the mainland"),
                                ],
                                max_length=12,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("person", "by herself"),
                                    ("representative", "by her guardian or delegate"),
                                    ("community", "by the community that looked"),
                                ],
                                max_length=16,
                                verbose_name="answered",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="answered on")),
                    ],
                    options={
                        "verbose_name": "residence asked about",
                        "verbose_name_plural": "residences asked about",
                        "ordering": ["answer_by", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RosterOfHires",
                    fields=[
                        (
                            "sent",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="roster_of_hires",
                                serialize=False,
                                to="casework.import",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Standing",
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
                                    ("retired", "retired"),
                                    ("assistance", "on the list of medical assistance"),
                                    ("disease", "chronic or special disease recognised"),
                                    ("years", "months of contributions counted"),
                                    ("unemployment", "on unemployment benefit"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("months", models.PositiveSmallIntegerField(null=True, verbose_name="months of contributions")),
                        (
                            "actual_months",
                            models.PositiveSmallIntegerField(null=True, verbose_name="months really paid"),
                        ),
                        ("detail", casework.sealing.fields.SealedProseField(blank=True)),
                    ],
                    options={
                        "verbose_name": "standing of a person",
                        "verbose_name_plural": "standings of people",
                        "ordering": ["-starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="TaxFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("sha256", models.BinaryField(max_length=32)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                        ("rows_total", models.PositiveIntegerField(verbose_name="rows")),
                        ("rows_booked", models.PositiveIntegerField(verbose_name="payments booked")),
                        ("rows_known", models.PositiveIntegerField(verbose_name="booked before")),
                        ("rows_bad", models.PositiveIntegerField(verbose_name="rows with problems")),
                        ("times_written", models.PositiveIntegerField(verbose_name="paid times written")),
                    ],
                    options={
                        "verbose_name": "tax office's file",
                        "verbose_name_plural": "tax office's files",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="TaxFileProblem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("no_bill", "the number of the bill is missing"),
                                    ("no_receipt", "the number of the tax receipt is missing"),
                                    (
                                        "receipt",
                                        "the number of the tax receipt is too long, or a spreadsheet has cut its last digits",
                                    ),
                                    ("amount", "the amount is no amount above zero with two decimals"),
                                    ("day", "the day of payment is no day, or lies ahead"),
                                    ("channel", "the channel is not known"),
                                    ("twice", "the number of the receipt stands in an earlier row of the file"),
                                    ("unknown_bill", "no bill of this area has that number"),
                                    (
                                        "total",
                                        "this total is not the sum of the amounts that could be read: rows are missing or were changed",
                                    ),
                                    ("otherwise", "the receipt was booked before with another bill, amount or day"),
                                ],
                                max_length=20,
                                verbose_name="problem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "row that was not booked",
                        "verbose_name_plural": "rows that were not booked",
                        "ordering": ["row_number"],
                    },
                ),
                migrations.CreateModel(
                    name="TaxUpload",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("sha256", models.BinaryField(max_length=32)),
                        ("form", models.CharField(max_length=4)),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        ("rows_known", models.PositiveIntegerField(null=True, verbose_name="rows")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits for the worker"),
                                    ("booked", "booked"),
                                    ("refused", "not read"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                        ("begun_at", models.DateTimeField(null=True, verbose_name="begun at")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                        ("failure", models.CharField(blank=True, max_length=40)),
                        ("failure_params", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "large file of the tax office",
                        "verbose_name_plural": "large files of the tax office",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="TaxUploadPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("content", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "part of a large file",
                        "verbose_name_plural": "parts of large files",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="TransferRequest",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="transfer_request",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="requested",
                                max_length=30,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("works_here", "The person now works here"),
                                    ("lives_here", "The person now lives here"),
                                    ("studies_here", "The person now studies here"),
                                    ("filed_wrongly", "The file was opened at the wrong office"),
                                    ("", "not asked then"),
                                ],
                                max_length=20,
                                verbose_name="why the file is asked for",
                            ),
                        ),
                        (
                            "confirmation",
                            models.CharField(blank=True, max_length=60, verbose_name="platform confirmation"),
                        ),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                        (
                            "decline",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("open_case", "A case is still open here"),
                                    ("not_same_person", "Not the same person"),
                                    ("arrears", "Contributions are not settled"),
                                ],
                                max_length=30,
                                verbose_name="reason",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "transfer request",
                        "verbose_name_plural": "transfer requests",
                    },
                ),
                migrations.CreateModel(
                    name="AcceptanceSetting",
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
                            "path",
                            models.CharField(
                                choices=[
                                    ("employed", "employed"),
                                    ("non_working", "not employed"),
                                    ("student", "student"),
                                    ("minor", "minor"),
                                    ("newborn", "newborn without a permit"),
                                    ("own_business", "own individual business"),
                                    ("flexible", "flexible employment"),
                                    ("posted", "posted by an employer abroad"),
                                ],
                                max_length=20,
                                verbose_name="path",
                            ),
                        ),
                        (
                            "acceptance",
                            models.CharField(
                                choices=[
                                    ("provincial_notice", "follow the provincial notice: either permit"),
                                    ("second_reviewer", "show both rules and ask a second reviewer"),
                                    ("residence_permit_only", "residence permit only"),
                                ],
                                max_length=30,
                                verbose_name="acceptance",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="casework.place", verbose_name="place"
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
                        "verbose_name": "acceptance of documents",
                        "verbose_name_plural": "acceptance of documents by place",
                        "ordering": ["place", "path", "starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="Applicant",
                    fields=[
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="applicant",
                                serialize=False,
                                to="enrolment.enrolmentapplication",
                            ),
                        ),
                        ("issuer", models.CharField(blank=True, max_length=3, verbose_name="issued by")),
                        ("number", casework.sealing.fields.SealedTextField()),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "latin_name",
                            models.CharField(blank=True, max_length=80, verbose_name="name in Latin letters"),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("male", "male"), ("female", "female")], max_length=6, verbose_name="sex"
                            ),
                        ),
                        ("birth_on", models.DateField(verbose_name="date of birth")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("telephone", casework.sealing.fields.SealedTextField(blank=True)),
                        ("address", casework.sealing.fields.SealedProseField(blank=True)),
                        ("issued_on", models.DateField(null=True, verbose_name="issued on")),
                        ("expires_on", models.DateField(null=True, verbose_name="valid until")),
                        ("issue_count", models.PositiveSmallIntegerField(null=True, verbose_name="issue count")),
                        ("companion_number", casework.sealing.fields.SealedTextField(blank=True)),
                        ("differs_in", models.JSONField(default=list)),
                        (
                            "difference",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("renewed", "The same person; her details were renewed or corrected"),
                                    ("other", "Another person; the number is wrong"),
                                    ("unsure", "Not sure; a supervisor has to look"),
                                ],
                                max_length=10,
                                verbose_name="difference from the file",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "applicant",
                        "verbose_name_plural": "applicants",
                    },
                ),
                migrations.CreateModel(
                    name="ApplicationCircumstances",
                    fields=[
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="circumstances",
                                serialize=False,
                                to="enrolment.enrolmentapplication",
                            ),
                        ),
                        (
                            "employment_kind",
                            models.CharField(blank=True, max_length=40, verbose_name="employment document"),
                        ),
                        ("employment_number", casework.sealing.fields.SealedTextField(blank=True)),
                        ("handled_on", models.DateField(null=True, verbose_name="employment document handled on")),
                        ("stay_until", models.DateField(null=True, verbose_name="residence document valid until")),
                        (
                            "card_place",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("here", "issued in this city"),
                                    ("lodging", "issued elsewhere, lodging registered in this city"),
                                    ("elsewhere", "issued elsewhere, no lodging registered in this city"),
                                ],
                                max_length=10,
                                verbose_name="permanent residence card",
                            ),
                        ),
                        ("resident_since", models.DateField(null=True, verbose_name="lives here since")),
                        (
                            "business_code",
                            models.CharField(blank=True, max_length=18, verbose_name="code of the business licence"),
                        ),
                        (
                            "business_name",
                            models.CharField(blank=True, max_length=200, verbose_name="name of the business"),
                        ),
                        ("guardian_name", models.CharField(blank=True, max_length=80, verbose_name="guardian's name")),
                        ("guardian_number", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "guardian_relation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mother", "mother"),
                                    ("father", "father"),
                                    ("grandparent", "grandparent"),
                                    ("sibling", "elder brother or sister"),
                                    ("appointed", "guardian appointed by a court or committee"),
                                ],
                                max_length=20,
                                verbose_name="guardian is",
                            ),
                        ),
                        ("mother_number", casework.sealing.fields.SealedTextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "circumstances of an applicant",
                        "verbose_name_plural": "circumstances of applicants",
                    },
                ),
                migrations.CreateModel(
                    name="AskedThing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        ("reason", models.CharField(blank=True, max_length=20, verbose_name="reason")),
                        ("words", models.CharField(blank=True, max_length=120, verbose_name="what exactly")),
                        (
                            "could_have_named",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="the first notice could have named it"
                            ),
                        ),
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
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked",
                                to="enrolment.enrolmentapplication",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thing asked for",
                        "verbose_name_plural": "things asked for",
                        "ordering": ["round", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Bill",
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
                            "number",
                            models.CharField(
                                default=enrolment.contributions.models.bill.new_number,
                                max_length=14,
                                unique=True,
                                verbose_name="number of the bill",
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("uebmi", "basic medical insurance for urban employees"),
                                    ("urrbmi", "basic medical insurance for urban and rural residents"),
                                ],
                                max_length=10,
                                verbose_name="scheme",
                            ),
                        ),
                        (
                            "person_kind",
                            models.CharField(
                                choices=[
                                    ("adult", "adult"),
                                    ("child", "child"),
                                    ("student", "student"),
                                    ("freshman", "university freshman"),
                                    ("newborn", "newborn"),
                                    ("medical_assistance", "on the list of medical assistance"),
                                    ("discharged_soldier", "discharged from military service this year"),
                                    ("employee", "employee"),
                                    ("flexible", "in flexible employment"),
                                    ("retired", "retired"),
                                ],
                                max_length=20,
                                verbose_name="kind of person",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("month", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="month")),
                        (
                            "base",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, null=True, verbose_name="contribution base"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("due_on", models.DateField(null=True, verbose_name="due on")),
                        (
                            "place",
                            models.ForeignKey(
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
                        "verbose_name": "bill of contributions",
                        "verbose_name_plural": "bills of contributions",
                        "ordering": ["-year", "-month"],
                    },
                ),
                migrations.CreateModel(
                    name="ActivationAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("succeeded", models.BooleanField()),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("name_differs", "The name differs from the insurance record"),
                                    ("number_differs", "The document number differs from the insurance record"),
                                    ("not_enrolled_there", "The national platform shows no valid insurance"),
                                    ("active_already", "The code is active already"),
                                    ("platform_unreachable", "The national platform could not be reached"),
                                    ("face_not_matched", "The face check did not succeed"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "activation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="enrolment.codeactivation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "activation attempt",
                        "verbose_name_plural": "activation attempts",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="CodeBatch",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("school", models.CharField(blank=True, max_length=120, verbose_name="school")),
                        ("taken_on", models.DateField(verbose_name="taken on")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("closed_on", models.DateField(null=True, verbose_name="closed on")),
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
                            "roster",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.import",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "batch of codes",
                        "verbose_name_plural": "batches of codes",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="CodeBatchLine",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="line")),
                        (
                            "activation",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batch_line",
                                to="enrolment.codeactivation",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="enrolment.codebatch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a batch of codes",
                        "verbose_name_plural": "lines of batches of codes",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="ConfirmationsOfBatch",
                    fields=[
                        (
                            "sent",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="code_batch_of",
                                serialize=False,
                                to="casework.import",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="enrolment.codebatch",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ConsentStatement",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("purpose", models.CharField(max_length=30, verbose_name="purpose")),
                        ("receiver", models.CharField(blank=True, max_length=120, verbose_name="receiver")),
                        (
                            "says",
                            models.CharField(
                                choices=[
                                    ("given", "consents"),
                                    ("declined", "does not consent"),
                                    ("withdrawn", "takes the consent back"),
                                ],
                                max_length=10,
                                verbose_name="what was said",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
                                max_length=10,
                                verbose_name="language shown",
                            ),
                        ),
                        (
                            "spoken_by",
                            models.CharField(
                                choices=[
                                    ("herself", "the person herself"),
                                    ("guardian", "her guardian"),
                                    ("delegate", "her delegate"),
                                ],
                                max_length=10,
                                verbose_name="said by",
                            ),
                        ),
                        ("said_on", models.DateField(verbose_name="said on")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.papertext"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "statement on a consent",
                        "verbose_name_plural": "statements on consents",
                        "ordering": ["-recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ContactChoice",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "by e-mail"),
                                    ("sms", "by text message"),
                                    ("post", "by post"),
                                    ("hand", "handed over at the counter"),
                                ],
                                max_length=5,
                                verbose_name="channel",
                            ),
                        ),
                        ("email", casework.sealing.fields.SealedTextField(blank=True)),
                        ("said_on", models.DateField(verbose_name="said on")),
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
                        "verbose_name": "wish how to be written to",
                        "verbose_name_plural": "wishes how to be written to",
                        "ordering": ["-recorded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="CoverPeriod",
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
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("uebmi", "basic medical insurance for urban employees"),
                                    ("urrbmi", "basic medical insurance for urban and rural residents"),
                                ],
                                max_length=10,
                                verbose_name="scheme",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="insurance year")),
                        ("starts_on", models.DateField(null=True, verbose_name="from")),
                        ("ends_on", models.DateField(null=True, verbose_name="until")),
                        ("reason", models.CharField(max_length=30, verbose_name="reason")),
                        ("wait_months", models.PositiveSmallIntegerField(null=True, verbose_name="months of the wait")),
                        ("status", models.CharField(max_length=10, verbose_name="status")),
                        (
                            "place",
                            models.ForeignKey(
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
                        "verbose_name": "period of cover",
                        "verbose_name_plural": "periods of cover",
                        "ordering": ["year"],
                    },
                ),
                migrations.CreateModel(
                    name="CoverStop",
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
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
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
                        "verbose_name": "suspension of cover",
                        "verbose_name_plural": "suspensions of cover",
                        "ordering": ["starts_on"],
                    },
                ),
                migrations.CreateModel(
                    name="DataRequest",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="data_request",
                                serialize=False,
                                to="casework.casefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("granted", "granted"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="asked",
                                max_length=30,
                            ),
                        ),
                        ("right", models.CharField(max_length=20, verbose_name="right")),
                        ("about", models.CharField(blank=True, max_length=30, verbose_name="about")),
                        (
                            "asked_by",
                            models.CharField(
                                choices=[
                                    ("herself", "the person herself"),
                                    ("guardian", "her guardian"),
                                    ("delegate", "her delegate"),
                                    ("relative", "a near relative"),
                                ],
                                max_length=10,
                                verbose_name="asked by",
                            ),
                        ),
                        ("relative_name", casework.sealing.fields.SealedTextField(blank=True)),
                        (
                            "relative_relation",
                            models.CharField(blank=True, max_length=40, verbose_name="relation to the person"),
                        ),
                        ("claimed", casework.sealing.fields.SealedTextField(blank=True)),
                        ("words", casework.sealing.fields.SealedProseField(blank=True)),
                        ("ground", models.CharField(blank=True, max_length=30, verbose_name="ground")),
                        ("answer", casework.sealing.fields.SealedProseField(blank=True)),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.casefile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request about personal information",
                        "verbose_name_plural": "requests about personal information",
                    },
                ),
                migrations.CreateModel(
                    name="DocumentKind",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="code"),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_zh_hant", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("taiwan", "Taiwan compatriot"),
                                    ("hong_kong", "Hong Kong resident"),
                                    ("macao", "Macao resident"),
                                    ("foreign", "foreign national"),
                                    ("mainland", "mainland resident"),
                                ],
                                max_length=12,
                                verbose_name="held by",
                            ),
                        ),
                        (
                            "valid_years",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="years of validity"),
                        ),
                        (
                            "carries_citizen_number",
                            models.BooleanField(default=False, verbose_name="carries a citizen identity number"),
                        ),
                        ("intake", models.BooleanField(default=False, verbose_name="accepted at intake")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "document kind",
                        "verbose_name_plural": "document kinds",
                        "ordering": ["order", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_zh_hans__isnull", False),
                                    models.Q(("name_zh_hans", ""), _negated=True),
                                    ("name_zh_hant__isnull", False),
                                    models.Q(("name_zh_hant", ""), _negated=True),
                                    ("name_en__isnull", False),
                                    models.Q(("name_en", ""), _negated=True),
                                ),
                                name="document_kind_in_all_languages",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivationRule",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("counter", "counter of a county-level office or above"),
                                    ("nhsa_app", "NHSA app"),
                                    ("minzhengtong", "Minzhengtong (闽政通)"),
                                    ("wechat", "WeChat"),
                                    ("alipay", "Alipay"),
                                ],
                                max_length=20,
                                verbose_name="channel",
                            ),
                        ),
                        ("possible", models.BooleanField(verbose_name="possible")),
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="casework.place", verbose_name="place"
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
                        (
                            "document_kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="enrolment.documentkind",
                                verbose_name="document kind",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "activation rule",
                        "verbose_name_plural": "activation matrix",
                        "ordering": ["channel", "document_kind", "starts_on"],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="documentkind",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="42f928e20cd483bf6e12032b76a36d9d80b843fa",
                            operation="DELETE",
                            pgid="pgtrigger_kept_e9cef",
                            table="enrolment_documentkind",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="enrolmentapplication",
                    name="employer",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="enrolment.employer",
                    ),
                ),
                migrations.AddField(
                    model_name="employer",
                    name="code_confirmed_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="code confirmed by",
                    ),
                ),
                migrations.AddField(
                    model_name="employer",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employers",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="employer",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="casework.place", verbose_name="place"
                    ),
                ),
                migrations.AddField(
                    model_name="codebatch",
                    name="employer",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="code_batches",
                        to="enrolment.employer",
                    ),
                ),
                migrations.AddField(
                    model_name="employerchange",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="employerchange",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="casework.place", verbose_name="place"
                    ),
                ),
                migrations.AddField(
                    model_name="employercontact",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="employerending",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="endings", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="employerending",
                    name="successor",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takes_over",
                        to="enrolment.employer",
                    ),
                ),
                migrations.AddField(
                    model_name="employerfine",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fines", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="employerfine",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                    ),
                ),
                migrations.AddField(
                    model_name="employerpayment",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="employerpayment",
                    name="fine",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="enrolment.employerfine",
                    ),
                ),
                migrations.AddField(
                    model_name="employerpayment",
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
                    model_name="employerstanding",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employer_standings",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="employerstanding",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="employerstanding",
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
                    model_name="employerstanding",
                    name="successor",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeds",
                        to="enrolment.employer",
                    ),
                ),
                migrations.AddField(
                    model_name="employertalk",
                    name="by",
                    field=models.ForeignKey(
                        db_column="talked_by_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="employertalk",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talks",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="employertalk",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="talks", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="enrolment",
                    name="application",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="enrolment.enrolmentapplication",
                    ),
                ),
                migrations.AddField(
                    model_name="enrolment",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="enrolmentchange",
                    name="takes_back",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back_by",
                        to="enrolment.enrolmentchange",
                    ),
                ),
                migrations.AddField(
                    model_name="expirytask",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
                    ),
                ),
                migrations.AddField(
                    model_name="familybinding",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family_bindings",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="familybinding",
                    name="ended_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="familybinding",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="fieldcheck",
                    name="application",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="field_checks",
                        to="enrolment.enrolmentapplication",
                    ),
                ),
                migrations.AddField(
                    model_name="fieldcheck",
                    name="checked_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="hire",
                    name="application",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hires",
                        to="enrolment.enrolmentapplication",
                    ),
                ),
                migrations.AddField(
                    model_name="hire",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hires", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="hire",
                    name="kind",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.documentkind",
                        verbose_name="kind",
                    ),
                ),
                migrations.AddField(
                    model_name="hire",
                    name="same_as",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entered_again",
                        to="enrolment.hire",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                    ),
                ),
                migrations.AddField(
                    model_name="identitydocument",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="identitydocument",
                    name="kind",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.documentkind",
                        verbose_name="kind",
                    ),
                ),
                migrations.AddField(
                    model_name="identitydocument",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="identitydocument",
                    name="verified_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="expirytask",
                    name="document",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expiry_tasks",
                        to="enrolment.identitydocument",
                    ),
                ),
                migrations.AddField(
                    model_name="enrolmentapplication",
                    name="document",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="enrolment.identitydocument",
                    ),
                ),
                migrations.AddField(
                    model_name="codebatchline",
                    name="document",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="enrolment.identitydocument"
                    ),
                ),
                migrations.AddField(
                    model_name="codeactivation",
                    name="document",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.identitydocument",
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="merged_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="undone_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="monthlyreturn",
                    name="drawn_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drawn by",
                    ),
                ),
                migrations.AddField(
                    model_name="monthlyreturn",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="monthlyreturn",
                    name="signed_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
                migrations.AddField(
                    model_name="monthlyreturnrow",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.casefile",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="monthlyreturnrow",
                    name="of",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="enrolment.monthlyreturn"
                    ),
                ),
                migrations.AddField(
                    model_name="movedrow",
                    name="merge",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moved", to="enrolment.merge"
                    ),
                ),
                migrations.AddField(
                    model_name="nationalcode",
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
                    model_name="nationalcode",
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
                    model_name="noticegiven",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="noticegiven",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="noticegiven",
                    name="text",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.papertext"
                    ),
                ),
                migrations.AddField(
                    model_name="paidtime",
                    name="place",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.place",
                        verbose_name="place",
                    ),
                ),
                migrations.AddField(
                    model_name="paidtime",
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
                    model_name="payment",
                    name="bill",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="enrolment.bill"
                    ),
                ),
                migrations.AddField(
                    model_name="payment",
                    name="paid_time",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="enrolment.paidtime",
                    ),
                ),
                migrations.AddField(
                    model_name="payment",
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
                    model_name="enrolmentchange",
                    name="payment",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="enrolment.payment"
                    ),
                ),
                migrations.AddField(
                    model_name="person",
                    name="home_office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="person",
                    name="merged_into",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="paidtime",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paid_times", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="noticegiven",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices_given", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="joined_person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="kept_person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_into", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="identitydocument",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="hire",
                    name="person",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hires",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="familybinding",
                    name="holder",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="family_bound", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="familybinding",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bound_to", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="enrolmentchange",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolment_changes",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="enrolmentchange",
                    name="relative",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="enrolmentapplication",
                    name="person",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="enrolment",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="datarequest",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="data_requests", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="coverstop",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cover_stops", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="coverperiod",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cover_periods", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="contactchoice",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_choices",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="consentstatement",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="codebatchline",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="code_batch_lines",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="codeactivation",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activations", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="bill",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="personfacts",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="personfacts",
                    name="document",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.identitydocument",
                    ),
                ),
                migrations.AddField(
                    model_name="personfacts",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="personfacts",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="personfacts",
                    name="verified_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="codeactivation",
                    name="facts",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.personfacts",
                    ),
                ),
                migrations.AddField(
                    model_name="personmessage",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="personmessage",
                    name="mailing",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="casework.mailing",
                    ),
                ),
                migrations.AddField(
                    model_name="personmessage",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
                    ),
                ),
                migrations.AddField(
                    model_name="personmessage",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="personnamekey",
                    name="office",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                    ),
                ),
                migrations.AddField(
                    model_name="personnamekey",
                    name="person",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_keys",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="possibleduplicate",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="possibleduplicate",
                    name="first",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="possibleduplicate",
                    name="judged_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="possibleduplicate",
                    name="second",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="pair",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="enrolment.possibleduplicate",
                    ),
                ),
                migrations.AddField(
                    model_name="promisedpaper",
                    name="application",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised",
                        to="enrolment.enrolmentapplication",
                    ),
                ),
                migrations.AddField(
                    model_name="promisedpaper",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.checklistitem"
                    ),
                ),
                migrations.AddField(
                    model_name="promisedpaper",
                    name="promised_to",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="promisedpaper",
                    name="taken_in_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="refund",
                    name="case",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refund", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="refund",
                    name="payment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="enrolment.payment"
                    ),
                ),
                migrations.AddField(
                    model_name="refund",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="registerreport",
                    name="answered_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="registerreport",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_reports",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="registerreport",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_reports",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="registerreport",
                    name="sent_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="casework.casefile",
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="ended_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="file",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts_for",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="verified_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="personmessage",
                    name="told_to",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="enrolment.representative",
                    ),
                ),
                migrations.AddField(
                    model_name="noticegiven",
                    name="representative",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.representative",
                    ),
                ),
                migrations.AddField(
                    model_name="datarequest",
                    name="representative",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.representative",
                    ),
                ),
                migrations.AddField(
                    model_name="consentstatement",
                    name="representative",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.representative",
                    ),
                ),
                migrations.AddField(
                    model_name="codebatchline",
                    name="guardian",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.representative",
                    ),
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
                    model_name="residencecheck",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.office"
                    ),
                ),
                migrations.AddField(
                    model_name="residencecheck",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residence_checks",
                        to="enrolment.person",
                    ),
                ),
                migrations.AddField(
                    model_name="residencecheck",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="rosterofhires",
                    name="employer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rosters", to="enrolment.employer"
                    ),
                ),
                migrations.AddField(
                    model_name="standing",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="casework.casefile"
                    ),
                ),
                migrations.AddField(
                    model_name="standing",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="enrolment.person"
                    ),
                ),
                migrations.AddField(
                    model_name="standing",
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
                    model_name="taxfile",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="taxfile",
                    name="sent_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                migrations.AddField(
                    model_name="taxfileproblem",
                    name="file",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="problems", to="enrolment.taxfile"
                    ),
                ),
                migrations.AddField(
                    model_name="taxupload",
                    name="appointment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.appointment"
                    ),
                ),
                migrations.AddField(
                    model_name="taxupload",
                    name="booked",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="upload",
                        to="enrolment.taxfile",
                    ),
                ),
                migrations.AddField(
                    model_name="taxupload",
                    name="office",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.office",
                        verbose_name="office",
                    ),
                ),
                migrations.AddField(
                    model_name="taxupload",
                    name="sent_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                migrations.AddField(
                    model_name="taxuploadpart",
                    name="upload",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="enrolment.taxupload"
                    ),
                ),
                migrations.AddField(
                    model_name="transferrequest",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="enrolment.person"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="acceptancesetting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="acceptance_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="acceptancesetting",
                    constraint=models.UniqueConstraint(
                        fields=("place", "path", "starts_on"), name="acceptance_version"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="acceptancesetting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="c50b97a7a08d14a2ab3af84e77d0dc17597cf524",
                            operation="DELETE",
                            pgid="pgtrigger_kept_a6ee8",
                            table="enrolment_acceptancesetting",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="acceptancesetting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="7a016980f28e7d9ed5fb0404c2bb711ba8985f1e",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_9f64f",
                            table="enrolment_acceptancesetting",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="applicant",
                    name="kind",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.documentkind",
                        verbose_name="kind",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="applicationcircumstances",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("employment_kind__in", ["", "none"]), ("handled_on__isnull", True)),
                            models.Q(
                                models.Q(("employment_kind__in", ["", "none"]), _negated=True),
                                ("handled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="circumstances_document_of_work_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="applicationcircumstances",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("business_code", ""), ("business_name", "")),
                            models.Q(
                                models.Q(("business_code", ""), _negated=True),
                                models.Q(("business_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="circumstances_business_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="applicationcircumstances",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guardian_name", ""), ("guardian_relation", "")),
                            models.Q(
                                models.Q(("guardian_name", ""), _negated=True),
                                models.Q(("guardian_relation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="circumstances_guardian_has_relation",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="applicationcircumstances",
                    trigger=pgtrigger.compiler.Trigger(
                        name="case_facts_stand",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n    END IF;\n    IF (to_jsonb(OLD) - ARRAY['employment_number', 'guardian_number', 'mother_number'])\n       <> (to_jsonb(NEW) - ARRAY['employment_number', 'guardian_number', 'mother_number'])\n       AND NOT EXISTS (\n           SELECT FROM enrolment_enrolmentapplication a\n           WHERE a.case_id = NEW.application_id AND a.state IN ('draft', 'returned')\n       ) THEN\n        RAISE EXCEPTION 'what a case says of its applicant stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="1c0fa860210a479c6b35818964bcac1fc8c6dc45",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_case_facts_stand_f7bc1",
                            table="enrolment_applicationcircumstances",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="askedthing",
                    constraint=models.UniqueConstraint(
                        fields=("application", "round", "code"), name="asked_once_a_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="askedthing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("note", ""),
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
                migrations.AddConstraint(
                    model_name="askedthing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "cannot"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="asked_cannot_says_why",
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
                migrations.AddConstraint(
                    model_name="activationattempt",
                    constraint=models.UniqueConstraint(fields=("activation", "number"), name="attempt_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="activationattempt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failure", ""), ("succeeded", True)),
                            models.Q(("succeeded", False), models.Q(("failure", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attempt_failed_has_code",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activationattempt",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2ecdc37946d03c835ec05fee3231ca1bff03a246",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2e99d",
                            table="enrolment_activationattempt",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="confirmationsofbatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="44064978f028d20e097a02098d22f1317b97f758",
                            operation="DELETE",
                            pgid="pgtrigger_kept_77a9b",
                            table="enrolment_confirmationsofbatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activationrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="activation_rule_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activationrule",
                    constraint=models.UniqueConstraint(
                        fields=("channel", "document_kind", "place", "starts_on"), name="activation_rule_version"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activationrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="a43640a335f30eb9ba08868812de8296c82a2cea",
                            operation="DELETE",
                            pgid="pgtrigger_kept_4a7a6",
                            table="enrolment_activationrule",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activationrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="bf85760b64ba8b20216b829daf3c021468921fd6",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_bbfc8",
                            table="enrolment_activationrule",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="employer",
                    index=models.Index(fields=["office", "name", "id"], name="employer_by_office"),
                ),
                migrations.AddIndex(
                    model_name="employer",
                    index=models.Index(
                        condition=models.Q(("code_confirmed_at__isnull", False)),
                        fields=["uscc"],
                        name="employer_code_confirmed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("uscc__regex", "^[0-9A-Z]{18}$")), name="employer_uscc_form"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taiwan_funded", True), ("taiwan_form", ""), _connector="OR"),
                        name="employer_form_of_taiwan_funded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("founded_on__isnull", True),
                            ("founded_on__lte", models.F("registered_on")),
                            _connector="OR",
                        ),
                        name="employer_founded_before_registered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code_confirmed_at__isnull", True), ("code_confirmed_by__isnull", True)),
                            models.Q(("code_confirmed_at__isnull", False), ("code_confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="employer_code_confirmed_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="66870b7ae3bc14eba37ec821a2b8083d119119ad",
                            operation="DELETE",
                            pgid="pgtrigger_kept_0499e",
                            table="enrolment_employer",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="codebatch",
                    index=models.Index(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=["office", "-created_at"],
                        name="code_batch_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codebatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("employer__isnull", True),
                                ("roster__isnull", True),
                                models.Q(("school", ""), _negated=True),
                            ),
                            models.Q(("employer__isnull", False), ("roster__isnull", True), ("school", "")),
                            models.Q(("employer__isnull", True), ("roster__isnull", False), ("school", "")),
                            _connector="OR",
                        ),
                        name="code_batch_of_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codebatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("taken_on")), _connector="OR"
                        ),
                        name="code_batch_closed_after_taken",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="codebatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8e551d8c0a5bfc1ccb1eef68d1b9e11250f09d12",
                            operation="DELETE",
                            pgid="pgtrigger_kept_3ccfa",
                            table="enrolment_codebatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="codebatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_taken",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."school" IS DISTINCT FROM (NEW."school") OR OLD."employer_id" IS DISTINCT FROM (NEW."employer_id") OR OLD."roster_id" IS DISTINCT FROM (NEW."roster_id") OR OLD."taken_by_id" IS DISTINCT FROM (NEW."taken_by_id") OR OLD."taken_on" IS DISTINCT FROM (NEW."taken_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="3ff52780e5fb08edf500ad9a33165a8343effc4d",
                            operation="UPDATE",
                            pgid="pgtrigger_as_taken_df919",
                            table="enrolment_codebatch",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerchange",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="employer_change_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerchange",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("employer",),
                        name="employer_change_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="employer_change_declined_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taiwan_funded", True), ("taiwan_form", ""), _connector="OR"),
                        name="employer_change_form_of_taiwan_funded",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="b0d50fa1b61a03f8b505a798760d1ac4d69d42d4",
                            operation="DELETE",
                            pgid="pgtrigger_kept_f50be",
                            table="enrolment_employerchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:accepted,requested:declined}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="a89fb67f350cb9f77c0cbfcf9a053b35d13a1ad2",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_fe196",
                            table="enrolment_employerchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="employercontact",
                    index=models.Index(
                        condition=models.Q(("ends_on__isnull", True)), fields=["employer"], name="contact_current"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employercontact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="contact_period_ordered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employercontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="681f2b3e13d997099aadd629f184b9cbe503b092",
                            operation="DELETE",
                            pgid="pgtrigger_kept_7f42d",
                            table="enrolment_employercontact",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerending",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="employer_ending_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerending",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("employer",),
                        name="employer_ending_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerending",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("employer")), _negated=True),
                            _connector="OR",
                        ),
                        name="employer_ending_successor_is_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerending",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="employer_ending_declined_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerending",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state", "requested"), ("decided_on__isnull", False), _connector="OR"),
                        name="employer_ending_decided_has_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerending",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3860848dd398ba1261e9eadc9781aec195ff0446",
                            operation="DELETE",
                            pgid="pgtrigger_kept_cb0f4",
                            table="enrolment_employerending",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerending",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:recorded,requested:declined}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="185664bb220197d25715f65b7335e6126f31c001",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_f38fd",
                            table="enrolment_employerending",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerending",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_asked",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."employer_id" IS DISTINCT FROM (NEW."employer_id") OR OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."takes_effect_on" IS DISTINCT FROM (NEW."takes_effect_on") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."chosen" IS DISTINCT FROM (NEW."chosen") OR OLD."basis" IS DISTINCT FROM (NEW."basis"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="ac05d8520681fe3e1c8ab0e4d1cefe7b105bdf53",
                            operation="UPDATE",
                            pgid="pgtrigger_as_asked_42b58",
                            table="enrolment_employerending",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerfine",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="employer_fine_above_zero"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerfine",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("authority", ""), _negated=True)
                        ),
                        name="employer_fine_has_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerfine",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("authority", "number"),
                        name="employer_fine_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerfine",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="38ff1fc6825126800b07ce9f6dbbf62ecc19c50a",
                            operation="DELETE",
                            pgid="pgtrigger_kept_a3593",
                            table="enrolment_employerfine",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerfine",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."employer_id" IS DISTINCT FROM (NEW."employer_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."authority" IS DISTINCT FROM (NEW."authority") OR OLD."ordered_on" IS DISTINCT FROM (NEW."ordered_on") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="a46fad2886df9507b3abbdf8dcdadb917f00f8a8",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_9c1b2",
                            table="enrolment_employerfine",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="employernamekey",
                    index=models.Index(fields=["office", "key", "employer"], name="employer_name_key_begin"),
                ),
                migrations.AddIndex(
                    model_name="employernamekey",
                    index=django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("key", name="gin_trgm_ops"),
                        condition=models.Q(("kind", "latin")),
                        name="employer_name_key_inner",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employernamekey",
                    constraint=models.UniqueConstraint(fields=("employer", "key"), name="employer_name_key_once"),
                ),
                migrations.AddConstraint(
                    model_name="employerpayment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="employer_payment_above_zero"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerpayment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="employer_payment_has_receipt"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerpayment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("number",),
                        name="employer_payment_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerpayment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6474a875594d15fde0c538481b3ba4867b4138ea",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b0f46",
                            table="enrolment_employerpayment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerpayment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."employer_id" IS DISTINCT FROM (NEW."employer_id") OR OLD."fine_id" IS DISTINCT FROM (NEW."fine_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."paid_on" IS DISTINCT FROM (NEW."paid_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="45f80247a529532f7b63feb4f73ee6d3913a15bf",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_8678a",
                            table="enrolment_employerpayment",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerstanding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="employer_standing_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerstanding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["merged", "split"]),
                                ("successor__isnull", False),
                                models.Q(("successor", models.F("employer")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind__in", ["merged", "split"]), _negated=True), ("successor__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="employer_standing_successor",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="employerstanding",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("superseded_at__isnull", True),
                            models.Q(("kind", "split"), _negated=True),
                        ),
                        fields=("employer", "kind"),
                        name="employer_standing_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="57a32b152f53ed7a043f8f01de076bfadd922711",
                            operation="DELETE",
                            pgid="pgtrigger_kept_6dfcb",
                            table="enrolment_employerstanding",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employerstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."employer_id" IS DISTINCT FROM (NEW."employer_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="b4b26323f6d97cb3e36ff344a0bd5d9e5ca9126b",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_fc1e8",
                            table="enrolment_employerstanding",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="employertalk",
                    index=models.Index(fields=["employer", "-on"], name="talk_by_employer"),
                ),
                migrations.AddConstraint(
                    model_name="employertalk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "will_register"), _negated=True),
                            ("promised_on__isnull", False),
                            _connector="OR",
                        ),
                        name="talk_promise_has_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="employertalk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - ARRAY['note']) = (to_jsonb(NEW) - ARRAY['note']) THEN RETURN NEW; END IF; RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;",
                            hash="4f367598ca42a5943251cee6dea1b51b2a68117d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a875f",
                            table="enrolment_employertalk",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fieldcheck",
                    constraint=models.UniqueConstraint(
                        fields=("application", "round", "field"), name="field_check_once_a_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fieldcheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agrees", True), ("mismatch", "")),
                            models.Q(("agrees", False), models.Q(("mismatch", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="field_check_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fieldcheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="95276fd68c517a4c45a46a47a6fbb76e4955169e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6874f",
                            table="enrolment_fieldcheck",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="hirenamekey",
                    index=models.Index(fields=["office", "key", "hire"], name="hire_name_key_begin"),
                ),
                migrations.AddIndex(
                    model_name="hirenamekey",
                    index=django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("key", name="gin_trgm_ops"),
                        condition=models.Q(("kind", "latin")),
                        name="hire_name_key_inner",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hirenamekey",
                    constraint=models.UniqueConstraint(fields=("hire", "key"), name="hire_name_key_once"),
                ),
                migrations.AddIndex(
                    model_name="expirytask",
                    index=models.Index(fields=["office", "expires_on", "id"], name="expiry_task_list"),
                ),
                migrations.AddConstraint(
                    model_name="expirytask",
                    constraint=models.UniqueConstraint(
                        fields=("document", "stage", "expires_on"), name="expiry_task_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="expirytask",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="20eda360178aec971ee0bd7262c6d95c265ac1ec",
                            operation="DELETE",
                            pgid="pgtrigger_kept_56750",
                            table="enrolment_expirytask",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="monthlyreturn",
                    constraint=models.UniqueConstraint(
                        fields=("office", "month", "version"), name="monthly_return_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="monthlyreturn",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("signed_at__isnull", True)),
                        fields=("office", "month"),
                        name="monthly_return_one_unsigned",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="monthlyreturn",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="monthly_return_of_a_month"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="monthlyreturn",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                models.Q(("signed_by", models.F("drawn_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monthly_return_signed_by_second_person",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="64d1412748f3e9106b1c911dadcb92c21fdb36d7",
                            operation="DELETE",
                            pgid="pgtrigger_kept_0bd7b",
                            table="enrolment_monthlyreturn",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_drawn",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."figures" IS DISTINCT FROM (NEW."figures") OR OLD."drawn_by_id" IS DISTINCT FROM (NEW."drawn_by_id") OR OLD."drawn_at" IS DISTINCT FROM (NEW."drawn_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="92efc11f63ee30236794acde3cadb5a9cf793ca4",
                            operation="UPDATE",
                            pgid="pgtrigger_as_drawn_50126",
                            table="enrolment_monthlyreturn",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="signed_once",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."signed_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="1c7cccf335f96a287b0ea5feaec6bae8b5cbe07a",
                            operation="UPDATE",
                            pgid="pgtrigger_signed_once_7415f",
                            table="enrolment_monthlyreturn",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="monthlyreturnrow",
                    constraint=models.UniqueConstraint(fields=("of", "figure", "case"), name="monthly_return_row_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturnrow",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4a11c1ff11a0733a4046f017c987ffee598592a0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2a1a8",
                            table="enrolment_monthlyreturnrow",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="movedrow",
                    constraint=models.UniqueConstraint(fields=("merge", "entry", "key"), name="moved_row_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="movedrow",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d712d021b56c3f9eba1e530572756b18816f00d9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_15757",
                            table="enrolment_movedrow",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalcode",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(
                                ("drafted_by__isnull", False),
                                models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="national_code_published_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalcode",
                    constraint=models.UniqueConstraint(
                        fields=("kind", "holder", "starts_on"), name="national_code_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nationalcode",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9A-Za-z]{1,10}$")), name="national_code_form"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nationalcode",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="709c9e174983df1787fab4252e9309914aa53c99",
                            operation="DELETE",
                            pgid="pgtrigger_kept_0c614",
                            table="enrolment_nationalcode",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nationalcode",
                    trigger=pgtrigger.compiler.Trigger(
                        name="immutable_once_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="5332144855fe37a937a04958ffe7d9caa1dcad23",
                            operation="UPDATE",
                            pgid="pgtrigger_immutable_once_published_04773",
                            table="enrolment_nationalcode",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="contribution_payment_above_zero"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(models.Q(("number", ""), _negated=True), ("superseded_at__isnull", True)),
                        fields=("number",),
                        name="contribution_payment_number_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="57bd820f902caef3012467e962d0568f3e8204e6",
                            operation="DELETE",
                            pgid="pgtrigger_kept_4695b",
                            table="enrolment_payment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."paid_on" IS DISTINCT FROM (NEW."paid_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="8c417158bfa52fd22d1db0c6b835886d6f778cf6",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_b0b87",
                            table="enrolment_payment",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(fields=["home_office", "id"], name="person_office"),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(fields=["birth_on", "sex"], name="person_birth"),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="person_name_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("birth_on__lte", models.F("registered_on"))),
                        name="person_born_before_registered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("died_on__isnull", True), ("died_on__gte", models.F("birth_on")), _connector="OR"
                        ),
                        name="person_died_after_birth",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="person_merged_into_another",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="9563ac4715f023a8b8791d655a46ad0ca82e4b88",
                            operation="DELETE",
                            pgid="pgtrigger_kept_566fb",
                            table="enrolment_person",
                            when="BEFORE",
                        ),
                    ),
                ),
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
                migrations.AddConstraint(
                    model_name="paidtime",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="paid_time_ordered"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paidtime",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scheme", "uebmi"), ("year", 0)),
                            models.Q(("scheme", "urrbmi"), ("year__gt", 1990)),
                            _connector="OR",
                        ),
                        name="paid_time_year_by_scheme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paidtime",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("elsewhere", ""), ("place", "156"), _connector="OR"),
                        name="paid_time_elsewhere_is_nowhere_here",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paidtime",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[("person", "="), (casework.staff.models.appointment.InclusivePeriod(), "&&")],
                        name="paid_time_one_scheme_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paidtime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="a33c3f877cb635b14b9d3e9a8cb3efbad95753da",
                            operation="DELETE",
                            pgid="pgtrigger_kept_85040",
                            table="enrolment_paidtime",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paidtime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."person_kind" IS DISTINCT FROM (NEW."person_kind") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."paid_on" IS DISTINCT FROM (NEW."paid_on") OR OLD."bought_back" IS DISTINCT FROM (NEW."bought_back") OR OLD."elsewhere" IS DISTINCT FROM (NEW."elsewhere") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="3727cdb55ec7c220d09e8222356ee46ef0042d80",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_7958e",
                            table="enrolment_paidtime",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="identitydocument",
                    index=models.Index(fields=["number_hash"], name="document_by_number"),
                ),
                migrations.AddIndex(
                    model_name="identitydocument",
                    index=models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["expires_on"],
                        name="document_running_out",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identitydocument",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("kind", "issuer", "number_hash"),
                        name="document_number_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identitydocument",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("expires_on__isnull", True),
                            ("expires_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="document_validity_ordered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identitydocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="47737b9a96950ef98fa7a9e7ac69459dc225dc69",
                            operation="DELETE",
                            pgid="pgtrigger_kept_fc471",
                            table="enrolment_identitydocument",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="hire",
                    index=models.Index(fields=["number_hash"], name="hire_by_number"),
                ),
                migrations.AddIndex(
                    model_name="hire",
                    index=models.Index(fields=["employer", "state"], name="hire_by_employer"),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=casework.tables.models.constraints.StateFollowsCase(name="hire_state_follows_case"),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["awaiting", "applied", "finding_proposed"])),
                        fields=("employer", "kind", "issuer", "number_hash"),
                        name="hire_one_open_per_employer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category", "foreign"), _negated=True),
                            ("document_handled_on__isnull", False),
                            _connector="OR",
                        ),
                        name="hire_foreign_has_document_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("category", "mainland"), _negated=True), name="hire_of_a_kind_with_a_clock"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "left"), _negated=True), ("left_on__isnull", False), _connector="OR"
                        ),
                        name="hire_left_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True), ("left_on__gte", models.F("work_began_on")), _connector="OR"
                        ),
                        name="hire_left_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "registered"), _negated=True),
                            models.Q(("application__isnull", False), ("registered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="hire_registered_has_application",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), _negated=True),
                            ("application__isnull", False),
                            _connector="OR",
                        ),
                        name="hire_applied_has_application",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["finding_proposed", "no_duty"]), _negated=True),
                            models.Q(
                                models.Q(("finding", ""), _negated=True), models.Q(("finding_note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="hire_finding_has_ground",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("finding", "start_wrong"), ("state", "finding_proposed"), _negated=True),
                                models.Q(("finding", "left_earlier"), ("state", "finding_proposed"), _negated=True),
                            ),
                            models.Q(("finding", "start_wrong"), ("proposed_began_on__isnull", False)),
                            models.Q(("finding", "left_earlier"), ("proposed_left_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="hire_correction_names_its_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("finding__in", ["start_wrong", "left_earlier"]), ("state", "no_duty"), _negated=True
                        ),
                        name="hire_no_duty_is_no_correction",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correct_by__isnull", True), ("ordered_on__isnull", True)),
                            models.Q(
                                ("correct_by__gt", models.F("ordered_on")),
                                ("correct_by__isnull", False),
                                ("ordered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hire_order_names_a_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hire",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", "entered_twice"), _negated=True),
                            models.Q(
                                ("same_as__isnull", False), models.Q(("same_as", models.F("case")), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="hire_entered_twice_names_the_other",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hire",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="fec55b457ef993cd9b6f214df827fbcf594cf2ed",
                            operation="DELETE",
                            pgid="pgtrigger_kept_1c9a7",
                            table="enrolment_hire",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hire",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{awaiting:applied,finding_proposed:applied,left:applied,awaiting:registered,applied:registered,finding_proposed:registered,left:registered,applied:awaiting,finding_proposed:no_duty,finding_proposed:awaiting,awaiting:left,awaiting:finding_proposed,awaiting:finding_proposed,finding_proposed:awaiting,finding_proposed:left}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d346f2a6268e6837cf1655d6f33fddee34febce8",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_50d0d",
                            table="enrolment_hire",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familybinding",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("holder", "member"),
                        name="family_binding_one_running",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familybinding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("holder", models.F("member")), _negated=True), name="family_binding_of_two"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familybinding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), _negated=True),
                            models.Q(
                                models.Q(("basis", "consent"), _negated=True),
                                ("consented_on__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="family_binding_rests_on_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familybinding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", True), ("ended_on__isnull", True), ("ended_side", "")),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ended_on__gte", models.F("starts_on")),
                                ("ended_on__isnull", False),
                                models.Q(("ended_side", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="family_binding_ended_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="familybinding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="60893bef5f0ad4fde8c51fb603797a930a217c42",
                            operation="DELETE",
                            pgid="pgtrigger_kept_86c90",
                            table="enrolment_familybinding",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="familybinding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_bound",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."consented_on" IS DISTINCT FROM (NEW."consented_on") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="478ae1b7ef2685d2c1833e86dd582e6207891641",
                            operation="UPDATE",
                            pgid="pgtrigger_as_bound_9d07e",
                            table="enrolment_familybinding",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="enrolment_change_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["requested", "assessed"])),
                        fields=("person", "act"),
                        name="enrolment_change_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "assessed"), _negated=True),
                            models.Q(("opinion_favours__isnull", False), ("opinion_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="enrolment_change_assessed_has_opinion",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("confirmation", ""), _negated=True),
                        fields=("confirmation",),
                        name="enrolment_change_confirmation_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["recorded", "declined"]), _negated=True),
                            ("decided_on__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_change_decided_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enrolment_change_declined_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act__in", ["transfer_out", "transfer_in"]), _negated=True),
                            models.Q(
                                models.Q(("area_code", ""), _negated=True), models.Q(("area_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_change_transfer_has_area",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act__in", ["transfer_out", "transfer_in"]), ("state", "recorded"), _negated=True
                            ),
                            models.Q(("confirmation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enrolment_change_transfer_is_confirmed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("carried_from__isnull", True), ("carried_scheme", ""), ("carried_until__isnull", True)
                            ),
                            models.Q(
                                models.Q(("carried_scheme", ""), _negated=True),
                                ("carried_from__isnull", False),
                                ("carried_until__gte", models.F("carried_from")),
                                ("carried_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_change_carried_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "refund_premium"), ("amount__gt", 0), ("payment__isnull", False)),
                            models.Q(models.Q(("act", "refund_premium"), _negated=True), ("payment__isnull", True)),
                            _connector="OR",
                        ),
                        name="enrolment_change_refund_has_payment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "pay_back_years"), _negated=True),
                            models.Q(
                                ("amount__gt", 0),
                                ("months__gt", 0),
                                models.Q(
                                    models.Q(("state", "recorded"), _negated=True),
                                    models.Q(
                                        ("paid_on__isnull", False), models.Q(("payment_number", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_change_paid_back_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("payment_number", ""), _negated=True),
                        fields=("payment_number",),
                        name="enrolment_change_payment_number_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "change_details"), models.Q(("about", ""), _negated=True)),
                            models.Q(models.Q(("act", "change_details"), _negated=True), ("about", "")),
                            _connector="OR",
                        ),
                        name="enrolment_change_corrects_a_detail",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", "number_birth"), models.Q(("claimed_birth", b""), _negated=True)),
                            models.Q(models.Q(("about", "number_birth"), _negated=True), ("claimed_birth", b"")),
                            _connector="OR",
                        ),
                        name="enrolment_change_birth_with_its_number",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act", "bind_relative"),
                                ("relative__isnull", False),
                                models.Q(("relation", ""), _negated=True),
                                models.Q(
                                    models.Q(("state__in", ["requested", "assessed"]), _negated=True),
                                    models.Q(("relative", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                models.Q(("act", "bind_relative"), _negated=True),
                                ("relation", ""),
                                ("relative__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_change_binds_a_relative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act__in", ["take_back_death", "correct_death"]),
                                models.Q(
                                    models.Q(("state", "recorded"), _negated=True),
                                    ("takes_back__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                models.Q(("act__in", ["take_back_death", "correct_death"]), _negated=True),
                                ("takes_back__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_change_takes_back_a_death",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("stays_given_back", False),
                            ("act__in", ["take_back_death", "correct_death"]),
                            _connector="OR",
                        ),
                        name="enrolment_change_stays_given_back_by_a_death",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("carried_amount__isnull", True), ("carried_amount__gt", 0), _connector="OR"
                        ),
                        name="enrolment_change_amount_above_zero",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enrolmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="11f7e7d769a206f4cbaed53572740e231d8081d6",
                            operation="DELETE",
                            pgid="pgtrigger_kept_4ef4e",
                            table="enrolment_enrolmentchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enrolmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_asked",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."takes_effect_on" IS DISTINCT FROM (NEW."takes_effect_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."actual_months" IS DISTINCT FROM (NEW."actual_months") OR OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."area_code" IS DISTINCT FROM (NEW."area_code") OR OLD."area_name" IS DISTINCT FROM (NEW."area_name") OR OLD."carried_scheme" IS DISTINCT FROM (NEW."carried_scheme") OR OLD."carried_from" IS DISTINCT FROM (NEW."carried_from") OR OLD."carried_until" IS DISTINCT FROM (NEW."carried_until") OR OLD."carried_amount" IS DISTINCT FROM (NEW."carried_amount") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."both_consent" IS DISTINCT FROM (NEW."both_consent") OR OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."reckoning" IS DISTINCT FROM (NEW."reckoning") OR OLD."about" IS DISTINCT FROM (NEW."about"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="05c113cf0fbfd6c61f391af6b37d6403101841f3",
                            operation="UPDATE",
                            pgid="pgtrigger_as_asked_dae08",
                            table="enrolment_enrolmentchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enrolmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:assessed,requested:recorded,assessed:recorded,requested:declined,assessed:declined,requested:withdrawn,assessed:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="6126fb1d5bb53fe062fe7a0fe0074f777429d243",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_0bf0a",
                            table="enrolment_enrolmentchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="application_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "discarded"]),
                            models.Q(
                                ("document__isnull", False),
                                ("person__isnull", False),
                                models.Q(("path", ""), _negated=True),
                                models.Q(("scheme", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="application_sent_has_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("path__in", ["employed", "posted"]), _negated=True),
                            ("state__in", ["draft", "discarded"]),
                            models.Q(("employer__isnull", False), ("work_began_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="application_employed_has_employer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["verified", "enrolled"]), _negated=True),
                            models.Q(("originals_seen", True), ("verified_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="application_verified_has_date",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "enrolled"), _negated=True),
                            models.Q(
                                ("enrolled_on__isnull", False),
                                models.Q(("platform_confirmation", ""), _negated=True),
                                models.Q(
                                    ("second_review_needed", False),
                                    ("second_reviewed_on__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="application_enrolled_has_confirmation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="application_refused_has_ground",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("refused_by__isnull", True),
                            models.Q(
                                models.Q(("refusal_detail", ""), _negated=True),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="application_refused_with_details",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("refused_against_finding", False),
                            models.Q(
                                ("refusal_proposed_by__isnull", False),
                                ("refused_by__isnull", False),
                                models.Q(("refused_by", models.F("refusal_proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="application_refused_against_finding_by_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(models.Q(("withdrawal", ""), _negated=True), ("originals_returned", True)),
                            _connector="OR",
                        ),
                        name="application_withdrawn_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("doubt__in", ["same", "other"]), _negated=True),
                            models.Q(("doubt_judged_by__isnull", False), models.Q(("doubt_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="application_doubt_judged_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["verified", "enrolled"]), _negated=True),
                            models.Q(("doubt__in", ["open", "other"]), _negated=True),
                            _connector="OR",
                        ),
                        name="application_verified_without_doubt",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["submitted", "returned", "verified"])),
                        fields=("person",),
                        name="application_one_open_per_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolmentapplication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("platform_confirmation", ""), _negated=True),
                        fields=("platform_confirmation",),
                        name="application_confirmation_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enrolmentapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="c2080002bbc011406111a1a76e6dc9e143605ca9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_dc539",
                            table="enrolment_enrolmentapplication",
                            when="BEFORE",
                        ),
                    ),
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
                migrations.AddIndex(
                    model_name="enrolment",
                    index=models.Index(
                        condition=models.Q(("ends_on__isnull", False), ("superseded_at__isnull", True)),
                        fields=["ends_on"],
                        name="enrolment_ending",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="enrolment_period_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrolment",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        expressions=[("person", "="), (casework.staff.models.appointment.InclusivePeriod(), "&&")],
                        name="enrolment_one_scheme_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enrolment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="42deee8ecb59cefd3b349bf3d92cebc396d1b52b",
                            operation="DELETE",
                            pgid="pgtrigger_kept_66e18",
                            table="enrolment_enrolment",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverstop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="cover_stop_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverstop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="cover_stop_says_why"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverstop",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="0ede5481e3fbd2227e9de17ce3da3ba42da708ec",
                            operation="DELETE",
                            pgid="pgtrigger_kept_65d15",
                            table="enrolment_coverstop",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverstop",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="3557893987e544c3f8c3821324fdcd26badb2fe6",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_b0315",
                            table="enrolment_coverstop",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_on__isnull", True), ("starts_on__isnull", True)),
                            models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="cover_period_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverperiod",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("person", "scheme", "year"),
                        name="cover_period_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="375edf2a06cc1411509dcd3fbd657c384b6bb945",
                            operation="DELETE",
                            pgid="pgtrigger_kept_211cb",
                            table="enrolment_coverperiod",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."wait_months" IS DISTINCT FROM (NEW."wait_months") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="1a0f71fb5d88c07b99cb5f6e3920dd886f58ea20",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_0ba3c",
                            table="enrolment_coverperiod",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactchoice",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("person",),
                        name="contact_choice_one_holds",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactchoice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e6beb9c19d3fcd8d49754640bd7553ec23bdaa0c",
                            operation="DELETE",
                            pgid="pgtrigger_kept_9cdee",
                            table="enrolment_contactchoice",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactchoice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."said_on" IS DISTINCT FROM (NEW."said_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="f950e80c938036fa63a28de5d8d0b21eef55808c",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_a09db",
                            table="enrolment_contactchoice",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bill",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="bill_above_zero"),
                ),
                migrations.AddConstraint(
                    model_name="bill",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("month", 0), ("scheme", "urrbmi")),
                            models.Q(("month__gte", 1), ("month__lte", 12), ("scheme", "uebmi")),
                            _connector="OR",
                        ),
                        name="bill_month_by_scheme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bill",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("person", "scheme", "year", "month"),
                        name="bill_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bill",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3c8cd90b08151eb2b55d8bf0e128cde0fecd3dc2",
                            operation="DELETE",
                            pgid="pgtrigger_kept_2429f",
                            table="enrolment_bill",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bill",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."person_kind" IS DISTINCT FROM (NEW."person_kind") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="d9589bef38e0e47229370db80a70b3736a71ea32",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_75776",
                            table="enrolment_bill",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="personfacts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="facts_name_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="personfacts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by__isnull", True),
                            models.Q(
                                ("verified_on__isnull", False),
                                models.Q(
                                    ("recorded_by__isnull", True),
                                    models.Q(("verified_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="facts_verified_by_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="personfacts",
                    constraint=models.UniqueConstraint(fields=("person", "number"), name="facts_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="personfacts",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("person",),
                        name="facts_one_current",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="facts_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n    END IF;\n    IF OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at\n       OR (to_jsonb(OLD) - ARRAY['superseded_at', 'telephone', 'address'])\n          <> (to_jsonb(NEW) - ARRAY['superseded_at', 'telephone', 'address']) THEN\n        RAISE EXCEPTION 'facts of a person are not changed, only followed by newer ones';\n    END IF;\n    RETURN NEW;\n",
                            hash="8194fc66b6c132defb0bd8a813b0bf4e413dbebc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_facts_stay_500d0",
                            table="enrolment_personfacts",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verified_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.verified_on IS NULL AND EXISTS (\n        SELECT FROM enrolment_personfacts f WHERE f.person_id = NEW.person_id AND f.verified_on IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'verified facts of a person are followed by verified ones only';\n    END IF;\n    RETURN NEW;\n",
                            hash="2382d4cdf857347f52654443953e9fa948c9c452",
                            operation="INSERT",
                            pgid="pgtrigger_verified_stands_a236e",
                            table="enrolment_personfacts",
                            when="BEFORE",
                        ),
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
                migrations.AddIndex(
                    model_name="possibleduplicate",
                    index=models.Index(fields=["second"], name="possible_duplicate_second"),
                ),
                migrations.AddIndex(
                    model_name="possibleduplicate",
                    index=models.Index(
                        condition=models.Q(("verdict", "open")), fields=["found_at"], name="possible_duplicate_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="possibleduplicate",
                    constraint=models.UniqueConstraint(fields=("first", "second"), name="possible_duplicate_once"),
                ),
                migrations.AddConstraint(
                    model_name="possibleduplicate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="possible_duplicate_ordered"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="possibleduplicate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("judged_by__isnull", True), ("verdict", "open")),
                            models.Q(
                                models.Q(("verdict", "open"), _negated=True),
                                ("judged_at__isnull", False),
                                ("judged_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="possible_duplicate_judged_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="possibleduplicate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="59411b590d6910151794494585ae0963930035fd",
                            operation="DELETE",
                            pgid="pgtrigger_kept_0aba8",
                            table="enrolment_possibleduplicate",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kept_person", models.F("joined_person")), _negated=True),
                        name="merge_of_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("undone_on__isnull", True)),
                        fields=("joined_person",),
                        name="merge_one_in_force",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_by__isnull", True), ("undone_on__isnull", True)),
                            models.Q(
                                ("undone_by__isnull", False),
                                ("undone_on__isnull", False),
                                models.Q(("undone_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="merge_undone_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="9b1f1b438c022d984a8ec3efdd8669e14a5f0e8d",
                            operation="DELETE",
                            pgid="pgtrigger_kept_3c05a",
                            table="enrolment_merge",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="promisedpaper",
                    constraint=models.UniqueConstraint(fields=("application", "code"), name="promised_once"),
                ),
                migrations.AddConstraint(
                    model_name="promisedpaper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("promised_on"))), name="promised_for_a_later_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="promisedpaper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("brought_on__isnull", True), ("taken_in_by__isnull", True)),
                            models.Q(
                                ("brought_on__gte", models.F("promised_on")),
                                ("brought_on__isnull", False),
                                ("taken_in_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="promised_taken_in_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promisedpaper",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3c2fcc8009218a7bc7317e011a2e1b181eb46ef9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b80bf",
                            table="enrolment_promisedpaper",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promisedpaper",
                    trigger=pgtrigger.compiler.Trigger(
                        name="promise_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF (to_jsonb(OLD) - ARRAY['brought_on', 'taken_in_by_id']) <> (to_jsonb(NEW) - ARRAY['brought_on', 'taken_in_by_id'])\n       OR OLD.brought_on IS NOT NULL THEN\n        RAISE EXCEPTION 'what was promised stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="6ffb5fb4bf23b8288639452f7892f66a7d97e765",
                            operation="UPDATE",
                            pgid="pgtrigger_promise_stands_303ba",
                            table="enrolment_promisedpaper",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="refund_above_zero"),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="refund_has_reason"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="refund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b13e0b03106b97bf39d9025af6e826051ce95dc0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_56c0e",
                            table="enrolment_refund",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="refund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="never_more_than_paid",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM 1 FROM enrolment_payment p WHERE p.id = NEW.payment_id AND p.superseded_at IS NULL FOR UPDATE; IF NOT FOUND THEN RAISE EXCEPTION 'the payment does not stand' USING ERRCODE = '23514'; END IF; IF NEW.amount + (SELECT COALESCE(SUM(r.amount), 0) FROM enrolment_refund r WHERE r.payment_id = NEW.payment_id) > (SELECT p.amount FROM enrolment_payment p WHERE p.id = NEW.payment_id) THEN RAISE EXCEPTION 'more than is paid and not refunded' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                            hash="926e67deb006791edd808b3e36f4fc2fc4339dbd",
                            operation="INSERT",
                            pgid="pgtrigger_never_more_than_paid_9b83f",
                            table="enrolment_refund",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="registerreport",
                    index=models.Index(
                        condition=models.Q(("answer", "")), fields=["person"], name="register_report_person"
                    ),
                ),
                migrations.AddIndex(
                    model_name="registerreport",
                    index=models.Index(
                        condition=models.Q(("answer", "")), fields=["happened_on", "id"], name="register_report_list"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registerreport",
                    constraint=models.UniqueConstraint(fields=("told",), name="register_report_once"),
                ),
                migrations.AddConstraint(
                    model_name="registerreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child_sex", ""), ("kind", "death")),
                            models.Q(("kind", "birth"), models.Q(("child_sex", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="register_report_of_a_birth_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registerreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by__isnull", True), ("answered_on__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="register_report_answered_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registerreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), ("answered_on__gte", models.F("happened_on")), _connector="OR"
                        ),
                        name="register_report_not_before_the_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registerreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="cac6fbb79b31288f6b2025de21ce4499d4068f8f",
                            operation="DELETE",
                            pgid="pgtrigger_kept_abec1",
                            table="enrolment_registerreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registerreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_reported",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."told" IS DISTINCT FROM (NEW."told") OR OLD."child_sex" IS DISTINCT FROM (NEW."child_sex") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="55a9e8191b37f7045bbe115ff3a096d607ae526f",
                            operation="UPDATE",
                            pgid="pgtrigger_as_reported_6d928",
                            table="enrolment_registerreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="representative_has_name"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="representative_period_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "delegate"), _negated=True),
                            models.Q(("scope", []), _negated=True),
                            _connector="OR",
                        ),
                        name="representative_delegate_has_scope",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", True), ("ended_on__isnull", True)),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="representative_ended_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("file__isnull", True),
                            models.Q(("file", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="representative_is_another",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="representative",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6f4df4b0c3b6d87135c587e05582e838b577126e",
                            operation="DELETE",
                            pgid="pgtrigger_kept_9464f",
                            table="enrolment_representative",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="representative",
                    trigger=pgtrigger.compiler.Trigger(
                        name="authority_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF (to_jsonb(OLD) - ARRAY['number', 'person_id', 'file_id', 'verified_on', 'verified_by_id', 'ended_on', 'ended_by_id', 'end_reason']) <> (to_jsonb(NEW) - ARRAY['number', 'person_id', 'file_id', 'verified_on', 'verified_by_id', 'ended_on', 'ended_by_id', 'end_reason'])\n       OR OLD.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on THEN\n        RAISE EXCEPTION 'what an authority says stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="b79065e9d73c9851b835a54590ef8fec5ff18f16",
                            operation="UPDATE",
                            pgid="pgtrigger_authority_stands_6cbb4",
                            table="enrolment_representative",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="personmessage",
                    index=models.Index(
                        condition=models.Q(("mailing__isnull", True), ("skipped", "")),
                        fields=["person"],
                        name="person_message_waiting",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="personmessage",
                    constraint=models.UniqueConstraint(
                        fields=("person", "stage", "about", "told_to"), name="person_message_once", nulls_distinct=False
                    ),
                ),
                migrations.AddConstraint(
                    model_name="personmessage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("skipped", ""), ("mailing__isnull", True), _connector="OR"),
                        name="person_message_skipped_is_not_mailed",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personmessage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="945d471e8d84505d81f28e00651c01ba36c8bf56",
                            operation="DELETE",
                            pgid="pgtrigger_kept_edd87",
                            table="enrolment_personmessage",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="noticegiven",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_to", "herself"), _negated=True),
                            ("representative__isnull", True),
                            _connector="OR",
                        ),
                        name="notice_given_herself_has_no_representative",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noticegiven",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="c2c4411474504eae7841d761a5f500954bd1effa",
                            operation="DELETE",
                            pgid="pgtrigger_kept_acd3f",
                            table="enrolment_noticegiven",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noticegiven",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_shown",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."text_id" IS DISTINCT FROM (NEW."text_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."shown_to" IS DISTINCT FROM (NEW."shown_to") OR OLD."representative_id" IS DISTINCT FROM (NEW."representative_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."shown_on" IS DISTINCT FROM (NEW."shown_on") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="929d44a2af3e60a1af78ccd9ec8e986269c43163",
                            operation="UPDATE",
                            pgid="pgtrigger_as_shown_0810d",
                            table="enrolment_noticegiven",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="datarequest",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="data_request_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="datarequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("person", "right", "about"),
                        name="data_request_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="datarequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by__in", ["guardian", "delegate"]), ("representative__isnull", False)),
                            models.Q(("asked_by__in", ["herself", "relative"]), ("representative__isnull", True)),
                            _connector="OR",
                        ),
                        name="data_request_asker_stands_on_file",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="datarequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", "relative"), models.Q(("relative_relation", ""), _negated=True)),
                            models.Q(models.Q(("asked_by", "relative"), _negated=True), ("relative_relation", "")),
                            _connector="OR",
                        ),
                        name="data_request_relative_is_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="datarequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["granted", "refused"]), _negated=True),
                            ("decided_on__isnull", False),
                            _connector="OR",
                        ),
                        name="data_request_decided_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="datarequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="data_request_refused_has_ground",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="datarequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="a77d01abf36647454a011a14fe551789da7a472c",
                            operation="DELETE",
                            pgid="pgtrigger_kept_b6d50",
                            table="enrolment_datarequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="datarequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_asked",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."right" IS DISTINCT FROM (NEW."right") OR OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."representative_id" IS DISTINCT FROM (NEW."representative_id") OR OLD."relative_relation" IS DISTINCT FROM (NEW."relative_relation"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="625e4326be23d2429744c051081cab5df533b90a",
                            operation="UPDATE",
                            pgid="pgtrigger_as_asked_2934a",
                            table="enrolment_datarequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="datarequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asked:granted,asked:refused,asked:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ef380defdec2838dcf5d513f7636730f8890e520",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_3d533",
                            table="enrolment_datarequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="consentstatement",
                    index=models.Index(fields=["person", "purpose", "receiver", "-recorded_at"], name="consent_newest"),
                ),
                migrations.AddConstraint(
                    model_name="consentstatement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("representative__isnull", True), ("spoken_by", "herself")),
                            models.Q(
                                models.Q(("spoken_by", "herself"), _negated=True), ("representative__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="consent_representative_stands_on_file",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consentstatement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "third_party"), models.Q(("receiver", ""), _negated=True)),
                            models.Q(models.Q(("purpose", "third_party"), _negated=True), ("receiver", "")),
                            _connector="OR",
                        ),
                        name="consent_third_party_is_named",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consentstatement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="334c690eff2810b18425b8347fff6e31b0844e99",
                            operation="DELETE",
                            pgid="pgtrigger_kept_42803",
                            table="enrolment_consentstatement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consentstatement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_said",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."receiver" IS DISTINCT FROM (NEW."receiver") OR OLD."says" IS DISTINCT FROM (NEW."says") OR OLD."text_id" IS DISTINCT FROM (NEW."text_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."spoken_by" IS DISTINCT FROM (NEW."spoken_by") OR OLD."representative_id" IS DISTINCT FROM (NEW."representative_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."said_on" IS DISTINCT FROM (NEW."said_on") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="7d238c793d311d617d5c5dc243fa045ec98d0c35",
                            operation="UPDATE",
                            pgid="pgtrigger_as_said_0ee66",
                            table="enrolment_consentstatement",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codebatchline",
                    constraint=models.UniqueConstraint(fields=("batch", "number"), name="code_batch_line_once"),
                ),
                migrations.AddConstraint(
                    model_name="codebatchline",
                    constraint=models.UniqueConstraint(fields=("batch", "person"), name="code_batch_person_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="codebatchline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="151b80989e7de78239f32e3895e32c76f2741147",
                            operation="DELETE",
                            pgid="pgtrigger_kept_eb9b1",
                            table="enrolment_codebatchline",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="codebatchline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_taken",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."batch_id" IS DISTINCT FROM (NEW."batch_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."guardian_id" IS DISTINCT FROM (NEW."guardian_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="27a1f932717df99a07d1af109582c521215f1ca7",
                            operation="UPDATE",
                            pgid="pgtrigger_as_taken_b6bdf",
                            table="enrolment_codebatchline",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=casework.tables.models.constraints.StateFollowsCase(
                        name="activation_state_follows_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["requested", "closed"]),
                            models.Q(("consent_on__isnull", False), ("document__isnull", False)),
                            _connector="OR",
                        ),
                        name="activation_checked_has_document",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "activated"), _negated=True),
                            models.Q(("activated_on__isnull", False), models.Q(("confirmation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="activation_done_has_confirmation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "found_active"), _negated=True),
                            models.Q(("activated_on__isnull", True), models.Q(("confirmation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="activation_found_has_confirmation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("closing", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activation_closed_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "deactivated"), _negated=True),
                            ("deactivated_on__isnull", False),
                            _connector="OR",
                        ),
                        name="activation_deactivated_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "deactivated"), _negated=True),
                            models.Q(("stopping", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activation_deactivated_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("family_guardian__isnull", True),
                            models.Q(("agent_name", ""), _negated=True),
                            _connector="OR",
                        ),
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
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activation_failed_has_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("agent_name", ""), ("authority_until__isnull", False), _connector="OR"),
                        name="activation_agent_has_authority",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["requested", "identity_checked", "failed", "activated", "found_active"])
                        ),
                        fields=("person",),
                        name="activation_one_open_or_done",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="codeactivation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("confirmation", ""), _negated=True),
                        fields=("confirmation",),
                        name="activation_confirmation_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="codeactivation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="4a0a416b4ccbb2243698a7a0f57071b8e34c18ef",
                            operation="DELETE",
                            pgid="pgtrigger_kept_4991f",
                            table="enrolment_codeactivation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="codeactivation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:identity_checked,identity_checked:activated,identity_checked:failed,failed:identity_checked,identity_checked:found_active,failed:found_active,requested:closed,identity_checked:closed,failed:closed,activated:deactivated,found_active:deactivated,requested:closed,identity_checked:closed,failed:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="65aa86a338795ef7db39fa3b7775df72c07ae7c9",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_28a7c",
                            table="enrolment_codeactivation",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="residencecheck",
                    index=models.Index(
                        condition=models.Q(("answer", "")),
                        fields=["office", "answer_by", "id"],
                        name="residence_check_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residencecheck",
                    constraint=models.UniqueConstraint(fields=("person", "year"), name="residence_check_once_a_year"),
                ),
                migrations.AddConstraint(
                    model_name="residencecheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answer_by__gte", models.F("asked_on"))), name="residence_check_ordered"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residencecheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by", ""), ("answered_on", None), ("recorded_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answered_by", ""), _negated=True),
                                ("answered_on__isnull", False),
                                ("recorded_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="residence_check_answer_whole",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residencecheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ea9a2fd11e09d1c022cd64ec5456425e3b68ea57",
                            operation="DELETE",
                            pgid="pgtrigger_kept_64007",
                            table="enrolment_residencecheck",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rosterofhires",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="7c9a93a460d7d1bf0b36ab8830118e9ebcfd7895",
                            operation="DELETE",
                            pgid="pgtrigger_kept_cdbe4",
                            table="enrolment_rosterofhires",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="standing_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True), ("kind__in", ["retired", "years"]), ("months__isnull", False)
                            ),
                            models.Q(
                                models.Q(("kind__in", ["retired", "years"]), _negated=True),
                                ("actual_months__isnull", True),
                                ("months__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="standing_retired_has_months",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["retired", "years"]), ("ends_on__isnull", False), _connector="OR"
                        ),
                        name="standing_of_a_term_ends",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standing",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), models.Q(("kind", "disease"), _negated=True)
                        ),
                        expressions=[
                            ("person", "="),
                            ("kind", "="),
                            (casework.staff.models.appointment.InclusivePeriod(), "&&"),
                        ],
                        name="standing_once_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="80e83e6d5723f89f2eef450a7b57654849c2b124",
                            operation="DELETE",
                            pgid="pgtrigger_kept_1d0e8",
                            table="enrolment_standing",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_recorded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."actual_months" IS DISTINCT FROM (NEW."actual_months") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="67666a297b3b5f752a864428b7301d8ea0d89c97",
                            operation="UPDATE",
                            pgid="pgtrigger_as_recorded_d62ca",
                            table="enrolment_standing",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taxfile",
                    constraint=models.UniqueConstraint(fields=("sha256", "office"), name="tax_file_once_an_office"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taxfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c7a3755849174f6ef32818df8755b0e60eca7ce1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ea93a",
                            table="enrolment_taxfile",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taxfileproblem",
                    constraint=models.UniqueConstraint(fields=("file", "row_number"), name="tax_problem_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taxfileproblem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3165e5e65d3da635ab201c7060bd1cbbe73aa389",
                            operation="DELETE",
                            pgid="pgtrigger_kept_8c63f",
                            table="enrolment_taxfileproblem",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="taxupload",
                    index=models.Index(
                        condition=models.Q(("state", "waiting")), fields=["created_at"], name="tax_upload_waiting"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taxupload",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("sha256", "office"),
                        name="tax_upload_waits_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taxupload",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("booked", None), ("failure", ""), ("finished_at", None), ("state", "waiting")),
                            models.Q(
                                ("booked__isnull", False),
                                ("failure", ""),
                                ("finished_at__isnull", False),
                                ("state", "booked"),
                            ),
                            models.Q(
                                ("booked", None),
                                ("finished_at__isnull", False),
                                ("state", "refused"),
                                models.Q(("failure", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tax_upload_ended_as",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taxupload",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6e36681298cc0c654f076c30a1da6980a3b0090d",
                            operation="DELETE",
                            pgid="pgtrigger_kept_72a05",
                            table="enrolment_taxupload",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taxupload",
                    trigger=pgtrigger.compiler.Trigger(
                        name="as_sent",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."appointment_id" IS DISTINCT FROM (NEW."appointment_id") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="56c6aa8886d82d0ba43f6522a6297c71c21e6ac3",
                            operation="UPDATE",
                            pgid="pgtrigger_as_sent_942c5",
                            table="enrolment_taxupload",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taxuploadpart",
                    constraint=models.UniqueConstraint(fields=("upload", "number"), name="tax_upload_part_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taxuploadpart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="09eb14ff1643efc958140c675444b9245220c0d9",
                            operation="DELETE",
                            pgid="pgtrigger_kept_49057",
                            table="enrolment_taxuploadpart",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transferrequest",
                    constraint=casework.tables.models.constraints.StateFollowsCase(name="transfer_state_follows_case"),
                ),
                migrations.AddConstraint(
                    model_name="transferrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("decided_on__isnull", False), models.Q(("confirmation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="transfer_accepted_has_confirmation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transferrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="transfer_declined_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transferrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "requested")), fields=("person",), name="transfer_one_open"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transferrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e765d44bf9344a71be4a91efed3b330cbf0a0fbd",
                            operation="DELETE",
                            pgid="pgtrigger_kept_94000",
                            table="enrolment_transferrequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transferrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:accepted,requested:declined,requested:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="05720c9cbf88e5cfa4f169bf8283a63c9a28bb44",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_6c906",
                            table="enrolment_transferrequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="applicant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="applicant_name_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="applicant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("difference", "other"), _negated=True),
                        name="applicant_difference_not_other",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="applicant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="case_facts_stand",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n    END IF;\n    IF (to_jsonb(OLD) - ARRAY['number', 'telephone', 'address', 'companion_number'])\n       <> (to_jsonb(NEW) - ARRAY['number', 'telephone', 'address', 'companion_number'])\n       AND NOT EXISTS (\n           SELECT FROM enrolment_enrolmentapplication a\n           WHERE a.case_id = NEW.application_id AND a.state IN ('draft', 'returned')\n       ) THEN\n        RAISE EXCEPTION 'what a case says of its applicant stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="7964cf698369cd3189a3808446dafe29b958edaa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_case_facts_stand_a22be",
                            table="enrolment_applicant",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
