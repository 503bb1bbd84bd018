from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, all_languages, immutable_once_published, kept, two_people
from enrolment.mailings.models.stages import STAGE_CHOICES


class Notice(models.Model):
    """That one hire reached one stage on one date. Exactly one row each; a stage passed over is a row with its reason."""

    RETENTION = "case_30_years"

    class Skipped(models.TextChoices):
        ENTERED_LATE = "entered_late", _("the hire was entered after that day")
        NOTHING_RAN = "nothing_ran", _("no job ran on that day; a later stage was reached")
        START_CORRECTED = "start_corrected", _("the start was corrected")
        CLOCK_STOPPED = "clock_stopped", _("the clock stood still on that day")
        CLOSED_BEFORE = "closed_before", _("the hire was closed before the hand-over")

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="notices")
    deadline = models.ForeignKey("casework.Deadline", models.PROTECT, related_name="notices")
    rule = models.CharField(_("stage"), max_length=20, choices=STAGE_CHOICES)
    for_date = models.DateField(_("for the day"))
    mailing = models.ForeignKey("enrolment.Mailing", models.PROTECT, null=True, related_name="notices")
    skipped = models.CharField(_("skipped because"), max_length=20, choices=Skipped.choices, blank=True)
    written_on = models.DateField(_("written on"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["for_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "rule", "for_date"], name="notice_once"),
            models.CheckConstraint(
                name="notice_mailed_or_skipped",
                condition=Q(mailing__isnull=False, skipped="") | Q(mailing__isnull=True) & ~Q(skipped=""),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.rule} {self.for_date}"


class NoticeText(PublishedModel):
    """Subject and body of the message of a stage, in three languages, in dated versions."""

    RETENTION = "reference"

    rule = models.CharField(_("stage"), max_length=20, choices=STAGE_CHOICES)
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of notices")
        verbose_name_plural = _("texts of notices")
        ordering = ["rule", "starts_on"]
        constraints = [
            all_languages("notice_text", "subject", "body"),
            two_people("notice_text"),
            models.UniqueConstraint(fields=["rule", "starts_on"], name="notice_text_version"),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return self.rule
