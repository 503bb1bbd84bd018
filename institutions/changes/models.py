import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from institutions.changes.states import DesignationChangeState
from institutions.designation.models.agreement import codes


class DesignationChange(models.Model):
    """Something that happens to a designation after it was signed: asked for or found by one officer, recorded by another. What it
    does is data (rules/acts.toml)."""

    RETENTION = "case_30_years"

    case = models.OneToOneField(
        "casework.CaseFile", models.PROTECT, primary_key=True, related_name="designation_change"
    )
    state = models.CharField(
        max_length=30, choices=DesignationChangeState.choices, default=DesignationChangeState.REQUESTED
    )
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="changes")
    act = models.CharField(_("act"), max_length=30)
    received_on = models.DateField(_("received on"))
    # What the day is called, the act says: the first day of a suspension, the first without designation, the day of approval.
    takes_effect_on = models.DateField(_("takes effect on"))
    ends_on = models.DateField(_("last day"), null=True)
    services = codes(_("services"))
    departments = codes(_("departments"))
    # Particulars by their item, as they are to be.
    particulars = models.JSONField(_("particulars"), default=dict)
    number = models.CharField(_("number of the agreement"), max_length=60, blank=True)
    cause = models.CharField(_("cause"), max_length=30, blank=True)
    basis = models.CharField(_("number of the decision or paper"), max_length=120, blank=True)
    # Of an end that lies in the past: why, and what was settled for days since.
    settled = models.CharField(_("why in the past, and what was settled since"), max_length=600, blank=True)
    successor = models.ForeignKey("institutions.Institution", models.PROTECT, null=True, related_name="+")
    decline_reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    # The keys of the rows it wrote, by table.
    wrote = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("change of a designation")
        verbose_name_plural = _("changes of designations")
        constraints = [
            StateFollowsCase(name="designation_change_state_follows_case"),
            models.UniqueConstraint(
                fields=["institution", "act"], name="designation_change_one_open", condition=Q(state="requested")
            ),
            models.CheckConstraint(
                name="designation_change_ordered",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("takes_effect_on")),
            ),
            models.CheckConstraint(
                name="designation_change_declined_has_reason",
                condition=~Q(state="declined") | ~Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="designation_change_decided_has_day",
                condition=Q(state__in=["requested", "withdrawn"]) | Q(decided_on__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=DesignationChangeState.moves()),
            pgtrigger.ReadOnly(
                name="as_asked",
                fields=[
                    "institution",
                    "act",
                    "received_on",
                    "takes_effect_on",
                    "ends_on",
                    "services",
                    "departments",
                    "particulars",
                    "number",
                    "cause",
                    "basis",
                    "settled",
                    "successor",
                ],
            ),
        ]

    def __str__(self):
        return str(self.case_id)
