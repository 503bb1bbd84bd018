import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedProseField, SealedTextField
from enrolment.persons.models.person import Sex

# What a case says of its applicant is corrected while the sheet is with the counter, and stands for ever once it is not.
# (Sealed columns are written anew when the key ring rotates.)
_FROZEN = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
    END IF;
    IF (to_jsonb(OLD) - ARRAY['number', 'telephone', 'address', 'companion_number'])
       <> (to_jsonb(NEW) - ARRAY['number', 'telephone', 'address', 'companion_number'])
       AND NOT EXISTS (
           SELECT FROM enrolment_enrolmentapplication a
           WHERE a.case_id = NEW.application_id AND a.state IN ('draft', 'returned')
       ) THEN
        RAISE EXCEPTION 'what a case says of its applicant stands';
    END IF;
    RETURN NEW;
"""


class Applicant(models.Model):
    """Who the client of an application says she is, as typed from the document she showed: the case's own facts.

    Her file (Person, PersonFacts) takes them over only when a second officer has verified them; whatever becomes of the file,
    the case goes on showing these.
    """

    RETENTION = "case_30_years"

    class Difference(models.TextChoices):
        RENEWED = "renewed", _("The same person; her details were renewed or corrected")
        OTHER = "other", _("Another person; the number is wrong")
        UNSURE = "unsure", _("Not sure; a supervisor has to look")

    application = models.OneToOneField(
        "enrolment.EnrolmentApplication", models.PROTECT, primary_key=True, related_name="applicant"
    )
    kind = models.ForeignKey("enrolment.DocumentKind", models.PROTECT, related_name="+", verbose_name=_("kind"))
    issuer = models.CharField(_("issued by"), max_length=3, blank=True)
    number = SealedTextField()
    name = models.CharField(_("name"), max_length=80)
    latin_name = models.CharField(_("name in Latin letters"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices)
    birth_on = models.DateField(_("date of birth"))
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES)
    telephone = SealedTextField(blank=True)
    address = SealedProseField(blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    expires_on = models.DateField(_("valid until"), null=True)
    issue_count = models.PositiveSmallIntegerField(_("issue count"), null=True)
    # A residence permit prints the number of the travel permit: by it the two documents become one person's.
    companion_number = SealedTextField(blank=True)
    # In what the file said otherwise when the case was handed in, and what the counter said of it.
    differs_in = models.JSONField(default=list)
    difference = models.CharField(_("difference from the file"), max_length=10, choices=Difference.choices, blank=True)

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        constraints = [
            models.CheckConstraint(name="applicant_name_not_empty", condition=~Q(name="")),
            # Handed in with a difference, the case says which of the two it is.
            models.CheckConstraint(name="applicant_difference_not_other", condition=~Q(difference="other")),
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
