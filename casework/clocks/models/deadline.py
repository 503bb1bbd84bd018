from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import Status, kept


class Deadline(models.Model):
    """One clock of a case, with the rule it follows. A recomputed clock keeps the old row, superseded by the new."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="deadlines")
    rule = models.CharField(_("rule"), max_length=80)
    rule_version = models.CharField(max_length=40)
    source = models.CharField(_("source"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    place = models.CharField(max_length=12, blank=True)
    person_kind = models.CharField(max_length=30, blank=True)
    started_on = models.DateField(_("counted from"))
    nominal_on = models.DateField(_("nominal date"))
    legal_on = models.DateField(_("legal date"))
    provisional = models.BooleanField(_("provisional"))
    backward = models.BooleanField(_("counted back from an event"), default=False, db_default=False)
    stopped_on = models.DateField(_("stopped on"), null=True)
    stop_reason = models.CharField(max_length=40, blank=True)
    # A later day, given by an officer with her reason; the row it replaces keeps the old one.
    extended_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    extension_reason = models.CharField(_("reason of the extension"), max_length=200, blank=True, db_default="")
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="supersedes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="deadline_dates_ordered",
                condition=Q(backward=False, nominal_on__gte=F("started_on"), legal_on__gte=F("nominal_on"))
                | Q(backward=True, nominal_on__lte=F("started_on"), legal_on__lte=F("nominal_on")),
            ),
            models.CheckConstraint(
                name="deadline_extended_by_somebody_with_reason",
                condition=Q(extended_by__isnull=True, extension_reason="")
                | Q(extended_by__isnull=False, backward=False) & ~Q(extension_reason=""),
            ),
            models.UniqueConstraint(
                fields=["case", "rule"],
                name="deadline_one_running",
                condition=Q(stopped_on__isnull=True, superseded_by__isnull=True),
            ),
        ]
        # Both begin with the rule, so that a sweep over one kind of clock never walks the others.
        indexes = [
            models.Index(
                fields=["rule", "legal_on"],
                name="deadline_running_legal",
                condition=Q(stopped_on__isnull=True, superseded_by__isnull=True),
            ),
            models.Index(
                fields=["rule", "nominal_on"],
                name="deadline_running_nominal",
                condition=Q(stopped_on__isnull=True, superseded_by__isnull=True),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.rule} #{self.pk}"
