"""The steps of a decision on somebody's qualification: proposed or objected by one officer, confirmed by another."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty
from institutions.staff_qualification.queries.situation import stands_against
from institutions.staff_qualification.states import STAFF_POINTS_KIND, STAFF_POINTS_STEPS, StaffPointsState
from institutions.staff_qualification.words import ACTS

KIND = STAFF_POINTS_KIND
OWN_POINTS = _(
    "You entered or confirmed the points yourself. Somebody who had no part in them decides on the objection."
)
OWN_PROPOSAL = _("You entered this yourself. A colleague must decide on it.")


# Maker and checker differ.
not_entered_by_herself = by_another("own_proposal", OWN_PROPOSAL)


def no_part_in_the_points(move: Move) -> list[Reason]:
    """An objection is decided, and taken back, by somebody who neither entered nor confirmed what it is against."""
    row = move.case.staff_case
    of_the_points = {row.points_entered_by_id, row.points_confirmed_by_id} - {None}
    return [Reason("own_points", OWN_POINTS)] if move.by.user.pk in of_the_points else []


def still_stands(move: Move) -> list[Reason]:
    """What was recorded meanwhile counts: asked for the page and again under the lock."""
    return [Reason(code, text) for code, text in stands_against(move.case.staff_case, move.on)]


def path_of(case) -> str:
    """The act a case is for."""
    return getattr(getattr(case, "staff_case", None), "act", "")


GUARDS = {
    "record_staff_points": (not_entered_by_herself, no_part_in_the_points, still_stands),
    "decline_staff_points": (not_entered_by_herself, no_part_in_the_points),
    "withdraw_staff_points": (no_part_in_the_points,),
}
DUTIES = {"withdraw_staff_points": Duty.Kind.MAKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="SQ",
    name=_("qualification of a member of the staff"),
    states=dict(StaffPointsState.choices),
    initial=StaffPointsState.REQUESTED,
    final=frozenset({"recorded", "declined", "withdrawn"}),
    steps=tuple(
        Step(verb=verb, sources=sources, target=target, duty=DUTIES.get(verb, Duty.Kind.CHECKER), guards=GUARDS[verb])
        for verb, sources, target in STAFF_POINTS_STEPS
    ),
    waits_for={"requested": "office"},
    url_name="see_case",
    side_verbs=frozenset({"decline_staff_points", "withdraw_staff_points"}),
    failed=frozenset({"declined", "withdrawn"}),
    path_of=path_of,
    paths=tuple(ACTS.items()),
)
