"""The steps of the closing of a year: proposed by one, closed by another."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.year_ends.states import YEAR_END_KIND, YEAR_END_STEPS, YearEndState

KIND = YEAR_END_KIND
Guard = Callable[[Move], list[Reason]]

OWN_PROPOSAL = _("You proposed it yourself. A colleague must close the year.")

# Whoever proposes neither closes nor declines.
not_her_own = by_another("own_proposal", OWN_PROPOSAL)

GUARDS: dict[str, tuple[Guard, ...]] = {"close_year": (not_her_own,), "decline_year_end": (not_her_own,)}
DUTIES = {"close_year": Duty.Kind.CHECKER, "decline_year_end": Duty.Kind.CHECKER, "withdraw_year_end": Duty.Kind.MAKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="YE",
    name=_("closing of a year of claims"),
    states=dict(YearEndState.choices),
    initial=YearEndState.PROPOSED.value,
    final=frozenset({"closed", "declined", "withdrawn"}),
    steps=steps_of(YEAR_END_STEPS, duties=DUTIES, guards=GUARDS),
    waits_for={"proposed": "office"},
    url_name="see_case",
    side_verbs=frozenset({"decline_year_end", "withdraw_year_end"}),
    failed=frozenset({"declined", "withdrawn"}),
)
