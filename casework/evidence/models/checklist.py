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
        LOCAL_NOTICE = "local_notice", _("notice of a province, city or county (not a basis for demanding it)")
        IDENTITY_DOCUMENT = "identity_document", _("the identity document itself")

    case_kind = models.CharField(_("kind of case"), max_length=40)
    path = models.CharField(_("path"), max_length=30, blank=True)
    place = models.ForeignKey(
        "casework.Place",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("place"),
        help_text=_("Empty: everywhere."),
    )
    holding = models.CharField(
        _("only for holders of"),
        max_length=40,
        blank=True,
        help_text=_("The code of a kind of identity document; empty: for everybody."),
    )
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    required = models.BooleanField(_("required"), default=True)
    basis_kind = models.CharField(_("kind of basis"), max_length=30, choices=Basis.choices)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    may_be_shared = models.BooleanField(_("may come by data sharing"), default=False)
    withdrawn = models.BooleanField(_("no longer asked for from this day"), default=False)
    may_be_committed = models.BooleanField(_("may be replaced by a written commitment"), default=False)

    # Accepting with a paper missing: only a paper that an office has listed with its days, never one that everything hangs on.
    may_follow = models.BooleanField(_("may be handed in later on the person's own request and promise"), default=False)
    follow_days = models.PositiveSmallIntegerField(_("within so many working days"), null=True, blank=True)

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("paper checklists")
        ordering = ["case_kind", "path", "code", "starts_on"]
        constraints = [
            all_languages("checklist", "name", "legal_basis"),
            two_people("checklist"),
            # Handling Regulations, article 31: a department's rule or a notice alone is no basis for demanding a paper.
            models.CheckConstraint(
                name="checklist_required_has_basis",
                condition=Q(required=False)
                | Q(
                    basis_kind__in=[
                        "law",
                        "administrative_regulation",
                        "local_regulation",
                        "state_council_decision",
                        "identity_document",
                    ]
                ),
            ),
            # Off until an office enters days of its own, with a source.
            models.CheckConstraint(
                name="checklist_following_is_an_offices",
                condition=Q(may_follow=False, follow_days__isnull=True)
                | Q(may_follow=True, follow_days__gte=1, place__isnull=False)
                & ~Q(basis_kind="identity_document")
                & ~Q(status="assumed"),
            ),
            models.UniqueConstraint(
                fields=["case_kind", "path", "place", "holding", "code", "starts_on"],
                name="checklist_version",
                nulls_distinct=False,
            ),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return self.name
