"""The states of enrolment's cases and the moves between them: plain tables, read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

# The kinds of case, as they stand in CaseFile.kind.
APPLICATION_KIND = "enrolment_application"


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


# verb, from, to; what carries the case forward stands first. The workflows add guards and duties to these.
APPLICATION_STEPS = (
    ("submit_application", ("draft", "returned"), "submitted"),
    # Taken in although required papers are not here: it waits for the client, who is told once what is missing.
    ("submit_incomplete", ("draft",), "returned"),
    ("discard_draft", ("draft",), "discarded"),
    ("verify_documents", ("submitted",), "verified"),
    ("enrol", ("verified",), "enrolled"),
    ("review_second", ("verified",), "verified"),
    ("judge_identity", ("submitted",), "submitted"),
    ("return_for_papers", ("submitted",), "returned"),
    ("refuse", ("submitted", "verified"), "refused"),
    ("propose_refusal", ("submitted",), "submitted"),
    ("propose_refusal", ("verified",), "verified"),
    ("withdraw", ("submitted", "returned", "verified"), "withdrawn"),
)
