"""What the rows of every list share: dated versions that are superseded and never changed, and the rows of a file beside them."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.superseded import Superseded
from institutions.catalogue.choices import Outcome


def on_day(day: date) -> Q:
    """The versions that hold on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Version(Superseded):
    """A row of a list from a day on, with the edition that said so."""

    RETENTION = "reference"

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    edition = models.ForeignKey("institutions.Edition", models.PROTECT, related_name="+", verbose_name=_("edition"))

    class Meta:
        abstract = True


# What of a version stays as it was recorded, beside its own columns.
OF_VERSIONS = ("starts_on", "ends_on", "edition")


class Staged(models.Model):
    """A row of a file that is not as what stands: kept until its edition is published or withdrawn."""

    RETENTION = "transient"

    edition = models.ForeignKey("institutions.Edition", models.PROTECT, related_name="+", db_index=False)
    # 0 for what is not in the file.
    row_number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # The version it follows or ends.
    standing = models.UUIDField(null=True)

    class Meta:
        abstract = True


def ordered(table: str) -> models.CheckConstraint:
    """The days of a version in their order."""
    return models.CheckConstraint(
        name=f"{table}_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
    )


def one_a_day(table: str, *keys: str) -> ExclusionConstraint:
    """Of each key one version on one day, among what is not superseded."""
    return ExclusionConstraint(
        name=f"{table}_no_day_twice",
        expressions=[*((key, RangeOperators.EQUAL) for key in keys), (InclusivePeriod(), RangeOperators.OVERLAPS)],
        condition=Q(superseded_at__isnull=True),
    )


def by_outcome(table: str) -> models.Index:
    """In which order the difference is read."""
    return models.Index(fields=["edition", "outcome", "id"], name=f"{table}_difference")
