"""A run over a month: its chunks, what it made of each settlement, what it posted."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only, kept


class Run(models.Model):
    """A run over an institution's month. It shows what the month comes to, or posts it; its key comes from the month and the
    number of the run, so that it is the same wherever it is made."""

    RETENTION = "case_30_years"

    class Mode(models.TextChoices):
        SHOW = "show", _("shows what it comes to")
        POST = "post", _("posts it")

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, editable=False)
    month = models.ForeignKey("claims.InstitutionMonth", models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(_("number of the run"))
    mode = models.CharField(_("what it does"), max_length=4, choices=Mode.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.RUNNING)
    # The day it is asked on: findings and bookings are of this day, whenever a chunk is done.
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    # Under this one its end is written in the history.
    appointment = models.ForeignKey("casework.Appointment", models.PROTECT, related_name="+")
    # The run whose figures were agreed on, for one that posts.
    shown_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="posted_by_runs")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run over a month")
        verbose_name_plural = _("runs over months")
        ordering = ["month", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["month", "number"], name="run_numbered_once"),
            models.UniqueConstraint(fields=["month"], name="run_one_at_a_time", condition=Q(state="running")),
            models.UniqueConstraint(
                fields=["month"], name="month_posted_by_one_run", condition=Q(mode="post") & ~Q(state="cancelled")
            ),
            models.CheckConstraint(
                name="run_finished_has_moment",
                condition=Q(state="running", finished_at__isnull=True)
                | ~Q(state="running") & Q(finished_at__isnull=False),
            ),
            # What is being posted is posted to its end: half a month is no month.
            models.CheckConstraint(name="posting_is_not_cancelled", condition=~Q(mode="post", state="cancelled")),
            models.CheckConstraint(
                name="posting_names_what_was_shown",
                condition=Q(mode="post", shown_by__isnull=False) | Q(mode="show", shown_by__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(
                name="moves_forward", field="state", transitions=[("running", "done"), ("running", "cancelled")]
            ),
            pgtrigger.ReadOnly(
                name="as_asked",
                fields=["month", "number", "mode", "asked_on", "asked_by", "appointment", "shown_by", "started_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_id} {self.number}"


class RunChunk(models.Model):
    """Some people of a run, all of theirs: done in one transaction, by whichever worker holds the row."""

    RETENTION = "history_30_years"

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped")

    run = models.ForeignKey("claims.Run", models.PROTECT, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    first_person = models.UUIDField()
    last_person = models.UUIDField()
    cares = models.PositiveIntegerField(_("settlements"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    failure = models.CharField(_("why it stopped"), max_length=40, blank=True)
    # How often its time ran out.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("chunk of a run")
        verbose_name_plural = _("chunks of runs")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="chunk_numbered_once"),
            models.CheckConstraint(name="chunk_people_in_order", condition=Q(last_person__gte=F("first_person"))),
            models.CheckConstraint(
                name="chunk_done_has_moment", condition=Q(state="done", done_at__isnull=False) | ~Q(state="done")
            ),
            models.CheckConstraint(name="chunk_failed_says_why", condition=~Q(state="failed") | ~Q(failure="")),
        ]
        indexes = [models.Index(fields=["run", "number"], name="chunk_waiting", condition=Q(state="waiting"))]
        triggers = [
            kept(),
            pgtrigger.FSM(
                name="never_undone",
                field="state",
                transitions=[("waiting", "done"), ("waiting", "failed"), ("failed", "waiting")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class CareResult(models.Model):
    """What a run made of one settlement, in yuan. All steps are kept where it differs from what was charged; of one that agrees the
    figures, the policy's digest and, once posted, the year before and after it: from these its steps come again."""

    RETENTION = "case_30_years"

    class Outcome(models.TextChoices):
        AGREES = "agrees", _("agrees with what was charged")
        DIFFERS = "differs", _("differs from what was charged")
        REFUSED = "refused", _("not payable")

    id = models.UUIDField(primary_key=True, editable=False)
    run = models.ForeignKey("claims.Run", models.PROTECT, related_name="results", db_index=False)
    care = models.ForeignKey("claims.DeclaredCare", models.PROTECT, related_name="results")
    # The posted result whose place it takes: what that one was paid is taken back with the month of this one.
    original = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome.choices)
    # The first reason of a difference, by which differences are counted.
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    scheme = models.CharField(_("scheme"), max_length=20, blank=True)
    place = models.CharField(_("place of insurance"), max_length=12, blank=True)
    policy_code = models.CharField(_("policy"), max_length=80, blank=True)
    policy_digest = models.CharField(_("digest"), max_length=64, blank=True)
    fund_pays = models.DecimalField(_("pooled fund"), max_digits=14, decimal_places=2)
    supplement_pays = models.DecimalField(_("supplement"), max_digits=14, decimal_places=2)
    major_illness_pays = models.DecimalField(_("critical illness insurance"), max_digits=14, decimal_places=2)
    assistance_pays = models.DecimalField(_("medical assistance"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("paid in all"), max_digits=14, decimal_places=2)
    difference = models.DecimalField(_("difference"), max_digits=14, decimal_places=2)
    # What was found (code, params, lines), as JSON; and the record with its steps, as text: nobody asks within it.
    findings = models.JSONField(default=list)
    record = models.TextField(blank=True)

    class Meta:
        verbose_name = _("result of a settlement")
        verbose_name_plural = _("results of settlements")
        ordering = ["run", "care"]
        constraints = [
            models.UniqueConstraint(fields=["run", "care"], name="result_once_a_run"),
            models.CheckConstraint(
                name="result_sums_up",
                condition=Q(
                    paid=F("fund_pays") + F("supplement_pays") + F("major_illness_pays") + F("assistance_pays"),
                    fund_pays__gte=0,
                    supplement_pays__gte=0,
                    major_illness_pays__gte=0,
                    assistance_pays__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="result_paid_names_its_policy",
                condition=Q(outcome="refused", paid=0) | ~Q(outcome="refused") & ~Q(policy_digest=""),
            ),
            models.CheckConstraint(
                name="result_that_differs_says_why", condition=Q(outcome="agrees", reason="") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["run", "outcome", "reason", "id"], name="result_by_reason")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.run_id} {self.care_id}"


class CareEntry(models.Model):
    """What one layer bears of one posted settlement: the detail behind the month's bookings, which are its sums. A layer bears a
    settlement once, and takes it back once, whatever is run again. Its table has a partition a month, as that of lines has."""

    RETENTION = "case_30_years"

    # From the settlement and the layer.
    id = models.UUIDField(primary_key=True, editable=False)
    result = models.ForeignKey("claims.CareResult", models.PROTECT, related_name="entries", db_index=False)
    care = models.ForeignKey("claims.DeclaredCare", models.PROTECT, related_name="entries", db_index=False)
    month = models.ForeignKey("claims.InstitutionMonth", models.PROTECT, related_name="entries", db_index=False)
    layer = models.CharField(_("layer"), max_length=20)
    scheme = models.CharField(_("scheme"), max_length=20)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    # Below zero: another settlement took the place of this one.
    taken_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("entry of a settlement")
        verbose_name_plural = _("entries of settlements")
        constraints = [
            models.UniqueConstraint(fields=["care", "layer", "taken_back"], name="layer_bears_a_settlement_once"),
            models.CheckConstraint(
                name="care_entry_by_its_sign",
                condition=Q(taken_back=False, amount__gt=0) | Q(taken_back=True, amount__lt=0),
            ),
        ]
        indexes = [models.Index(fields=["month", "scheme", "layer"], name="care_entry_by_month")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.care_id} {self.layer}"
