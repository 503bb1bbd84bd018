from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, kept


class Evidence(KeyedModel):
    """A scan or photo of a paper, checked, re-encoded and sealed under a random name outside every public path."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="evidence")
    item = models.CharField(_("paper"), max_length=60)
    media_type = models.CharField(max_length=20)
    file_name = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    sha256 = models.BinaryField(max_length=32)
    uploaded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    # A scan of an earlier case of the same person, taken over with what a second officer verified there.
    taken_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    verified_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="evidence_kinds", condition=Q(media_type__in=["image/jpeg", "image/png", "application/pdf"])
            ),
            models.CheckConstraint(
                name="evidence_taken_over_verified",
                condition=Q(taken_from__isnull=True, verified_by__isnull=True, verified_on__isnull=True)
                | Q(taken_from__isnull=False, verified_by__isnull=False, verified_on__isnull=False),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"evidence {self.pk}"
