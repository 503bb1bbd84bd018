import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField, SealedTextField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.data_requests.states import DataRequestState


class DataRequest(models.Model):
    """What somebody asks of her personal information: asked at the counter, decided by a second officer with a reason."""

    RETENTION = "case_30_years"

    class Asker(models.TextChoices):
        HERSELF = "herself", _("the person herself")
        GUARDIAN = "guardian", _("her guardian")
        DELEGATE = "delegate", _("her delegate")
        # Of somebody who has died (article 49).
        RELATIVE = "relative", _("a near relative")

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="data_request")
    state = models.CharField(max_length=30, choices=DataRequestState.choices, default=DataRequestState.ASKED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="data_requests")
    right = models.CharField(_("right"), max_length=20)
    # A field of the file, the code of a purpose, or "" for the whole file.
    about = models.CharField(_("about"), max_length=30, blank=True)
    asked_by = models.CharField(_("asked by"), max_length=10, choices=Asker.choices)
    representative = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="+")
    relative_name = SealedTextField(blank=True)
    relative_relation = models.CharField(_("relation to the person"), max_length=40, blank=True)
    # What she says is right, and what she asks in words.
    claimed = SealedTextField(blank=True)
    words = SealedProseField(blank=True)
    # The case by which another record was put right.
    done_by = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    ground = models.CharField(_("ground"), max_length=30, blank=True)
    # The reason of the decision, or the explanation that was asked for.
    answer = SealedProseField(blank=True)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("request about personal information")
        verbose_name_plural = _("requests about personal information")
        constraints = [
            StateFollowsCase(name="data_request_state_follows_case"),
            models.UniqueConstraint(
                fields=["person", "right", "about"], name="data_request_one_open", condition=Q(state="asked")
            ),
            models.CheckConstraint(
                name="data_request_asker_stands_on_file",
                condition=Q(asked_by__in=["guardian", "delegate"], representative__isnull=False)
                | Q(asked_by__in=["herself", "relative"], representative__isnull=True),
            ),
            models.CheckConstraint(
                name="data_request_relative_is_named",
                condition=Q(asked_by="relative") & ~Q(relative_relation="")
                | ~Q(asked_by="relative") & Q(relative_relation=""),
            ),
            models.CheckConstraint(
                name="data_request_decided_has_day",
                condition=~Q(state__in=["granted", "refused"]) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="data_request_refused_has_ground", condition=~Q(state="refused") | ~Q(ground="")
            ),
        ]
        triggers = [
            kept(),
            # What was asked for stands; what the decision adds is added.
            pgtrigger.ReadOnly(
                name="as_asked", fields=["right", "about", "asked_by", "representative", "relative_relation"]
            ),
            pgtrigger.FSM(name="state_moves", field="state", transitions=DataRequestState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)
