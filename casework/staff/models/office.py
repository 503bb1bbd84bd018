from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import all_languages, kept


class Office(models.Model):
    """A healthcare insurance handling office, or a service center or station attached to one."""

    RETENTION = "reference"

    class Kind(models.TextChoices):
        PROVINCE = "province", _("provincial office")
        PROVINCIAL_POOL = "provincial_pool", _("provincial-level pool")
        CITY = "city", _("city office")
        COUNTY = "county", _("county office")
        COMMUNITY = "community", _("community desk")
        CENTER = "center", _("service center for Taiwan compatriots")
        STATION = "station", _("service station for Taiwan compatriots")

    # The windows that may activate the insurance code (2024 notice: county level and above).
    COUNTY_LEVEL_OR_ABOVE = frozenset({Kind.PROVINCE, Kind.PROVINCIAL_POOL, Kind.CITY, Kind.COUNTY})
    # What is taken in there belongs to the office it stands under.
    ATTACHED = frozenset({Kind.CENTER, Kind.STATION, Kind.COMMUNITY})

    code = models.CharField(_("office code"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    place = models.ForeignKey("casework.Place", models.PROTECT, verbose_name=_("place"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under / attached to")
    )
    path = models.CharField(_("line of offices above"), max_length=200, editable=False)
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    # Printed on notices; without the two last no refusal is handed out.
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    reconsideration_organ = models.CharField(
        _("organ of reconsideration"),
        max_length=120,
        blank=True,
        help_text=_(
            "As a rule the people's government of the same level (Administrative Reconsideration Law, article 24)."
        ),
    )
    court = models.CharField(_("people's court for complaints"), max_length=120, blank=True)
    is_partner = models.BooleanField(_("run by a contracted partner"), default=False)
    starts_on = models.DateField(_("open from"))
    ends_on = models.DateField(_("open until"), null=True, blank=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["code"]
        constraints = [
            all_languages("office", "name"),
            models.CheckConstraint(
                name="office_center_is_attached",
                condition=~Q(kind__in=["center", "station", "community"]) | Q(parent__isnull=False),
            ),
            models.CheckConstraint(name="office_path_ends_in_code", condition=Q(path__endswith="/")),
        ]
        indexes = [models.Index(fields=["path"], name="office_path", opclasses=["varchar_pattern_ops"])]
        triggers = [kept()]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)
        # An office moved takes those under it along: what may be seen follows the path.
        for child in self.children.exclude(path__startswith=self.path):
            child.save()

    def clean(self):
        """Refuses an office under itself: its path, and all scopes, would have no end."""
        if self.pk and self.parent and self.parent.path.startswith(Office.objects.get(pk=self.pk).path):
            raise ValidationError({"parent": _("An office cannot stand under itself.")})

    @property
    def is_attached(self) -> bool:
        return self.kind in self.ATTACHED

    @property
    def handles_cases_as(self) -> "Office":
        """The office that owns cases taken in here: those of a center, or of a community desk, belong to the office above."""
        return self.parent if self.is_attached and self.parent else self
