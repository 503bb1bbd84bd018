"""The steps of a change of an employer's registered details: asked for with proof, recorded by a second person."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty
from enrolment.employers.rules import change_limit
from enrolment.employers.states import EMPLOYER_CHANGE_KIND, EMPLOYER_CHANGE_STEPS, EmployerChangeState

KIND = EMPLOYER_CHANGE_KIND


def licence_is_there(move: Move) -> list[Reason]:
    """Registered details follow the licence; the scan of the new one is the proof (Social Insurance Law, article 57)."""
    if not move.case.has_evidence:
        return [Reason("no_licence", _("Add a scan of the new business licence first."))]
    return []


not_asked_by_herself = by_another(
    "own_request", _("You asked for this change yourself. A colleague must decide on it.")
)


GUARDS = {
    "accept_employer_change": (not_asked_by_herself, licence_is_there),
    "decline_employer_change": (not_asked_by_herself,),
}

WORKFLOW = Workflow(
    kind=KIND,
    code="ED",
    name=_("change of an employer's details"),
    states=dict(EmployerChangeState.choices),
    initial=EmployerChangeState.REQUESTED,
    final=frozenset({"accepted", "declined"}),
    steps=tuple(
        Step(verb=verb, sources=sources, target=target, duty=Duty.Kind.CHECKER, guards=GUARDS.get(verb, ()))
        for verb, sources, target in EMPLOYER_CHANGE_STEPS
    ),
    waits_for={"requested": "office"},
    url_name="see_employer_change",
    limit=change_limit.RULE_ID,
    failed=frozenset({"declined"}),
)
