from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class OutboxMessage(models.Model):
    """A thing to be done after a commit, written in the same transaction as its cause. The broker only wakes a worker."""

    RETENTION = "operations_3_years"

    kind = models.CharField(_("kind"), max_length=60)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="outbox")
    keys = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), auto_now_add=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    dead = models.BooleanField(_("given up"), default=False)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["next_try_at"], name="outbox_waiting", condition=Q(done_at__isnull=True, dead=False))
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.kind} #{self.pk}"
