from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, kept
from enrolment.messages.words import STAGES


class PersonMessage(KeyedModel):
    """That there is something to tell a person: once for what it is about, to herself or to who acts for her. What was passed over
    says why. Several of one day leave as one message."""

    RETENTION = "case_30_years"

    class Skipped(models.TextChoices):
        NO_GUARDIAN = "no_guardian", _("a minor without a guardian on record: tell it at the counter")
        OVERTAKEN = "overtaken", _("overtaken: nothing was left to say")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="told")
    told_to = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="told")
    stage = models.CharField(_("what it says"), max_length=20)
    # What it is about, so that it is said once: a case and its round, a document and its last day, an insurance year.
    about = models.CharField(max_length=60)
    day = models.DateField(_("day it speaks of"))
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="told")
    mailing = models.ForeignKey("casework.Mailing", models.PROTECT, null=True, related_name="told")
    skipped = models.CharField(_("not sent because"), max_length=12, choices=Skipped.choices, blank=True)
    written_on = models.DateField(_("written on"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message to a person")
        verbose_name_plural = _("messages to people")
        ordering = ["-written_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "stage", "about", "told_to"], name="person_message_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="person_message_skipped_is_not_mailed", condition=Q(skipped="") | Q(mailing__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], name="person_message_waiting", condition=Q(mailing__isnull=True, skipped="")
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.stage} {self.day}"

    @property
    def stage_label(self) -> str:
        """What it says, in words; the code itself for what is no longer told."""
        return str(STAGES.get(self.stage, self.stage))
