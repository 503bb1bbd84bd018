from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, all_languages, immutable_once_published, kept, two_people


class ReturnCause(PublishedModel):
    """Why a paper or a field sends a client home: one of a coded list, so that what brings people twice can be counted."""

    RETENTION = "reference"
    objects: ClassVar[models.Manager["ReturnCause"]]

    class Concerns(models.TextChoices):
        PAPER = "paper", _("papers")
        FIELD = "field", _("fields")
        BOTH = "both", _("papers and fields")

    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    concerns = models.CharField(_("said of"), max_length=10, choices=Concerns.choices)
    withdrawn = models.BooleanField(_("no longer given from this day"), default=False)

    class Meta:
        verbose_name = _("cause of a return")
        verbose_name_plural = _("causes of returns")
        ordering = ["code", "starts_on"]
        constraints = [
            all_languages("return_cause", "name"),
            two_people("return_cause"),
            models.UniqueConstraint(fields=["code", "starts_on"], name="return_cause_version"),
            models.CheckConstraint(name="return_cause_code", condition=Q(code__regex=r"^[a-z][a-z0-9_]{1,19}$")),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return self.name
