import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedProseField, SealedTextField
from casework.tables.models.bases import KeyedModel, kept
from enrolment.documents.choices import Category
from enrolment.persons.rules.masks import masked

# The columns of a person are those of her current facts: nothing else may write them.
_FOLLOWS_FACTS = """
    IF NOT EXISTS (
        SELECT FROM enrolment_personfacts f
        WHERE f.person_id = NEW.id AND f.superseded_at IS NULL AND f.name = NEW.name AND f.latin_name = NEW.latin_name
          AND f.sex = NEW.sex AND f.birth_on = NEW.birth_on AND f.language = NEW.language
    ) AND EXISTS (
        SELECT FROM enrolment_person p
        WHERE p.id = NEW.id AND p.name = NEW.name AND p.latin_name = NEW.latin_name
          AND p.sex = NEW.sex AND p.birth_on = NEW.birth_on AND p.language = NEW.language
    ) THEN
        RAISE EXCEPTION 'the columns of a person are those of her current facts';
    END IF;
    RETURN NULL;
"""


class Sex(models.TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")


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

    Sex = Sex

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
    # Of whoever has died, as a second officer recorded it with the proof; nobody writes to her or acts for her any more.
    died_on = models.DateField(_("died on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Judged to be the same human as somebody whose file goes on; this one is kept and leads there.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(name="person_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(
                name="person_born_before_registered", condition=Q(birth_on__lte=models.F("registered_on"))
            ),
            models.CheckConstraint(
                name="person_died_after_birth", condition=Q(died_on__isnull=True) | Q(died_on__gte=F("birth_on"))
            ),
            models.CheckConstraint(
                name="person_merged_into_another",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
        ]
        indexes = [
            models.Index(fields=["home_office", "id"], name="person_office"),
            # Whoever may be the same human was born on the same day.
            models.Index(fields=["birth_on", "sex"], name="person_birth"),
        ]
        triggers = [
            kept(),
            pgtrigger.Trigger(
                name="columns_follow_facts",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("name", "latin_name", "sex", "birth_on", "language"),
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=_FOLLOWS_FACTS,
            ),
        ]

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
