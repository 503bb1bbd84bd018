"""What made cases say of the care that a policy counts by itself."""

from decimal import ROUND_DOWN, Decimal
from random import Random

from msgspec.structs import replace

from claims.policies.rules.codes import Codes
from claims.settlement.rules.records.case import Accumulators, CareVisit, PotYear
from claims.settlement.rules.settling.pots import SUMS

CENT = Decimal("0.01")


def pots_of_both(one: Codes, other: Codes) -> dict[str, bool]:
    """The pots of two policies, and whether either counts them by month or quarter."""
    return {pot: one.pots.get(pot, False) or other.pots.get(pot, False) for pot in (*one.pots, *other.pots)}


def with_pots(random: Random, names: dict[str, bool], year: Accumulators, visit: CareVisit) -> Accumulators:
    """The year with what of it was for each pot: some share of an equal part, and of that again what was in the visit's month."""
    whole = PotYear(*[getattr(year, name) + getattr(year, f"outpatient_{name}") for name in SUMS])
    pots, months = {}, {}
    for pot, by_month in names.items():
        pots[pot] = _share(whole, random.random() / len(names))
        if by_month and visit.discharged_on:
            months[pot] = {f"{visit.discharged_on:%Y-%m}": _share(pots[pot], random.random())}
    return replace(year, pots=pots, months=months)


def _share(whole: PotYear, share: float) -> PotYear:
    return PotYear(*[(getattr(whole, name) * Decimal(share)).quantize(CENT, ROUND_DOWN) for name in SUMS])
