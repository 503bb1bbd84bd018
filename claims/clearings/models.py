import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.clearings.states import BOOKED_IN, GIVEN_UP, AreaClearingState


class AreaClearing(models.Model):
    """What one area owes another for people insured in the one and treated in the other, stated by a month of the books: stated by
    one of the area that owes it, approved by another, paid by a batch. In yuan."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="area_clearing")
    state = models.CharField(max_length=30, choices=AreaClearingState.choices, default=AreaClearingState.STATED)
    month = models.DateField(_("month"))
    debtor = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("area that owes"))
    creditor = models.ForeignKey(
        "casework.Place", models.PROTECT, related_name="+", verbose_name=_("area that is owed")
    )
    # What each paid institutions for people of the other, in the month.
    creditor_paid = models.DecimalField(_("paid by the area that is owed"), max_digits=14, decimal_places=2)
    debtor_paid = models.DecimalField(_("paid by the area that owes"), max_digits=14, decimal_places=2)
    # Of earlier months, and of none of them stated; below zero what the area that is owed had to pay itself.
    carried = models.DecimalField(_("carried from earlier months"), max_digits=14, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    stated_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(_("approved on"), null=True)

    class Meta:
        verbose_name = _("payment between areas")
        verbose_name_plural = _("payments between areas")
        constraints = [
            StateFollowsCase(name="area_clearing_state_follows_case"),
            models.UniqueConstraint(
                "month",
                Least("debtor", "creditor"),
                Greatest("debtor", "creditor"),
                name="area_clearing_of_a_month_once",
                condition=~Q(state__in=GIVEN_UP),
            ),
            models.CheckConstraint(name="area_clearing_between_two", condition=~Q(debtor=F("creditor"))),
            models.CheckConstraint(name="area_clearing_begins_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="area_clearing_sums_up",
                condition=Q(amount__gt=0, amount=F("creditor_paid") - F("debtor_paid") + F("carried")),
            ),
            models.CheckConstraint(
                name="area_clearing_approved_by_second_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("stated_by")),
            ),
            models.CheckConstraint(
                name="area_clearing_approved_whole",
                condition=~Q(state__in=BOOKED_IN) | Q(approved_by__isnull=False, approved_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["-month", "case"], name="area_clearing_by_month")]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=AreaClearingState.moves()),
            pgtrigger.ReadOnly(
                name="as_stated",
                fields=[
                    *("month", "debtor", "creditor", "creditor_paid", "debtor_paid", "carried", "amount", "stated_by"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debtor_id} {self.creditor_id} {self.month:%Y-%m}"
