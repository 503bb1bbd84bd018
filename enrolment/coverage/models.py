from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import KeyedModel, kept


class Enrolment(KeyedModel):
    """A period in which a person is enrolled in a scheme at a place. Never changed or deleted, only superseded."""

    RETENTION = "person_permanent"

    class Scheme(models.TextChoices):
        UEBMI = "uebmi", _("basic medical insurance for urban employees")
        URRBMI = "urrbmi", _("basic medical insurance for urban and rural residents")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="enrolments")
    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme.choices)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="enrolments", verbose_name=_("office"))
    application = models.ForeignKey(
        "enrolment.EnrolmentApplication", models.PROTECT, null=True, related_name="enrolments"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="enrolment_period_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            # One person, one basic scheme at a time.
            ExclusionConstraint(
                name="enrolment_one_scheme_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (InclusivePeriod(), RangeOperators.OVERLAPS)],
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        indexes = [
            # Who is told that her enrolment ends.
            models.Index(
                fields=["ends_on"],
                name="enrolment_ending",
                condition=Q(superseded_at__isnull=True, ends_on__isnull=False),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"E-{self.pk.hex[:8].upper()}"
