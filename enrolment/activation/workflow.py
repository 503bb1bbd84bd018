"""The steps of a code activation at a counter."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty, Office
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.activation.rules.family_account import FACE_AGE, is_bound_to_guardian
from enrolment.activation.states import ACTIVATION_KIND, ACTIVATION_STEPS, ActivationState
from enrolment.coverage.queries.coverage import enrolment_on

KIND = ACTIVATION_KIND
GUARDIAN_ENDED = _("The guardian whose account is recorded no longer acts for the child. Record another one.")
NOW_HERSELF = _(
    "She has reached the age of the face check since. End this activation and open one with her at the counter."
)
GUARDIAN_NEEDED = _("A child's code is bound to its guardian's: record the guardian's account first.")


def person_enrolled(move: Move) -> list[Reason]:
    """A code is activated only for an insured person (Handling Regulations: the code is a proof of insurance)."""
    if enrolment_on(move.case.code_activation.person_id, move.on) is None:
        return [Reason("not_enrolled", _("This person is not enrolled today. Enrolment comes before activation."))]
    return []


def counter_of_county_level(move: Move) -> list[Reason]:
    """Windows at county level and above activate on a person's behalf (2024 notice)."""
    if move.by.office.kind not in Office.COUNTY_LEVEL_OR_ABOVE:
        return [Reason("office_below_county", _("Only an office of county level or above may activate the code."))]
    return []


def authority_still_valid(move: Move) -> list[Reason]:
    """Someone acting for the person needs an authority that has not run out."""
    activation = move.case.code_activation
    if activation.agent_name and activation.authority_until < move.on:
        return [Reason("authority_expired", _("The agent's authority has run out. Record a new one."))]
    return []


def platform_says_active(move: Move) -> list[Reason]:
    """After a failure for another reason the platform is asked again before anything else is recorded of its answer."""
    activation = move.case.code_activation
    if activation.state == "failed" and activation.failure != "active_already":
        text = _("The platform refused for another reason. Try again, and record what it answers then.")
        return [Reason("another_failure", text, applies=False)]
    return []


def bound_to_guardian(move: Move) -> list[Reason]:
    """A child's code is activated through the account of its guardian, whose own code is active (family account)."""
    activation = move.case.code_activation
    guardian = activation.family_guardian
    bound = is_bound_to_guardian(activation.person.birth_on, move.on, rule_by_id(FACE_AGE))
    if guardian is None:
        return [Reason("guardian_needed", GUARDIAN_NEEDED)] if bound else []
    if not bound:
        return [Reason("comes_herself", NOW_HERSELF)]
    return [] if guardian.acts_on(move.on) else [Reason("guardian_ended", GUARDIAN_ENDED)]


BEFORE = (person_enrolled, counter_of_county_level, authority_still_valid, bound_to_guardian)
GUARDS = {
    "check_identity": BEFORE,
    "activate_code": BEFORE,
    "retry_activation": BEFORE,
    "find_active": (platform_says_active, authority_still_valid),
}
FOLLOWED = {"deactivate_code", "end_activation"}
NO_DUTY = FOLLOWED | {"close_activation", "stop_code"}
DUTIES = {verb: Duty.Kind.MAKER for verb, _sources, _target in ACTIVATION_STEPS if verb not in NO_DUTY}

WORKFLOW = Workflow(
    kind=KIND,
    code="AC",
    name=_("code activation"),
    states=dict(ActivationState.choices),
    initial=ActivationState.REQUESTED,
    final=frozenset({"activated", "found_active", "closed", "deactivated"}),
    steps=steps_of(ACTIVATION_STEPS, duties=DUTIES, guards=GUARDS, followed=FOLLOWED),
    waits_for={"requested": "office", "identity_checked": "office", "failed": "office"},
    url_name="see_case",
    side_verbs=frozenset({"close_activation", "stop_code"}),
    failed=frozenset({"closed"}),
)
