import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from claims.advances.states import GIVEN_UP, POSTED_IN, AdvanceState, ClearingOutcome, What


class InstitutionAdvance(models.Model):
    """What an institution is paid beside its months: a prepayment, or the return of its quality deposit by the year's appraisal.
    Entered by one, reviewed by another, approved by a third."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="advance")
    state = models.CharField(max_length=30, choices=AdvanceState.choices, default=AdvanceState.ENTERED)
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="advances")
    what = models.CharField(_("what is paid"), max_length=10, choices=What.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    # Of a prepayment as it is entered; of a deposit what is returned, once it is approved. In yuan.
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    score = models.PositiveSmallIntegerField(_("score of the appraisal"), null=True)
    reviewed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(_("approved on"), null=True)

    class Meta:
        verbose_name = _("payment to an institution beside its months")
        verbose_name_plural = _("payments to institutions beside their months")
        constraints = [
            StateFollowsCase(name="advance_state_follows_case"),
            # What a month brings that is posted behind the appraisal is returned by another one; each part once.
            models.UniqueConstraint(
                fields=["institution", "year"],
                name="deposit_of_a_year_decided_once",
                condition=Q(what="deposit") & ~Q(state__in=(*GIVEN_UP, *POSTED_IN)),
            ),
            models.CheckConstraint(
                name="advance_is_a_prepayment_or_a_deposit",
                condition=Q(what="prepayment", amount__gt=0, score__isnull=True)
                | Q(what="deposit", score__isnull=False, score__lte=100),
            ),
            models.CheckConstraint(
                name="advance_approved_by_second_person",
                condition=Q(approved_by__isnull=True) | Q(reviewed_by__isnull=False) & ~Q(approved_by=F("reviewed_by")),
            ),
            models.CheckConstraint(
                name="advance_approved_whole",
                condition=~Q(state__in=POSTED_IN)
                | Q(approved_by__isnull=False, approved_on__isnull=False, amount__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=AdvanceState.moves()),
            pgtrigger.ReadOnly(name="as_entered", fields=["institution", "what", "year", "score"]),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class DepositEntry(models.Model):
    """What of a posted month was withheld as quality deposit, by scheme and layer, in yuan."""

    RETENTION = "case_30_years"

    month = models.ForeignKey("claims.InstitutionMonth", models.PROTECT, related_name="deposits")
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="deposits")
    year = models.PositiveSmallIntegerField(_("year"))
    scheme = models.CharField(_("scheme"), max_length=20)
    layer = models.CharField(_("layer"), max_length=20)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("deposit withheld")
        verbose_name_plural = _("deposits withheld")
        constraints = [
            models.UniqueConstraint(fields=["month", "scheme", "layer"], name="deposit_withheld_once"),
            models.CheckConstraint(name="deposit_above_zero", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["institution", "year"], name="deposit_of_a_year")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.month_id} {self.scheme} {self.layer}"


class DepositRelease(models.Model):
    """What became of a deposit by the year's appraisal, in yuan: returned, and kept by the funds it was withheld from. Once."""

    RETENTION = "case_30_years"

    advance = models.ForeignKey("claims.InstitutionAdvance", models.PROTECT, related_name="releases")
    entry = models.OneToOneField("claims.DepositEntry", models.PROTECT, related_name="release")
    returned = models.DecimalField(_("returned"), max_digits=14, decimal_places=2)
    forfeited = models.DecimalField(_("kept by the funds"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("deposit released")
        verbose_name_plural = _("deposits released")
        constraints = [
            models.CheckConstraint(
                name="deposit_released_not_below_zero", condition=Q(returned__gte=0, forfeited__gte=0)
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.advance_id} {self.entry_id}"


def _never_more_than_prepaid() -> pgtrigger.Trigger:
    """No more is cleared than was prepaid; whoever clears at the same moment waits."""
    return pgtrigger.Trigger(
        name="never_more_than_prepaid",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "PERFORM 1 FROM claims_institutionadvance a WHERE a.case_id = NEW.advance_id FOR UPDATE;"
            " IF NEW.amount + (SELECT COALESCE(SUM(c.amount), 0) FROM claims_clearing c WHERE c.advance_id = NEW.advance_id)"
            " > (SELECT a.amount FROM claims_institutionadvance a WHERE a.case_id = NEW.advance_id AND a.state = 'paid')"
            " IS NOT FALSE THEN RAISE EXCEPTION 'more than was prepaid' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class ClearingAsked(KeyedModel):
    """A clearing from the amount on from which a second person decides: asked for by one, booked by another, or dropped."""

    RETENTION = "case_30_years"

    advance = models.ForeignKey("claims.InstitutionAdvance", models.PROTECT, related_name="clearings_asked")
    payable = models.ForeignKey("casework.Payable", models.PROTECT, related_name="clearings_asked")
    # As it was when it was asked for: what is booked may be less, never more.
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    asked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=ClearingOutcome.choices, blank=True)
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("clearing that a second person decides")
        verbose_name_plural = _("clearings that a second person decides")
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["payable"], name="clearing_asked_one_open", condition=Q(outcome="")),
            models.CheckConstraint(name="clearing_asked_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="clearing_asked_decided_whole",
                condition=Q(outcome="", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(outcome="") & Q(decided_by__isnull=False, decided_on__gte=F("asked_on")),
            ),
            models.CheckConstraint(
                name="clearing_booked_by_second_person",
                condition=~Q(outcome="booked") | ~Q(decided_by=F("asked_by")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(name="as_asked", fields=["advance", "payable", "amount", "asked_by", "asked_on"]),
            pgtrigger.Protect(name="decided_once", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__outcome="")),
        ]

    def __str__(self) -> str:
        return f"{self.advance_id} {self.payable_id}"


class Clearing(models.Model):
    """What of a prepayment was cleared against a month that is owed, in yuan."""

    RETENTION = "case_30_years"

    advance = models.ForeignKey("claims.InstitutionAdvance", models.PROTECT, related_name="clearings")
    # The payable of the month as it was owed; what is left of it is owed anew.
    payable = models.OneToOneField("casework.Payable", models.PROTECT, related_name="cleared_by")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    booked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    booked_on = models.DateField(_("booked on"))
    # Who asked for it, where a second person had to book it.
    asked = models.OneToOneField("claims.ClearingAsked", models.PROTECT, null=True, related_name="clearing")

    class Meta:
        verbose_name = _("clearing of a prepayment")
        verbose_name_plural = _("clearings of prepayments")
        constraints = [models.CheckConstraint(name="clearing_above_zero", condition=Q(amount__gt=0))]
        triggers = [append_only(), _never_more_than_prepaid()]

    def __str__(self) -> str:
        return f"{self.advance_id} {self.payable_id}"
