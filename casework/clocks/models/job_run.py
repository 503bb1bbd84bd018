from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class JobRun(models.Model):
    """The ledger of jobs: one row per job and day, with what it touched."""

    RETENTION = "operations_3_years"

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    job = models.CharField(_("job"), max_length=60)
    for_day = models.DateField(_("for the day"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    counts = models.JSONField(_("counts"), default=dict)
    error = models.CharField(_("error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        ordering = ["-for_day", "job"]
        constraints = [models.UniqueConstraint(fields=["job", "for_day"], name="job_run_once_a_day")]
        triggers = [kept()]

    def __str__(self):
        return f"{self.job} {self.for_day}"
