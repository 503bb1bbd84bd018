import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, kept


class TaxUploadQuerySet(models.QuerySet):
    def visible_to(self, officer) -> "TaxUploadQuerySet":
        """The files sent by offices of this officer's area."""
        return self.filter(office__path__startswith=officer.office.path)


class TaxUpload(KeyedModel):
    """A large file of payments as it was sent, until the worker has booked it. Its content is kept in parts, and emptied then. It
    names no people: bills by their numbers."""

    RETENTION = "operations_3_years"

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the worker")
        BOOKED = "booked", _("booked")
        REFUSED = "refused", _("not read")

    sha256 = models.BinaryField(max_length=32)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    sent_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("sent by"))
    # Under which it is booked, if it still gives the right.
    appointment = models.ForeignKey("casework.Appointment", models.PROTECT, related_name="+")
    form = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField(_("bytes"))
    # Lines of a CSV file; unknown of a workbook.
    rows_known = models.PositiveIntegerField(_("rows"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    # When a worker began with it last: whatever is killed, the next one begins again.
    begun_at = models.DateTimeField(_("begun at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    booked = models.OneToOneField("enrolment.TaxFile", models.PROTECT, null=True, related_name="upload")
    # Why it was not read: a code and its params, none of the content.
    failure = models.CharField(max_length=40, blank=True)
    failure_params = models.JSONField(default=dict)

    objects = TaxUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("large file of the tax office")
        verbose_name_plural = _("large files of the tax office")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "office"], name="tax_upload_waits_once", condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="tax_upload_ended_as",
                condition=Q(state="waiting", finished_at=None, booked=None, failure="")
                | Q(state="booked", finished_at__isnull=False, booked__isnull=False, failure="")
                | Q(state="refused", finished_at__isnull=False, booked=None) & ~Q(failure=""),
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="tax_upload_waiting", condition=Q(state="waiting"))]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_sent", fields=["sha256", "office", "sent_by", "appointment", "form", "size", "created_at"]
            ),
        ]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class TaxUploadPart(models.Model):
    """One part of such a file, in its order."""

    RETENTION = "transient"

    upload = models.ForeignKey("enrolment.TaxUpload", models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of a large file")
        verbose_name_plural = _("parts of large files")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="tax_upload_part_once")]
        triggers = [kept()]

    def __str__(self):
        return f"part {self.number}"
