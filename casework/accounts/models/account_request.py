from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.staff.models.appointment import Role
from casework.tables.models.bases import kept


class AccountRequest(models.Model):
    """What one person asks to be done with a colleague's account and another agrees to: whoever holds an account holds
    every check by a second person that rests on it."""

    RETENTION = "staff_records"

    class Kind(models.TextChoices):
        APPOINT = "appoint", _("Appoint")
        END_APPOINTMENT = "end_appointment", _("End an appointment")
        RESET_PASSWORD = "reset_password", _("Give a new password")
        DEACTIVATE = "deactivate", _("Deactivate")
        REACTIVATE = "reactivate", _("Reactivate")

    class Outcome(models.TextChoices):
        OPEN = "", _("waits for a second person")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # Taking rights away is done by one person at once, unless an administrator loses them.
    MAY_BE_DONE_ALONE = (Kind.END_APPOINTMENT, Kind.DEACTIVATE)

    kind = models.CharField(_("request"), max_length=16, choices=Kind.choices)
    user = models.ForeignKey("casework.User", models.PROTECT, related_name="requests", verbose_name=_("staff member"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    office = models.ForeignKey("casework.Office", models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    desk = models.CharField(_("desk"), max_length=20, blank=True)
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("until"), null=True)
    appointment = models.ForeignKey("casework.Appointment", models.PROTECT, null=True, related_name="requests")
    reason = models.CharField(_("reason"), max_length=200)
    asked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    # Hashes of the two halves with which the person sets a password: one was shown to each of the two people.
    first_code = models.CharField(max_length=128, blank=True, editable=False)
    second_code = models.CharField(max_length=128, blank=True, editable=False)
    codes_until = models.DateTimeField(_("codes valid until"), null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_used_at = models.DateTimeField(_("codes used at"), null=True)
    # When the person was told of it, at her next log-in.
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("account request")
        verbose_name_plural = _("account requests")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="account_request_not_for_oneself",
                condition=~Q(asked_by=F("user")) & (Q(decided_by__isnull=True) | ~Q(decided_by=F("user"))),
            ),
            models.CheckConstraint(
                name="account_request_by_two",
                condition=~Q(outcome__in=("done", "refused"))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")))
                | Q(outcome="done", decided_by__isnull=True, kind__in=("end_appointment", "deactivate")),
            ),
            models.CheckConstraint(
                name="account_request_decided_with_day",
                condition=Q(outcome="", decided_at__isnull=True) | (~Q(outcome="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="account_request_says_what",
                condition=(Q(kind="appoint") & ~Q(role="") & Q(office__isnull=False, starts_on__isnull=False))
                | Q(kind="end_appointment", appointment__isnull=False, ends_on__isnull=False)
                | Q(kind__in=("reset_password", "deactivate", "reactivate")),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "role", "office", "appointment"],
                name="account_request_open_once",
                condition=Q(outcome=""),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["user", "-asked_at"], name="account_request_user")]
        triggers = [kept()]

    def __str__(self):
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN
