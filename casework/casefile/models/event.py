from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only


class Event(models.Model):
    """One thing that was done: a code and facts, never a sentence and never a sealed value."""

    RETENTION = "history_30_years"

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    verb = models.CharField(_("act"), max_length=50)
    case = models.ForeignKey(
        "casework.CaseFile", models.PROTECT, null=True, related_name="events", verbose_name=_("case")
    )
    subject = models.UUIDField(_("subject"), null=True)
    actor = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey("casework.Office", models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    from_state = models.CharField(_("from"), max_length=30, blank=True)
    to_state = models.CharField(_("to"), max_length=30, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    request_id = models.CharField(_("number of the request"), max_length=36, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("history")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["case", "-at"], name="event_case"),
            models.Index(fields=["subject", "-at"], name="event_subject"),
            models.Index(
                fields=["actor", "at"],
                name="event_look_up",
                condition=Q(verb__in=["look_up_identity", "verify_paper", "search"]),
            ),
            models.Index(fields=["at"], name="event_refused_codes", condition=Q(verb="refuse_codes")),
            models.Index(
                KeyTransform("user", "facts"), F("at").desc(), name="event_account", condition=Q(facts__has_key="user")
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.verb} #{self.pk}"
