import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.tables.models.bases import KeyedModel, kept


class Party(models.TextChoices):
    """Who was told, or spoke, of somebody's personal information."""

    HERSELF = "herself", _("the person herself")
    GUARDIAN = "guardian", _("her guardian")
    DELEGATE = "delegate", _("her delegate")


class NoticeGiven(KeyedModel):
    """That somebody was told how her personal information is handled: by which version of the text, in which language, by whom."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="notices_given")
    # The version of the text that was on the screen; texts are published by two people and never change.
    text = models.ForeignKey("casework.PaperText", models.PROTECT, related_name="+")
    language = models.CharField(_("language shown"), max_length=10, choices=CLIENT_LANGUAGES)
    shown_to = models.CharField(_("shown to"), max_length=10, choices=Party.choices)
    # Of a guardian or delegate whose authority stands on the file; at intake it is not verified yet.
    representative = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    shown_on = models.DateField(_("shown on"))
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("notice on personal information")
        verbose_name_plural = _("notices on personal information")
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="notice_given_herself_has_no_representative",
                condition=~Q(shown_to="herself") | Q(representative__isnull=True),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_shown",
                fields=[
                    "text",
                    "language",
                    "shown_to",
                    "representative",
                    "case",
                    "shown_on",
                    "recorded_by",
                    "recorded_at",
                ],
            ),
        ]

    def __str__(self):
        return f"N-{self.pk.hex[:8].upper()}"
