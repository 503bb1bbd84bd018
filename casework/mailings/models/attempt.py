from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.mailings.models.mailing import Mailing
from casework.tables.models.bases import KeyedModel, append_only


class ServiceAttempt(KeyedModel):
    """One try to serve a letter: on which way, what became of it and when. What was served carries the day it counts from."""

    RETENTION = "case_30_years"

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("signed for, or taken in hand")
        LEFT = "left", _("not taken, and left there with a record of it")
        POSTED = "posted", _("posted; the receipt is awaited")
        RETURNED = "returned", _("came back, or nobody was found")
        REFUSED = "refused", _("not taken")
        PUBLISHED = "published", _("public notice put up")

    mailing = models.ForeignKey("casework.Mailing", models.PROTECT, related_name="service_attempts")
    how = models.CharField(_("how"), max_length=12, choices=Mailing.How.choices)
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome.choices)
    day = models.DateField(_("day"))
    to = models.CharField(_("to whom, or where"), max_length=80, blank=True)
    # From which day it counts as served, by which rule: empty for a try that was no service.
    served_on = models.DateField(_("served on"), null=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=10, blank=True)
    # The public notice as it was put up.
    paper = models.ForeignKey("casework.IssuedPaper", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("try to serve a letter")
        verbose_name_plural = _("tries to serve letters")
        ordering = ["day", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="service_attempt_served_has_source",
                condition=Q(served_on__isnull=True, source="", status="")
                | Q(served_on__gte=F("day")) & ~Q(source="") & ~Q(status=""),
            ),
            models.CheckConstraint(
                name="service_attempt_notice_is_a_paper",
                condition=~Q(outcome="published") | Q(how="notice", paper__isnull=False, served_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["mailing", "day"], name="service_attempt_by_mailing")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.how} {self.outcome} {self.day}"
