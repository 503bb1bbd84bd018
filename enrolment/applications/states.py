"""The states of enrolment's cases and the moves between them: plain tables, read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kinds of case, as they stand in CaseFile.kind.
APPLICATION_KIND = "enrolment_application"
ACTIVATION_KIND = "code_activation"
TRANSFER_KIND = "transfer_request"
HIRE_KIND = "hire"
EMPLOYER_CHANGE_KIND = "employer_change"


def moves_of(steps: tuple) -> list[tuple[str, str]]:
    """Every (from, to) that changes the state: what the database trigger allows."""
    return [(source, target) for _verb, sources, target in steps for source in sources if source != target]


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for papers")
    VERIFIED = "verified", _("verified")
    ENROLLED = "enrolled", _("enrolled")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn by the client")
    DISCARDED = "discarded", _("discarded")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(APPLICATION_STEPS)


class ActivationState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    IDENTITY_CHECKED = "identity_checked", _("identity checked")
    ACTIVATED = "activated", _("activated")
    FAILED = "failed", _("failed")
    CLOSED = "closed", _("closed without activation")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(ACTIVATION_STEPS)


class TransferState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(TRANSFER_STEPS)


class HireState(models.TextChoices):
    AWAITING = "awaiting", _("registration awaited")
    APPLIED = "applied", _("application received")
    FINDING_PROPOSED = "finding_proposed", _("finding proposed")
    REGISTERED = "registered", _("registered")
    NO_DUTY = "no_duty", _("no duty existed")
    LEFT = "left", _("left the employer")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(HIRE_STEPS)


class EmployerChangeState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    ACCEPTED = "accepted", _("recorded")
    DECLINED = "declined", _("declined")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(EMPLOYER_CHANGE_STEPS)


# verb, from, to; what carries the case forward stands first. The workflows add guards and duties to these.
APPLICATION_STEPS = (
    ("submit_application", ("draft", "returned"), "submitted"),
    ("discard_draft", ("draft",), "discarded"),
    ("verify_documents", ("submitted",), "verified"),
    ("enrol", ("verified",), "enrolled"),
    ("review_second", ("verified",), "verified"),
    ("return_for_papers", ("submitted",), "returned"),
    ("refuse", ("submitted", "verified"), "refused"),
    ("propose_refusal", ("submitted",), "submitted"),
    ("propose_refusal", ("verified",), "verified"),
    ("withdraw", ("submitted", "returned", "verified"), "withdrawn"),
)
ACTIVATION_STEPS = (
    ("check_identity", ("requested",), "identity_checked"),
    ("activate_code", ("identity_checked",), "activated"),
    ("fail_activation", ("identity_checked",), "failed"),
    ("retry_activation", ("failed",), "identity_checked"),
    ("close_activation", ("requested", "identity_checked", "failed"), "closed"),
)
TRANSFER_STEPS = (
    ("accept_transfer", ("requested",), "accepted"),
    ("decline_transfer", ("requested",), "declined"),
    ("withdraw_transfer", ("requested",), "withdrawn"),
)
HIRE_STEPS = (
    ("follow_application", ("awaiting", "finding_proposed", "left"), "applied"),
    ("follow_enrolment", ("awaiting", "applied", "finding_proposed", "left"), "registered"),
    ("reopen_hire", ("applied",), "awaiting"),
    ("confirm_finding", ("finding_proposed",), "no_duty"),
    ("reject_finding", ("finding_proposed",), "awaiting"),
    ("correct_start", ("awaiting",), "awaiting"),
    ("record_leaving", ("awaiting",), "left"),
    ("propose_finding", ("awaiting",), "finding_proposed"),
    ("propose_correction", ("awaiting",), "finding_proposed"),
    ("confirm_correction", ("finding_proposed",), "awaiting"),
    ("confirm_leaving", ("finding_proposed",), "left"),
)
EMPLOYER_CHANGE_STEPS = (
    ("accept_employer_change", ("requested",), "accepted"),
    ("decline_employer_change", ("requested",), "declined"),
)
