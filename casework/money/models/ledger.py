"""The case ledger: accounts, and transfers from one to another, which balance by construction."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only


class LedgerAccount(models.Model):
    """One account: a kind, in a pooling area, of a scheme where there is one per scheme, of a holder where it is somebody's."""

    RETENTION = "history_30_years"

    kind = models.CharField(_("kind"), max_length=30)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("pooling area"))
    scheme = models.CharField(_("scheme"), max_length=20, blank=True)
    holder_kind = models.CharField(max_length=20, blank=True)
    holder_key = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("account of the ledger")
        verbose_name_plural = _("accounts of the ledger")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "scheme", "holder_kind", "holder_key"], name="ledger_account_once"
            ),
            models.CheckConstraint(
                name="ledger_account_holder_whole",
                condition=Q(holder_kind="", holder_key="") | ~Q(holder_kind="") & ~Q(holder_key=""),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.kind} {self.pk}"


def _mirrors_what_it_reverses() -> pgtrigger.Trigger:
    """A reversal is the same amount the other way; and it is never reversed itself."""
    return pgtrigger.Trigger(
        name="mirrors_what_it_reverses",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Q(new__reverses__isnull=False),
        func=pgtrigger.Func(
            "IF NOT EXISTS (SELECT 1 FROM {meta.db_table} o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL"
            " AND o.source_id = NEW.target_id AND o.target_id = NEW.source_id AND o.amount = NEW.amount"
            " AND o.booked_on <= NEW.booked_on)"
            " THEN RAISE EXCEPTION 'a reversal is the same amount the other way, not before it' USING ERRCODE = '23514';"
            " END IF; RETURN NEW;"
        ),
    )


def _never_into_a_closed_month() -> pgtrigger.Trigger:
    """After a month is closed in a pooling area, nothing is booked into it."""
    return pgtrigger.Trigger(
        name="never_into_a_closed_month",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            # Shared with other bookings; whoever closes the month waits for them, and they for him.
            "PERFORM pg_advisory_xact_lock_shared(hashtext('ledger month'), hashtext(a.place_id::text))"
            " FROM casework_ledgeraccount a WHERE a.id IN (NEW.source_id, NEW.target_id) ORDER BY a.place_id;"
            " IF EXISTS (SELECT 1 FROM casework_closedmonth m JOIN casework_ledgeraccount a ON a.place_id = m.place_id"
            " WHERE a.id IN (NEW.source_id, NEW.target_id) AND m.month = date_trunc('month', NEW.booked_on)::date)"
            " THEN RAISE EXCEPTION 'the month is closed' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class LedgerTransfer(models.Model):
    """An amount that went from one account to another on a day of the books. Never changed: corrected by its reversal.

    `key` names the fact it comes from, so that the same fact is booked once however often it is told.
    """

    RETENTION = "history_30_years"

    key = models.CharField(max_length=120, unique=True)
    source = models.ForeignKey("casework.LedgerAccount", models.PROTECT, related_name="given", verbose_name=_("from"))
    target = models.ForeignKey("casework.LedgerAccount", models.PROTECT, related_name="received", verbose_name=_("to"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    purpose = models.CharField(_("purpose"), max_length=40)
    booked_on = models.DateField(_("booked on"))
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="transfers_of_money")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    booked_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("booking of the ledger")
        verbose_name_plural = _("bookings of the ledger")
        ordering = ["booked_on", "id"]
        constraints = [
            models.CheckConstraint(name="ledger_transfer_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="ledger_transfer_between_two", condition=~Q(source=F("target"))),
            models.CheckConstraint(name="ledger_transfer_named", condition=~Q(key="") & ~Q(purpose="")),
        ]
        indexes = [
            models.Index(fields=["source", "booked_on"], name="ledger_given"),
            models.Index(fields=["target", "booked_on"], name="ledger_received"),
        ]
        triggers = [append_only(), _mirrors_what_it_reverses(), _never_into_a_closed_month()]

    def __str__(self):
        return self.key


class ClosedMonth(models.Model):
    """A month of a pooling area's ledger that two people closed: only later months take entries, reversals too."""

    RETENTION = "history_30_years"

    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    closed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["place", "month"], name="month_closed_once"),
            models.CheckConstraint(name="month_closed_by_two", condition=~Q(closed_by=F("confirmed_by"))),
            models.CheckConstraint(name="month_begins_on_the_first", condition=Q(month__day=1)),
        ]
        triggers = [
            append_only(),
            pgtrigger.Trigger(
                name="waits_for_bookings",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    "PERFORM pg_advisory_xact_lock(hashtext('ledger month'), hashtext(NEW.place_id::text)); RETURN NEW;"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"
