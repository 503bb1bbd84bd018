from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only
from casework.tables.models.constraints import StateFollowsCase
from claims.calculator.states import CalculationState


class Calculation(models.Model):
    """A settlement tried out and kept: the input, the policy by digest, all that was told. Never changed."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="calculation")
    state = models.CharField(max_length=30, choices=CalculationState.choices, default=CalculationState.KEPT)
    # The document the person was found by; None when it was kept for nobody in particular.
    document = models.ForeignKey("enrolment.IdentityDocument", models.PROTECT, null=True, related_name="calculations")
    policy_code = models.CharField(_("policy"), max_length=80)
    policy_version = models.CharField(_("version"), max_length=80)
    policy_digest = models.CharField(_("digest"), max_length=64)
    demonstration = models.BooleanField(_("demonstration"))
    complete = models.BooleanField(_("complete"))
    schema = models.PositiveSmallIntegerField()
    # The case as the engine reads it, and the record made of its settlement (claims/explanation/words/statement.py).
    input = models.JSONField()
    record = models.JSONField()

    class Meta:
        verbose_name = _("calculation")
        verbose_name_plural = _("calculations")
        constraints = [
            StateFollowsCase(name="calculation_state_follows_case"),
            models.CheckConstraint(
                name="calculation_names_its_policy",
                condition=~Q(policy_code="") & ~Q(policy_version="") & ~Q(policy_digest=""),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.case_id)

    @property
    def person(self):
        """Whom it is about, if anybody."""
        return self.document.person if self.document else None
