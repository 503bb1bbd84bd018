from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.bases import KeyedModel, kept


class EmployerQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The employers registered at her office or under it."""
        if officer.scope("see_person") == "area":
            return self.filter(office__path__startswith=officer.office.path)
        return self.none()


class Employer(KeyedModel):
    """An employing unit, one per Unified Social Credit Code."""

    RETENTION = "person_permanent"

    uscc = models.CharField(_("Unified Social Credit Code"), max_length=18, unique=True)
    name = models.CharField(_("name as registered"), max_length=200)
    latin_name = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    place = models.ForeignKey("casework.Place", models.PROTECT, verbose_name=_("place"))
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="employers", verbose_name=_("office"))
    taiwan_funded = models.BooleanField(_("Taiwan-funded"), default=False)
    registered_on = models.DateField(_("registered on"))

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="employer_uscc_form", condition=Q(uscc__regex=r"^[0-9A-Z]{18}$"))]
        triggers = [kept()]

    def __str__(self):
        return self.uscc
