"""The steps of a hire: registration awaited, until an enrolment or a finding that two people share closes it."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from enrolment.hires.rules import registration_deadline
from enrolment.hires.states import HIRE_KIND, HIRE_STEPS, HireState

KIND = HIRE_KIND


def proof_is_there(move: Move) -> list[Reason]:
    """A finding that no duty existed rests on a paper (a statement of the employer, a contract, the other entry)."""
    if not move.case.has_evidence:
        return [Reason("no_proof", _("Add a scan of the proof first."))]
    return []


def _only_for(*findings: str):
    """A guard: the step is for these findings alone; for others the page leaves it out."""

    def guard(move: Move) -> list[Reason]:
        if move.case.hire.finding in findings:
            return []
        return [Reason("another_finding", _("Something else was proposed."), applies=False)]

    return guard


# What another case brings about is no step of a page: nobody takes it by itself.
FOLLOWED = frozenset({"follow_application", "follow_enrolment", "follow_succession", "reopen_hire"})
GUARDS = {
    "propose_finding": (proof_is_there,),
    "confirm_finding": (_only_for("not_employed_here", "entered_twice"), proof_is_there),
    "propose_correction": (proof_is_there,),
    "confirm_correction": (_only_for("start_wrong"), proof_is_there),
    "confirm_leaving": (_only_for("left_earlier"), proof_is_there),
}
DUTIES = {
    "propose_finding": Duty.Kind.MAKER,
    "confirm_finding": Duty.Kind.CHECKER,
    "reject_finding": Duty.Kind.CHECKER,
    "propose_correction": Duty.Kind.MAKER,
    "confirm_correction": Duty.Kind.CHECKER,
    "confirm_leaving": Duty.Kind.CHECKER,
}

WORKFLOW = Workflow(
    kind=KIND,
    code="HR",
    name=_("hire"),
    states=dict(HireState.choices),
    initial=HireState.AWAITING,
    final=frozenset({"registered", "no_duty", "left"}),
    steps=steps_of(HIRE_STEPS, duties=DUTIES, guards=GUARDS, followed=FOLLOWED),
    waits_for={"awaiting": "client", "applied": "office", "finding_proposed": "office"},
    url_name="see_hire",
    client="employer",
    limit=registration_deadline.RULE_ID,
    on_board=frozenset({"awaiting", "applied"}),
)
