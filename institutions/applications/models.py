import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from institutions.applications.states import UNDER_WAY, DesignationState
from institutions.designation.models.agreement import codes


class DesignationApplication(models.Model):
    """An institution's application for designation, from its conditions to the signed agreement."""

    RETENTION = "case_30_years"

    case = models.OneToOneField(
        "casework.CaseFile", models.PROTECT, primary_key=True, related_name="designation_application"
    )
    state = models.CharField(max_length=30, choices=DesignationState.choices, default=DesignationState.RECEIVED)
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="applications")
    applied_on = models.DateField(_("received on"))
    services = codes(_("services applied for"))
    departments = codes(_("departments"))
    # What was asked for once, and the days on which it was asked and came: those days the evaluation does not count.
    asked = models.CharField(_("what is missing"), max_length=600, blank=True)
    asked_on = models.DateField(null=True)
    supplied_on = models.DateField(null=True)
    accepted_on = models.DateField(_("accepted on"), null=True)
    round = models.PositiveSmallIntegerField(_("round of the evaluation"), default=1)
    evaluated_on = models.DateField(_("evaluated on"), null=True)
    published_on = models.DateField(_("published on"), null=True)
    ground = models.CharField(_("ground"), max_length=30, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # The agreement as it was drawn up, before a second officer signs it.
    number = models.CharField(_("number of the agreement"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    drawn_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    agreement = models.OneToOneField("institutions.Agreement", models.PROTECT, null=True, related_name="application")

    class Meta:
        verbose_name = _("application for designation")
        verbose_name_plural = _("applications for designation")
        constraints = [
            StateFollowsCase(name="designation_state_follows_case"),
            models.UniqueConstraint(
                fields=["institution"], name="designation_one_under_way", condition=Q(state__in=UNDER_WAY)
            ),
            models.CheckConstraint(
                name="designation_evaluated_was_accepted",
                condition=~Q(state__in=["evaluating", "published", "drawn_up", "signed", "failed", "failed_once"])
                | Q(accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="designation_published_has_day",
                condition=~Q(state__in=["published", "drawn_up", "signed"]) | Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="designation_refused_has_ground", condition=~Q(state="refused") | ~Q(ground="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="designation_failed_has_reason", condition=~Q(state__in=["failed", "failed_once"]) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="designation_drawn_up_is_whole",
                condition=~Q(state__in=["drawn_up", "signed"])
                | ~Q(number="")
                & Q(starts_on__isnull=False, ends_on__gte=F("starts_on"), drawn_by__isnull=False)
                & ~Q(services=[]),
            ),
            models.CheckConstraint(
                name="designation_signed_has_agreement", condition=~Q(state="signed") | Q(agreement__isnull=False)
            ),
            models.CheckConstraint(name="designation_two_rounds", condition=Q(round__in=[1, 2])),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=DesignationState.moves()),
            pgtrigger.ReadOnly(name="as_asked", fields=["institution", "applied_on"]),
        ]

    def __str__(self):
        return str(self.case_id)


class ConditionCheck(models.Model):
    """One condition of an application as an officer saw it: met or not. The newest row of a condition counts."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="condition_checks")
    condition = models.ForeignKey("institutions.DesignationEntry", models.PROTECT, related_name="+")
    met = models.BooleanField(_("met"))
    seen = models.CharField(_("what was seen"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"))
    checked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("checked condition")
        verbose_name_plural = _("checked conditions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="condition_not_met_says_why", condition=Q(met=True) | ~Q(seen="")),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.pk)


class PanelScore(models.Model):
    """What a member of the panel gave an item in a round, entered by an officer; once a member, item and round."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="panel_scores")
    round = models.PositiveSmallIntegerField(_("round of the evaluation"))
    member = models.CharField(_("member of the panel"), max_length=80)
    item = models.ForeignKey("institutions.DesignationEntry", models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))
    scored_on = models.DateField(_("scored on"))
    entered_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("score of the panel")
        verbose_name_plural = _("scores of the panel")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "member", "item"], name="panel_score_once"),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.pk)
