from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, immutable_once_published, kept, two_people
from enrolment.eligibility.choices import Path


class AcceptanceSetting(PublishedModel):
    """How a place treats an applicant who holds only a travel permit, where the rules disagree."""

    RETENTION = "reference"

    class Acceptance(models.TextChoices):
        PROVINCIAL_NOTICE = "provincial_notice", _("follow the provincial notice: either permit")
        SECOND_REVIEWER = "second_reviewer", _("show both rules and ask a second reviewer")
        RESIDENCE_PERMIT_ONLY = "residence_permit_only", _("residence permit only")

    place = models.ForeignKey("casework.Place", models.PROTECT, verbose_name=_("place"))
    path = models.CharField(_("path"), max_length=20, choices=Path.choices)
    acceptance = models.CharField(_("acceptance"), max_length=30, choices=Acceptance.choices)

    class Meta:
        verbose_name = _("acceptance of documents")
        verbose_name_plural = _("acceptance of documents by place")
        ordering = ["place", "path", "starts_on"]
        constraints = [
            two_people("acceptance"),
            models.UniqueConstraint(fields=["place", "path", "starts_on"], name="acceptance_version"),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return f"{self.place_id} {self.path} {self.starts_on}"
