"""The steps of a recovery from an institution: notified, heard, decided by another, repaid."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from claims.clawbacks.queries.clawback import clawback_of
from claims.clawbacks.states import CLAWBACK_KIND, CLAWBACK_STEPS, FOLLOWED, ClawbackState

KIND = CLAWBACK_KIND
Guard = Callable[[Move], list[Reason]]

MAY_REPLY = _("The institution may reply until %(day)s. Record its reply, or wait for the day to pass.")
OWN_NOTICE = _("You gave this notice yourself. A colleague must decide.")


def reply_is_over(move: Move) -> list[Reason]:
    """Nothing is decided while it may reply and has not."""
    row = clawback_of(move.case)
    if move.case.state == "heard" or move.on > row.reply_until:
        return []
    return [Reason("may_reply", MAY_REPLY % {"day": row.reply_until})]


# Who gave notice decides nothing of it.
not_her_own = by_another("own_notice", OWN_NOTICE)

GUARDS: dict[str, tuple[Guard, ...]] = {
    "decide_clawback": (not_her_own, reply_is_over),
    "drop_clawback": (not_her_own,),
}

WORKFLOW = Workflow(
    kind=KIND,
    code="RI",
    name=_("Recovery from an institution"),
    states=dict(ClawbackState.choices),
    initial=ClawbackState.NOTIFIED.value,
    final=frozenset({"repaid", "dropped"}),
    steps=steps_of(CLAWBACK_STEPS, guards=GUARDS, followed=FOLLOWED),
    waits_for={"notified": "client", "heard": "office", "decided": "client"},
    url_name="see_case",
    side_verbs=frozenset({"drop_clawback"}),
    failed=frozenset({"dropped"}),
)
