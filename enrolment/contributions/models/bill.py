import secrets
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.superseded import Superseded, as_recorded
from enrolment.contributions.choices import Channel, PersonKind
from enrolment.coverage.models import Enrolment


def new_number() -> str:
    """A number that says nothing of the person, her place or how many bills there are."""
    return f"{secrets.randbelow(10**14):014d}"


class Bill(Superseded):
    """What is owed for a person: a year of the residents' scheme, or a month of the employees' one."""

    RETENTION = "person_permanent"

    # Printed on the bill and named by whoever reports its payment.
    number = models.CharField(_("number of the bill"), max_length=14, unique=True, default=new_number)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="bills")
    scheme = models.CharField(_("scheme"), max_length=10, choices=Enrolment.Scheme.choices)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    person_kind = models.CharField(_("kind of person"), max_length=20, choices=PersonKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    # 0 for a whole insurance year.
    month = models.PositiveSmallIntegerField(_("month"), default=0, db_default=0)
    base = models.DecimalField(_("contribution base"), max_digits=12, decimal_places=2, null=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    due_on = models.DateField(_("due on"), null=True)

    class Meta:
        verbose_name = _("bill of contributions")
        verbose_name_plural = _("bills of contributions")
        ordering = ["-year", "-month"]
        constraints = [
            models.CheckConstraint(name="bill_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="bill_month_by_scheme",
                condition=Q(scheme="urrbmi", month=0) | Q(scheme="uebmi", month__gte=1, month__lte=12),
            ),
            models.UniqueConstraint(
                fields=["person", "scheme", "year", "month"],
                name="bill_once",
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            as_recorded("number", "scheme", "place", "person_kind", "year", "month", "base", "amount", "due_on"),
        ]

    def __str__(self):
        return self.period

    @property
    def period(self) -> str:
        """The year or month it is for."""
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)


class Payment(Superseded):
    """A payment of a bill, told at the counter or by the tax authority's file. The tax authority's number tells it once."""

    RETENTION = "person_permanent"

    bill = models.ForeignKey("enrolment.Bill", models.PROTECT, related_name="payments")
    paid_time = models.ForeignKey("enrolment.PaidTime", models.PROTECT, null=True, related_name="payments")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    number = models.CharField(_("number of the tax receipt"), max_length=40, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    paid_on = models.DateField(_("paid on"))
    # What of it was given back, where a query says so (queries/bills.py).
    given_back: Decimal

    class Meta:
        verbose_name = _("payment of contributions")
        verbose_name_plural = _("payments of contributions")
        ordering = ["-paid_on"]
        constraints = [
            models.CheckConstraint(name="contribution_payment_above_zero", condition=Q(amount__gt=0)),
            models.UniqueConstraint(
                fields=["number"],
                name="contribution_payment_number_once",
                condition=~Q(number="") & Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            as_recorded("channel", "number", "amount", "paid_on"),
        ]

    def __str__(self):
        return f"{self.amount} {self.paid_on}"
