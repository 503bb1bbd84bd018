from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class StaffSession(models.Model):
    """One login, so that an officer's sessions can be listed and ended."""

    RETENTION = "operations_3_years"

    user = models.ForeignKey("casework.User", models.PROTECT, related_name="staff_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("staff session")
        verbose_name_plural = _("staff sessions")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["user"], name="staff_session_live", condition=Q(ended_at__isnull=True))]
        triggers = [kept()]

    def __str__(self):
        return f"session {self.pk}"
