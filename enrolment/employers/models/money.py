from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.superseded import Superseded, as_recorded


class EmployerFine(Superseded):
    """A fine as its order says: number, day, authority, amount. Recorded, never computed; one recorded in error is superseded."""

    RETENTION = "case_30_years"

    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="fines")
    number = models.CharField(_("number of the order"), max_length=80)
    authority = models.CharField(_("organ that imposed it"), max_length=120)
    ordered_on = models.DateField(_("date of the order"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("fine of an employer")
        verbose_name_plural = _("fines of employers")
        ordering = ["ordered_on"]
        constraints = [
            models.CheckConstraint(name="employer_fine_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="employer_fine_has_order", condition=~Q(number="") & ~Q(authority="")),
            models.UniqueConstraint(
                fields=["authority", "number"], name="employer_fine_once", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [kept(), as_recorded("employer", "number", "authority", "ordered_on", "amount")]

    def __str__(self):
        return self.number


class EmployerPayment(Superseded):
    """What an employer paid of a fine, or of late fees, with the number of the receipt. Contributions are payments of bills."""

    RETENTION = "case_30_years"

    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="payments")
    # Empty for late fees.
    fine = models.ForeignKey("enrolment.EmployerFine", models.PROTECT, null=True, related_name="payments")
    number = models.CharField(_("number of the receipt"), max_length=40)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    paid_on = models.DateField(_("paid on"))

    class Meta:
        verbose_name = _("payment of a fine or of late fees")
        verbose_name_plural = _("payments of fines and of late fees")
        ordering = ["paid_on"]
        constraints = [
            models.CheckConstraint(name="employer_payment_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="employer_payment_has_receipt", condition=~Q(number="")),
            models.UniqueConstraint(
                fields=["number"], name="employer_payment_once", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [kept(), as_recorded("employer", "fine", "number", "amount", "paid_on")]

    def __str__(self):
        return self.number
