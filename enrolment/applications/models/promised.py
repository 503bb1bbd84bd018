import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept

# What was promised stands; that it came is added once.
_STANDS = """
    IF (to_jsonb(OLD) - ARRAY['brought_on', 'taken_in_by_id']) <> (to_jsonb(NEW) - ARRAY['brought_on', 'taken_in_by_id'])
       OR OLD.brought_on IS NOT NULL THEN
        RAISE EXCEPTION 'what was promised stands';
    END IF;
    RETURN NEW;
"""


class PromisedPaper(models.Model):
    """A paper that may follow: asked for by the client herself, promised for a day; nothing is decided before it is here."""

    RETENTION = "case_30_years"

    application = models.ForeignKey("enrolment.EnrolmentApplication", models.PROTECT, related_name="promised")
    code = models.CharField(max_length=60)
    # The version of the list that lets it follow: whose rule, how many days, on what source.
    item = models.ForeignKey("casework.ChecklistItem", models.PROTECT, related_name="+")
    promised_on = models.DateField(_("promised on"))
    due_on = models.DateField(_("promised for"))
    promised_to = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    brought_on = models.DateField(_("brought on"), null=True)
    taken_in_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("promised paper")
        verbose_name_plural = _("promised papers")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="promised_once"),
            models.CheckConstraint(name="promised_for_a_later_day", condition=Q(due_on__gte=F("promised_on"))),
            models.CheckConstraint(
                name="promised_taken_in_by_somebody",
                condition=Q(brought_on__isnull=True, taken_in_by__isnull=True)
                | Q(brought_on__isnull=False, taken_in_by__isnull=False, brought_on__gte=F("promised_on")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.Trigger(name="promise_stands", operation=pgtrigger.Update, when=pgtrigger.Before, func=_STANDS),
        ]

    def __str__(self):
        return f"{self.code} #{self.pk}"
