import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.months.states import MonthState
from claims.runs.choices import APPROVED


class InstitutionMonth(models.Model):
    """What an institution settled at its counters in a month: declared by its file, worked out by runs, stated to it, agreed,
    posted by two, paid."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="institution_month")
    state = models.CharField(max_length=30, choices=MonthState.choices, default=MonthState.DECLARED)
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="months")
    month = models.DateField(_("month"))
    # The last day for declaring it; behind it the month counts as late.
    declare_by = models.DateField(_("to be declared by"))
    # The run that the statement shows, and until when the institution may reply.
    stated_run = models.ForeignKey("claims.Run", models.PROTECT, null=True, related_name="+")
    stated_on = models.DateField(_("stated on"), null=True)
    reply_until = models.DateField(_("may reply until"), null=True)
    replied_on = models.DateField(_("replied on"), null=True)
    reply = SealedProseField(blank=True)
    reviewed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(_("approved on"), null=True)
    pay_by = models.DateField(_("to be paid by"), null=True)

    class Meta:
        verbose_name = _("month of an institution")
        verbose_name_plural = _("months of institutions")
        constraints = [
            StateFollowsCase(name="month_state_follows_case"),
            models.UniqueConstraint(
                fields=["institution", "month"], name="month_declared_once", condition=~Q(state="withdrawn")
            ),
            models.CheckConstraint(name="institution_month_begins_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="month_approved_by_second_person",
                condition=Q(approved_by__isnull=True) | Q(reviewed_by__isnull=False) & ~Q(approved_by=F("reviewed_by")),
            ),
            models.CheckConstraint(
                name="month_stated_whole",
                condition=Q(state__in=["declared", "withdrawn"])
                | Q(stated_run__isnull=False, stated_on__isnull=False, reply_until__isnull=False),
            ),
            models.CheckConstraint(
                name="month_approved_whole",
                condition=~Q(state__in=APPROVED)
                | Q(approved_by__isnull=False, approved_on__isnull=False, pay_by__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=MonthState.moves()),
            pgtrigger.ReadOnly(name="as_declared", fields=["institution", "month", "declare_by"]),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month:%Y-%m}"


class MonthFile(models.Model):
    """Whose settlements an imported file holds: the one fact of it that the machine of imports does not keep."""

    RETENTION = "history_30_years"

    sent = models.OneToOneField("casework.Import", models.PROTECT, primary_key=True, related_name="month_file")
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="month_files")

    class Meta:
        verbose_name = _("file of a month")
        verbose_name_plural = _("files of months")
        triggers = [kept()]

    def __str__(self) -> str:
        return f"file {self.pk}"
