import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedProseField, SealedTextField
from casework.tables.models.bases import KeyedModel
from enrolment.persons.models.person import Sex

# What of a row may change: it is taken over by a newer one, once; its sealed columns are written anew with a new key.
_FROZEN = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
    END IF;
    IF OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at
       OR (to_jsonb(OLD) - ARRAY['superseded_at', 'telephone', 'address'])
          <> (to_jsonb(NEW) - ARRAY['superseded_at', 'telephone', 'address']) THEN
        RAISE EXCEPTION 'facts of a person are not changed, only followed by newer ones';
    END IF;
    RETURN NEW;
"""

# What a second officer has verified gives way only to what a second officer has verified.
_VERIFIED_STANDS = """
    IF NEW.verified_on IS NULL AND EXISTS (
        SELECT FROM enrolment_personfacts f WHERE f.person_id = NEW.person_id AND f.verified_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'verified facts of a person are followed by verified ones only';
    END IF;
    RETURN NEW;
"""


class PersonFacts(KeyedModel):
    """What was known of a person from a moment on: every change is a row with its source, and no row ever changes."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="facts")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80)
    latin_name = models.CharField(_("name in Latin letters"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices)
    birth_on = models.DateField(_("date of birth"))
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES)
    telephone = SealedTextField(blank=True)
    address = SealedProseField(blank=True)
    # Where it comes from: the case, the document that was shown in it, who took it down and who compared the papers.
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("enrolment.IdentityDocument", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    verified_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(_("verified on"), null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("facts of a person")
        verbose_name_plural = _("facts of people")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="facts_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(
                name="facts_verified_by_second_person",
                condition=Q(verified_by__isnull=True)
                | Q(verified_on__isnull=False) & (Q(recorded_by__isnull=True) | ~Q(verified_by=F("recorded_by"))),
            ),
            models.UniqueConstraint(fields=["person", "number"], name="facts_number_once"),
            models.UniqueConstraint(
                fields=["person"], name="facts_one_current", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="facts_stay", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=_FROZEN
            ),
            pgtrigger.Trigger(
                name="verified_stands", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_VERIFIED_STANDS
            ),
        ]

    def __str__(self):
        return f"F-{self.pk.hex[:8].upper()}"
