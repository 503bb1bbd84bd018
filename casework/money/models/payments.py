"""Who is paid, what is owed, and the batches in which a bank pays it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import KeyedModel, kept


def _frozen_but(*columns: str, condition: pgtrigger.Q | None = None) -> pgtrigger.Trigger:
    """Once written, or under a condition, only these columns change: what a batch paid to stays what it was."""
    named = ", ".join(f"'{name}'" for name in columns)
    return pgtrigger.Trigger(
        name="frozen",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=condition,
        func=pgtrigger.Func(
            f"IF (to_jsonb(OLD) - ARRAY[{named}]) <> (to_jsonb(NEW) - ARRAY[{named}])"
            " THEN RAISE EXCEPTION 'it is frozen' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class Payee(KeyedModel):
    """A bank account of somebody, as the bank holds it. A changed one is a new row; it is used once a second person has
    compared it with the proof."""

    RETENTION = "case_30_years"

    holder_kind = models.CharField(max_length=20)
    holder_key = models.CharField(max_length=40)
    account_name = SealedTextField()
    account_number = SealedTextField()
    account_hash = models.BinaryField(max_length=32)
    bank_code = models.CharField(_("bank code"), max_length=20)
    bank_name = models.CharField(_("bank"), max_length=80)
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_on = models.DateField(_("recorded on"))
    checked_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    ends_on = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("payee")
        verbose_name_plural = _("payees")
        constraints = [
            models.CheckConstraint(
                name="payee_checked_by_second_person",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="payee_period_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("recorded_on"))
            ),
            models.UniqueConstraint(
                fields=["holder_kind", "holder_key", "account_hash"],
                name="payee_current_once",
                condition=Q(ends_on__isnull=True),
            ),
        ]
        # The sealed columns are written anew when the key ring rotates.
        triggers = [kept(), _frozen_but("checked_by_id", "ends_on", "account_name", "account_number", "account_hash")]

    def __str__(self):
        return f"payee {self.pk}"


class Payable(KeyedModel):
    """An amount somebody is owed, from the moment it is posted until the bank has said that it is paid."""

    RETENTION = "case_30_years"

    class State(models.TextChoices):
        OPEN = "open", _("to be paid")
        HELD = "held", _("held")
        IN_BATCH = "in_batch", _("in a batch")
        SENT = "sent", _("sent to the bank")
        PAID = "paid", _("paid out")
        CANCELLED = "cancelled", _("cancelled")

    key = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="payables")
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="payables", verbose_name=_("office"))
    account = models.ForeignKey("casework.LedgerAccount", models.PROTECT, related_name="payables")
    payee = models.ForeignKey("casework.Payee", models.PROTECT, null=True, related_name="payables")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    purpose = models.CharField(_("purpose"), max_length=40)
    due_on = models.DateField(_("due on"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    held_because = models.CharField(_("held because"), max_length=200, blank=True)
    paid_on = models.DateField(_("paid on"), null=True)
    payment = models.OneToOneField("casework.LedgerTransfer", models.PROTECT, null=True, related_name="paid")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("payable")
        verbose_name_plural = _("payables")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(name="payable_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payable_paid_has_proof",
                condition=Q(state="paid", paid_on__isnull=False, payment__isnull=False)
                | ~Q(state="paid") & Q(paid_on__isnull=True, payment__isnull=True),
            ),
            models.CheckConstraint(
                name="payable_on_its_way_has_payee",
                condition=~Q(state__in=["in_batch", "sent", "paid"]) | Q(payee__isnull=False),
            ),
            models.CheckConstraint(name="payable_held_has_reason", condition=~Q(state="held") | ~Q(held_because="")),
        ]
        indexes = [
            models.Index(fields=["office", "due_on", "id"], name="payable_open", condition=Q(state="open")),
        ]
        triggers = [
            kept(),
            _frozen_but("state", "held_because", "payee_id", "due_on", "paid_on", "payment_id"),
        ]

    def __str__(self):
        return self.key


class PaymentBatch(KeyedModel):
    """Payables that one bank file pays: put together by one person, released by another, sent once."""

    RETENTION = "case_30_years"

    class State(models.TextChoices):
        DRAFT = "draft", _("being put together")
        RELEASED = "released", _("released")
        SENT = "sent", _("sent to the bank")
        ANSWERED = "answered", _("answered in full")
        DISCARDED = "discarded", _("discarded")

    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="batches", verbose_name=_("office"))
    layout = models.CharField(_("layout"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Of the file as it was released; the bank is sent these bytes and no others.
    file_sha256 = models.BinaryField(max_length=32, blank=True, default=b"")
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="batch_released_by_second_person",
                condition=Q(state__in=["draft", "discarded"])
                | Q(released_by__isnull=False, released_at__isnull=False, total__isnull=False)
                & ~Q(released_by=F("made_by"))
                & ~Q(file_sha256=b""),
            ),
            models.CheckConstraint(
                name="batch_sent_has_time",
                condition=~Q(state__in=["sent", "answered"]) | Q(sent_at__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.Protect(
                name="begins_as_a_draft", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__state="draft")
            ),
            _frozen_but("state", "sent_at", condition=~pgtrigger.Q(old__state="draft")),
            pgtrigger.FSM(
                name="moves_forward",
                field="state",
                transitions=[
                    ("draft", "released"),
                    ("draft", "discarded"),
                    # Taken back before it was sent: released by mistake.
                    ("released", "discarded"),
                    ("released", "sent"),
                    ("sent", "answered"),
                ],
            ),
        ]

    def __str__(self):
        return f"batch {self.pk}"


class BatchItem(models.Model):
    """One payable in one batch, with payee and amount frozen. A payable is in one living item: what the bank returned, or
    what was dropped with its batch, may be paid again."""

    RETENTION = "case_30_years"

    class Answer(models.TextChoices):
        PAID = "paid", _("paid out")
        RETURNED = "returned", _("returned by the bank")
        DROPPED = "dropped", _("dropped with the batch")

    batch = models.ForeignKey("casework.PaymentBatch", models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("position"))
    payable = models.ForeignKey("casework.Payable", models.PROTECT, related_name="items")
    payee = models.ForeignKey("casework.Payee", models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    bank_reason = models.CharField(_("reason of the bank"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("item of a batch")
        verbose_name_plural = _("items of batches")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="batch_position_once"),
            models.UniqueConstraint(
                fields=["payable"], name="payable_in_one_batch", condition=Q(answer__in=["", "paid"])
            ),
            models.CheckConstraint(name="batch_item_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="batch_item_answer_whole",
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer="dropped")
                | Q(answer="paid", answered_on__isnull=False)
                | Q(answer="returned", answered_on__isnull=False) & ~Q(bank_reason=""),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(name="stays_in_its_batch", fields=["batch"]),
            pgtrigger.Trigger(
                name="frozen_once_released",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    "IF (TG_OP = 'INSERT' OR (to_jsonb(OLD) - ARRAY['answer', 'answered_on', 'bank_reason'])"
                    " <> (to_jsonb(NEW) - ARRAY['answer', 'answered_on', 'bank_reason']))"
                    # Held until the transaction ends, so that nobody releases the batch meanwhile.
                    " THEN PERFORM 1 FROM casework_paymentbatch b WHERE b.id = NEW.batch_id AND b.state = 'draft' FOR SHARE;"
                    " IF NOT FOUND THEN RAISE EXCEPTION 'the batch is released' USING ERRCODE = '23514'; END IF;"
                    " END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.batch_id} {self.position}"
