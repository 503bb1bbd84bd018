import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.tables.models.bases import KeyedModel, kept
from enrolment.consent.models.notice import Party


class ConsentStatement(KeyedModel):
    """What somebody said about one purpose: consent, no consent, or consent taken back. The newest of a purpose (and receiver)
    holds; none is ever changed, so that what was done on a consent stays lawful for its time."""

    RETENTION = "person_permanent"

    class Says(models.TextChoices):
        GIVEN = "given", _("consents")
        DECLINED = "declined", _("does not consent")
        WITHDRAWN = "withdrawn", _("takes the consent back")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=30)
    # Who is told, where the consent is for one named receiver.
    receiver = models.CharField(_("receiver"), max_length=120, blank=True)
    says = models.CharField(_("what was said"), max_length=10, choices=Says.choices)
    text = models.ForeignKey("casework.PaperText", models.PROTECT, related_name="+")
    language = models.CharField(_("language shown"), max_length=10, choices=CLIENT_LANGUAGES)
    spoken_by = models.CharField(_("said by"), max_length=10, choices=Party.choices)
    representative = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    said_on = models.DateField(_("said on"))
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("statement on a consent")
        verbose_name_plural = _("statements on consents")
        ordering = ["-recorded_at"]
        constraints = [
            # Nobody consents for another without an authority that stands on the file.
            models.CheckConstraint(
                name="consent_representative_stands_on_file",
                condition=Q(spoken_by="herself", representative__isnull=True)
                | ~Q(spoken_by="herself") & Q(representative__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_third_party_is_named",
                condition=Q(purpose="third_party") & ~Q(receiver="") | ~Q(purpose="third_party") & Q(receiver=""),
            ),
        ]
        indexes = [models.Index(fields=["person", "purpose", "receiver", "-recorded_at"], name="consent_newest")]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_said",
                fields=[
                    "purpose",
                    "receiver",
                    "says",
                    "text",
                    "language",
                    "spoken_by",
                    "representative",
                    "case",
                    "said_on",
                    "recorded_by",
                    "recorded_at",
                ],
            ),
        ]

    def __str__(self):
        return f"C-{self.pk.hex[:8].upper()}"
