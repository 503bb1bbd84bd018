from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.mailings.table import stage_words
from casework.tables.models.bases import PublishedModel, all_languages, immutable_once_published, kept, two_people


class Notice(models.Model):
    """That the clock of a case reached a stage on a date. Exactly one row each; a stage passed over is a row with its reason."""

    RETENTION = "case_30_years"

    class Skipped(models.TextChoices):
        ENTERED_LATE = "entered_late", _("it was entered after that day")
        NOTHING_RAN = "nothing_ran", _("no job ran on that day; a later stage was reached")
        START_CORRECTED = "start_corrected", _("the start was corrected")
        CLOCK_STOPPED = "clock_stopped", _("the clock stood still on that day")
        CLOSED_BEFORE = "closed_before", _("it was closed before the hand-over")

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="notices")
    deadline = models.ForeignKey("casework.Deadline", models.PROTECT, related_name="notices")
    clock = models.CharField(_("time limit"), max_length=80)
    stage = models.CharField(_("stage"), max_length=20)
    for_date = models.DateField(_("for the day"))
    mailing = models.ForeignKey("casework.Mailing", models.PROTECT, null=True, related_name="notices")
    skipped = models.CharField(_("skipped because"), max_length=20, choices=Skipped.choices, blank=True)
    written_on = models.DateField(_("written on"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["for_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "stage", "for_date"], name="notice_stage_once"),
            models.CheckConstraint(
                name="notice_mailed_or_skipped",
                condition=Q(mailing__isnull=False, skipped="") | Q(mailing__isnull=True) & ~Q(skipped=""),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.stage} {self.for_date}"

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return stage_words(self.clock, self.stage)


class NoticeText(PublishedModel):
    """Subject and body of the message of a stage, in three languages, in dated versions."""

    RETENTION = "reference"

    clock = models.CharField(_("time limit"), max_length=80)
    stage = models.CharField(_("stage"), max_length=20)
    subject = models.CharField(pgettext_lazy("of a message", "subject"), max_length=120)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of notices")
        verbose_name_plural = _("texts of notices")
        ordering = ["clock", "stage", "starts_on"]
        constraints = [
            all_languages("notice_text", "subject", "body"),
            two_people("notice_text"),
            models.UniqueConstraint(fields=["clock", "stage", "starts_on"], name="notice_text_once"),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return str(stage_words(self.clock, self.stage))
