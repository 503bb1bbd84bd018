import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.reconsiderations.states import DECIDED_IN, ReconsiderationState, Way

# Said when it was entered, and never changed.
ENTERED = ["claim", "suspension", "way", "filed_on", "served_on", "until"]


def _decided_by_somebody_else() -> pgtrigger.Trigger:
    """Whoever had a duty in the first decision decides nothing of what is complained of."""
    return pgtrigger.Trigger(
        name="decided_by_somebody_else",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "IF NEW.decided_by_id IS NOT NULL AND EXISTS (SELECT 1 FROM casework_duty d"
            " WHERE d.case_id = COALESCE(NEW.claim_id, NEW.suspension_id) AND d.officer_id = NEW.decided_by_id)"
            " THEN RAISE EXCEPTION 'who decided first decides no complaint' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class Reconsideration(models.Model):
    """A decision on a claim, or an order that suspends networked settlement, that somebody complains of: to the office itself, or
    to the organ of reconsideration, whose decision is put on record here. What follows of the money is a case of its own."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="reconsideration")
    state = models.CharField(max_length=30, choices=ReconsiderationState.choices, default=ReconsiderationState.ENTERED)
    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, null=True, related_name="reconsiderations")
    suspension = models.ForeignKey(
        "claims.NetworkSuspension", models.PROTECT, null=True, related_name="reconsiderations"
    )
    way = models.CharField(_("before whom"), max_length=10, choices=Way.choices)
    filed_on = models.DateField(_("complained on"))
    # From when the days run, as a proof of service says; nothing where none is at hand, and then no last day either.
    served_on = models.DateField(_("decision served on"), null=True)
    until = models.DateField(_("last day to complain"), null=True)
    words = SealedProseField(blank=True)
    # Of the organ: the number under which it has the matter, later that of its decision.
    outside_number = models.CharField(_("number at the organ"), max_length=60, blank=True)
    why = SealedProseField(blank=True)
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("complaint about a decision")
        verbose_name_plural = _("complaints about decisions")
        constraints = [
            StateFollowsCase(name="reconsideration_state_follows_case"),
            models.CheckConstraint(
                name="reconsideration_of_one_decision",
                condition=Q(claim__isnull=False, suspension__isnull=True)
                | Q(claim__isnull=True, suspension__isnull=False),
            ),
            models.CheckConstraint(
                name="reconsideration_days_in_order",
                condition=Q(served_on__isnull=True, until__isnull=True)
                | Q(served_on__isnull=False, until__gte=F("served_on"), filed_on__gte=F("served_on")),
            ),
            models.CheckConstraint(
                name="reconsideration_decided_whole",
                # Written in the transaction of the decision, before the state is.
                condition=Q(state="entered")
                | Q(state="withdrawn", decided_by__isnull=True)
                | Q(state__in=DECIDED_IN, decided_by__isnull=False, decided_on__isnull=False)
                & (Q(way="complaint") | ~Q(outside_number="")),
            ),
            models.UniqueConstraint(
                name="claim_complained_of_once_at_a_time", fields=["claim", "way"], condition=Q(state="entered")
            ),
            models.UniqueConstraint(
                name="suspension_complained_of_once_at_a_time",
                fields=["suspension", "way"],
                condition=Q(state="entered"),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ReconsiderationState.moves()),
            pgtrigger.ReadOnly(name="stands_as_entered", fields=ENTERED),
            _decided_by_somebody_else(),
        ]

    def __str__(self):
        return str(self.case_id)

    @property
    def late(self) -> bool:
        """Whether it came behind the last day; never where no day of service is known."""
        return self.until is not None and self.filed_on > self.until

    @property
    def by_organ(self) -> bool:
        return self.way == Way.ORGAN
