"""The steps of a second reading: taken by somebody without a part in the claim, given, a difference concluded by a third."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.parties import HER_OWN_MATTER, handles_own
from claims.samples.queries.readings import (
    case_read,
    had_a_part,
    has_seen,
    has_seen_settlement,
    person_read,
    reading_of,
)
from claims.samples.states import FOLLOWED, READING_KIND, READING_STEPS, ReadingState

KIND = READING_KIND
HAD_A_PART = _("You took this in, reviewed it or decided on it. A colleague reads it a second time.")
HAS_SEEN = _("You have looked at this since it was decided. A second reading is given by somebody who has not.")
NOT_HERS = _("A colleague is giving this reading.")


def without_a_part(move: Move) -> list[Reason]:
    """Neither maker nor checker of the claim, nor its party."""
    row, user = reading_of(move.case), move.by.user
    claim = case_read(row)
    hers = user.own_subject is not None and (
        person_read(row).pk == user.own_subject or (row.claim is not None and handles_own(claim_of(claim), user))
    )
    if hers:
        return [Reason("her_own_matter", HER_OWN_MATTER)]
    if had_a_part(claim, user):
        return [Reason("had_a_part", HAD_A_PART)]
    return []


def does_not_know(move: Move) -> list[Reason]:
    """Whoever knows how it was decided reads it no second time."""
    row, user = reading_of(move.case), move.by.user
    if row.claim is None:
        seen = has_seen_settlement(row, user)
    else:
        seen = row.claim.decided_on is not None and has_seen(row.claim.case, user, row.claim.decided_on)
    return [Reason("has_seen", HAS_SEEN)] if seen else []


def her_reading(move: Move) -> list[Reason]:
    return [] if reading_of(move.case).reader_id == move.by.user.pk else [Reason("not_hers", NOT_HERS)]


def hers_or_overseen(move: Move) -> list[Reason]:
    """Whoever took it gives it back, or somebody who could conclude it."""
    return [] if move.by.may("conclude_reading") else her_reading(move)


GUARDS = {
    "take_reading": (without_a_part, does_not_know),
    "free_reading": (hers_or_overseen,),
    "give_reading": (her_reading,),
    # Nor does anybody say what follows of her own decision.
    "conclude_reading": (without_a_part,),
}
DUTIES = {
    "take_reading": Duty.Kind.CHECKER,
    "give_reading": Duty.Kind.CHECKER,
    "conclude_reading": Duty.Kind.SECOND_CHECKER,
}

WORKFLOW = Workflow(
    kind=KIND,
    code="SR",
    name=_("second reading of a claim"),
    states=dict(ReadingState.choices),
    initial=ReadingState.DRAWN,
    final=frozenset({"agrees", "concluded"}),
    steps=steps_of(READING_STEPS, duties=DUTIES, guards=GUARDS, followed=FOLLOWED),
    waits_for={"drawn": "office", "taken": "office", "differs": "office"},
    url_name="see_case",
    side_verbs=frozenset({"free_reading"}),
    failed=frozenset(),
)
