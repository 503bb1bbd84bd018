from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import Status, kept

FIRST_YEAR, LAST_YEAR = 2020, 2100


class CalendarDraft(models.Model):
    """The arrangement of a year as somebody drafted it, or a correction of a published one. It moves no date: the tables
    of the calendar change when a second person publishes it, and it stays as what was published then."""

    RETENTION = "reference"

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    # day (ISO) → kind
    days = models.JSONField(_("days"), default=dict)
    source = models.CharField(_("source"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    reason = models.CharField(_("reason of the correction"), max_length=200, blank=True)
    drafted_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    drafted_at = models.DateTimeField(_("drafted at"), auto_now=True)
    published_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("draft of a calendar year")
        verbose_name_plural = _("drafts of calendar years")
        ordering = ["-year", "-drafted_at"]
        constraints = [
            models.CheckConstraint(
                name="calendar_draft_by_second_person",
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | (Q(published_by__isnull=False, published_at__isnull=False) & ~Q(published_by=F("drafted_by"))),
            ),
            models.CheckConstraint(
                name="calendar_draft_discarded_never_published",
                condition=Q(discarded_at__isnull=True) | Q(published_at__isnull=True),
            ),
            models.CheckConstraint(name="calendar_draft_year", condition=Q(year__range=(FIRST_YEAR, LAST_YEAR))),
            models.UniqueConstraint(
                fields=["year"],
                name="calendar_draft_open_once",
                condition=Q(published_at__isnull=True, discarded_at__isnull=True),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return str(self.year)

    @property
    def is_open(self) -> bool:
        return self.published_at is None and self.discarded_at is None
