from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import all_languages, kept


class Place(models.Model):
    """A unit of the administrative divisions: country, province, city, county or community."""

    RETENTION = "reference"

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        COUNTY = "county", _("county-level unit")
        COMMUNITY = "community", _("community")

    code = models.CharField(_("division code"), max_length=12, primary_key=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name=_("belongs to"))
    name = models.CharField(_("name"), max_length=80)
    run_like_city = models.BooleanField(_("run like a city"), default=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]
        constraints = [all_languages("place", "name")]
        triggers = [kept()]

    def __str__(self):
        return self.name

    @property
    def prefix(self) -> str:
        """The part of the code that everything inside this place shares: "" for the country, 35, 3502, 350203."""
        length = {"country": 0, "province": 2, "city": 4, "county": 6}.get(self.kind, 12)
        return self.code[:length]
