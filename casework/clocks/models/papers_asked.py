from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import Status, kept


class PapersAsked(models.Model):
    """The days between asking for missing papers and their coming, for one clock of a case."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="papers_asked")
    rule = models.CharField(_("rule"), max_length=80)
    asked_on = models.DateField(_("asked on"))
    received_on = models.DateField(_("received on"), null=True)

    class Meta:
        verbose_name = _("papers asked for")
        verbose_name_plural = _("papers asked for")
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="papers_asked_before_received",
                condition=Q(received_on=None) | Q(received_on__gte=F("asked_on")),
            ),
            models.UniqueConstraint(
                fields=["case", "rule"], name="papers_asked_one_open", condition=Q(received_on__isnull=True)
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.rule} {self.asked_on}"


class DeadlineReading(models.Model):
    """The date of a clock under one reading of what missing papers do to it; one of them counts."""

    RETENTION = "case_30_years"

    class Reading(models.TextChoices):
        NONE = "none", _("the clock goes on")
        PAUSE = "pause", _("the days without the papers are not counted")
        RESTART = "restart", _("counted anew from the day the papers are here")

    deadline = models.ForeignKey("casework.Deadline", models.PROTECT, related_name="readings")
    reading = models.CharField(_("reading"), max_length=10, choices=Reading.choices)
    started_on = models.DateField(_("counted from"), null=True)
    legal_on = models.DateField(_("legal date"), null=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    counts = models.BooleanField(_("counts"))
    source = models.CharField(_("source"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)

    class Meta:
        verbose_name = _("reading of a deadline")
        verbose_name_plural = _("readings of a deadline")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="reading_known_or_not",
                condition=Q(legal_on__isnull=True, started_on__isnull=True)
                | Q(legal_on__isnull=False, started_on__isnull=False),
            ),
            models.UniqueConstraint(fields=["deadline", "reading"], name="reading_once"),
            models.UniqueConstraint(fields=["deadline"], name="reading_one_counts", condition=Q(counts=True)),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.deadline_id} {self.reading}"
