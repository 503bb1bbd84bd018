"""A kept calculation: complete the moment it is kept, and never moved."""

from django.utils.translation import gettext_lazy as _

from casework.engine.table import Workflow
from claims.calculator.states import CALCULATION_KIND, CalculationState

KIND = CALCULATION_KIND

WORKFLOW = Workflow(
    kind=KIND,
    code="SC",
    name=_("calculation"),
    states=dict(CalculationState.choices),
    initial=CalculationState.KEPT,
    final=frozenset({CalculationState.KEPT}),
    steps=(),
    waits_for={},
    url_name="see_calculation",
)
