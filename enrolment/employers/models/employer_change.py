import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.employers.models.employer import Employer
from enrolment.employers.states import EmployerChangeState


class EmployerChange(models.Model):
    """A change of an employer's registered details that needs proof: its name, place, founding or funding."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="employer_change")
    state = models.CharField(max_length=30, choices=EmployerChangeState.choices, default=EmployerChangeState.REQUESTED)
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="changes")
    changed_on = models.DateField(_("changed on"))
    name = models.CharField(_("name as registered"), max_length=200)
    place = models.ForeignKey("casework.Place", models.PROTECT, verbose_name=_("place"))
    taiwan_funded = models.BooleanField(_("Taiwan-funded"), default=False)
    taiwan_form = models.CharField(
        _("form of investment"), max_length=20, choices=Employer.TaiwanForm.choices, blank=True
    )
    # What stood there before, so that the old and the new can be read side by side.
    before = models.JSONField(default=dict)
    decline_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of an employer's details")
        verbose_name_plural = _("changes of employers' details")
        constraints = [
            StateFollowsCase(name="employer_change_state_follows_case"),
            models.UniqueConstraint(
                fields=["employer"], name="employer_change_one_open", condition=Q(state="requested")
            ),
            models.CheckConstraint(
                name="employer_change_declined_has_reason", condition=~Q(state="declined") | ~Q(decline_reason="")
            ),
            models.CheckConstraint(
                name="employer_change_form_of_taiwan_funded", condition=Q(taiwan_funded=True) | Q(taiwan_form="")
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=EmployerChangeState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)
