"""What the year has used of a limit: this kind of care alone, or stays and outpatient care together."""

from decimal import Decimal

from msgspec import Struct

from claims.rules.settlement.case import COUNTED_AS_STAY
from claims.rules.settlement.steps import Run


class Used(Struct, frozen=True, gc=False):
    """Deductible taken, in-scope cost and fund payments of the year before this visit."""

    deductible: Decimal
    in_scope: Decimal
    fund_paid: Decimal


def counted_as_stay(run: Run) -> bool:
    return run.case.visit.setting in COUNTED_AS_STAY


def used_before(run: Run, counter: str) -> Used:
    """`counter` "own" is the counter of this setting, "all" is both together."""
    year = run.case.accumulators
    if counter == "all":
        return Used(
            year.deductible_taken + year.outpatient_deductible_taken,
            year.in_scope + year.outpatient_in_scope,
            year.fund_paid + year.outpatient_fund_paid,
        )
    if counted_as_stay(run):
        return Used(year.deductible_taken, year.in_scope, year.fund_paid)
    return Used(year.outpatient_deductible_taken, year.outpatient_in_scope, year.outpatient_fund_paid)
