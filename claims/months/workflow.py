"""The steps of an institution's month: stated, agreed, reviewed by one and approved by another; posted by a run, paid by the
bank."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.months.queries.month import entered_since, entering, last_run, month_of, net_of
from claims.months.states import FOLLOWED, MONTH_KIND, MONTH_STEPS, MonthState
from claims.runs.models.run import Run

KIND = MONTH_KIND
Guard = Callable[[Move], list[Reason]]

NOT_WORKED_OUT = _("Work the month out first, to the end.")
BEING_ENTERED = _("A file of the institution is still being entered. Wait until it is done, then work the month out.")
ENTERED_SINCE = _("A file of the institution was entered since it was worked out. Work the month out again.")
BELOW_ZERO = _(
    "The corrections take back more than a fund bears of this month. Leave some of them for a later month, or take that up "
    "with the institution."
)
RUNNING = _("The month is being worked out. Wait, or stop it.")
OWN_MONTH = _("You took this month in yourself. A colleague must decide.")
OWN_REVIEW = _("You reviewed this month yourself. A colleague must approve it.")


def worked_out(move: Move) -> list[Reason]:
    """The newest run went to its end, and no row came in behind it."""
    month = month_of(move.case)
    if entering(month):
        return [Reason("being_entered", BEING_ENTERED)]
    run = last_run(month)
    if run is None or run.state != Run.State.DONE:
        return [Reason("not_worked_out", NOT_WORKED_OUT)]
    if entered_since(month, run):
        return [Reason("entered_since", ENTERED_SINCE)]
    below = any(amount < 0 for layers in net_of(run).values() for amount in layers.values())
    return [Reason("below_zero", BELOW_ZERO)] if below else []


def not_entering(move: Move) -> list[Reason]:
    """Half of a file would stand in the month withdrawn, and half in another."""
    return [Reason("being_entered", BEING_ENTERED)] if entering(month_of(move.case)) else []


def not_running(move: Move) -> list[Reason]:
    """Nothing is being worked out."""
    run = last_run(month_of(move.case))
    return [Reason("running", RUNNING)] if run is not None and run.state == Run.State.RUNNING else []


# Who took the month in decides nothing of it.
not_her_own = by_another("own_month", OWN_MONTH)


def not_her_review(move: Move) -> list[Reason]:
    """Two people approve a month."""
    own = month_of(move.case).reviewed_by_id == move.by.user.pk
    return [Reason("own_review", OWN_REVIEW)] if own else []


GUARDS: dict[str, tuple[Guard, ...]] = {
    "state_month": (worked_out,),
    "withdraw_month": (not_running, not_entering),
    "review_month": (not_her_own,),
    "send_back_month": (not_her_own,),
    "approve_month": (not_her_own, not_her_review),
}
DUTIES = {"review_month": Duty.Kind.CHECKER, "approve_month": Duty.Kind.SECOND_CHECKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="MS",
    name=_("Month of an institution"),
    states=dict(MonthState.choices),
    initial=MonthState.DECLARED.value,
    final=frozenset({"paid", "settled", "withdrawn"}),
    steps=steps_of(MONTH_STEPS, duties=DUTIES, guards=GUARDS, followed=FOLLOWED),
    waits_for={
        **dict.fromkeys(
            ("declared", "objected", "agreed", "reviewed", "posting", "posted", "payment_returned"), "office"
        ),
        "stated": "client",
    },
    url_name="see_case",
    side_verbs=frozenset({"send_back_month", "withdraw_month", "object_month"}),
    failed=frozenset({"withdrawn"}),
)
