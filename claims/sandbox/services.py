"""Trying a draft on cases: an act with a trace, whose result is shown and not kept."""

from collections.abc import Iterable

from casework.casefile.services.events import record
from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled
from claims.sandbox.rules.trial import Trial, compare_policies
from claims.settlement.rules import SettlementCase


def simulate_policy(
    row: PolicyVersion,
    against: PolicyVersion,
    cases: Iterable[SettlementCase],
    *,
    by: Officer,
    facts: dict,
    wanted: int | None = None,
) -> Trial:
    """Try a version against another on a set of cases. `facts` say which set it was, `wanted` how many cases of it are enough.

    Raises PermissionDenied.
    """
    by.must("simulate_policy")
    trial = compare_policies(compiled(against), compiled(row), cases, wanted)
    facts = {"policy": row.label, "against": against.label, "cases": trial.total.cases, **facts}
    record("simulate_policy", by=by, subject=row.pk, facts=facts)
    return trial
