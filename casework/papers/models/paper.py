from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedBytesField
from casework.tables.models.bases import KeyedModel, append_only, append_only_but


class IssuedPaper(KeyedModel):
    """A paper as it was issued: the bytes themselves, so that a reprint is the same paper."""

    RETENTION = "case_30_years"

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=40)
    reference = models.CharField(_("reference"), max_length=50, unique=True)
    check_code = models.CharField(_("check code"), max_length=20, unique=True)
    languages = models.CharField(_("languages"), max_length=30)
    template_version = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    media_type = models.CharField(max_length=20)
    content = SealedBytesField()
    sha256 = models.BinaryField(max_length=32)
    issued_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("issued by"))
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    issued_on = models.DateField(_("issued on"))

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ["-issued_at"]
        triggers = [append_only_but("content")]

    def __str__(self):
        return self.reference


class PaperPrint(models.Model):
    """One print of an issued paper; the first is the original, every further one a marked copy."""

    RETENTION = "history_30_years"

    paper = models.ForeignKey("casework.IssuedPaper", models.PROTECT, related_name="prints")
    copy_number = models.PositiveIntegerField(_("copy"))
    printed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("print of a paper")
        verbose_name_plural = _("prints of papers")
        constraints = [models.UniqueConstraint(fields=["paper", "copy_number"], name="paper_copy_once")]
        triggers = [append_only()]

    def __str__(self):
        return f"copy {self.copy_number}"
