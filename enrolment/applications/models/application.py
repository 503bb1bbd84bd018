import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.applications.states import ApplicationState
from enrolment.eligibility.choices import Path


class EnrolmentApplication(models.Model):
    """A person's request to be enrolled. Its state is a copy of the case's, tied by a foreign key."""

    RETENTION = "case_30_years"

    Path = Path

    class Refusal(models.TextChoices):
        NOT_ELIGIBLE = "not_eligible", _("The conditions for joining are not met")
        DOCUMENT_NOT_ACCEPTED = "document_not_accepted", _("The identity document could not be accepted")
        INSURED_ELSEWHERE = "insured_elsewhere", _("Insured under another basic scheme")
        FACTS_NOT_PROVEN = "facts_not_proven", _("Work, study or residence was not proven")

    class Withdrawal(models.TextChoices):
        CLIENT_WISH = "client_wish", _("The client no longer wishes to enrol")
        OTHER_OFFICE = "other_office", _("The client enrols at another office")
        ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")

    class Doubt(models.TextChoices):
        OPEN = "open", _("waits for a supervisor")
        SAME = "same", _("the same person")
        OTHER = "other", _("another person")

    case = models.OneToOneField(
        "casework.CaseFile", models.PROTECT, primary_key=True, related_name="enrolment_application"
    )
    state = models.CharField(max_length=30, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, null=True, related_name="applications")
    document = models.ForeignKey("enrolment.IdentityDocument", models.PROTECT, null=True, related_name="applications")
    path = models.CharField(_("path"), max_length=20, choices=Path.choices, blank=True)
    scheme = models.CharField(_("scheme"), max_length=10, blank=True)
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, null=True, related_name="applications")
    work_began_on = models.DateField(_("work began on"), null=True)
    school = models.CharField(_("school"), max_length=120, blank=True)
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    # What the eligibility rules answered at submission: codes, sources and status, as data.
    eligibility = models.JSONField(default=dict)
    second_review_needed = models.BooleanField(_("second review needed"), default=False)
    second_reviewed_on = models.DateField(_("second review on"), null=True)
    # What the second reviewer found: the next officer, and whoever asks later, reads it.
    second_review_note = models.CharField(_("what the second reviewer found"), max_length=300, blank=True)
    # Whether the applicant is the person of the file, where the counter was not sure: a supervisor judges it.
    doubt = models.CharField(_("doubt about the person"), max_length=10, choices=Doubt.choices, blank=True)
    doubt_judged_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    doubt_reason = models.CharField(_("why"), max_length=300, blank=True)
    originals_seen = models.BooleanField(_("originals seen"), default=False)
    verified_on = models.DateField(_("verified on"), null=True)
    # What the client was asked for last should be here by then; no law names such a day.
    come_back_by = models.DateField(_("to come back by"), null=True)
    enrolled_on = models.DateField(_("enrolled on"), null=True)
    platform_confirmation = models.CharField(_("platform confirmation"), max_length=60, blank=True)
    refusal = models.CharField(_("ground of refusal"), max_length=40, choices=Refusal.choices, blank=True)
    refusal_detail = models.CharField(_("details in Chinese"), max_length=300, blank=True)
    # What the reviewer relied on, where no rule on record speaks against the application.
    refusal_provision = models.CharField(_("provision relied on"), max_length=300, blank=True)
    # A refusal that goes against the portal's own finding is proposed by one officer and decided by another.
    refusal_proposed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    refused_against_finding = models.BooleanField(default=False)
    refused_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    withdrawal = models.CharField(_("reason of withdrawal"), max_length=40, choices=Withdrawal.choices, blank=True)
    originals_returned = models.BooleanField(_("originals returned"), default=False)

    class Meta:
        verbose_name = _("enrolment application")
        verbose_name_plural = _("enrolment applications")
        constraints = [
            StateFollowsCase(name="application_state_follows_case"),
            models.CheckConstraint(
                name="application_sent_has_person",
                condition=Q(state__in=["draft", "discarded"])
                | Q(person__isnull=False, document__isnull=False) & ~Q(path="") & ~Q(scheme=""),
            ),
            models.CheckConstraint(
                name="application_employed_has_employer",
                condition=~Q(path__in=["employed", "posted"])
                | Q(state__in=["draft", "discarded"])
                | Q(employer__isnull=False, work_began_on__isnull=False),
            ),
            models.CheckConstraint(
                name="application_verified_has_date",
                condition=~Q(state__in=["verified", "enrolled"]) | Q(verified_on__isnull=False, originals_seen=True),
            ),
            models.CheckConstraint(
                name="application_enrolled_has_confirmation",
                condition=~Q(state="enrolled")
                | Q(enrolled_on__isnull=False)
                & ~Q(platform_confirmation="")
                & (Q(second_review_needed=False) | Q(second_reviewed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_refused_has_ground", condition=~Q(state="refused") | ~Q(refusal="")
            ),
            models.CheckConstraint(
                name="application_refused_with_details",
                condition=Q(refused_by__isnull=True) | ~Q(refusal_detail="") & ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="application_refused_against_finding_by_two",
                condition=Q(refused_against_finding=False)
                | Q(refused_by__isnull=False, refusal_proposed_by__isnull=False)
                & ~Q(refused_by=F("refusal_proposed_by")),
            ),
            models.CheckConstraint(
                name="application_withdrawn_has_reason",
                condition=~Q(state="withdrawn") | ~Q(withdrawal="") & Q(originals_returned=True),
            ),
            models.CheckConstraint(
                name="application_doubt_judged_by_somebody",
                condition=~Q(doubt__in=["same", "other"]) | Q(doubt_judged_by__isnull=False) & ~Q(doubt_reason=""),
            ),
            models.CheckConstraint(
                name="application_verified_without_doubt",
                condition=~Q(state__in=["verified", "enrolled"]) | ~Q(doubt__in=["open", "other"]),
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="application_one_open_per_person",
                condition=Q(state__in=["submitted", "returned", "verified"]),
            ),
            models.UniqueConstraint(
                fields=["platform_confirmation"],
                name="application_confirmation_once",
                condition=~Q(platform_confirmation=""),
            ),
        ]
        triggers = [
            kept(),
            # Generated from the workflow table: no other path moves a state.
            pgtrigger.FSM(name="state_moves", field="state", transitions=ApplicationState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)
