import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.changes.states import ChangeState
from enrolment.coverage.models import Enrolment


class EnrolmentChange(models.Model):
    """Something that happens to an enrolment after it was registered: asked for at the counter with its papers, recorded by a
    second officer. What it does is data (rules/acts.toml)."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="enrolment_change")
    state = models.CharField(max_length=30, choices=ChangeState.choices, default=ChangeState.REQUESTED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="enrolment_changes")
    act = models.CharField(_("act"), max_length=30)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    # What the day is called, the act says: the last day of cover, the first without it, the day of death.
    takes_effect_on = models.DateField(_("takes effect on"))
    # Where something holds for a term: its last day; of the retired, months of contributions that count.
    ends_on = models.DateField(_("until"), null=True)
    months = models.PositiveSmallIntegerField(_("months of contributions"), null=True)
    actual_months = models.PositiveSmallIntegerField(_("months really paid"), null=True)
    # Which disease, as the papers name it.
    detail = SealedProseField(blank=True)
    # What the experts said, and when.
    opinion_on = models.DateField(_("opinion of the experts on"), null=True)
    opinion_favours = models.BooleanField(_("the experts recognise it"), null=True)
    account = models.CharField(_("personal account"), max_length=20, blank=True)
    # By when it had to be reported, where it ends an entitlement: a duty of others, and no clock of the office.
    report_due_on = models.DateField(_("to be reported by"), null=True)
    # The pooling area somebody goes to or comes from: its division code, and its name as the papers say it.
    area_code = models.CharField(_("division code of the other area"), max_length=6, blank=True)
    area_name = models.CharField(_("name of the other area"), max_length=80, blank=True)
    # Months paid there or here, as certified: scheme, first and last month.
    carried_scheme = models.CharField(_("scheme"), max_length=10, choices=Enrolment.Scheme.choices, blank=True)
    carried_from = models.DateField(_("first month"), null=True)
    carried_until = models.DateField(_("last month"), null=True)
    carried_amount = models.DecimalField(_("amount of the account"), max_digits=12, decimal_places=2, null=True)
    confirmation = models.CharField(_("platform confirmation"), max_length=60, blank=True)
    # The cover as it stood when it was recorded, and what stood afterwards: codes and days.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    decline = models.CharField(_("reason"), max_length=30, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("change of an enrolment")
        verbose_name_plural = _("changes of enrolments")
        constraints = [
            StateFollowsCase(name="enrolment_change_state_follows_case"),
            models.UniqueConstraint(
                fields=["person", "act"],
                name="enrolment_change_one_open",
                condition=Q(state__in=["requested", "assessed"]),
            ),
            models.CheckConstraint(
                name="enrolment_change_assessed_has_opinion",
                condition=~Q(state="assessed") | Q(opinion_on__isnull=False, opinion_favours__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["confirmation"], name="enrolment_change_confirmation_once", condition=~Q(confirmation="")
            ),
            models.CheckConstraint(
                name="enrolment_change_decided_has_day",
                condition=~Q(state__in=["recorded", "declined"]) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="enrolment_change_declined_has_reason", condition=~Q(state="declined") | ~Q(decline="")
            ),
            models.CheckConstraint(
                name="enrolment_change_transfer_has_area",
                condition=~Q(act__in=["transfer_out", "transfer_in"]) | ~Q(area_code="") & ~Q(area_name=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_transfer_is_confirmed",
                condition=~Q(act__in=["transfer_out", "transfer_in"], state="recorded") | ~Q(confirmation=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_carried_whole",
                condition=Q(carried_scheme="", carried_from__isnull=True, carried_until__isnull=True)
                | ~Q(carried_scheme="")
                & Q(carried_from__isnull=False, carried_until__isnull=False, carried_until__gte=F("carried_from")),
            ),
            models.CheckConstraint(
                name="enrolment_change_amount_above_zero",
                condition=Q(carried_amount__isnull=True) | Q(carried_amount__gt=0),
            ),
        ]
        triggers = [
            kept(),
            # What was asked for stands; what the decision adds is added.
            pgtrigger.ReadOnly(
                name="as_asked",
                fields=[
                    "act",
                    "reason",
                    "takes_effect_on",
                    "ends_on",
                    "months",
                    "actual_months",
                    "account",
                    "area_code",
                    "area_name",
                    "carried_scheme",
                    "carried_from",
                    "carried_until",
                    "carried_amount",
                ],
            ),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ChangeState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)
