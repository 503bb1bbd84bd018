from django.db import models
from django.utils.translation import gettext_lazy as _

from enrolment.persons.models.name_key import NameKey, inner_index


class EmployerNameKey(NameKey):
    """A folded form of one of an employer's names, from one of its parts on."""

    RETENTION = "person_permanent"

    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="name_keys", db_index=False)

    class Meta:
        verbose_name = _("name key of an employer")
        verbose_name_plural = _("name keys of employers")
        constraints = [models.UniqueConstraint(fields=["employer", "key"], name="employer_name_key_once")]
        indexes = [
            models.Index(fields=["office", "key", "employer"], name="employer_name_key_begin"),
            inner_index("employer_name_key_inner"),
        ]
