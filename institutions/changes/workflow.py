"""The steps of what happens to a designation: asked for or found by one officer, recorded by another."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty
from institutions.changes.queries.situation import stands_against, wanted_of
from institutions.changes.rules.acts import acts
from institutions.changes.states import DESIGNATION_CHANGE_KIND, DESIGNATION_CHANGE_STEPS, DesignationChangeState
from institutions.changes.words import said
from institutions.designation.rules.limits import RESUMPTION_REVIEW

KIND = DESIGNATION_CHANGE_KIND
OWN_REQUEST = _("You asked for this yourself. A colleague must decide on it.")


# Maker and checker differ.
not_asked_by_herself = by_another("own_request", OWN_REQUEST)


def still_possible(move: Move) -> list[Reason]:
    """What was recorded meanwhile counts: asked for the page and again under the lock."""
    change = move.case.designation_change
    return [Reason(code, text) for code, text in stands_against(change.institution, wanted_of(change), move.on)]


GUARDS = {
    "record_designation_change": (not_asked_by_herself, still_possible),
    "decline_designation_change": (not_asked_by_herself,),
    "withdraw_designation_change": (),
}
DUTIES = {"withdraw_designation_change": Duty.Kind.MAKER}


def path_of(case) -> str:
    """The act a case is for."""
    return getattr(getattr(case, "designation_change", None), "act", "")


WORKFLOW = Workflow(
    kind=KIND,
    code="DC",
    name=_("change of a designation"),
    states=dict(DesignationChangeState.choices),
    initial=DesignationChangeState.REQUESTED,
    final=frozenset({"recorded", "declined", "withdrawn"}),
    steps=tuple(
        Step(verb=verb, sources=sources, target=target, duty=DUTIES.get(verb, Duty.Kind.CHECKER), guards=GUARDS[verb])
        for verb, sources, target in DESIGNATION_CHANGE_STEPS
    ),
    waits_for={"requested": "office"},
    url_name="see_case",
    side_verbs=frozenset({"decline_designation_change", "withdraw_designation_change"}),
    limit=RESUMPTION_REVIEW,
    failed=frozenset({"declined", "withdrawn"}),
    path_of=path_of,
    paths=tuple((act.code, said(act)) for act in acts().values()),
)
