"""The steps of a recovery: notified, heard, a way proposed by one and decided on by another, repaid."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from claims.recoveries.queries.recovery import payments_to_set_off, recovery_of
from claims.recoveries.states import FOLLOWED, RECOVERY_KIND, RECOVERY_STEPS, RecoveryState, Way
from claims.reimbursements.queries.parties import party_to

KIND = RECOVERY_KIND
Guard = Callable[[Move], list[Reason]]

MAY_REPLY = _("She may reply until %(day)s. Record the reply, or wait for the day to pass.")
OWN_PROPOSAL = _("You proposed this way yourself. A colleague must decide.")
HEARING_AHEAD = _("The hearing is on %(day)s. Decide after it.")
NO_SET_OFF = _("The way that was decided on is repayment by the person.")
NOTHING_OWED = _("Nothing is owed to her that has not gone to the bank.")


def reply_is_over(move: Move) -> list[Reason]:
    """Nothing is proposed while she may reply and has not."""
    row = recovery_of(move.case)
    if move.case.state == "heard" or move.on > row.reply_until:
        return []
    return [Reason("may_reply", MAY_REPLY % {"day": row.reply_until})]


def not_hers(move: Move) -> list[Reason]:
    """Whoever brought the claim or is paid for it takes no step of what follows from it."""
    return party_to(recovery_of(move.case).overpayment.claim, move.by.user)


def not_her_own(move: Move) -> list[Reason]:
    """Who proposes decides nothing."""
    own = recovery_of(move.case).proposed_by_id == move.by.user.pk
    return [Reason("own_proposal", OWN_PROPOSAL)] if own else []


def hearing_is_over(move: Move) -> list[Reason]:
    """A set-off is decided on once she was heard."""
    day = recovery_of(move.case).heard_on
    return [Reason("hearing_ahead", HEARING_AHEAD % {"day": day})] if day is not None and move.on < day else []


def something_to_set_off(move: Move) -> list[Reason]:
    """A set-off was decided on, and something is owed to her."""
    row = recovery_of(move.case)
    if row.way != Way.SET_OFF:
        return [Reason("no_set_off", NO_SET_OFF, applies=False)]
    return [] if payments_to_set_off(row) else [Reason("nothing_owed", NOTHING_OWED)]


GUARDS: dict[str, tuple[Guard, ...]] = {
    "propose_recovery": (reply_is_over,),
    "send_back_recovery": (not_her_own,),
    "agree_recovery": (not_her_own, hearing_is_over),
    "set_off_recovery": (something_to_set_off,),
}

WORKFLOW = Workflow(
    kind=KIND,
    code="RC",
    name=_("Recovery of an overpayment"),
    states=dict(RecoveryState.choices),
    initial=RecoveryState.NOTIFIED.value,
    final=frozenset({"repaid"}),
    steps=steps_of(RECOVERY_STEPS, guards=GUARDS, always=(not_hers,), followed=FOLLOWED),
    waits_for={"notified": "client", "heard": "office", "proposed": "office", "agreed": "client"},
    url_name="see_case",
    side_verbs=frozenset({"send_back_recovery"}),
)
