from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, all_languages, immutable_once_published, kept, two_people


class PaperText(PublishedModel):
    """A sentence printed on papers, in three languages, in dated versions."""

    RETENTION = "reference"

    code = models.CharField(_("code"), max_length=60)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of papers")
        verbose_name_plural = _("texts of papers")
        ordering = ["code", "starts_on"]
        constraints = [
            all_languages("paper_text", "text"),
            two_people("paper_text"),
            models.UniqueConstraint(fields=["code", "starts_on"], name="paper_text_version"),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return self.code
