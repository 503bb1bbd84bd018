from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.superseded import as_recorded
from institutions.catalogue.choices import FundClass, Per, Sex
from institutions.catalogue.models.versions import OF_VERSIONS, Staged, Version, by_outcome, one_a_day, ordered
from institutions.catalogue.rules.codes import ITEM_FORM

CODE = f"^{ITEM_FORM}$"


class OfItem(models.Model):
    """What a list says of a drug, a treatment or a consumable. Names and limits are legal text: one column, as printed."""

    code = models.CharField(_("national code"), max_length=27)
    name = models.CharField(_("name"), max_length=200)
    fund_class = models.CharField(_("class"), max_length=10, choices=FundClass.choices)
    entry_number = models.CharField(_("number of the entry"), max_length=30, blank=True)
    dosage_form = models.CharField(_("dosage form"), max_length=60, blank=True)
    specification = models.CharField(_("specification"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    maker = models.CharField(_("maker"), max_length=120, blank=True)
    # The class of items a policy of the settlement engine speaks of.
    item_class = models.CharField(_("class of items of the policies"), max_length=30, blank=True)
    first_pay_ratio = models.DecimalField(_("first-pay ratio"), max_digits=5, decimal_places=4, null=True)
    payment_standard = models.DecimalField(_("payment standard in yuan"), max_digits=12, decimal_places=4, null=True)
    agreement_ends_on = models.DateField(_("end of the agreement"), null=True)
    commercial = models.BooleanField(_("list of commercial insurance"), default=False)
    sex = models.CharField(_("only for"), max_length=10, choices=Sex.choices, blank=True)
    age_from = models.PositiveSmallIntegerField(_("from the age of"), null=True)
    age_to = models.PositiveSmallIntegerField(_("up to the age of"), null=True)
    settings = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("only in"))
    diagnoses = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("only for diagnoses")
    )
    most = models.PositiveSmallIntegerField(_("at most"), null=True)
    per = models.CharField(_("for"), max_length=10, choices=Per.choices, blank=True)
    limit_text = models.CharField(_("limit as printed"), max_length=2000, blank=True)

    class Meta:
        abstract = True


class CatalogueItem(OfItem, Version):
    """A drug, treatment or consumable in the list of a place, from a day on."""

    place = models.ForeignKey(
        "casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"), db_index=False
    )

    class Meta:
        verbose_name = _("item of the catalogue")
        verbose_name_plural = _("items of the catalogue")
        ordering = ["code", "starts_on"]
        constraints = [
            ordered("catalogue_item"),
            one_a_day("catalogue_item", "code", "place"),
            models.CheckConstraint(name="catalogue_item_code_form", condition=Q(code__regex=CODE)),
            models.CheckConstraint(
                name="catalogue_item_share", condition=Q(first_pay_ratio=None) | Q(first_pay_ratio__range=(0, 1))
            ),
            # The commercial list is never paid by the fund.
            models.CheckConstraint(
                name="catalogue_item_commercial_is_c", condition=Q(commercial=False) | Q(fund_class="c")
            ),
            models.CheckConstraint(
                name="catalogue_item_negotiated_has_standard",
                condition=Q(agreement_ends_on=None) | Q(payment_standard__isnull=False),
            ),
            models.CheckConstraint(
                name="catalogue_item_most_has_period",
                condition=Q(most=None, per="") | Q(most__gt=0) & ~Q(per=""),
            ),
            models.CheckConstraint(
                name="catalogue_item_ages_ordered",
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["code", "place", "starts_on"], name="catalogue_item_by_code"),
            models.Index(fields=["edition", "id"], name="catalogue_item_by_edition"),
            GinIndex(
                fields=["name"],
                name="catalogue_item_by_name",
                opclasses=["gin_trgm_ops"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            as_recorded(*(field.name for field in OfItem._meta.local_fields), "place", *OF_VERSIONS),
        ]

    def __str__(self):
        return f"{self.code} {self.starts_on}"


class StagedItem(OfItem, Staged):
    class Meta:
        verbose_name = _("item of a file")
        verbose_name_plural = _("items of files")
        indexes = [by_outcome("staged_item")]

    def __str__(self):
        return self.code


class OfFirstPay(models.Model):
    """The share of an item that a person pays first in a place."""

    code = models.CharField(_("national code"), max_length=27)
    first_pay_ratio = models.DecimalField(_("first-pay ratio"), max_digits=5, decimal_places=4)

    class Meta:
        abstract = True


class FirstPay(OfFirstPay, Version):
    """A first-pay ratio of a place, from a day on; it stands before that of the item."""

    place = models.ForeignKey(
        "casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"), db_index=False
    )

    class Meta:
        verbose_name = _("first-pay ratio")
        verbose_name_plural = _("first-pay ratios")
        ordering = ["code", "starts_on"]
        constraints = [
            ordered("first_pay"),
            one_a_day("first_pay", "code", "place"),
            models.CheckConstraint(name="first_pay_code_form", condition=Q(code__regex=CODE)),
            models.CheckConstraint(name="first_pay_share", condition=Q(first_pay_ratio__range=(0, 1))),
        ]
        indexes = [
            models.Index(fields=["code", "place", "starts_on"], name="first_pay_by_code"),
            models.Index(fields=["edition", "id"], name="first_pay_by_edition"),
        ]
        triggers = [kept(), as_recorded("code", "first_pay_ratio", "place", *OF_VERSIONS)]

    def __str__(self):
        return f"{self.code} {self.starts_on}"


class StagedFirstPay(OfFirstPay, Staged):
    class Meta:
        verbose_name = _("first-pay ratio of a file")
        verbose_name_plural = _("first-pay ratios of files")
        indexes = [by_outcome("staged_first_pay")]

    def __str__(self):
        return self.code
