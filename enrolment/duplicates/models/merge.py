from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, append_only, kept


class Merge(KeyedModel):
    """One file joined to another because both are one human's. What was moved is written down row by row, so that it can be
    taken back."""

    RETENTION = "person_permanent"

    pair = models.ForeignKey("enrolment.PossibleDuplicate", models.PROTECT, related_name="merges")
    kept_person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="merges_into")
    joined_person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="merges_away")
    merged_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    merged_on = models.DateField(_("merged on"))
    # The confirmation of the national platform, where two enrolments became one there.
    platform_confirmation = models.CharField(_("platform confirmation"), max_length=60, blank=True)
    undone_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    undone_on = models.DateField(_("taken back on"), null=True)
    undone_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("merge of two files")
        verbose_name_plural = _("merges of files")
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept_person=F("joined_person"))),
            models.UniqueConstraint(
                fields=["joined_person"], name="merge_one_in_force", condition=Q(undone_on__isnull=True)
            ),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=Q(undone_on__isnull=True, undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_reason=""),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"M-{self.pk.hex[:8].upper()}"


class MovedRow(models.Model):
    """One row that a merge moved from the joined person to the kept one, or wrote anew for her."""

    RETENTION = "person_permanent"

    merge = models.ForeignKey("enrolment.Merge", models.PROTECT, related_name="moved")
    # Which entry of the table of what hangs on a person it belongs to, and the row's key.
    entry = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    # The row it was written anew as, for facts that are reversed and posted again.
    becomes = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("moved row")
        verbose_name_plural = _("moved rows")
        constraints = [models.UniqueConstraint(fields=["merge", "entry", "key"], name="moved_row_once")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.entry} {self.key}"
