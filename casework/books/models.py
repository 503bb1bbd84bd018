from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only


class MonthProposed(KeyedModel):
    """A month that somebody proposes to close, with what its ledger held then. The newest of a month counts; another person closes
    it while the ledger holds the same."""

    RETENTION = "history_30_years"

    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    digest = models.CharField(_("digest"), max_length=64)
    proposed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("month proposed to be closed")
        verbose_name_plural = _("months proposed to be closed")
        ordering = ["-proposed_at"]
        constraints = [models.CheckConstraint(name="month_proposed_begins_on_the_first", condition=Q(month__day=1))]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.month:%Y-%m}"
