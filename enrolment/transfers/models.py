import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.transfers.states import TransferState


class TransferRequest(models.Model):
    """A request of one office that another hand over a person's file."""

    RETENTION = "case_30_years"

    class Why(models.TextChoices):
        WORKS_HERE = "works_here", _("The person now works here")
        LIVES_HERE = "lives_here", _("The person now lives here")
        STUDIES_HERE = "studies_here", _("The person now studies here")
        FILED_WRONGLY = "filed_wrongly", _("The file was opened at the wrong office")
        # Of requests made before it was asked.
        NOT_ASKED = "", _("not asked then")

    class Decline(models.TextChoices):
        OPEN_CASE = "open_case", _("A case is still open here")
        NOT_SAME_PERSON = "not_same_person", _("Not the same person")
        ARREARS = "arrears", _("Contributions are not settled")

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="transfer_request")
    state = models.CharField(max_length=30, choices=TransferState.choices, default=TransferState.REQUESTED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="transfers")
    why = models.CharField(_("why the file is asked for"), max_length=20, choices=Why.choices, blank=True)
    confirmation = models.CharField(_("platform confirmation"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    decline = models.CharField(_("reason"), max_length=30, choices=Decline.choices, blank=True)

    class Meta:
        verbose_name = _("transfer request")
        verbose_name_plural = _("transfer requests")
        constraints = [
            StateFollowsCase(name="transfer_state_follows_case"),
            models.CheckConstraint(
                name="transfer_accepted_has_confirmation",
                condition=~Q(state="accepted") | Q(decided_on__isnull=False) & ~Q(confirmation=""),
            ),
            models.CheckConstraint(
                name="transfer_declined_has_reason", condition=~Q(state="declined") | ~Q(decline="")
            ),
            models.UniqueConstraint(fields=["person"], name="transfer_one_open", condition=Q(state="requested")),
        ]
        triggers = [kept(), pgtrigger.FSM(name="state_moves", field="state", transitions=TransferState.moves())]

    def __str__(self):
        return str(self.case_id)
