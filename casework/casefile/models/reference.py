from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class ReferenceCounter(models.Model):
    """The last number given per office, kind and year. Numbers are never reused."""

    RETENTION = "case_30_years"

    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="reference_counter_key")]
        triggers = [kept()]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.last}"
