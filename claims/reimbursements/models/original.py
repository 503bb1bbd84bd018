import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only
from claims.reimbursements.choices import OriginalAt


def _of_paper_ones() -> pgtrigger.Trigger:
    """An e-receipt has no original to keep."""
    return pgtrigger.Trigger(
        name="of_paper_ones",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            "IF NOT EXISTS (SELECT 1 FROM claims_receipt r WHERE r.id = NEW.receipt_id AND r.kind = 'paper')"
            " THEN RAISE EXCEPTION 'an e-receipt has no original' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class OriginalMove(KeyedModel):
    """Where the original of a paper receipt was brought to, on which day and by whom; the newest says where it is. A house rule: no
    source says how originals are kept."""

    RETENTION = "case_30_years"

    receipt = models.ForeignKey("claims.Receipt", models.PROTECT, related_name="moves")
    place = models.CharField(_("where the original is"), max_length=10, choices=OriginalAt.choices)
    moved_on = models.DateField(_("since"))
    # Whoever took it back signed the list.
    signed = models.BooleanField(_("signed for"), default=False)
    moved_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("whereabouts of an original")
        verbose_name_plural = _("whereabouts of originals")
        ordering = ["receipt", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="original_returned_is_signed_for", condition=~Q(place="returned") | Q(signed=True)
            ),
        ]
        triggers = [append_only(), _of_paper_ones()]

    def __str__(self):
        return f"{self.receipt_id} {self.place}"


class OriginalCopy(models.Model):
    """A paper that certifies something of an original in custody: a copy, or what of it was paid here. Another insurer pays on a
    split certificate, so a receipt has one."""

    RETENTION = "case_30_years"

    receipt = models.ForeignKey("claims.Receipt", models.PROTECT, related_name="copies")
    paper = models.ForeignKey("casework.IssuedPaper", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    issued_on = models.DateField(_("issued on"))

    class Meta:
        verbose_name = _("certificate of an original")
        verbose_name_plural = _("certificates of originals")
        ordering = ["receipt", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "paper"], name="original_certified_once_a_paper"),
            models.UniqueConstraint(
                fields=["receipt"], name="original_split_once", condition=Q(kind="split_certificate")
            ),
        ]
        triggers = [append_only(), _of_paper_ones()]

    def __str__(self):
        return f"{self.receipt_id} {self.kind}"
