"""The steps of a payment between areas: stated by one, approved by another, paid by the bank."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import by_another
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.clearings.states import AREA_CLEARING_KIND, AREA_CLEARING_STEPS, FOLLOWED, AreaClearingState

KIND = AREA_CLEARING_KIND
OWN_STATEMENT = _("You stated this payment yourself. A colleague must decide.")
# Who stated it decides nothing of it.
not_her_own = by_another("own_statement", OWN_STATEMENT)

WORKFLOW = Workflow(
    kind=KIND,
    code="BA",
    name=_("Payment between areas"),
    states=dict(AreaClearingState.choices),
    initial=AreaClearingState.STATED.value,
    final=frozenset({"paid", "declined", "withdrawn"}),
    steps=steps_of(
        AREA_CLEARING_STEPS,
        duties={"approve_area_clearing": Duty.Kind.CHECKER},
        guards={"approve_area_clearing": (not_her_own,), "decline_area_clearing": (not_her_own,)},
        followed=FOLLOWED,
    ),
    waits_for=dict.fromkeys(("stated", "approved", "payment_returned"), "office"),
    url_name="see_case",
    side_verbs=frozenset({"decline_area_clearing", "withdraw_area_clearing"}),
    failed=frozenset({"declined", "withdrawn"}),
)
