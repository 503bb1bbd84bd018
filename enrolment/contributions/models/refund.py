import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only


def _never_more_than_paid() -> pgtrigger.Trigger:
    """What is given back of a payment is never more than was paid and not given back; the payment is held meanwhile."""
    return pgtrigger.Trigger(
        name="never_more_than_paid",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "PERFORM 1 FROM enrolment_payment p WHERE p.id = NEW.payment_id AND p.superseded_at IS NULL FOR UPDATE;"
            " IF NOT FOUND THEN RAISE EXCEPTION 'the payment does not stand' USING ERRCODE = '23514'; END IF;"
            " IF NEW.amount + (SELECT COALESCE(SUM(r.amount), 0) FROM {meta.db_table} r WHERE r.payment_id = NEW.payment_id)"
            " > (SELECT p.amount FROM enrolment_payment p WHERE p.id = NEW.payment_id)"
            " THEN RAISE EXCEPTION 'more than is paid and not refunded' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class Refund(KeyedModel):
    """Something of a payment that is given back, decided by a second officer. Never changed."""

    RETENTION = "person_permanent"

    payment = models.ForeignKey("enrolment.Payment", models.PROTECT, related_name="refunds")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=30)
    case = models.OneToOneField("casework.CaseFile", models.PROTECT, related_name="refund")
    decided_on = models.DateField(_("decided on"))
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refund of a premium")
        verbose_name_plural = _("refunds of premiums")
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(name="refund_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="refund_has_reason", condition=~Q(reason="")),
        ]
        triggers = [append_only(), _never_more_than_paid()]

    def __str__(self):
        return f"refund {self.pk}"
