from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class Answer(models.Model):
    """What was decided elsewhere on what an officer or an office had asked for; it stands on their home until seen."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="answers")
    # What was done, and why: a code of the room that did it, or the words of the colleague.
    verb = models.CharField(max_length=40)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Either one officer, or whoever works at an office.
    officer = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="answers")
    office = models.ForeignKey("casework.Office", models.PROTECT, null=True, related_name="answers")
    told_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("answer to a colleague")
        verbose_name_plural = _("answers to colleagues")
        ordering = ["told_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="answer_to_one",
                condition=Q(officer__isnull=True, office__isnull=False) | Q(officer__isnull=False, office__isnull=True),
            ),
            models.CheckConstraint(
                name="answer_seen_by_somebody",
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "told_at"], name="answer_unseen_office", condition=Q(seen_at__isnull=True)),
            models.Index(
                fields=["officer", "told_at"], name="answer_unseen_officer", condition=Q(seen_at__isnull=True)
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"answer {self.pk}"
