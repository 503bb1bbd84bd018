from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedProseField, SealedTextField
from casework.tables.models.bases import KeyedModel, kept
from enrolment.documents.choices import Category
from enrolment.persons.rules.masks import masked


class PersonQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The people whose file this officer may open: those registered at her office or under it."""
        if officer.scope("see_person") == "area":
            return self.filter(home_office__path__startswith=officer.office.path)
        return self.none()


class Person(KeyedModel):
    """A natural person as the portal knows her. Identity is provincial; the file is kept by one office."""

    RETENTION = "person_permanent"

    Category = Category

    class Sex(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    # Names are stored as printed on the document, never converted between scripts.
    name = models.CharField(_("name"), max_length=80)
    latin_name = models.CharField(_("name in Latin letters"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices)
    birth_on = models.DateField(_("date of birth"))
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES, default="zh-hant")
    telephone = SealedTextField(blank=True)
    address = SealedProseField(blank=True)
    # A number compiled by the agency for people without a citizen identity number; kept, never validated.
    agency_number = SealedTextField(blank=True)
    platform_person_no = models.CharField(
        _("national platform person number"), max_length=40, null=True, blank=True, unique=True
    )
    home_office = models.ForeignKey("casework.Office", models.PROTECT, related_name="people", verbose_name=_("office"))
    registered_on = models.DateField(_("registered on"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(name="person_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(
                name="person_born_before_registered", condition=Q(birth_on__lte=models.F("registered_on"))
            ),
        ]
        indexes = [models.Index(fields=["home_office", "id"], name="person_office")]
        triggers = [kept()]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """How a person is named where her name must not stand."""
        return f"P-{self.pk.hex[:8].upper()}"

    @property
    def masked_name(self) -> str:
        """The first character (or letter), the rest hidden: 陳○○."""
        return masked(self.name)
