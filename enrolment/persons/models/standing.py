from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import kept
from casework.tables.models.superseded import Superseded, as_recorded


class Standing(Superseded):
    """Something that holds of a person for a time and that rules ask for: retired, on the list of medical assistance, a disease
    that is recognised, on unemployment benefit. Its proof hangs on the case it comes from."""

    RETENTION = "person_permanent"

    class Kind(models.TextChoices):
        RETIRED = "retired", _("retired")
        ASSISTANCE = "assistance", _("on the list of medical assistance")
        DISEASE = "disease", _("chronic or special disease recognised")
        YEARS = "years", _("months of contributions counted")
        UNEMPLOYMENT = "unemployment", _("on unemployment benefit")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="standings")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    # Of the retired, and of years counted before that: months of contributions that count, and how many of them were really paid.
    months = models.PositiveSmallIntegerField(_("months of contributions"), null=True)
    actual_months = models.PositiveSmallIntegerField(_("months really paid"), null=True)
    # Which disease, in the words of the papers: nobody reads it in a list or a history.
    detail = SealedProseField(blank=True)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="standings")

    class Meta:
        verbose_name = _("standing of a person")
        verbose_name_plural = _("standings of people")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="standing_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="standing_retired_has_months",
                condition=Q(kind__in=["retired", "years"], months__isnull=False, ends_on__isnull=True)
                | ~Q(kind__in=["retired", "years"]) & Q(months__isnull=True, actual_months__isnull=True),
            ),
            # What is recognised for a term is renewed, never open.
            models.CheckConstraint(
                name="standing_of_a_term_ends", condition=Q(kind__in=["retired", "years"]) | Q(ends_on__isnull=False)
            ),
            # Several diseases may be recognised at once; of the rest each holds once.
            ExclusionConstraint(
                name="standing_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (InclusivePeriod(), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True) & ~Q(kind="disease"),
            ),
        ]
        triggers = [
            kept(),
            as_recorded("kind", "starts_on", "ends_on", "months", "actual_months", "case"),
        ]

    def __str__(self):
        return f"{self.kind} {self.starts_on}"
