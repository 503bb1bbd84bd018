"""Pots: care that a policy counts by itself, whatever its setting, for the year or by month and quarter of the visit's day.

Deductible and caps may name a pot. What a bill is charged, costs and is paid then enters that pot, and stays in the sums of the
year besides.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from claims.settlement.rules.records.case import COUNTED_AS_STAY, Accumulators, Months, Pots, PotYear
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import Cap, DeductibleRule
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.once_a_year import nothing_yet

# Period -> how many months of the calendar it has.
SPANS = {"month": 1, "quarter": 3}
SUMS = PotYear.__struct_fields__


def used_in_pot(run: Run, rule: Cap | DeductibleRule, name: str, period: str | None = None) -> Decimal:
    """The pot's `deductible_taken`, `in_scope` or `fund_paid` before this bill, in the rule's period or in another one.

    Raises `pot_not_told` when the year has care in it and does not say of which pot, `fact_missing` when the visit has no day.
    """
    pot, year = rule.pot or "", run.case.accumulators
    period = period or rule.period
    if period not in SPANS:
        return _of_year(year, pot, name)
    told = year.months
    if told is UNSET:
        return _nothing_of(year, f"accumulators.months.{pot}.{month_of(run)}.{name}")
    months = told.get(pot, {})
    return sum([getattr(months[one], name) for one in _months_of(month_of(run), period) if one in months], ZERO)


def _of_year(year: Accumulators, pot: str, name: str) -> Decimal:
    if year.pots is UNSET:
        return _nothing_of(year, f"accumulators.pots.{pot}.{name}")
    return getattr(year.pots[pot], name) if pot in year.pots else ZERO


def _nothing_of(year: Accumulators, path: str) -> Decimal:
    """A year without any care has none in any pot."""
    if nothing_yet(year):
        return ZERO
    raise SettlementError("pot_not_told", path)


def month_of(run: Run) -> str:
    """The month of the visit's day, of a stay that of its discharge, as "2026-03"."""
    visit = run.case.visit
    stay = visit.setting in COUNTED_AS_STAY
    day = visit.discharged_on or (None if stay else visit.admitted_on or visit.settled_on)
    if day is None:
        raise SettlementError("fact_missing", "visit.discharged_on" if stay else "visit.on")
    return f"{day:%Y-%m}"


def _months_of(month: str, period: str) -> list[str]:
    """The months of the calendar month or quarter that a month lies in."""
    year, number = month.split("-")
    length = SPANS[period]
    first = (int(number) - 1) // length * length + 1
    return [f"{year}-{one:02d}" for one in range(first, first + length)]


def span_of(run: Run, period: str) -> str:
    """The name of the time a pot is counted in: "year", "2026-03", "2026-Q1"."""
    if period not in SPANS:
        return "year"
    month = month_of(run)
    return month if period == "month" else f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def told_of(run: Run, rule: Cap | DeductibleRule, period: str | None = None) -> dict[str, object]:
    """What a step says of the pot that it counts, if it counts one."""
    return {} if rule.pot is None else {"pot": rule.pot, "span": span_of(run, period or rule.period)}


def pots_of(run: Run) -> set[str]:
    """The pots that this bill enters: those of the deductible and the caps that hold for it."""
    rules: list[Cap | DeductibleRule] = list(run.section("caps").value or ())
    deductible = run.section("deductible").value
    if deductible is not None:
        rules.append(deductible)
    return {rule.pot for rule in rules if rule.pot is not None}


class Told(NamedTuple):
    """What a year tells of pots; UNSET where it does not."""

    pots: Pots | UnsetType = UNSET
    months: Months | UnsetType = UNSET


NOT_TOLD = Told()


def pots_after(run: Run, used: PotYear) -> Told:
    """What the year tells of pots after this bill; nothing where the policy has none, or the year did not tell them before."""
    year = run.case.accumulators
    entered = pots_of(run) if run.policy.pots else set()
    nothing = nothing_yet(year)
    pots, months = year.pots, year.months
    if pots is not UNSET or (run.policy.pots and nothing):
        pots = pots or {}
        pots = pots | {pot: added(pots.get(pot), used) for pot in sorted(entered)}
    if months is not UNSET or (any(run.policy.pots.values()) and nothing):
        months = months or {}
        by_month = sorted(pot for pot in entered if run.policy.pots[pot])
        month = month_of(run) if by_month else ""
        months = months | {
            pot: months.get(pot, {}) | {month: added(months.get(pot, {}).get(month), used)} for pot in by_month
        }
    return Told(pots, months)


def added(before: PotYear | None, used: PotYear, sign: int = 1) -> PotYear:
    """One pot with what a bill has used, or with `sign` -1 without it."""
    return PotYear(*[getattr(before or PotYear(), name) + sign * getattr(used, name) for name in SUMS])


def pots_without(now: Accumulators, before: Accumulators, after: Accumulators) -> Told:
    """The same of the year `now` when one settlement is taken back that had changed it from `before` to `after`."""
    pots, months = now.pots, now.months
    if pots is not UNSET:
        pots = _without(pots, before.pots or {}, after.pots or {})
    if months is not UNSET:
        was, became = before.months or {}, after.months or {}
        months = {pot: _without(one, was.get(pot, {}), became.get(pot, {})) for pot, one in months.items()}
    return Told(pots, months)


def _without(now: Pots, before: Pots, after: Pots) -> Pots:
    found = dict(now)
    for name, became in after.items():
        change = added(became, before.get(name, PotYear()), -1)
        found[name] = added(found.get(name), change, -1)
    return found


def check_pots(year: Accumulators) -> None:
    """A pot holds no more than the year, and its months no more than the pot. Raises `parts_exceed_total`."""
    for pot, one in (year.pots or {}).items():
        for name in SUMS:
            total = getattr(year, name) + getattr(year, f"outpatient_{name}")
            _check(total, getattr(one, name), f"accumulators.pots.{pot}.{name}")
    for pot, months in (year.months or {}).items():
        for name in SUMS if year.pots is not UNSET else ():
            total = getattr((year.pots or {}).get(pot, PotYear()), name)
            _check(total, _sum(months.values(), name), f"accumulators.months.{pot}")


def _sum(years: Iterable[PotYear], name: str) -> Decimal:
    return sum([getattr(one, name) for one in years], ZERO)


def _check(total: Decimal, parts: Decimal, path: str) -> None:
    if parts > total:
        raise SettlementError("parts_exceed_total", path, total=str(total), parts=str(parts))
