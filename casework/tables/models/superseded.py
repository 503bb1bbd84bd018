"""Facts that are never changed or deleted, only superseded by others: what was known at any moment can be read back."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel


class SupersededQuerySet(models.QuerySet):
    def known(self, at=None):
        """The rows that stood at a moment, or stand now."""
        if at is None:
            return self.filter(superseded_at=None)
        later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=at)
        return self.filter(later, recorded_at__lte=at)


class Superseded(KeyedModel):
    """A fact about a person that is never changed or deleted, only superseded by another."""

    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    superseded_at = models.DateTimeField(null=True)
    superseded_reason = models.CharField(max_length=40, blank=True, default="", db_default="")

    objects = SupersededQuerySet.as_manager()

    class Meta:
        abstract = True


def as_recorded(*fields: str) -> pgtrigger.ReadOnly:
    """What was recorded stays as it was; only that it was superseded is added."""
    return pgtrigger.ReadOnly(name="as_recorded", fields=[*fields, "recorded_at", "recorded_by"])
