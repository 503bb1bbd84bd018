import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, kept


class CodeBatchQuerySet(models.QuerySet):
    def visible_to(self, officer) -> "CodeBatchQuerySet":
        """The batches taken at this officer's office or under it."""
        if officer.scope("see_code_batches") != "area":
            return self.none()
        return self.filter(office__path__startswith=officer.office.path)


class CodeBatch(KeyedModel):
    """People of one school, employer or list whose codes are activated together, away from the counter: taken by an officer, done
    on the platform's terminal, confirmed line by line."""

    RETENTION = "history_30_years"

    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    # Whose people they are: one of the three.
    school = models.CharField(_("school"), max_length=120, blank=True)
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, null=True, related_name="code_batches")
    roster = models.ForeignKey("casework.Import", models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("taken by"))
    taken_on = models.DateField(_("taken on"))
    created_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField(_("closed on"), null=True)

    objects = CodeBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of codes")
        verbose_name_plural = _("batches of codes")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="code_batch_of_one",
                condition=Q(employer__isnull=True, roster__isnull=True) & ~Q(school="")
                | Q(school="", employer__isnull=False, roster__isnull=True)
                | Q(school="", employer__isnull=True, roster__isnull=False),
            ),
            models.CheckConstraint(
                name="code_batch_closed_after_taken",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("taken_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-created_at"], name="code_batch_open", condition=Q(closed_on__isnull=True))
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_taken", fields=["office", "school", "employer", "roster", "taken_by", "taken_on", "created_at"]
            ),
        ]

    def __str__(self):
        return f"B-{self.pk.hex[:8].upper()}"


class CodeBatchLine(KeyedModel):
    """One person of a batch, by the document with which her code is activated; and the activation it became."""

    RETENTION = "history_30_years"

    batch = models.ForeignKey("enrolment.CodeBatch", models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField(_("line"))
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="code_batch_lines")
    document = models.ForeignKey("enrolment.IdentityDocument", models.PROTECT, related_name="+")
    # Of a child: through whose account.
    guardian = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="+")
    activation = models.OneToOneField("enrolment.CodeActivation", models.PROTECT, null=True, related_name="batch_line")

    class Meta:
        verbose_name = _("line of a batch of codes")
        verbose_name_plural = _("lines of batches of codes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="code_batch_line_once"),
            models.UniqueConstraint(fields=["batch", "person"], name="code_batch_person_once"),
        ]
        triggers = [kept(), pgtrigger.ReadOnly(name="as_taken", fields=["batch", "number", "document", "guardian"])]

    def __str__(self):
        return f"{self.batch} {self.number}"


class ConfirmationsOfBatch(models.Model):
    """Which batch a file of confirmations belongs to."""

    RETENTION = "history_30_years"

    sent = models.OneToOneField("casework.Import", models.PROTECT, primary_key=True, related_name="code_batch_of")
    batch = models.ForeignKey("enrolment.CodeBatch", models.PROTECT, related_name="files")

    class Meta:
        triggers = [kept()]

    def __str__(self):
        return f"confirmations {self.pk}"
