from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only


class Look(models.Model):
    """One look at personal data: who saw which rows on which page, and why when a reason was asked for."""

    RETENTION = "history_30_years"

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    page = models.CharField(_("page"), max_length=60)
    actor = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey("casework.Office", models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    case = models.ForeignKey(
        "casework.CaseFile", models.PROTECT, null=True, related_name="looks", verbose_name=_("case")
    )
    shown = ArrayField(models.UUIDField(), verbose_name=_("rows shown"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    request_id = models.CharField(_("number of the request"), max_length=36, blank=True)

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-at", "-id"]
        # Whoever asks who has looked at her file is answered from the rows that showed it.
        indexes = [GinIndex(fields=["shown"], name="look_shown")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.page} #{self.pk}"
