from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only


class Operation(models.Model):
    """One press of a button. The same operation sent again gives the same receipt; with another body it is refused."""

    RETENTION = "operations_3_years"

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    body_hash = models.BinaryField(max_length=32)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    result = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        triggers = [append_only()]

    def __str__(self):
        return f"{self.purpose} #{self.pk}"
