from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.superseded import Superseded, as_recorded


class EmployerStanding(Superseded):
    """What became of an employer, as a dated act with its case: cancelled, revoked, not to be reached, merged, split. The rows are
    its history; the one that holds is not superseded and has not ended."""

    RETENTION = "person_permanent"

    class Kind(models.TextChoices):
        UNREACHABLE = "unreachable", _("cannot be reached")
        REVOKED = "revoked", _("licence revoked")
        CANCELLED = "cancelled", _("registration cancelled")
        MERGED = "merged", _("merged into another employer")
        SPLIT = "split", _("part of it went to another employer")

    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="standings")
    kind = models.CharField(_("state"), max_length=12, choices=Kind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    # Who takes over what it leaves.
    successor = models.ForeignKey("enrolment.Employer", models.PROTECT, null=True, related_name="succeeds")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="employer_standings")

    class Meta:
        verbose_name = _("state of an employer")
        verbose_name_plural = _("states of employers")
        ordering = ["-starts_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="employer_standing_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="employer_standing_successor",
                condition=Q(kind__in=["merged", "split"], successor__isnull=False) & ~Q(successor=F("employer"))
                | ~Q(kind__in=["merged", "split"]) & Q(successor__isnull=True),
            ),
            # An employer can be split more than once; the rest holds once at a time.
            models.UniqueConstraint(
                fields=["employer", "kind"],
                name="employer_standing_once",
                condition=Q(superseded_at__isnull=True, ends_on__isnull=True) & ~Q(kind="split"),
            ),
        ]
        triggers = [kept(), as_recorded("employer", "kind", "starts_on", "ends_on", "successor", "case")]

    def __str__(self):
        return f"{self.kind} {self.starts_on}"
