from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only, kept


class TaxFileQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The files sent by offices of this officer's area."""
        return self.filter(office__path__startswith=officer.office.path)


class TaxFile(KeyedModel):
    """A file of payments the tax authority sent, and what came of it. An office books the same file once; the file of a city may be
    sent by each of its counties, of which each finds its own bills."""

    RETENTION = "history_30_years"

    sha256 = models.BinaryField(max_length=32)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    sent_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("sent by"))
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    rows_total = models.PositiveIntegerField(_("rows"))
    rows_booked = models.PositiveIntegerField(_("payments booked"))
    rows_known = models.PositiveIntegerField(_("booked before"))
    rows_bad = models.PositiveIntegerField(_("rows with problems"))
    times_written = models.PositiveIntegerField(_("paid times written"))

    objects = TaxFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax office's file")
        verbose_name_plural = _("tax office's files")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["sha256", "office"], name="tax_file_once_an_office")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class TaxFileProblem(models.Model):
    """A row that was not booked, by its number, and why. It says nothing of what the row says."""

    RETENTION = "history_30_years"

    class Code(models.TextChoices):
        NO_BILL = "no_bill", _("the number of the bill is missing")
        NO_RECEIPT = "no_receipt", _("the number of the tax receipt is missing")
        RECEIPT = "receipt", _("the number of the tax receipt is too long, or a spreadsheet has cut its last digits")
        AMOUNT = "amount", _("the amount is no amount above zero with two decimals")
        DAY = "day", _("the day of payment is no day, or lies ahead")
        CHANNEL = "channel", _("the channel is not known")
        TWICE = "twice", _("the number of the receipt stands in an earlier row of the file")
        UNKNOWN_BILL = "unknown_bill", _("no bill of this area has that number")
        TOTAL = (
            "total",
            _("this total is not the sum of the amounts that could be read: rows are missing or were changed"),
        )
        OTHERWISE = "otherwise", _("the receipt was booked before with another bill, amount or day")

    file = models.ForeignKey("enrolment.TaxFile", models.PROTECT, related_name="problems")
    row_number = models.PositiveIntegerField(_("row"))
    code = models.CharField(_("problem"), max_length=20, choices=Code.choices)

    class Meta:
        verbose_name = _("row that was not booked")
        verbose_name_plural = _("rows that were not booked")
        ordering = ["row_number"]
        constraints = [models.UniqueConstraint(fields=["file", "row_number"], name="tax_problem_once")]
        triggers = [kept()]

    def __str__(self):
        return f"{self.row_number}: {self.code}"
