import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.activation.models.activation_rule import OnlineChannel
from enrolment.activation.states import ActivationState


class CodeActivation(models.Model):
    """The activation of a person's medical insurance code at a counter. The portal records the act; no token is kept."""

    RETENTION = "case_30_years"

    class Failure(models.TextChoices):
        NAME_DIFFERS = "name_differs", _("The name differs from the insurance record")
        NUMBER_DIFFERS = "number_differs", _("The document number differs from the insurance record")
        NOT_ENROLLED_THERE = "not_enrolled_there", _("The national platform shows no valid insurance")
        ACTIVE_ALREADY = "active_already", _("The code is active already")
        PLATFORM_UNREACHABLE = "platform_unreachable", _("The national platform could not be reached")
        FACE_NOT_MATCHED = "face_not_matched", _("The face check did not succeed")

    class Closing(models.TextChoices):
        NOT_WANTED = "not_wanted", _("The person no longer wants it")
        DOES_IT_ONLINE = "does_it_online", _("The person activates it in another channel")
        RECORD_FIRST = "record_first", _("The record or the document must be corrected first")
        REFUSED_AGAIN = "refused_again", _("The platform refused it again and again")
        ENROLMENT_ENDED = "enrolment_ended", _("The enrolment has ended")
        OPENED_IN_ERROR = "opened_in_error", _("Opened by mistake")
        OTHER = "other", _("Another reason")
        # Of cases that were closed before a reason was asked for.
        NOT_ASKED = "not_asked", _("No reason was asked for then")

    class Stopping(models.TextChoices):
        LOST_TELEPHONE = "lost_telephone", _("The telephone is lost or stolen")
        MISUSE = "misuse", _("Somebody else used it, or is feared to")
        LEAVES = "leaves", _("The person leaves and no longer uses it")
        DOCUMENT_RENEWED = "document_renewed", _("The document it hangs on was replaced")
        ASKED = "asked", _("The person asks for it")
        OTHER = "other", _("Another reason")
        # By the act that ended the enrolment, such as a death.
        ENROLMENT_ENDED = "enrolment_ended", _("The enrolment has ended")

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="code_activation")
    state = models.CharField(max_length=30, choices=ActivationState.choices, default=ActivationState.REQUESTED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="activations")
    # What the file said of her when the activation was opened: the case and its papers go on saying it.
    facts = models.ForeignKey("enrolment.PersonFacts", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("enrolment.IdentityDocument", models.PROTECT, null=True, related_name="+")
    consent_on = models.DateField(_("consent given on"), null=True)
    # On a consent of its own that stood then; no image is kept here.
    face_captured = models.BooleanField(_("face captured at the terminal"), default=False, db_default=False)
    activated_on = models.DateField(_("activated on"), null=True)
    confirmation = models.CharField(_("platform confirmation"), max_length=60, blank=True)
    failure = models.CharField(_("failure"), max_length=30, choices=Failure.choices, blank=True)
    # Why it ended without activation, in a code and, where that says too little, in words.
    closing = models.CharField(_("reason"), max_length=20, choices=Closing.choices, blank=True)
    closing_note = SealedTextField(blank=True)
    # Of one that the person does elsewhere: through which online channel; of cases closed before it was asked for, nothing.
    closing_channel = models.CharField(
        _("online channel"), max_length=20, choices=OnlineChannel.choices, blank=True, db_default=""
    )
    deactivated_on = models.DateField(_("deactivated on"), null=True)
    # Why the code was stopped, in a code and, where that says too little, in words; what the platform confirmed.
    stopping = models.CharField(_("reason"), max_length=20, choices=Stopping.choices, blank=True, db_default="")
    stopping_note = SealedTextField(blank=True)
    stop_confirmation = models.CharField(_("confirmation of the stop"), max_length=60, blank=True, db_default="")
    # Of a child: the guardian through whose account the code is active, and the confirmation of the guardian's own code where
    # that is not on record here.
    family_guardian = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="+")
    guardian_confirmation = models.CharField(
        _("confirmation of the guardian's code"), max_length=60, blank=True, db_default=""
    )
    # Someone acting for the person: her name, her document number, and how far and how long the authority reaches.
    agent_name = models.CharField(_("agent's name"), max_length=80, blank=True)
    agent_number = SealedTextField(blank=True)
    agent_relation = models.CharField(_("relation"), max_length=40, blank=True)
    authority_until = models.DateField(_("authority valid until"), null=True)

    class Meta:
        verbose_name = _("code activation")
        verbose_name_plural = _("code activations")
        constraints = [
            StateFollowsCase(name="activation_state_follows_case"),
            models.CheckConstraint(
                name="activation_checked_has_document",
                condition=Q(state__in=["requested", "closed"]) | Q(document__isnull=False, consent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="activation_done_has_confirmation",
                condition=~Q(state="activated") | Q(activated_on__isnull=False) & ~Q(confirmation=""),
            ),
            models.CheckConstraint(
                name="activation_found_has_confirmation",
                condition=~Q(state="found_active") | Q(activated_on__isnull=True) & ~Q(confirmation=""),
            ),
            models.CheckConstraint(name="activation_closed_has_reason", condition=~Q(state="closed") | ~Q(closing="")),
            models.CheckConstraint(
                name="activation_channel_of_one_done_elsewhere",
                condition=Q(closing_channel="") | Q(closing="does_it_online"),
            ),
            models.CheckConstraint(
                name="activation_deactivated_has_day",
                condition=~Q(state="deactivated") | Q(deactivated_on__isnull=False),
            ),
            models.CheckConstraint(
                name="activation_deactivated_has_reason", condition=~Q(state="deactivated") | ~Q(stopping="")
            ),
            models.CheckConstraint(
                name="activation_family_has_agent", condition=Q(family_guardian__isnull=True) | ~Q(agent_name="")
            ),
            models.UniqueConstraint(
                fields=["stop_confirmation"], name="activation_stop_confirmed_once", condition=~Q(stop_confirmation="")
            ),
            models.CheckConstraint(name="activation_failed_has_code", condition=~Q(state="failed") | ~Q(failure="")),
            models.CheckConstraint(
                name="activation_agent_has_authority", condition=Q(agent_name="") | Q(authority_until__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="activation_one_open_or_done",
                condition=Q(state__in=["requested", "identity_checked", "failed", "activated", "found_active"]),
            ),
            models.UniqueConstraint(
                fields=["confirmation"], name="activation_confirmation_once", condition=~Q(confirmation="")
            ),
        ]
        triggers = [kept(), pgtrigger.FSM(name="state_moves", field="state", transitions=ActivationState.moves())]

    def __str__(self):
        return str(self.case_id)


class ActivationAttempt(models.Model):
    """One try at the national platform, with what it answered."""

    RETENTION = "case_30_years"

    activation = models.ForeignKey("enrolment.CodeActivation", models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    succeeded = models.BooleanField()
    failure = models.CharField(max_length=30, choices=CodeActivation.Failure.choices, blank=True)
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("activation attempt")
        verbose_name_plural = _("activation attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["activation", "number"], name="attempt_number_once"),
            models.CheckConstraint(
                name="attempt_failed_has_code",
                condition=Q(succeeded=True, failure="") | Q(succeeded=False) & ~Q(failure=""),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"attempt {self.number}"
