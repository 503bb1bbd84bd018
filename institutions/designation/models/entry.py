from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, all_languages, immutable_once_published, kept, two_people


class DesignationEntry(PublishedModel):
    """One line of the lists a designation is decided by: a condition, a ground of refusal, an item of the evaluation, a cause of an
    end; an act for which staff get points. Dated versions, drafted by one person and published by another."""

    RETENTION = "reference"
    objects: ClassVar[models.Manager["DesignationEntry"]]

    class Belongs(models.TextChoices):
        CONDITION = "condition", _("condition of an application")
        REFUSAL = "refusal", _("ground for not accepting an application")
        EVALUATION = "evaluation", _("item of the evaluation")
        TERMINATION = "termination", _("cause of the end of an agreement")
        CONDUCT = "conduct", _("act for which staff get points")

    belongs = models.CharField(_("list"), max_length=12, choices=Belongs.choices)
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("words"), max_length=300)
    # Kinds of institution it is about; none named: all of them.
    kinds = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("kinds of institution")
    )
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    withdrawn = models.BooleanField(_("no longer used from this day"), default=False)

    class Meta:
        verbose_name = _("line of a list of designation")
        verbose_name_plural = _("lists of designation")
        ordering = ["belongs", "code", "starts_on"]
        constraints = [
            all_languages("designation_entry", "name"),
            two_people("designation_entry"),
            models.UniqueConstraint(fields=["belongs", "code", "starts_on"], name="designation_entry_version"),
            models.CheckConstraint(name="designation_entry_code", condition=Q(code__regex=r"^[a-z][a-z0-9_]{1,29}$")),
            # Items of the evaluation have points, acts of staff the least of their band of three; nothing else has any.
            models.CheckConstraint(
                name="designation_entry_points",
                condition=Q(belongs="evaluation", points__gt=0)
                | Q(belongs="conduct", points__in=[1, 4, 7, 10])
                | ~Q(belongs__in=["evaluation", "conduct"]) & Q(points=0),
            ),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return self.name
