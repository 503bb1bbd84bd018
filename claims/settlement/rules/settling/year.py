"""What the year has used of a yearly amount: of the care the amount is for, of all care of its kind, or of all care.

A policy may state an amount for each setting. The care that an amount is for is then that of the settings it is stated for;
stays of every kind are counted together.
"""

from collections.abc import Callable
from decimal import Decimal

from claims.settlement.rules.records.case import COUNTED_AS_STAY, OUTPATIENT
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import Facts
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.records.steps import Run

# Given facts, which amount of the policy it would be: the same answer is the same pot, None uses nothing of any.
Identity = Callable[[Facts], object]
COUNTERS = ("own", "kind", "all")


def counted_as_stay(run: Run) -> bool:
    return run.case.visit.setting in COUNTED_AS_STAY


def used_before(run: Run, counter: str, name: str, identity: Identity | None = None) -> Decimal:
    """The year's `deductible_taken`, `in_scope` or `fund_paid` before this visit, as far as it counts.

    `counter` "own" is the care that `identity` is the same for (without one, that of its kind), "kind" all stays or all outpatient
    care, "all" both. Raises `setting_not_told` when the year does not say of which care its sum was.
    """
    year = run.case.accumulators
    if counter == "all":
        return getattr(year, name) + getattr(year, f"outpatient_{name}")
    if counted_as_stay(run):
        return getattr(year, name)
    whole = getattr(year, f"outpatient_{name}")
    if not whole or counter == "kind" or identity is None or "setting" not in run.policy.asks:
        return whole
    settings = _settings_of(run, identity)
    return whole if len(settings) == len(OUTPATIENT) else _used_by(run, settings, name, whole)


def _settings_of(run: Run, identity: Identity) -> frozenset[str]:
    """The settings whose care uses the same pot; a setting for which the policy states nothing has used none."""
    own = identity(run.facts)
    return frozenset(name for name in OUTPATIENT if _shares(run, identity, name, own))


def _shares(run: Run, identity: Identity, setting: str, own: object) -> bool:
    try:
        return identity(run.facts | {"setting": setting}) in (own, None)
    except SettlementError as error:
        return error.code == "value_missing"


def _used_by(run: Run, settings: frozenset[str], name: str, whole: Decimal) -> Decimal:
    told = run.case.accumulators.settings
    used = sum([getattr(told[one], name) for one in settings if one in told], ZERO)
    if run.case.visit.setting in told or whole == sum([getattr(one, name) for one in told.values()], ZERO):
        return used
    raise SettlementError("setting_not_told", f"accumulators.settings.{run.case.visit.setting}.{name}")
