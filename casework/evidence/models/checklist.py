from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, all_languages, immutable_once_published, kept, two_people


class ChecklistItem(PublishedModel):
    """A paper a kind of case may ask for, with the legal basis without which it may not be asked for (art. 31)."""

    RETENTION = "reference"

    class Basis(models.TextChoices):
        LAW = "law", _("law")
        ADMINISTRATIVE_REGULATION = "administrative_regulation", _("administrative regulation")
        LOCAL_REGULATION = "local_regulation", _("local regulation")
        STATE_COUNCIL_DECISION = "state_council_decision", _("State Council decision")
        DEPARTMENTAL_RULE = "departmental_rule", _("departmental rule (not a basis for demanding it)")
        IDENTITY_DOCUMENT = "identity_document", _("the identity document itself")

    case_kind = models.CharField(_("kind of case"), max_length=40)
    path = models.CharField(_("path"), max_length=30, blank=True)
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    required = models.BooleanField(_("required"), default=True)
    basis_kind = models.CharField(_("kind of basis"), max_length=30, choices=Basis.choices)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    may_be_shared = models.BooleanField(_("may come by data sharing"), default=False)
    withdrawn = models.BooleanField(_("no longer asked for from this day"), default=False)
    may_be_committed = models.BooleanField(_("may be replaced by a written commitment"), default=False)

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("paper checklists")
        ordering = ["case_kind", "path", "code", "starts_on"]
        constraints = [
            all_languages("checklist", "name", "legal_basis"),
            two_people("checklist"),
            # Handling Regulations, article 31: a department's rule alone is no basis for demanding a paper.
            models.CheckConstraint(
                name="checklist_required_has_basis", condition=~Q(required=True, basis_kind="departmental_rule")
            ),
            models.UniqueConstraint(fields=["case_kind", "path", "code", "starts_on"], name="checklist_version"),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return self.name
