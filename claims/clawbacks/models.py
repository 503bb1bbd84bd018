import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from claims.clawbacks.states import OWED_IN, ClawbackState


class Clawback(models.Model):
    """What an institution was paid wrongly of a month that is posted is recovered: notice, decided by another;
    taken from its next month or paid by it. Named settlements and lines with named amounts, nothing else."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="clawback")
    state = models.CharField(max_length=30, choices=ClawbackState.choices, default=ClawbackState.NOTIFIED)
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="clawbacks")
    month = models.ForeignKey("claims.InstitutionMonth", models.PROTECT, related_name="clawbacks")
    # The case that found it; none where the month itself was looked at.
    origin = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="clawbacks_from")
    # As the notice says why.
    words = SealedProseField()
    notified_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    notified_on = models.DateField(_("notified on"))
    reply_until = models.DateField(_("may reply until"))
    replied_on = models.DateField(_("replied on"), null=True)
    reply = SealedProseField(blank=True)
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)
    why = SealedProseField(blank=True)
    # What is owed back, in yuan, and the account it is owed on: of this case alone, so that what comes in is told apart.
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    account = models.OneToOneField("casework.LedgerAccount", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("recovery from an institution")
        verbose_name_plural = _("recoveries from institutions")
        constraints = [
            StateFollowsCase(name="clawback_state_follows_case"),
            models.CheckConstraint(name="clawback_reply_after_notice", condition=Q(reply_until__gte=F("notified_on"))),
            models.CheckConstraint(
                name="clawback_decided_by_second_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("notified_by")),
            ),
            models.CheckConstraint(
                name="clawback_decided_whole",
                condition=~Q(state__in=OWED_IN)
                | Q(decided_by__isnull=False, decided_on__isnull=False, amount__gt=0, account__isnull=False),
            ),
            models.CheckConstraint(
                name="clawback_dropped_whole",
                condition=~Q(state="dropped")
                | Q(decided_by__isnull=False, decided_on__isnull=False, amount__isnull=True, account__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ClawbackState.moves()),
            pgtrigger.ReadOnly(
                name="notice_stands",
                fields=["institution", "month", "origin", "notified_by", "notified_on", "reply_until"],
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


def _never_more_than_paid() -> pgtrigger.Trigger:
    """Of a settlement no more is asked back than it was paid, less what was taken back of it; whoever asks at the same moment
    waits."""
    return pgtrigger.Trigger(
        name="never_more_than_paid",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "PERFORM 1 FROM claims_careresult r WHERE r.id = NEW.result_id FOR UPDATE;"
            " IF NEW.asked + (SELECT COALESCE(SUM(COALESCE(i.decided, i.asked)), 0) FROM claims_clawbackitem i"
            " JOIN claims_clawback c ON c.case_id = i.clawback_id WHERE i.result_id = NEW.result_id AND c.state <> 'dropped')"
            " > (SELECT COALESCE(SUM(e.amount), 0) FROM claims_careentry e"
            " WHERE e.care_id = (SELECT r.care_id FROM claims_careresult r WHERE r.id = NEW.result_id))"
            " THEN RAISE EXCEPTION 'more than was paid' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class ClawbackItem(models.Model):
    """One settlement, or one line of it, with what is asked back of it and what was decided; in yuan."""

    RETENTION = "case_30_years"

    clawback = models.ForeignKey("claims.Clawback", models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("number"))
    result = models.ForeignKey("claims.CareResult", models.PROTECT, related_name="asked_back")
    # The number of the line; "" where it is of the settlement as a whole.
    line = models.CharField(_("line"), max_length=30, blank=True)
    asked = models.DecimalField(_("asked back"), max_digits=14, decimal_places=2)
    decided = models.DecimalField(_("decided"), max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("settlement asked back")
        verbose_name_plural = _("settlements asked back")
        ordering = ["clawback", "position"]
        constraints = [
            models.UniqueConstraint(fields=["clawback", "position"], name="clawback_item_once"),
            models.UniqueConstraint(fields=["clawback", "result", "line"], name="clawback_line_once"),
            models.CheckConstraint(name="clawback_item_above_zero", condition=Q(asked__gt=0)),
            models.CheckConstraint(
                name="clawback_never_more_than_asked",
                condition=Q(decided__isnull=True) | Q(decided__gte=0, decided__lte=F("asked")),
            ),
        ]
        triggers = [
            kept(),
            _never_more_than_paid(),
            pgtrigger.ReadOnly(name="as_asked", fields=["clawback", "position", "result", "line", "asked"]),
            pgtrigger.Protect(
                name="decided_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__decided__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clawback_id} {self.position}"


class ClawbackPart(models.Model):
    """What a layer gets back of what was decided of one settlement or line, in yuan: the detail behind the bookings."""

    RETENTION = "case_30_years"

    item = models.ForeignKey("claims.ClawbackItem", models.PROTECT, related_name="parts")
    layer = models.CharField(_("layer"), max_length=20)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("part of a recovery")
        verbose_name_plural = _("parts of recoveries")
        constraints = [
            models.UniqueConstraint(fields=["item", "layer"], name="clawback_part_once"),
            models.CheckConstraint(name="clawback_part_above_zero", condition=Q(amount__gt=0)),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.item_id} {self.layer}"


def _never_more_than_decided() -> pgtrigger.Trigger:
    """An institution repays no more than was decided; whoever records at the same moment waits."""
    return pgtrigger.Trigger(
        name="never_more_than_decided",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "PERFORM 1 FROM claims_clawback c WHERE c.case_id = NEW.clawback_id FOR UPDATE;"
            " IF NEW.amount + (SELECT COALESCE(SUM(p.amount), 0) FROM claims_clawbackpayment p"
            " WHERE p.clawback_id = NEW.clawback_id)"
            " <= (SELECT c.amount FROM claims_clawback c WHERE c.case_id = NEW.clawback_id)"
            " THEN RETURN NEW; END IF; RAISE EXCEPTION 'more than was decided' USING ERRCODE = '23514';"
        ),
    )


class ClawbackPayment(KeyedModel):
    """What came in of a recovery, in yuan: by the bank, with its day and number, or taken from a month when that was posted."""

    RETENTION = "case_30_years"

    clawback = models.ForeignKey("claims.Clawback", models.PROTECT, related_name="payments")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("day"))
    bank_number = models.CharField(_("number of the bank"), max_length=40, blank=True)
    month = models.ForeignKey("claims.InstitutionMonth", models.PROTECT, null=True, related_name="taken_from")
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("repayment of an institution")
        verbose_name_plural = _("repayments of institutions")
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="clawback_payment_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="clawback_payment_by_bank_or_month",
                condition=Q(month__isnull=True) & ~Q(bank_number="") | Q(month__isnull=False, bank_number=""),
            ),
            models.UniqueConstraint(
                fields=["paid_on", "bank_number"],
                name="clawback_payment_of_the_bank_once",
                condition=~Q(bank_number=""),
            ),
        ]
        triggers = [append_only(), _never_more_than_decided()]

    def __str__(self) -> str:
        return str(self.pk)
