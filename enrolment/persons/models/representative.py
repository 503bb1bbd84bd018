import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import KeyedModel, kept

# Who acts for whom, how far and how long stands; that it was verified, and that it ended, is added once.
_LATER = (
    "ARRAY['number', 'person_id', 'file_id', 'verified_on', 'verified_by_id', 'ended_on', 'ended_by_id', 'end_reason']"
)
_STANDS = f"""
    IF (to_jsonb(OLD) - {_LATER}) <> (to_jsonb(NEW) - {_LATER})
       OR OLD.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on THEN
        RAISE EXCEPTION 'what an authority says stands';
    END IF;
    RETURN NEW;
"""


class Kinship(models.TextChoices):
    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GRANDPARENT = "grandparent", _("grandparent")
    SIBLING = "sibling", _("elder brother or sister")
    APPOINTED = "appointed", _("guardian appointed by a court or committee")


class Representative(KeyedModel):
    """Who acts for a person: the guardian of a minor, or a delegate with an authority that has a scope and an end."""

    RETENTION = "person_permanent"

    class Kind(models.TextChoices):
        GUARDIAN = "guardian", _("guardian")
        DELEGATE = "delegate", _("delegate")

    class Scope(models.TextChoices):
        HAND_IN = "hand_in", _("hand in and correct applications")
        RECEIVE = "receive", _("receive papers and notices")
        ACTIVATE = "activate", _("activate the medical insurance code")
        PERSONAL_DATA = "personal_data", _("consent and ask about personal information")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="representatives")
    kind = models.CharField(_("acts as"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    number = SealedTextField()
    # Her own file, where she is on record.
    file = models.ForeignKey("enrolment.Person", models.PROTECT, null=True, related_name="acts_for")
    relation = models.CharField(_("relation"), max_length=40)
    # Codes of Scope; a guardian acts in everything.
    scope = models.JSONField(_("scope"), default=list)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, related_name="representatives")
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    verified_on = models.DateField(_("verified on"), null=True)
    verified_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True)
    ended_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(name="representative_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="representative_period_ordered", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="representative_delegate_has_scope", condition=~Q(kind="delegate") | ~Q(scope=[])
            ),
            models.CheckConstraint(
                name="representative_ended_by_somebody",
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="representative_is_another",
                condition=Q(file__isnull=True) | ~Q(file=F("person")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.Trigger(name="authority_stands", operation=pgtrigger.Update, when=pgtrigger.Before, func=_STANDS),
        ]

    def __str__(self):
        return f"R-{self.pk.hex[:8].upper()}"

    def acts_on(self, day) -> bool:
        """Whether she may act on a day: the authority has begun, has not run out and was not ended."""
        ended = self.ended_on is not None and self.ended_on <= day
        return self.starts_on <= day <= self.ends_on and not ended
