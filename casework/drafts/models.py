from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel


class Draft(KeyedModel):
    """A form as typed so far, sealed. A working copy: emptied when sent or discarded, so its retention is transient."""

    RETENTION = "transient"

    owner = models.ForeignKey("casework.User", models.PROTECT, related_name="drafts")
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="drafts")
    payload = SealedProseField(blank=True)
    version = models.PositiveIntegerField(default=1)
    # Names of fields and when in the window's own count each was typed last; never what was typed.
    turns = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["owner", "form"], name="draft_of_owner")]

    def __str__(self):
        return f"draft {self.pk}"

    @property
    def latest_turn(self) -> int:
        """The latest save of its window that typed something, as far as it has arrived."""
        return max(self.turns.values(), default=0)


class ParkedForm(KeyedModel):
    """A form sent after the session had ended, sealed for its user for half an hour and given back once."""

    RETENTION = "transient"

    user = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    token_hash = models.BinaryField(max_length=32)
    payload = SealedProseField(blank=True)
    parked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("parked form")
        verbose_name_plural = _("parked forms")

    def __str__(self):
        return f"parked form {self.pk}"
