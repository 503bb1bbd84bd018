"""The steps of a change of an enrolment: asked for at the counter with its papers, recorded by a second officer."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from enrolment.changes.queries.papers import missing_papers
from enrolment.changes.queries.situation import planned_of, situation_of
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.possible import against
from enrolment.changes.states import CHANGE_STEPS, ENROLMENT_CHANGE_KIND, ChangeState
from enrolment.changes.words import AGAINST, said
from enrolment.employers.rules import change_limit

KIND = ENROLMENT_CHANGE_KIND

PAPERS_MISSING = _("A scan is missing: %(papers)s.")
NO_EXPERTS = _("No experts are asked about this change.")
OPINION_MISSING = _("The experts have not given their opinion yet.")
EXPERTS_AGAINST = _("The experts did not recognise it. Decline the change.")
OWN_REQUEST = _("You asked for this change yourself. A colleague must decide on it.")


# Maker and checker differ.
not_asked_by_herself = by_another("own_request", OWN_REQUEST)


def papers_are_here(move: Move) -> list[Reason]:
    """What may be demanded for the act is kept on the case."""
    missing = missing_papers(move.case, move.on)
    if not missing:
        return []
    return [Reason("papers_missing", PAPERS_MISSING % {"papers": " · ".join(item.name for item in missing)})]


def still_possible(move: Move) -> list[Reason]:
    """What the change rests on stands still: somebody else may have ended the cover meanwhile."""
    change = move.case.enrolment_change
    found = against(situation_of(change.person_id), planned_of(change), move.on)
    return [Reason(one.code, AGAINST[one.code] % one.values) for one in found]


def experts_wanted(move: Move) -> list[Reason]:
    """Only what experts are asked about has their opinion."""
    if table().acts[move.case.enrolment_change.act].reviewed:
        return []
    return [Reason("no_experts", NO_EXPERTS, applies=False)]


def experts_favour(move: Move) -> list[Reason]:
    """What experts are asked about is recorded when they have recognised it."""
    change = move.case.enrolment_change
    if not table().acts[change.act].reviewed or change.opinion_favours:
        return []
    if change.opinion_favours is None:
        return [Reason("opinion_missing", OPINION_MISSING)]
    return [Reason("experts_against", EXPERTS_AGAINST)]


GUARDS = {
    "assess_change": (experts_wanted, not_asked_by_herself, papers_are_here),
    "record_change": (not_asked_by_herself, papers_are_here, experts_favour, still_possible),
    "decline_change": (not_asked_by_herself,),
}
DUTIES = {
    "assess_change": Duty.Kind.SECOND_CHECKER,
    "record_change": Duty.Kind.CHECKER,
    "decline_change": Duty.Kind.CHECKER,
}


def path_of(case) -> str:
    """The act a change is for: each has its papers."""
    return getattr(getattr(case, "enrolment_change", None), "act", "")


WORKFLOW = Workflow(
    kind=KIND,
    code="CH",
    name=_("change of an enrolment"),
    states=dict(ChangeState.choices),
    initial=ChangeState.REQUESTED,
    final=frozenset({"recorded", "declined", "withdrawn"}),
    steps=steps_of(CHANGE_STEPS, duties=DUTIES, guards=GUARDS),
    waits_for={"requested": "office", "assessed": "office"},
    url_name="see_case",
    limit=change_limit.RULE_ID,
    side_verbs=frozenset({"withdraw_change", "decline_change"}),
    failed=frozenset({"declined", "withdrawn"}),
    path_of=path_of,
    paths=tuple((act.code, said(act)) for act in table().acts.values()),
)
