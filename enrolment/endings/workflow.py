"""The steps of what ends an employer: asked for with its proof, recorded by a second officer."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty
from enrolment.employers.rules import change_limit
from enrolment.endings.queries.owed import owed_by
from enrolment.endings.queries.situation import facts_of
from enrolment.endings.rules.acts import acts
from enrolment.endings.rules.possible import Asked, against
from enrolment.endings.states import EMPLOYER_ENDING_KIND, ENDING_STEPS, EndingState
from enrolment.endings.words import AGAINST, proof_of, said

KIND = EMPLOYER_ENDING_KIND

OWN_REQUEST = _("You asked for this yourself. A colleague must decide on it.")
NO_PROOF = _("Add a scan first: %(proof)s.")


# Maker and checker differ.
not_asked_by_herself = by_another("own_request", OWN_REQUEST)


def proof_is_there(move: Move) -> list[Reason]:
    """No employer ends on anybody's word alone."""
    if move.case.has_evidence:
        return []
    return [Reason("no_proof", NO_PROOF % {"proof": proof_of(acts()[move.case.employer_ending.act])})]


def still_possible(move: Move) -> list[Reason]:
    """What was paid, registered or recorded meanwhile counts: asked for the page and again under the lock."""
    ending = move.case.employer_ending
    act = acts()[ending.act]
    owed = owed_by(ending.employer, move.on)
    facts = facts_of(ending.employer, act, owed, ending.successor, ending.chosen)
    asked = Asked(act=act, day=ending.takes_effect_on, employer=str(ending.employer_id), chosen=len(ending.chosen))
    return [Reason(one.code, AGAINST[one.code] % {"number": one.number}) for one in against(facts, asked, move.on)]


GUARDS = {
    "record_ending": (not_asked_by_herself, proof_is_there, still_possible),
    "decline_ending": (not_asked_by_herself,),
}


def path_of(case) -> str:
    """The act a case is for."""
    return getattr(getattr(case, "employer_ending", None), "act", "")


WORKFLOW = Workflow(
    kind=KIND,
    code="EE",
    name=_("end of an employer"),
    states=dict(EndingState.choices),
    initial=EndingState.REQUESTED,
    final=frozenset({"recorded", "declined"}),
    steps=tuple(
        Step(verb=verb, sources=sources, target=target, duty=Duty.Kind.CHECKER, guards=GUARDS[verb])
        for verb, sources, target in ENDING_STEPS
    ),
    waits_for={"requested": "office"},
    url_name="see_case",
    client="employer",
    side_verbs=frozenset({"decline_ending"}),
    limit=change_limit.RULE_ID,
    failed=frozenset({"declined"}),
    path_of=path_of,
    paths=tuple((act.code, said(act)) for act in acts().values()),
)
