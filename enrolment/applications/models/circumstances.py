import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from enrolment.persons.models.representative import Kinship

# As what the case says of its applicant: corrected while the sheet is with the counter, and standing for ever once it is not.
_FROZEN = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
    END IF;
    IF (to_jsonb(OLD) - ARRAY['employment_number', 'guardian_number', 'mother_number'])
       <> (to_jsonb(NEW) - ARRAY['employment_number', 'guardian_number', 'mother_number'])
       AND NOT EXISTS (
           SELECT FROM enrolment_enrolmentapplication a
           WHERE a.case_id = NEW.application_id AND a.state IN ('draft', 'returned')
       ) THEN
        RAISE EXCEPTION 'what a case says of its applicant stands';
    END IF;
    RETURN NEW;
"""


class ApplicationCircumstances(models.Model):
    """What an application says of work, stay and dwelling where its path asks for it; no row where it asks for nothing."""

    RETENTION = "case_30_years"

    class CardPlace(models.TextChoices):
        HERE = "here", _("issued in this city")
        LODGING = "lodging", _("issued elsewhere, lodging registered in this city")
        ELSEWHERE = "elsewhere", _("issued elsewhere, no lodging registered in this city")

    application = models.OneToOneField(
        "enrolment.EnrolmentApplication", models.PROTECT, primary_key=True, related_name="circumstances"
    )
    # A code of employment_documents.toml, or "none" where the client has none.
    employment_kind = models.CharField(_("employment document"), max_length=40, blank=True)
    employment_number = SealedTextField(blank=True)
    handled_on = models.DateField(_("employment document handled on"), null=True)
    stay_until = models.DateField(_("residence document valid until"), null=True)
    card_place = models.CharField(_("permanent residence card"), max_length=10, choices=CardPlace.choices, blank=True)
    resident_since = models.DateField(_("lives here since"), null=True)
    business_code = models.CharField(_("code of the business licence"), max_length=18, blank=True)
    business_name = models.CharField(_("name of the business"), max_length=200, blank=True)

    guardian_name = models.CharField(_("guardian's name"), max_length=80, blank=True)
    guardian_number = SealedTextField(blank=True)
    guardian_relation = models.CharField(_("guardian is"), max_length=20, choices=Kinship.choices, blank=True)
    # The number by which the mother's file was found; the file itself is named by whoever acts for the child.
    mother_number = SealedTextField(blank=True)

    class Meta:
        verbose_name = _("circumstances of an applicant")
        verbose_name_plural = _("circumstances of applicants")
        constraints = [
            models.CheckConstraint(
                name="circumstances_document_of_work_is_whole",
                condition=Q(employment_kind__in=["", "none"], handled_on__isnull=True)
                | ~Q(employment_kind__in=["", "none"]) & Q(handled_on__isnull=False),
            ),
            models.CheckConstraint(
                name="circumstances_business_is_whole",
                condition=Q(business_code="", business_name="") | ~Q(business_code="") & ~Q(business_name=""),
            ),
            models.CheckConstraint(
                name="circumstances_guardian_has_relation",
                condition=Q(guardian_name="", guardian_relation="") | ~Q(guardian_name="") & ~Q(guardian_relation=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="case_facts_stand",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_FROZEN,
            )
        ]

    def __str__(self):
        return str(self.pk)
