import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from claims.recoveries.states import RecoveryState, Way


def _plan_sums_exactly() -> pgtrigger.Trigger:
    """A way of instalments is agreed on with a plan that sums to what is left, to the fen."""
    return pgtrigger.Trigger(
        name="plan_sums_exactly",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Q(old__state="proposed", new__state="agreed", new__way="instalments"),
        func=pgtrigger.Func(
            "IF (SELECT COALESCE(SUM(i.amount), 0) FROM claims_instalment i WHERE i.recovery_id = NEW.case_id)"
            " <> (SELECT o.amount FROM claims_overpayment o WHERE o.id = NEW.overpayment_id)"
            " - (SELECT COALESCE(SUM(r.amount), 0) FROM claims_repayment r WHERE r.recovery_id = NEW.case_id)"
            " THEN RAISE EXCEPTION 'the plan is not what is left' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class Recovery(models.Model):
    """What somebody was overpaid is recovered: notice with a right of reply, a way that one proposes and another decides on, money
    that comes in, until all of it is repaid."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="recovery")
    state = models.CharField(max_length=30, choices=RecoveryState.choices, default=RecoveryState.NOTIFIED)
    overpayment = models.OneToOneField("claims.Overpayment", models.PROTECT, related_name="recovery")
    # As the notice says why.
    words = SealedProseField()
    notified_on = models.DateField(_("notified on"))
    reply_until = models.DateField(_("may reply until"))
    replied_on = models.DateField(_("replied on"), null=True)
    reply = SealedProseField(blank=True)
    way = models.CharField(_("way of recovery"), max_length=12, choices=Way.choices, blank=True)
    number = models.PositiveSmallIntegerField(_("number of instalments"), null=True)
    first_due_on = models.DateField(_("first due on"), null=True)
    heard_on = models.DateField(_("hearing on"), null=True)
    consented = models.BooleanField(_("consents to the set-off"), null=True)
    proposed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    agreed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        constraints = [
            StateFollowsCase(name="recovery_state_follows_case"),
            models.CheckConstraint(name="recovery_reply_after_notice", condition=Q(reply_until__gte=F("notified_on"))),
            models.CheckConstraint(
                name="recovery_way_whole",
                condition=Q(way="", number__isnull=True, first_due_on__isnull=True, heard_on__isnull=True)
                | Q(way="instalments", number__gte=1, first_due_on__isnull=False, heard_on__isnull=True)
                | Q(way="set_off", number__isnull=True, first_due_on__isnull=True, heard_on__isnull=False),
            ),
            models.CheckConstraint(
                name="recovery_proposed_whole",
                condition=~Q(state__in=["proposed", "agreed"]) | ~Q(way="") & Q(proposed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="recovery_decided_by_second_person",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="recovery_agreed_whole",
                condition=~Q(state="agreed") | Q(agreed_by__isnull=False, agreed_on__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            _plan_sums_exactly(),
            pgtrigger.ReadOnly(name="notice_stands", fields=["overpayment", "notified_on", "reply_until"]),
            pgtrigger.FSM(name="state_moves", field="state", transitions=RecoveryState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)


class Instalment(models.Model):
    """One instalment of a plan that was agreed on."""

    RETENTION = "case_30_years"

    recovery = models.ForeignKey("claims.Recovery", models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("number"))
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["recovery", "position"]
        constraints = [
            models.UniqueConstraint(fields=["recovery", "position"], name="instalment_once"),
            models.CheckConstraint(name="instalment_above_zero", condition=Q(amount__gt=0)),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.recovery_id} {self.position}"


def _never_more_than_overpaid() -> pgtrigger.Trigger:
    """Nobody repays more than she was overpaid; whoever records two at once waits."""
    return pgtrigger.Trigger(
        name="never_more_than_overpaid",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "PERFORM 1 FROM claims_recovery r WHERE r.case_id = NEW.recovery_id FOR UPDATE;"
            " IF NEW.amount + (SELECT COALESCE(SUM(p.amount), 0) FROM claims_repayment p WHERE p.recovery_id = NEW.recovery_id)"
            " > (SELECT o.amount FROM claims_overpayment o JOIN claims_recovery r ON r.overpayment_id = o.id"
            " WHERE r.case_id = NEW.recovery_id)"
            " THEN RAISE EXCEPTION 'more than was overpaid' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class Repayment(KeyedModel):
    """Money that came in of an overpayment: by the bank, with its day and number, or set off against a payment."""

    RETENTION = "case_30_years"

    recovery = models.ForeignKey("claims.Recovery", models.PROTECT, related_name="repayments")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    bank_day = models.DateField(_("day at the bank"))
    bank_number = models.CharField(_("number of the bank"), max_length=40, blank=True)
    # The payment it was set off against, as it was owed.
    payable = models.OneToOneField("casework.Payable", models.PROTECT, null=True, related_name="set_off")
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        ordering = ["bank_day", "recorded_at"]
        constraints = [
            models.CheckConstraint(name="repayment_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="repayment_by_bank_or_set_off",
                condition=Q(payable__isnull=True) & ~Q(bank_number="") | Q(payable__isnull=False, bank_number=""),
            ),
            models.UniqueConstraint(
                fields=["bank_day", "bank_number"], name="repayment_of_the_bank_once", condition=~Q(bank_number="")
            ),
        ]
        triggers = [append_only(), _never_more_than_overpaid()]

    def __str__(self):
        return str(self.pk)
