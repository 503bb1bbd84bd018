import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# What was asked stands; it is answered once, when the application is handed in again.
_ANSWERED_ONCE = """
    IF TG_OP = 'UPDATE' AND OLD.answer = ''
       AND (to_jsonb(OLD) - ARRAY['answer', 'note', 'answered_by_id', 'answered_on'])
         = (to_jsonb(NEW) - ARRAY['answer', 'note', 'answered_by_id', 'answered_on']) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;
"""


class AskedThing(models.Model):
    """One thing an application waits for: a paper to bring, a field to correct; later what became of it."""

    RETENTION = "case_30_years"

    class Way(models.TextChoices):
        BRING = "bring", _("to bring")
        CORRECT = "correct", _("to correct")
        # Article 31 of the Handling Regulations: what has no basis in law is not demanded of the client.
        FETCH = "fetch", _("the office fetches it")
        PROMISE = "promise", _("a written commitment is enough")

    class Answer(models.TextChoices):
        BROUGHT = "brought", _("brought")
        CORRECTED = "corrected", _("corrected")
        CANNOT = "cannot", _("cannot be brought or changed")

    application = models.ForeignKey("enrolment.EnrolmentApplication", models.PROTECT, related_name="asked")
    round = models.PositiveSmallIntegerField()
    # A paper of the checklist, or a field of the sheet.
    code = models.CharField(max_length=60)
    way = models.CharField(_("what is asked"), max_length=10, choices=Way.choices)
    # A code of the table of causes.
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    # The officer's own words for the client, printed on the notice.
    words = models.CharField(_("what exactly"), max_length=120, blank=True)
    # The notice before could have named it: it lacked then as it lacks now.
    could_have_named = models.BooleanField(_("the first notice could have named it"), default=False, db_default=False)
    asked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    note = models.CharField(_("why not"), max_length=200, blank=True)
    answered_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True)

    class Meta:
        verbose_name = _("thing asked for")
        verbose_name_plural = _("things asked for")
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "round", "code"], name="asked_once_a_round"),
            models.CheckConstraint(
                name="asked_answered_by_somebody",
                condition=Q(answer="", answered_by__isnull=True, answered_on__isnull=True, note="")
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False),
            ),
            models.CheckConstraint(name="asked_cannot_says_why", condition=~Q(answer="cannot") | ~Q(note="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="answered_once",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_ANSWERED_ONCE,
            )
        ]

    def __str__(self):
        return f"{self.code} #{self.pk}"
