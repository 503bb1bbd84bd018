import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.maternity.states import DECIDED_WITH_AMOUNT, GIVEN_UP, Kind, MaternityState

# Entered at the counter, and never changed.
ENTERED = ["person", "place", "kind", "happened_on", "difficult", "children"]


class MaternityAllowance(models.Model):
    """The allowance of somebody who gave birth, in the employees' scheme on that day: her employer's average wage by the day, for
    the days of what happened. Taken in with the medical record alone, decided by two, paid as all that is owed."""

    RETENTION = "case_30_years"

    case = models.OneToOneField(
        "casework.CaseFile", models.PROTECT, primary_key=True, related_name="maternity_allowance"
    )
    state = models.CharField(max_length=30, choices=MaternityState.choices, default=MaternityState.RECEIVED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="maternity_allowances")
    # Of her enrolment on that day.
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind.choices)
    happened_on = models.DateField(_("day of the birth, or on which the pregnancy ended"))
    difficult = models.BooleanField(_("difficult birth"), default=False)
    children = models.PositiveSmallIntegerField(_("number of children"), default=1)
    payee = models.ForeignKey("casework.Payee", models.PROTECT, null=True, related_name="+")
    # What the first review found: the employer's average monthly wage of the year before in yuan and what proves it, or the reason
    # against it.
    pays = models.BooleanField(_("to be paid"), null=True)
    wage = models.DecimalField(_("average monthly wage of the employer"), max_digits=12, decimal_places=2, null=True)
    wage_source = models.CharField(_("what proves the wage"), max_length=120, blank=True)
    why = SealedProseField(blank=True)
    reviewed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    # As it was approved: days by what they are for, the amount in yuan, its steps and sources.
    days = models.JSONField(default=dict)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    steps = models.JSONField(default=list)
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)
    # Whoever proposes last to take it back, why its payment was held before that, and who took it back.
    questioned_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    held_before = models.CharField(_("held before"), max_length=200, blank=True)
    taken_back_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    taken_back_on = models.DateField(_("taken back on"), null=True)

    class Meta:
        verbose_name = _("maternity allowance")
        verbose_name_plural = _("maternity allowances")
        constraints = [
            StateFollowsCase(name="maternity_state_follows_case"),
            models.UniqueConstraint(
                name="maternity_once", fields=["person", "happened_on"], condition=~Q(state__in=GIVEN_UP)
            ),
            models.CheckConstraint(
                name="maternity_of_a_birth_or_not",
                condition=Q(kind="birth", children__range=(1, 9)) | Q(difficult=False, children=1),
            ),
            models.CheckConstraint(
                name="maternity_reviewed_whole",
                # Written in the transaction of the review, before the state is.
                condition=Q(state__in=["received", "withdrawn"])
                | Q(reviewed_by__isnull=False, pays=True, wage__gt=0) & ~Q(wage_source="")
                | Q(reviewed_by__isnull=False, pays=False),
            ),
            models.CheckConstraint(
                name="maternity_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("reviewed_by")),
            ),
            models.CheckConstraint(
                name="maternity_decided_whole",
                condition=~Q(state__in=[*DECIDED_WITH_AMOUNT, "refused"])
                | Q(state="refused", pays=False, amount__isnull=True, decided_by__isnull=False)
                & Q(decided_on__isnull=False)
                | Q(state__in=DECIDED_WITH_AMOUNT, pays=True, amount__gt=0, decided_by__isnull=False)
                & Q(decided_on__isnull=False, payee__isnull=False),
            ),
            models.CheckConstraint(
                name="maternity_taken_back_by_two",
                # Written in the transaction of the step, before the state is.
                condition=~Q(state="taken_back") & Q(taken_back_by__isnull=True)
                | Q(questioned_by__isnull=False, taken_back_by__isnull=False, taken_back_on__isnull=False)
                & ~Q(taken_back_by=F("questioned_by")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=MaternityState.moves()),
            pgtrigger.ReadOnly(name="stands_as_entered", fields=ENTERED),
            pgtrigger.Trigger(
                name="decided_stands",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    "IF OLD.decided_by_id IS NOT NULL AND (OLD.amount, OLD.wage, OLD.pays, OLD.payee_id, OLD.decided_by_id,"
                    " OLD.days, OLD.steps) IS DISTINCT FROM (NEW.amount, NEW.wage, NEW.pays, NEW.payee_id,"
                    " NEW.decided_by_id, NEW.days, NEW.steps)"
                    " THEN RAISE EXCEPTION 'what was decided stands' USING ERRCODE = '23514'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self):
        return str(self.case_id)
