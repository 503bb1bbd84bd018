from django.db import models

from casework.tables.models.bases import kept


class RosterOfHires(models.Model):
    """Whose hires an import of hires holds: the one fact of it that the machine does not keep."""

    RETENTION = "history_30_years"

    sent = models.OneToOneField("casework.Import", models.PROTECT, primary_key=True, related_name="roster_of_hires")
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="rosters")

    class Meta:
        triggers = [kept()]

    def __str__(self) -> str:
        return f"roster {self.pk}"
