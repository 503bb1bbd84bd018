from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only


class Duty(models.Model):
    """One officer holds one duty on a case, through as many rounds as it takes: maker and checker cannot be one person.

    The officer's own file and the case's subject stand on the row, so the database refuses a case about oneself.
    """

    RETENTION = "case_30_years"

    class Kind(models.TextChoices):
        MAKER = "maker", _("takes in and corrects")
        CHECKER = "checker", _("verifies and decides")
        SECOND_CHECKER = "second_checker", _("second review")
        THIRD_CHECKER = "third_checker", _("third review")

    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="duties")
    officer = models.ForeignKey("casework.User", models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=20, choices=Kind.choices)
    officer_subject = models.UUIDField(null=True)
    case_subject = models.UUIDField(null=True)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(fields=["case", "officer"], name="duty_one_per_officer"),
            models.CheckConstraint(
                name="duty_not_about_oneself",
                condition=Q(officer_subject__isnull=True)
                | Q(case_subject__isnull=True)
                | ~Q(officer_subject=F("case_subject")),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.duty} #{self.pk}"
