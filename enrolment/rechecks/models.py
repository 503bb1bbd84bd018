from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import KeyedModel, kept


class ResidenceCheck(KeyedModel):
    """That somebody's residence is asked about in a year: until when, what was answered and by whom. Silence stays silence: it is
    work for the office, and no end of anything."""

    RETENTION = "operations_3_years"

    class Answer(models.TextChoices):
        LIVES_HERE = "lives_here", _("still lives here")
        MOVED = "moved", _("moved within the mainland")
        LEFT = "left", _("left the mainland")

    class By(models.TextChoices):
        PERSON = "person", _("by herself")
        REPRESENTATIVE = "representative", _("by her guardian or delegate")
        COMMUNITY = "community", _("by the community that looked")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="residence_checks")
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateField(_("to be answered by"))
    # What follows from silence, as the rule of the day said: a task, or a visit of the community.
    silence = models.CharField(max_length=10)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True)
    answered_by = models.CharField(_("answered"), max_length=16, choices=By.choices, blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("residence asked about")
        verbose_name_plural = _("residences asked about")
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="residence_check_once_a_year"),
            models.CheckConstraint(name="residence_check_ordered", condition=Q(answer_by__gte=F("asked_on"))),
            models.CheckConstraint(
                name="residence_check_answer_whole",
                condition=Q(answer="", answered_by="", answered_on=None, recorded_by=None)
                | ~Q(answer="") & ~Q(answered_by="") & Q(answered_on__isnull=False, recorded_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "answer_by", "id"], name="residence_check_open", condition=Q(answer="")),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.year}"
