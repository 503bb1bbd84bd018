from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, append_only_but


class Note(KeyedModel):
    """What an officer wrote on a case for her colleagues; sealed, since people write names and numbers."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="notes")
    author = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = SealedProseField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at"]
        # Sealed anew when the key ring rotates; otherwise never changed.
        triggers = [append_only_but("text")]

    def __str__(self):
        return f"note {self.pk}"
