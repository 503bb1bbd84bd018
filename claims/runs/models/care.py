"""What an institution declares: settlements as it made them at its counters, with their lines. Never changed."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only
from claims.reimbursements.choices import Care

# The key of a settlement comes from its month and its number, that of a line from its settlement and its number: sent again it is
# the same row, and whatever is derived from it is the same in any run.
SPACE = uuid.UUID("6f1c2f0e-3f0b-5d0a-9b52-6e2b7a0f6a14")


def key_of(*parts: object) -> uuid.UUID:
    """A key made of what a row is about, never of a sequence or a clock."""
    return uuid.uuid5(SPACE, "\x00".join(map(str, parts)))


def care_key(month: date, month_key: uuid.UUID, number: str) -> uuid.UUID:
    """The key of a settlement, behind the digits of its month: what is kept of a month stands together, in its own partition."""
    made = key_of(month_key, number).int
    behind = made & ((1 << 104) - 1) & ~(0xF << 76) | (8 << 76)
    return uuid.UUID(int=first_key(month).int | behind)


def first_key(month: date) -> uuid.UUID:
    """The lowest key of a settlement of a month."""
    return uuid.UUID(int=int(f"{month:%Y%m}", 16) << 104)


def key_behind(month: date) -> uuid.UUID:
    """The lowest key behind all of a month."""
    return uuid.UUID(int=first_key(month).int + (1 << 104))


class DeclaredCare(models.Model):
    """One settlement of a month, in yuan as the institution charged it, layer by layer. Of whoever it names only the file is
    kept; a number that nobody holds is not kept, only a key by which its rows belong together."""

    RETENTION = "case_30_years"

    id = models.UUIDField(primary_key=True, editable=False)
    month = models.ForeignKey("claims.InstitutionMonth", models.PROTECT, related_name="cares")
    number = models.CharField(_("number of the settlement"), max_length=40)
    # The number of the settlement whose place it takes, of the same month or of one that is posted; "" where it stands by itself.
    original = models.CharField(_("original settlement"), max_length=40, blank=True, default="")
    person = models.ForeignKey("enrolment.Person", models.PROTECT, null=True, related_name="declared_care")
    # By which a run is cut into chunks: the key of the person, else one of the number that nobody holds.
    person_key = models.UUIDField()
    care = models.CharField(_("kind of care"), max_length=20, choices=Care.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    settled_on = models.DateField(_("settled on"))
    diagnosis = models.CharField(_("diagnosis"), max_length=20)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    fund_pays = models.DecimalField(_("pooled fund"), max_digits=14, decimal_places=2)
    supplement_pays = models.DecimalField(_("supplement"), max_digits=14, decimal_places=2)
    major_illness_pays = models.DecimalField(_("critical illness insurance"), max_digits=14, decimal_places=2)
    assistance_pays = models.DecimalField(_("medical assistance"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("declared settlement")
        verbose_name_plural = _("declared settlements")
        ordering = ["person_key", "settled_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["month", "number"], name="declared_care_once_a_month"),
            models.CheckConstraint(
                name="declared_care_days_in_order",
                condition=Q(ends_on__gte=F("starts_on"), settled_on__gte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="declared_care_not_below_zero",
                condition=Q(
                    total__gte=0,
                    fund_pays__gte=0,
                    supplement_pays__gte=0,
                    major_illness_pays__gte=0,
                    assistance_pays__gte=0,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["month", "person_key", "settled_on", "number"], name="declared_care_in_order"),
            models.Index(fields=["person", "starts_on"], name="declared_care_of_person"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.number


class DeclaredLine(models.Model):
    """One line of a declared settlement. Its table has a partition a month (`claims/runs/services/partitions.py`) and no index on
    its own key: a line is found by its settlement and its number."""

    RETENTION = "case_30_years"

    id = models.UUIDField(primary_key=True, editable=False)
    care = models.ForeignKey("claims.DeclaredCare", models.PROTECT, related_name="lines", db_index=False)
    # As the institution numbers it; the lines of a settlement stand in the natural order of their numbers.
    number = models.CharField(_("number of the line"), max_length=30)
    code = models.CharField(_("national code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=4)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=4)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    on = models.DateField(_("day"), null=True)
    # The line of the original whose place it takes, where only some lines are corrected; "" elsewhere. All other lines of the
    # original stand as they were declared.
    original_line = models.CharField(_("original line"), max_length=30, blank=True, default="")
    # Who ordered it, by the national code, and the codes on the packs of a drug. Nothing is kept of a line that
    # names none: there are millions of them.
    doctor = models.CharField(_("code of the doctor"), max_length=20, blank=True, default="", db_default="")
    traces = ArrayField(models.CharField(max_length=40), null=True, verbose_name=_("traceability codes"))

    class Meta:
        verbose_name = _("declared line")
        verbose_name_plural = _("declared lines")
        ordering = ["care", "number"]
        constraints = [
            models.UniqueConstraint(fields=["care", "number"], name="declared_line_once"),
            # A line is corrected once in a settlement.
            models.UniqueConstraint(
                fields=["care", "original_line"], name="declared_line_corrects_once", condition=~Q(original_line="")
            ),
            models.CheckConstraint(
                name="declared_line_above_zero", condition=Q(quantity__gt=0, price__gte=0, amount__gte=0)
            ),
            models.CheckConstraint(
                name="declared_line_codes_form",
                condition=(Q(doctor="") | Q(doctor__regex=r"^[0-9A-Z]{6,20}$"))
                & (Q(traces__isnull=True) | Q(traces__len__gt=0)),
            ),
        ]
        # A chunk asks for each of its packs by itself: what waits to be put into the index would be read for every one.
        indexes = [
            GinIndex(
                fields=["traces"], name="declared_line_traces", condition=Q(traces__isnull=False), fastupdate=False
            )
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.care_id} {self.number}"
