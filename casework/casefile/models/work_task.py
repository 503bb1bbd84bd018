from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class WorkTask(models.Model):
    """What a sweep put on the work list: a clock that is due soon or overdue. One row per clock and stage."""

    RETENTION = "case_30_years"

    class Stage(models.TextChoices):
        DUE_SOON = "due_soon", _("due soon")
        OVERDUE = "overdue", _("overdue")

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="tasks")
    deadline = models.ForeignKey("casework.Deadline", models.PROTECT, related_name="tasks")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    for_day = models.DateField(_("for the day"))
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["for_day", "id"]
        constraints = [models.UniqueConstraint(fields=["deadline", "stage"], name="task_once_per_stage")]
        indexes = [models.Index(fields=["case"], name="task_open", condition=Q(done_at__isnull=True))]
        triggers = [kept()]

    def __str__(self):
        return f"{self.stage} #{self.pk}"
