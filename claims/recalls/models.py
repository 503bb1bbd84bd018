import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.recalls.states import LIVING, RecallState


class Recall(models.Model):
    """A payment that went to a wrong account: the bank is asked for it by two people; what comes back is in suspense until it is
    owed anew."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="recall")
    state = models.CharField(max_length=30, choices=RecallState.choices, default=RecallState.ASKED)
    payable = models.ForeignKey("casework.Payable", models.PROTECT, related_name="recalls")
    words = SealedProseField()
    proposed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    bank_day = models.DateField(_("day at the bank"), null=True)
    bank_number = models.CharField(_("number of the bank"), max_length=40, blank=True)
    owed_anew = models.OneToOneField("casework.Payable", models.PROTECT, null=True, related_name="recalled_as")

    class Meta:
        verbose_name = _("recall of a payment")
        verbose_name_plural = _("recalls of payments")
        constraints = [
            StateFollowsCase(name="recall_state_follows_case"),
            models.UniqueConstraint(fields=["payable"], name="payment_recalled_once", condition=Q(state__in=LIVING)),
            models.UniqueConstraint(
                fields=["bank_day", "bank_number"], name="recalled_money_told_once", condition=~Q(bank_number="")
            ),
            models.CheckConstraint(
                name="recall_confirmed_by_second_person",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="recall_whole",
                condition=Q(state__in=["asked", "dropped"], bank_day__isnull=True)
                | Q(state__in=["sent", "refused"], confirmed_by__isnull=False)
                | Q(state="returned", confirmed_by__isnull=False, bank_day__isnull=False) & ~Q(bank_number="")
                | Q(state="repaid", owed_anew__isnull=False, bank_day__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=RecallState.moves()),
            pgtrigger.ReadOnly(name="stands_once_proposed", fields=["payable", "proposed_by"]),
        ]

    def __str__(self):
        return str(self.case_id)
