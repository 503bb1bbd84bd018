"""Refusing an application: with a ground, details and the provision relied on; against the portal's own finding only by two."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.papers.services.paper_facts import NO_REMEDIES, lacks_remedies, remedies
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.rules import processing_limit
from enrolment.applications.rules.refusal_grounds import contradicts, provisions_for
from enrolment.applications.services import outcomes
from enrolment.applications.services.claims_of_identity import let_claim_go

DETAIL_MISSING = _("Write what exactly is not met; it is printed on the notice.")
PROVISION_MISSING = _(
    "No rule on record speaks against this application on this ground. Write the provision relied on."
)
PROPOSED_BY_HER = _("You proposed this refusal. A colleague or the supervisor has to decide it.")
NEEDS_PROPOSAL = _(
    "The portal found that this person may join. One officer proposes such a refusal, another decides it."
)


@dataclass(frozen=True)
class Refusal:
    """Why an application is refused: a ground, details in Chinese, and the provision where none is on record."""

    ground: str
    detail: str
    provision: str = ""


def goes_against_finding(application: EnrolmentApplication, ground: str) -> bool:
    """Whether refusing on this ground contradicts what the portal found at submission."""
    return contradicts(ground, application.eligibility.get("result", ""))


def needs_second(application: EnrolmentApplication, refusal: Refusal, by: Officer) -> bool:
    """Whether this officer can only propose the refusal: it contradicts the finding and nobody else has proposed it."""
    return goes_against_finding(application, refusal.ground) and application.refusal_proposed_by_id in (
        None,
        by.user.pk,
    )


def lacking(application: EnrolmentApplication, refusal: Refusal) -> list[Reason]:
    """What a refusal needs and does not say."""
    reasons = []
    if not refusal.detail:
        reasons.append(Reason("detail_missing", DETAIL_MISSING, "detail"))
    recorded = provisions_for(refusal.ground, application.eligibility.get("applied", []))
    if not recorded and not refusal.provision:
        reasons.append(Reason("provision_missing", PROVISION_MISSING, "provision"))
    if lacks_remedies(remedies(application.case.office)):
        # A decision that cannot be handed out is not taken: the case would be closed and nobody told where to complain.
        reasons.append(Reason("no_remedies", NO_REMEDIES))
    return reasons


def _refuse_incomplete(application: EnrolmentApplication, refusal: Refusal) -> None:
    if reasons := lacking(application, refusal):
        raise Blocked(*reasons)


def _write(application: EnrolmentApplication, refusal: Refusal, **more) -> None:
    facts = {"refusal": refusal.ground, "refusal_detail": refusal.detail, "refusal_provision": refusal.provision}
    EnrolmentApplication.objects.filter(case=application.case_id).update(**facts | more)


def propose_refusal(
    case_id: uuid.UUID, refusal: Refusal, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Propose a refusal that contradicts the finding; the case stays where it is until another officer decides."""

    def effect(move: Move) -> None:
        application = move.case.enrolment_application
        _refuse_incomplete(application, refusal)
        if not goes_against_finding(application, refusal.ground):
            text = _("This refusal needs no second person.")
            raise Blocked(Reason("no_second_needed", text, "ground"))
        _write(application, refusal, refusal_proposed_by=by.user)

    body = {"ground": refusal.ground, "detail": refusal.detail, "provision": refusal.provision}
    facts = {"ground": refusal.ground}
    return transitions.perform(
        case_id, "propose_refusal", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect
    )


def refuse(case_id: uuid.UUID, refusal: Refusal, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Refuse. Raises Blocked without details or a provision, and when it contradicts the finding and no colleague has
    proposed it."""

    def effect(move: Move) -> None:
        application = move.case.enrolment_application
        _refuse_incomplete(application, refusal)
        against = goes_against_finding(application, refusal.ground)
        if against and needs_second(application, refusal, by):
            mine = application.refusal_proposed_by_id == by.user.pk
            raise Blocked(Reason("second_person_needed", PROPOSED_BY_HER if mine else NEEDS_PROPOSAL, "ground"))
        _write(application, refusal, refused_by=by.user, refused_against_finding=against)
        deadlines.stop(move.case, processing_limit.RULE_ID, on=on, reason="refused")
        let_claim_go(move.case.enrolment_application, by=by, case=move.case)
        outcomes.application_ended(move.case.enrolment_application, by=by, on=on)

    body = {"ground": refusal.ground, "detail": refusal.detail, "provision": refusal.provision}
    facts = {"ground": refusal.ground}
    return transitions.perform(case_id, "refuse", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect)


def refusal_preview(application: EnrolmentApplication, refusal: Refusal) -> dict:
    """What the notice would say of a refusal that is not final yet."""
    return {
        "ground": EnrolmentApplication.Refusal(refusal.ground).label,
        "detail": refusal.detail,
        "provisions": _provisions(application.eligibility, refusal.ground, refusal.provision),
    } | remedies(application.case.office)


def _provisions(eligibility: dict, ground: str, typed: str) -> list[dict]:
    """The rules that carry the ground, as the law says them, and what the reviewer relied on besides. What let the
    person in, and what is only reported, is no basis of a refusal."""
    rules = provisions_for(ground, eligibility.get("applied", []))
    found = [{"text": rule["text"], "source": rule["source"], "status": rule["status"]} for rule in rules]
    if typed:
        found.append({"text": {language: typed for language, _name in settings.LANGUAGES}, "source": "", "status": ""})
    return found
