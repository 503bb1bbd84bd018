import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.endings.states import EndingState


class EmployerEnding(models.Model):
    """Something that ends an employer or makes it unreachable, asked for with its proof and recorded by a second officer. What it
    does is data (rules/acts.toml)."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="employer_ending")
    state = models.CharField(max_length=30, choices=EndingState.choices, default=EndingState.REQUESTED)
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="endings")
    act = models.CharField(_("act"), max_length=20)
    takes_effect_on = models.DateField(_("takes effect on"))
    successor = models.ForeignKey("enrolment.Employer", models.PROTECT, null=True, related_name="takes_over")
    # The hires that go over where not all do: keys of their cases.
    chosen = models.JSONField(default=list)
    # What the proof is called: the number of a decision, an announcement, an agreement.
    basis = models.CharField(_("number of the decision or paper"), max_length=120, blank=True)
    # What stood open when it was recorded, to the fen; which hires and applications went over.
    owed = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    decline_reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("end of an employer")
        verbose_name_plural = _("ends of employers")
        constraints = [
            StateFollowsCase(name="employer_ending_state_follows_case"),
            models.UniqueConstraint(
                fields=["employer"], name="employer_ending_one_open", condition=Q(state="requested")
            ),
            models.CheckConstraint(
                name="employer_ending_successor_is_another",
                condition=Q(successor__isnull=True) | ~Q(successor=F("employer")),
            ),
            models.CheckConstraint(
                name="employer_ending_declined_has_reason", condition=~Q(state="declined") | ~Q(decline_reason="")
            ),
            models.CheckConstraint(
                name="employer_ending_decided_has_day",
                condition=Q(state="requested") | Q(decided_on__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=EndingState.moves()),
            # What was asked for stands.
            pgtrigger.ReadOnly(
                name="as_asked", fields=["employer", "act", "takes_effect_on", "successor", "chosen", "basis"]
            ),
        ]

    def __str__(self):
        return str(self.case_id)
