from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import KeyedModel, kept


class EmployerQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The employers registered at her office or under it; a center sees those of the office it is attached to."""
        scope = officer.scope("see_employer")
        if scope == "area":
            return self.filter(office__path__startswith=officer.office.path)
        if scope == "center":
            return self.filter(office=officer.office.handles_cases_as)
        return self.none()


class Employer(KeyedModel):
    """An employing unit, one per Unified Social Credit Code."""

    RETENTION = "person_permanent"

    class TaiwanForm(models.TextChoices):
        WHOLLY_OWNED = "wholly_owned", _("wholly Taiwan-owned enterprise")
        JOINT_VENTURE = "joint_venture", _("joint venture")
        COOPERATIVE = "cooperative", _("cooperative enterprise")
        INDIVIDUAL_BUSINESS = "individual_business", _("individual business of a Taiwan resident")
        BRANCH = "branch", _("branch or representative office")
        OTHER = "other", _("other form")

    uscc = models.CharField(_("Unified Social Credit Code"), max_length=18, unique=True)
    name = models.CharField(_("name as registered"), max_length=200)
    latin_name = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    place = models.ForeignKey("casework.Place", models.PROTECT, verbose_name=_("place"))
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="employers", verbose_name=_("office"))
    taiwan_funded = models.BooleanField(_("Taiwan-funded"), default=False)
    taiwan_form = models.CharField(_("form of investment"), max_length=20, choices=TaiwanForm.choices, blank=True)
    founded_on = models.DateField(_("founded on"), null=True)
    registered_on = models.DateField(_("registered on"))
    # Who compared a code whose check characters do not fit with the licence, and when; empty for every other code.
    code_confirmed_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("code confirmed by")
    )
    code_confirmed_at = models.DateTimeField(_("code confirmed at"), null=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="employer_uscc_form", condition=Q(uscc__regex=r"^[0-9A-Z]{18}$")),
            models.CheckConstraint(
                name="employer_form_of_taiwan_funded", condition=Q(taiwan_funded=True) | Q(taiwan_form="")
            ),
            models.CheckConstraint(
                name="employer_founded_before_registered",
                condition=Q(founded_on__isnull=True) | Q(founded_on__lte=models.F("registered_on")),
            ),
            models.CheckConstraint(
                name="employer_code_confirmed_by_somebody",
                condition=Q(code_confirmed_by__isnull=True, code_confirmed_at__isnull=True)
                | Q(code_confirmed_by__isnull=False, code_confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "name", "id"], name="employer_by_office"),
            models.Index(fields=["uscc"], name="employer_code_confirmed", condition=Q(code_confirmed_at__isnull=False)),
        ]
        triggers = [kept()]

    def __str__(self):
        return self.uscc


class EmployerContact(KeyedModel):
    """Whom to reach at an employer, in which language. One who left is ended, never removed."""

    RETENTION = "operations_3_years"

    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="contacts")
    name = models.CharField(_("contact's name"), max_length=80)
    telephone = SealedTextField(blank=True)
    email = SealedTextField(blank=True)
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES, default="zh-hans")
    receives_notices = models.BooleanField(_("receives the notices"), default=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("contact of an employer")
        verbose_name_plural = _("contacts of employers")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="contact_period_ordered",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes = [models.Index(fields=["employer"], name="contact_current", condition=Q(ends_on__isnull=True))]
        triggers = [kept()]

    def __str__(self):
        return f"contact {self.pk}"
