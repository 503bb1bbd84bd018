from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, kept


class PossibleDuplicate(KeyedModel):
    """Two files that may be one human's. Found by the portal, judged by an officer; never joined by itself."""

    RETENTION = "person_permanent"

    class Verdict(models.TextChoices):
        OPEN = "open", _("not judged yet")
        SAME = "same", _("the same human")
        DIFFERENT = "different", _("different people")

    # The pair has an order, so that it stands once.
    first = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="+")
    second = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="+")
    # What agrees: codes of rules.same_human, or that one document names the other.
    basis = models.JSONField(default=list)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    reason = models.CharField(_("what shows it"), max_length=300, blank=True)
    judged_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["found_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="possible_duplicate_once"),
            models.CheckConstraint(name="possible_duplicate_ordered", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="possible_duplicate_judged_by_somebody",
                condition=Q(verdict="open", judged_by__isnull=True, judged_at__isnull=True)
                | ~Q(verdict="open") & Q(judged_by__isnull=False, judged_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["second"], name="possible_duplicate_second"),
            models.Index(fields=["found_at"], name="possible_duplicate_open", condition=Q(verdict="open")),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"Q-{self.pk.hex[:8].upper()}"

    def other_than(self, person_id):
        """The key of the pair's other person."""
        return self.second_id if person_id == self.first_id else self.first_id
