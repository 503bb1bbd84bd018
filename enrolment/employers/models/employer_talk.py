from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, append_only_but


class EmployerTalk(KeyedModel):
    """One contact with an employer about its hires: who called or came, and what was agreed."""

    RETENTION = "case_30_years"

    class Channel(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        COUNTER = "counter", _("at the counter")
        VISIT = "visit", _("visit at the employer's")
        LETTER = "letter", _("by letter")
        EMAIL = "email", _("by e-mail")

    class Outcome(models.TextChoices):
        WILL_REGISTER = "will_register", _("will register by the day named")
        PAPERS_PROMISED = "papers_promised", _("will bring the missing papers")
        DISPUTES = "disputes", _("disputes the duty")
        NOT_REACHED = "not_reached", _("nobody was reached")
        INFORMED = "informed", _("was informed of the duty")

    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="talks")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="talks")
    on = models.DateField(_("day"), db_column="talked_on")
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    promised_on = models.DateField(_("promised for"), null=True)
    note = SealedProseField(blank=True)
    by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", db_column="talked_by_id")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("contact with an employer")
        verbose_name_plural = _("contacts with employers")
        ordering = ["-on", "-at"]
        constraints = [
            models.CheckConstraint(
                name="talk_promise_has_day",
                condition=~Q(outcome="will_register") | Q(promised_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["employer", "-on"], name="talk_by_employer")]
        triggers = [append_only_but("note")]

    def __str__(self):
        return f"talk {self.pk}"
