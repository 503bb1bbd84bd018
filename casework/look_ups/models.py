from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class LookUpAlert(models.Model):
    """That an officer looked up unusually much within an hour; her supervisor says what came of it."""

    RETENTION = "history_30_years"

    class Kind(models.TextChoices):
        MANY = "many", _("many look-ups")
        MISSES = "misses", _("many look-ups that found nobody")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    user = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("staff member"))
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    hour = models.DateTimeField(_("hour"))
    count = models.PositiveIntegerField(_("number"))
    seen_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("alert about look-ups")
        verbose_name_plural = _("alerts about look-ups")
        ordering = ["-hour", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "hour"], name="look_up_alert_once_an_hour"),
            models.CheckConstraint(
                name="look_up_alert_seen_by_somebody_else",
                condition=Q(seen_by__isnull=True) | ~Q(seen_by=models.F("user")),
            ),
        ]
        indexes = [models.Index(fields=["office"], name="look_up_alert_open", condition=Q(seen_at__isnull=True))]
        triggers = [kept()]

    def __str__(self):
        return f"{self.kind} #{self.pk}"
