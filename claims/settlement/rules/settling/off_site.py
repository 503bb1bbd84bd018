"""Care outside the place of insurance: which changes apply (O1 to O4), and the extra first pay on the in-scope cost (O1)."""

from decimal import Decimal
from typing import NamedTuple

from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.facts import is_off_site
from claims.settlement.rules.records.policy import OffSite
from claims.settlement.rules.records.rounding import ZERO, to_fen
from claims.settlement.rules.records.steps import Run


class OffSiteChanges(NamedTuple):
    """What changes for this visit: extra first pay in yuan (O1), points off (O2) and a factor (O3) on the ratio."""

    first_pay: Decimal = ZERO
    first_pay_ratio: Decimal | None = None
    points_off: Stated[Decimal | None] | None = None
    factor: Stated[Decimal | None] | None = None


NO_CHANGES = OffSiteChanges()


def off_site_rule(run: Run) -> OffSite | None:
    """The section for this visit; None at home, or where the policy says "none". Raises `value_missing` when it is silent."""
    if not is_off_site(run.case):
        return None
    return run.policy.off_site.pick(run.facts).value


def off_site_changes(run: Run, rule: OffSite | None, in_scope: Decimal) -> OffSiteChanges:
    """O1 comes before everything else and is rounded once."""
    if rule is None:
        return NO_CHANGES
    extra = rule.extra_first_pay.pick(run.facts)
    first_pay = ZERO
    if extra.value:
        first_pay = to_fen(in_scope * extra.value)
        inputs = {"in_scope": in_scope, "ratio": extra.value, "off_site": run.case.visit.off_site}
        run.note("off_site_first_pay", first_pay, extra.path, inputs)
    return OffSiteChanges(first_pay, extra.value, rule.points_off.pick(run.facts), rule.factor.pick(run.facts))
