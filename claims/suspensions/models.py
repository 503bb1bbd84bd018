import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.suspensions.states import COUNTS, SuspensionState

# Said when it was entered, and never changed; the last day alone is cut.
ENTERED = ("person_id", "ordered_by", "order_number", "ordered_on", "starts_on", "ordered_until")


def _for_the_months_of_the_article() -> pgtrigger.Trigger:
    """Article 41 of Order 735: from three months to twelve."""
    return pgtrigger.Trigger(
        name="for_the_months_of_the_article",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "IF NEW.ordered_until < NEW.starts_on + interval '3 months' - interval '1 day'"
            " OR NEW.ordered_until > NEW.starts_on + interval '12 months' - interval '1 day'"
            " THEN RAISE EXCEPTION 'three to twelve months' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


def _stands_as_entered() -> pgtrigger.Trigger:
    columns = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ENTERED)
    return pgtrigger.Trigger(
        name="stands_as_entered",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF {columns} OR NEW.ends_on > OLD.ends_on"
            " THEN RAISE EXCEPTION 'what a suspension says stands' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class NetworkSuspension(models.Model):
    """The administrative department ordered that somebody pays in full and claims by hand for some months. The portal puts the
    order on record; it orders nothing."""

    RETENTION = "case_30_years"

    case = models.OneToOneField(
        "casework.CaseFile", models.PROTECT, primary_key=True, related_name="network_suspension"
    )
    state = models.CharField(max_length=30, choices=SuspensionState.choices, default=SuspensionState.ENTERED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="network_suspensions")
    ordered_by = models.CharField(_("department that ordered it"), max_length=120)
    order_number = models.CharField(_("number of the order"), max_length=60)
    ordered_on = models.DateField(_("ordered on"))
    starts_on = models.DateField(_("from"))
    # As the order says, and as it is now.
    ordered_until = models.DateField(_("ordered until"))
    ends_on = models.DateField(_("until"))
    confirmed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(_("confirmed on"), null=True)
    words = SealedProseField(blank=True)

    class Meta:
        verbose_name = _("suspension of networked settlement")
        verbose_name_plural = _("suspensions of networked settlement")
        constraints = [
            StateFollowsCase(name="suspension_state_follows_case"),
            models.CheckConstraint(
                name="suspension_days_in_order",
                condition=Q(starts_on__gte=F("ordered_on"), ends_on__gte=F("starts_on"))
                & Q(ends_on__lte=F("ordered_until")),
            ),
            models.CheckConstraint(
                name="suspension_confirmed_by_somebody",
                condition=~Q(state__in=COUNTS) | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="suspension_order_once",
                fields=["person", "order_number"],
                condition=~Q(state="withdrawn"),
            ),
            ExclusionConstraint(
                name="suspension_one_a_day",
                expressions=[("person", RangeOperators.EQUAL), (InclusivePeriod(), RangeOperators.OVERLAPS)],
                condition=Q(state__in=COUNTS),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=SuspensionState.moves()),
            _for_the_months_of_the_article(),
            _stands_as_entered(),
        ]

    def __str__(self):
        return str(self.case_id)
