import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only, kept


class MonthlyReturnQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The returns of the offices an officer answers for: her own and those below it."""
        return self.filter(office__in=officer.area) if officer.scope("see_monthly_returns") == "area" else self.none()


class MonthlyReturn(KeyedModel):
    """The return of a month of one office: figures as they were when it was drawn, signed by a second person. A correction is a
    further version; the one before stays."""

    RETENTION = "history_30_years"

    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    # The first day of the month.
    month = models.DateField(_("month"))
    version = models.PositiveSmallIntegerField(_("version"))
    # Numbers by figure; each is the count of its rows.
    figures = models.JSONField(_("figures"))
    drawn_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("drawn by"))
    drawn_at = models.DateTimeField(_("drawn at"), auto_now_add=True)
    signed_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)

    objects = MonthlyReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly return")
        verbose_name_plural = _("monthly returns")
        ordering = ["-month", "office", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["office", "month", "version"], name="monthly_return_version"),
            models.UniqueConstraint(
                fields=["office", "month"], condition=Q(signed_at__isnull=True), name="monthly_return_one_unsigned"
            ),
            models.CheckConstraint(name="monthly_return_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="monthly_return_signed_by_second_person",
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(signed_by=F("drawn_by")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_drawn", fields=["office", "month", "version", "figures", "drawn_by", "drawn_at"]
            ),
            pgtrigger.Protect(
                name="signed_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__signed_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} · {self.version}"


class MonthlyReturnRow(models.Model):
    """One case behind one figure of a return."""

    RETENTION = "history_30_years"

    of = models.ForeignKey("enrolment.MonthlyReturn", models.PROTECT, related_name="rows")
    figure = models.CharField(_("figure"), max_length=20)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="+", verbose_name=_("case"))

    class Meta:
        verbose_name = _("row of a monthly return")
        verbose_name_plural = _("rows of monthly returns")
        constraints = [models.UniqueConstraint(fields=["of", "figure", "case"], name="monthly_return_row_once")]
        triggers = [append_only()]

    def __str__(self):
        return self.figure
