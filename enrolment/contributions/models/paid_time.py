from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import kept
from casework.tables.models.superseded import Superseded, as_recorded
from enrolment.contributions.choices import PersonKind
from enrolment.coverage.models import Enrolment


class PaidTime(Superseded):
    """Time a person's contributions are paid for: an insurance year of the residents' scheme, or months of the employees' one
    within a calendar year. One basic scheme at a time, no day twice."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="paid_times")
    scheme = models.CharField(_("scheme"), max_length=10, choices=Enrolment.Scheme.choices)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    person_kind = models.CharField(_("kind of person"), max_length=20, choices=PersonKind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    # The insurance year of the residents' scheme; 0 for months of the employees' one.
    year = models.PositiveSmallIntegerField(_("insurance year"), default=0, db_default=0)
    paid_on = models.DateField(_("paid on"), null=True)
    bought_back = models.PositiveSmallIntegerField(_("missed years bought back"), default=0, db_default=0)
    # The division code of a pooling area that is no place of this portal, whose months a transfer brought: its place is the
    # country then.
    elsewhere = models.CharField(
        _("paid elsewhere, division code"), max_length=6, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("paid time")
        verbose_name_plural = _("paid times")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="paid_time_ordered", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="paid_time_year_by_scheme", condition=Q(scheme="uebmi", year=0) | Q(scheme="urrbmi", year__gt=1990)
            ),
            models.CheckConstraint(
                name="paid_time_elsewhere_is_nowhere_here", condition=Q(elsewhere="") | Q(place="156")
            ),
            ExclusionConstraint(
                name="paid_time_one_scheme_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (InclusivePeriod(), RangeOperators.OVERLAPS)],
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            as_recorded(
                "person",
                "scheme",
                "place",
                "person_kind",
                "starts_on",
                "ends_on",
                "year",
                "paid_on",
                "bought_back",
                "elsewhere",
            ),
        ]

    def __str__(self):
        return f"{self.scheme} {self.starts_on} – {self.ends_on}"


class CoverStop(Superseded):
    """Days on which somebody is not covered although they are paid for: a suspension, with its reason."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="cover_stops")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("suspension of cover")
        verbose_name_plural = _("suspensions of cover")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="cover_stop_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="cover_stop_says_why", condition=~Q(reason="")),
        ]
        triggers = [kept(), as_recorded("person", "starts_on", "ends_on", "reason")]

    def __str__(self):
        return f"{self.starts_on} –"


class CoverPeriod(Superseded):
    """The cover that a paid insurance year gives, as the yearly run wrote it: for lists and for settlements in bulk. What a clerk
    is told is worked out from paid time itself (queries/cover.py)."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="cover_periods")
    scheme = models.CharField(_("scheme"), max_length=10, choices=Enrolment.Scheme.choices)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    year = models.PositiveSmallIntegerField(_("insurance year"))
    # Empty where what was paid gives no cover, or no source tells.
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=30)
    wait_months = models.PositiveSmallIntegerField(_("months of the wait"), null=True)
    status = models.CharField(_("status"), max_length=10)

    class Meta:
        verbose_name = _("period of cover")
        verbose_name_plural = _("periods of cover")
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                name="cover_period_whole",
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["person", "scheme", "year"],
                name="cover_period_once",
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            as_recorded("person", "scheme", "place", "year", "starts_on", "ends_on", "reason", "wait_months", "status"),
        ]

    def __str__(self):
        return f"{self.scheme} {self.year}"
