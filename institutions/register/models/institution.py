from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedTextField
from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import KeyedModel, all_languages, kept
from casework.tables.models.superseded import Superseded, as_recorded
from institutions.register.choices import Level, Ownership, TaiwanForm

HUNDRED = 100


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The institutions of her office and those under it."""
        if officer.scope("see_institution") == "area":
            return self.filter(office__in=officer.area)
        return self.none()


class Institution(KeyedModel):
    """A medical institution or pharmacy, one for each national code. What changes of it stands in dated rows (Particular,
    Department); these columns hold the newest."""

    RETENTION = "person_permanent"

    code = models.CharField(_("national code"), max_length=12, unique=True)
    uscc = models.CharField(_("Unified Social Credit Code"), max_length=18)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=30)
    ownership = models.CharField(_("ownership"), max_length=20, choices=Ownership.choices)
    hospital_level = models.CharField(_("hospital level"), max_length=10, choices=Level.choices)
    pay_level = models.CharField(_("level it is paid at"), max_length=10, choices=Level.choices)
    deductible_level = models.CharField(_("level of its deductible"), max_length=10, choices=Level.choices)
    taiwan_funded = models.BooleanField(_("Taiwan-funded"), default=False)
    taiwan_form = models.CharField(_("form of investment"), max_length=20, choices=TaiwanForm.choices, blank=True)
    taiwan_share = models.DecimalField(_("Taiwan share in percent"), max_digits=5, decimal_places=2, null=True)
    beds = models.PositiveIntegerField(_("beds"), default=0)
    licence_number = models.CharField(_("number of the licence or filing"), max_length=60)
    licence_expires_on = models.DateField(_("licence runs out on"), null=True)
    opened_on = models.DateField(_("operating since"))
    networked = models.BooleanField(_("connected for off-site care"), default=False)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    address = models.CharField(_("address"), max_length=200)
    telephone = models.CharField(_("telephone of the institution"), max_length=40, blank=True)
    legal_representative = models.CharField(_("legal representative or head"), max_length=80)
    bank_account = SealedTextField(blank=True)
    registered_on = models.DateField(_("registered on"))
    # It stands in the register to show how the portal works, and nowhere else.
    demonstration = models.BooleanField(_("demonstration"), default=False, db_default=False)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["code"]
        constraints = [
            all_languages("institution", "name"),
            models.CheckConstraint(name="institution_code_form", condition=Q(code__regex=r"^[HP][0-9]{11}$")),
            models.CheckConstraint(name="institution_uscc_form", condition=Q(uscc__regex=r"^[0-9A-Z]{18}$")),
            models.CheckConstraint(
                name="institution_pharmacy_has_its_letter",
                condition=Q(kind="retail_pharmacy", code__startswith="P")
                | ~Q(kind="retail_pharmacy") & Q(code__startswith="H"),
            ),
            models.CheckConstraint(
                name="institution_taiwan_form_and_share",
                condition=Q(taiwan_funded=False, taiwan_form="", taiwan_share__isnull=True)
                | Q(taiwan_funded=True, taiwan_share__gt=0, taiwan_share__lte=HUNDRED) & ~Q(taiwan_form=""),
            ),
            models.CheckConstraint(
                name="institution_wholly_owned_is_all_of_it",
                condition=~Q(taiwan_form="wholly_owned") | Q(taiwan_share=HUNDRED),
            ),
            models.CheckConstraint(
                name="institution_opened_before_registered", condition=Q(opened_on__lte=F("registered_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["office", "code"], name="institution_by_office"),
            models.Index(fields=["place", "code"], name="institution_by_place"),
            models.Index(fields=["uscc"], name="institution_by_uscc"),
        ]
        triggers = [kept()]

    def __str__(self):
        return self.code

    @property
    def is_public(self) -> bool:
        return self.ownership == Ownership.PUBLIC


def label_of(item: str) -> str:
    """What a particular is called, with its language where it is a name."""
    return str(Institution._meta.get_field(item).verbose_name)  # type: ignore[union-attr]


class Particular(Superseded):
    """One particular of an institution from a day on: a name, a level, an address. What it was before stands in the row before."""

    RETENTION = "person_permanent"

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="particulars")
    item = models.CharField(_("particular"), max_length=30)
    value = models.CharField(_("value"), max_length=200)
    starts_on = models.DateField(_("from"))
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("particular of an institution")
        verbose_name_plural = _("particulars of institutions")
        ordering = ["item", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "item", "starts_on"],
                name="particular_once_a_day",
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [kept(), as_recorded("institution", "item", "value", "starts_on", "case")]

    def __str__(self):
        return f"{self.item} {self.starts_on}"


class Department(Superseded):
    """A department of an institution by its code, with the days it is on the licence."""

    RETENTION = "person_permanent"

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="departments")
    code = models.CharField(_("code of the department"), max_length=20)
    name = models.CharField(_("name of the department"), max_length=60)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["code", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="department_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="department_code_form", condition=Q(code__regex=r"^[0-9A-Za-z][0-9A-Za-z_-]*(\.[0-9A-Za-z]+)*$")
            ),
            ExclusionConstraint(
                name="department_once_at_a_time",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (InclusivePeriod(), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True),
            ),
        ]
        triggers = [kept(), as_recorded("institution", "code", "name", "starts_on", "ends_on")]

    def __str__(self):
        return f"{self.code} {self.name}"


class InstitutionContact(KeyedModel):
    """Whom to reach at an institution. One who left is ended, never removed."""

    RETENTION = "operations_3_years"

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="contacts")
    name = models.CharField(_("contact's name"), max_length=80)
    telephone = SealedTextField(blank=True)
    email = SealedTextField(blank=True)
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES, default="zh-hans")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("contact of an institution")
        verbose_name_plural = _("contacts of institutions")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="institution_contact_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["institution"], name="institution_contact_now", condition=Q(ends_on__isnull=True))
        ]
        triggers = [kept()]

    def __str__(self):
        return f"contact {self.pk}"
