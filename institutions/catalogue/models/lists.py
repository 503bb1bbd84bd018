from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.superseded import as_recorded
from institutions.catalogue.choices import Period, RuleKind, Unit
from institutions.catalogue.models.items import CODE
from institutions.catalogue.models.versions import OF_VERSIONS, Staged, Version, by_outcome, one_a_day, ordered


class OfPrice(models.Model):
    """The highest price an institution may ask for an item."""

    code = models.CharField(_("national code"), max_length=27)
    price = models.DecimalField(_("price in yuan"), max_digits=12, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=30, blank=True)

    class Meta:
        abstract = True


class ItemPrice(OfPrice, Version):
    """A price of an institution's list, from a day on."""

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="prices", db_index=False)

    class Meta:
        verbose_name = _("price of an institution")
        verbose_name_plural = _("prices of institutions")
        ordering = ["code", "starts_on"]
        constraints = [
            ordered("item_price"),
            one_a_day("item_price", "code", "institution"),
            models.CheckConstraint(name="item_price_code_form", condition=Q(code__regex=CODE)),
            models.CheckConstraint(name="item_price_not_below_zero", condition=Q(price__gte=0)),
        ]
        indexes = [
            models.Index(fields=["institution", "code", "starts_on"], name="item_price_by_code"),
            models.Index(fields=["edition", "id"], name="item_price_by_edition"),
        ]
        triggers = [kept(), as_recorded("code", "price", "unit", "institution", *OF_VERSIONS)]

    def __str__(self):
        return f"{self.code} {self.starts_on}"


class StagedPrice(OfPrice, Staged):
    class Meta:
        verbose_name = _("price of a file")
        verbose_name_plural = _("prices of files")
        indexes = [by_outcome("staged_price")]

    def __str__(self):
        return self.code


class OfDiagnosis(models.Model):
    """A diagnosis of the clinical edition for medical insurance; its name is one column, as printed."""

    code = models.CharField(_("diagnosis code"), max_length=20)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        abstract = True


class Diagnosis(OfDiagnosis, Version):
    """A diagnosis code of the list of a place, from a day on."""

    place = models.ForeignKey(
        "casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"), db_index=False
    )

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        ordering = ["code", "starts_on"]
        constraints = [ordered("diagnosis"), one_a_day("diagnosis", "code", "place")]
        indexes = [
            models.Index(fields=["code", "place", "starts_on"], name="diagnosis_by_code"),
            models.Index(fields=["edition", "id"], name="diagnosis_by_edition"),
        ]
        triggers = [kept(), as_recorded("code", "name", "place", *OF_VERSIONS)]

    def __str__(self):
        return f"{self.code} {self.starts_on}"


class StagedDiagnosis(OfDiagnosis, Staged):
    class Meta:
        verbose_name = _("diagnosis of a file")
        verbose_name_plural = _("diagnoses of files")
        indexes = [by_outcome("staged_diagnosis")]

    def __str__(self):
        return self.code


class OfRule(models.Model):
    """A supervision rule with its parameters, the text and the source as published."""

    kind = models.CharField(_("kind of rule"), max_length=15, choices=RuleKind.choices)
    code = models.CharField(_("national code"), max_length=27)
    second_code = models.CharField(_("second code"), max_length=27, blank=True)
    value = models.CharField(_("value"), max_length=40, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, blank=True)
    period = models.CharField(_("period"), max_length=10, choices=Period.choices, blank=True)
    text = models.CharField(_("text of the rule"), max_length=300)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        abstract = True


class SupervisionRule(OfRule, Version):
    """A supervision rule of a place, from a day on: what a bill is asked about."""

    place = models.ForeignKey(
        "casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"), db_index=False
    )

    class Meta:
        verbose_name = _("supervision rule")
        verbose_name_plural = _("supervision rules")
        ordering = ["code", "kind", "starts_on"]
        constraints = [
            ordered("supervision_rule"),
            one_a_day("supervision_rule", "code", "kind", "second_code", "place"),
            models.CheckConstraint(name="supervision_rule_code_form", condition=Q(code__regex=CODE)),
            models.CheckConstraint(
                name="supervision_rule_pair_names_two",
                condition=Q(kind="pair") & ~Q(second_code="") | ~Q(kind="pair") & Q(second_code=""),
            ),
            models.CheckConstraint(name="supervision_rule_says_why", condition=~Q(text="") & ~Q(source="")),
        ]
        indexes = [
            models.Index(fields=["code", "place", "starts_on"], name="supervision_rule_by_code"),
            models.Index(fields=["edition", "id"], name="supervision_rule_by_edition"),
        ]
        triggers = [
            kept(),
            as_recorded(
                "kind", "code", "second_code", "value", "unit", "period", "text", "source", "place", *OF_VERSIONS
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.code} {self.starts_on}"


class StagedRule(OfRule, Staged):
    class Meta:
        verbose_name = _("supervision rule of a file")
        verbose_name_plural = _("supervision rules of files")
        indexes = [by_outcome("staged_rule")]

    def __str__(self):
        return self.code
