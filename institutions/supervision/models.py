import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from institutions.supervision.states import FINAL, InspectionState


class Inspection(models.Model):
    """An inspection of an institution by two named officers, with what follows from its findings: a reply, rectification, or the
    hand-over of a suspected breach and the order that the administrative department made on it."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="inspection")
    state = models.CharField(max_length=30, choices=InspectionState.choices, default=InspectionState.INSPECTING)
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="inspections")
    inspected_on = models.DateField(_("inspected on"))
    occasion = models.CharField(_("occasion"), max_length=200)
    first_officer = models.CharField(_("first officer"), max_length=80)
    first_credential = models.CharField(_("credential of the first officer"), max_length=40)
    second_officer = models.CharField(_("second officer"), max_length=80)
    second_credential = models.CharField(_("credential of the second officer"), max_length=40)
    # What was told and answered.
    told_on = models.DateField(_("findings told on"), null=True)
    reply_by = models.DateField(_("reply by"), null=True)
    replied_on = models.DateField(_("reply received on"), null=True)
    reply = models.CharField(_("reply of the institution"), max_length=1000, blank=True)
    # What is to be put right.
    rectify_by = models.DateField(_("put right by"), null=True)
    rectification = models.CharField(_("what is to be put right"), max_length=600, blank=True)
    rectified_on = models.DateField(_("put right on"), null=True)
    seen = models.CharField(_("what was seen"), max_length=300, blank=True)
    # What was handed over, and the order that came of it.
    department = models.CharField(_("administrative department"), max_length=120, blank=True)
    suspected = models.CharField(_("suspected breach"), max_length=600, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True)
    order_number = models.CharField(_("number of the order"), max_length=120, blank=True)
    # The day of the breach, the last one where it went on: its law is that of the day.
    breach_on = models.DateField(_("day of the breach"), null=True)
    ordered_on = models.DateField(_("day of the order"), null=True)
    served_on = models.DateField(_("served on"), null=True)
    penalty = models.CharField(_("penalty"), max_length=30, blank=True)
    base = models.DecimalField(_("loss or sum defrauded"), max_digits=14, decimal_places=2, null=True)
    fine = models.DecimalField(_("fine"), max_digits=14, decimal_places=2, null=True)
    order_entered_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    order_confirmed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [
            StateFollowsCase(name="inspection_state_follows_case"),
            models.UniqueConstraint(
                fields=["institution"], name="inspection_one_under_way", condition=~Q(state__in=FINAL)
            ),
            models.CheckConstraint(
                name="inspection_by_two_officers", condition=~Q(first_credential=F("second_credential"))
            ),
            models.CheckConstraint(
                name="inspection_told_has_days",
                condition=Q(state__in=["inspecting", "clean", "withdrawn"])
                | Q(told_on__isnull=False, reply_by__isnull=False, reply_by__gte=F("told_on")),
            ),
            models.CheckConstraint(
                name="inspection_reply_whole",
                condition=Q(replied_on__isnull=True, reply="")
                | Q(replied_on__isnull=False, told_on__isnull=False, replied_on__gte=F("told_on")) & ~Q(reply=""),
            ),
            models.CheckConstraint(
                name="inspection_rectified_was_asked",
                condition=~Q(state__in=["rectifying", "rectified"]) | Q(rectify_by__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_handed_over_whole",
                condition=~Q(state__in=["handed_over", "order_entered", "ordered", "no_order"])
                | Q(handed_over_on__isnull=False) & ~Q(department="") & ~Q(suspected=""),
            ),
            models.CheckConstraint(
                name="inspection_order_whole",
                condition=~Q(state__in=["order_entered", "ordered"])
                | Q(ordered_on__isnull=False, order_entered_by__isnull=False) & ~Q(order_number="") & ~Q(penalty=""),
            ),
            models.CheckConstraint(
                name="inspection_order_days_ordered",
                condition=Q(ordered_on__isnull=True)
                | Q(ordered_on__gte=F("handed_over_on"))
                & (Q(served_on__isnull=True) | Q(served_on__gte=F("ordered_on")))
                & (Q(breach_on__isnull=True) | Q(breach_on__lte=F("ordered_on"))),
            ),
            models.CheckConstraint(
                name="inspection_order_by_two",
                condition=~Q(state="ordered")
                | Q(order_confirmed_by__isnull=False) & ~Q(order_confirmed_by=F("order_entered_by")),
            ),
            models.CheckConstraint(name="inspection_no_order_says_why", condition=~Q(state="no_order") | ~Q(reason="")),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=InspectionState.moves()),
            pgtrigger.ReadOnly(
                name="as_begun",
                fields=[
                    "institution",
                    "inspected_on",
                    "occasion",
                    "first_officer",
                    "first_credential",
                    "second_officer",
                    "second_credential",
                ],
            ),
        ]

    def __str__(self):
        return str(self.case_id)


class InspectionFinding(models.Model):
    """What was found: an act of the province's list, in words, with the sum it concerns where there is one."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="inspection_findings")
    conduct = models.CharField(_("what was done"), max_length=30)
    words = models.CharField(_("what was found"), max_length=600)
    amount = models.DecimalField(_("sum concerned"), max_digits=14, decimal_places=2, null=True)
    written_on = models.DateField(_("written on"))
    written_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("finding of an inspection")
        verbose_name_plural = _("findings of inspections")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="inspection_finding_amount", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.pk)


class StruckFinding(models.Model):
    """That a finding was wrong: it is kept and shown as struck. Once it was told, somebody else than its writer strikes it."""

    RETENTION = "case_30_years"

    finding = models.OneToOneField("institutions.InspectionFinding", models.PROTECT, related_name="struck")
    reason = models.CharField(_("reason"), max_length=300)
    struck_on = models.DateField(_("struck on"))
    struck_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    after_told = models.BooleanField(_("after it was told"))
    written_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("struck finding")
        verbose_name_plural = _("struck findings")
        constraints = [
            models.CheckConstraint(name="struck_finding_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="struck_finding_told_by_another",
                condition=Q(after_told=False) | ~Q(struck_by=F("written_by")),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.finding_id)
