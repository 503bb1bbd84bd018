import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.reimbursements.choices import ReceiptKind
from claims.reimbursements.states import ENTERED_IN


def _only_while_entered(of: str, *, but: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """Rows change while their claim is being entered, and never after; `of` finds the claim from a row by SQL."""
    states = ", ".join(f"'{state}'" for state in ENTERED_IN)
    rest = "".join(f" - '{name}'" for name in but)
    free = (
        f" IF TG_OP = 'UPDATE' AND (to_jsonb(OLD){rest}) = (to_jsonb(NEW){rest}) THEN RETURN NEW; END IF;"
        if but
        else ""
    )
    return pgtrigger.Trigger(
        name="only_while_entered",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"{free}"
            # Held until the transaction ends, so that nobody receives the claim meanwhile.
            f" PERFORM 1 FROM claims_reimbursement c WHERE c.case_id = ({of}) AND c.state IN ({states}) FOR SHARE;"
            " IF NOT FOUND THEN RAISE EXCEPTION 'the claim is received' USING ERRCODE = '23514'; END IF;"
            " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


class Receipt(models.Model):
    """A receipt of a claim. One in use is in use once in the province: an e-receipt by its code and number, a paper one by its
    number and whoever issued it. A refused or withdrawn claim gives its receipts up (`holds`)."""

    RETENTION = "case_30_years"

    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, related_name="receipts")
    position = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind of receipt"), max_length=10, choices=ReceiptKind.choices)
    code = models.CharField(_("receipt code"), max_length=20, blank=True)
    number = models.CharField(_("receipt number"), max_length=20)
    check_code = models.CharField(_("check code"), max_length=6, blank=True)
    # Of a paper one: the code or the folded name of the institution, since numbers of two issuers may agree.
    issuer = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"))
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    # The clerk looked whether it was reversed (red): required of an e-receipt.
    looked_up = models.BooleanField(_("not reversed"), default=False)
    holds = models.BooleanField(default=True, db_default=True)

    class Meta:
        verbose_name = _("receipt of a claim")
        verbose_name_plural = _("receipts of claims")
        ordering = ["claim", "position"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="receipt_position_once"),
            models.UniqueConstraint(
                fields=["number", "code", "kind", "issuer"], name="receipt_in_use_once", condition=Q(holds=True)
            ),
            models.CheckConstraint(
                name="receipt_form_by_kind",
                condition=Q(
                    kind="electronic",
                    code__regex=r"^[0-9]{8}$",
                    number__regex=r"^[0-9]{10}$",
                    check_code__regex=r"^[0-9a-z]{6}$",
                    issuer="",
                    looked_up=True,
                )
                | Q(kind="paper", check_code="", number__regex=r"^[0-9A-Z]{4,20}$") & ~Q(issuer=""),
            ),
            models.CheckConstraint(name="receipt_total_above_zero", condition=Q(total__gt=0)),
        ]
        triggers = [_only_while_entered("COALESCE(NEW.claim_id, OLD.claim_id)", but=("holds",))]

    def __str__(self):
        return f"{self.claim_id} {self.position}"


class ReceiptLine(models.Model):
    """One line of a receipt as it is printed. What was claimed is never rewritten: what is not paid of it says the settlement."""

    RETENTION = "case_30_years"

    receipt = models.ForeignKey("claims.Receipt", models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("line"))
    code = models.CharField(_("national code"), max_length=27, blank=True)
    name = models.CharField(_("item as printed"), max_length=120)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=4)
    price = models.DecimalField(_("unit price"), max_digits=16, decimal_places=4, null=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    on = models.DateField(_("day"), null=True)
    # Who ordered it, by the national code; and the codes on the packs of a drug, each sold once.
    doctor = models.CharField(_("code of the doctor"), max_length=20, blank=True, db_default="")
    traces = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, db_default=[], verbose_name=_("traceability codes")
    )

    class Meta:
        verbose_name = _("line of a receipt")
        verbose_name_plural = _("lines of receipts")
        ordering = ["receipt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "position"], name="receipt_line_once"),
            models.CheckConstraint(name="receipt_line_quantity_above_zero", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="receipt_line_amounts", condition=Q(amount__gt=0) & (Q(price=None) | Q(price__gt=0))
            ),
            models.CheckConstraint(
                name="receipt_line_doctor_form", condition=Q(doctor="") | Q(doctor__regex=r"^[0-9A-Z]{6,20}$")
            ),
        ]
        indexes = [
            GinIndex(fields=["traces"], name="receipt_line_packs", fastupdate=False),
            # By it those are found who were settled by a wrong value of an item.
            models.Index(fields=["code"], name="receipt_line_code", condition=~Q(code="")),
        ]
        triggers = [
            _only_while_entered(
                "SELECT r.claim_id FROM claims_receipt r WHERE r.id = COALESCE(NEW.receipt_id, OLD.receipt_id)"
            )
        ]

    def __str__(self):
        return f"{self.receipt_id} {self.position}"
