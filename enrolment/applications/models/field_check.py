from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only


class FieldCheck(models.Model):
    """The reviewer's answer for one field of one round: it agrees with the paper, or a reason why not."""

    RETENTION = "case_30_years"

    class Mismatch(models.TextChoices):
        """The causes that something hangs on; further ones, and the words of all, stand in the table of causes."""

        DIFFERS = "differs"
        UNREADABLE = "unreadable"
        MISSING = "missing"
        EXPIRED = "expired"

    application = models.ForeignKey("enrolment.EnrolmentApplication", models.PROTECT, related_name="field_checks")
    round = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=40)
    agrees = models.BooleanField()
    mismatch = models.CharField(max_length=20, blank=True)
    checked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("field check")
        verbose_name_plural = _("field checks")
        constraints = [
            models.UniqueConstraint(fields=["application", "round", "field"], name="field_check_once_a_round"),
            models.CheckConstraint(
                name="field_check_has_reason", condition=Q(agrees=True, mismatch="") | Q(agrees=False) & ~Q(mismatch="")
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.field} #{self.pk}"
