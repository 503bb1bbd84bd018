from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class Role(models.TextChoices):
    COUNTER_CLERK = "counter_clerk", _("counter clerk")
    REVIEWER = "reviewer", _("reviewer")
    SUPERVISOR = "supervisor", _("supervisor")
    CENTER_STAFF = "center_staff", _("service-center staff")
    COMMUNITY_STAFF = "community_staff", _("community staff")
    INSTITUTION_MANAGER = "institution_manager", _("institution manager")
    FINANCE_OFFICER = "finance_officer", _("finance officer")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class InclusivePeriod(Func):
    """daterange(starts_on, ends_on, '[]'): both ends included, an open end open."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"

    def __init__(self, starts="starts_on", ends="ends_on", **extra):
        super().__init__(F(starts), F(ends), **extra)


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.not_ended(on).filter(starts_on__lte=on)

    def not_ended(self, on):
        """In force on a day, or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Appointment(models.Model):
    """A role of one person at one office for a time."""

    RETENTION = "staff_records"

    user = models.ForeignKey(
        "casework.User", models.PROTECT, related_name="appointments", verbose_name=_("staff member")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="appointments", verbose_name=_("office"))
    desk = models.CharField(_("desk"), max_length=20, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="appointment_period_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            ExclusionConstraint(
                name="appointment_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (InclusivePeriod(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.get_role_display()} · {self.office}"
