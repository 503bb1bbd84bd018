"""What is paid on a base: flat (S1), segments (S2, S3), fixed (S8), and what changes a ratio (S4 to S7, O2, O3)."""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.amounts import Amount
from claims.settlement.rules.records.choices import Node, Stated
from claims.settlement.rules.records.conditions import known
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import Bonus, RatioRule
from claims.settlement.rules.records.rounding import ONE, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_needed, times_reached
from claims.settlement.rules.settling.off_site import NO_CHANGES, OffSiteChanges
from claims.settlement.rules.settling.segments import Measure, pay_segments

NOTHING = Decimal(0)


class Changes(Struct, frozen=True, gc=False):
    """What this case does to any ratio of the section, found once and applied to each segment in the policy's order."""

    steps: tuple[tuple[Callable[[Decimal, Decimal], Decimal], Decimal], ...]

    def applied(self, ratio: Decimal) -> Decimal:
        """The changed ratio within 0 and 1. A ratio of zero is "not covered" and stays zero (S4)."""
        if not ratio:
            return NOTHING
        for apply, value in self.steps:
            ratio = apply(ratio, value)
        return ONE if ratio > ONE else ratio if ratio > NOTHING else NOTHING


APPLY: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "person_share_factor": lambda ratio, factor: ONE - (ONE - ratio) * factor,
    "points": lambda ratio, points: ratio + points,
    "at_most": min,
    "off_site_points": lambda ratio, points: ratio - points,
    "off_site_factor": lambda ratio, factor: ratio * factor,
}
AT_MOST_ALL = APPLY["at_most"], ONE


def paid_on(
    run: Run,
    rule: RatioRule,
    measure: Measure,
    off_site: OffSiteChanges = NO_CHANGES,
    tilt: Decimal = NOTHING,
    within: Decimal | None = None,
    changes: Changes | None = None,
) -> Decimal:
    """The unrounded payment on a measure, before floor and cap. `within` bounds a fixed amount of the basic fund; `changes` are
    those of the ratios, where they are known."""
    if rule.fixed is not None:
        return _fixed(run, rule, rule.fixed, measure, within)
    if changes is None:
        changes = changes_of(run, rule, off_site, tilt)
    if rule.segments is not None:
        return pay_segments(run, rule.segments.pick(run.facts).value, measure, changes.applied)
    if rule.flat is None:
        raise SettlementError("value_missing", f"policy.{rule.path}")
    stated = rule.flat.pick(run.facts)
    ratio = changes.applied(ONE - stated.value if rule.of_person else stated.value)
    cost = measure.cost - measure.deductible
    paid = cost * ratio
    run.note("flat", to_fen(paid), stated.path, {"cost": cost, "ratio": ratio, "deductible": measure.deductible})
    return paid


def _fixed(run: Run, rule: RatioRule, fixed: Node[Amount], measure: Measure, within: Decimal | None) -> Decimal:
    """S8: a lump sum, for the stay or for each day of it; never more than what there is to pay."""
    standard, stated = amount_needed(run, fixed)
    days = known(run.facts, "days") if rule.fixed_per == "day" else run.case.visit.stays
    there_is = measure.cost - measure.deductible if rule.fixed_within == "in_scope" or within is None else within
    paid = min(standard * days, there_is)
    run.note("fixed", paid, stated.path, {"standard": standard, "days": days, "within": there_is})
    return paid


def silent_changes(rule: RatioRule, tilt: Decimal) -> Changes | None:
    """The changes of a rule at home that states none itself, or None where there are some to be told."""
    factor, most = rule.person_share_factor, rule.at_most
    if rule.points or not (isinstance(factor, Stated) and factor.value is None and isinstance(most, Stated)):
        return None
    values = {"at_most": ONE if most.value is None else most.value} | ({"points": tilt} if tilt else {})
    return _in_order(rule, values)


def _in_order(rule: RatioRule, values: dict[str, Decimal]) -> Changes:
    steps = [(APPLY[name], values[name]) for name in rule.order if name in values]
    if steps[-1] == AT_MOST_ALL:
        # Said last it bounds nothing that is not bounded anyway.
        steps.pop()
    return Changes(tuple(steps))


def changes_of(run: Run, rule: RatioRule, off_site: OffSiteChanges, tilt: Decimal) -> Changes:
    """Every change that applies to this case, each with a step of its own."""
    values: dict[str, Decimal] = {}
    factor, most = rule.person_share_factor.pick(run.facts), rule.at_most.pick(run.facts)
    if factor.value is not None:
        values["person_share_factor"] = factor.value
        run.note("person_share_factor", None, factor.path, {"factor": factor.value})
    points = tilt
    for bonus in rule.points:
        points += run.remember(bonus.path, _bonus, run, bonus)
    if points:
        values["points"] = points
    values["at_most"] = ONE if most.value is None else most.value
    if (fewer := off_site.points_off) is not None and fewer.value is not None:
        values["off_site_points"] = fewer.value
        _note_off_site(run, "points_off_site", fewer, "points")
    if (times := off_site.factor) is not None and times.value is not None:
        values["off_site_factor"] = times.value
        _note_off_site(run, "factor_off_site", times, "factor")
    return _in_order(rule, values)


def _note_off_site(run: Run, code: str, stated: Stated[Decimal | None], name: str) -> None:
    run.note(code, None, stated.path, {name: stated.value, "off_site": run.facts["off_site"]})


def _bonus(run: Run, bonus: Bonus) -> Decimal:
    """S5 points for a category; S6 points for each step of age reached, or for each year above a number."""
    if not bonus.condition.holds(run.facts):
        return NOTHING
    points = bonus.points.pick(run.facts).value * bonus.sign
    if bonus.per is None:
        run.note("points", None, bonus.path, {"points": points})
        return points
    value = known(run.facts, bonus.per)
    times = times_reached(Decimal(value), bonus.above, bonus.each, bonus.steps)
    points = points * times if bonus.at_most is None else min(points * times, bonus.at_most)
    run.note("points", None, bonus.path, {"points": points, "of": bonus.per, "value": value})
    return points


def _covered(run: Run, rule: RatioRule) -> bool:
    """Whether the policy states any ratio or sum but zero, before points and other changes."""
    if rule.fixed is not None:
        return bool(amount_needed(run.aside(), rule.fixed)[0])
    if rule.flat is not None:
        return _says_more_than_zero(run, rule.flat, of_person=rule.of_person)
    rows = rule.segments.pick(run.facts).value.rows if rule.segments is not None else ()
    # Each is asked, so that one the policy does not state is told.
    found = [_says_more_than_zero(run, row.ratio, of_person=row.of_person) for row in rows]
    return any(found)


def _says_more_than_zero(run: Run, ratio: Node[Decimal], *, of_person: bool) -> bool:
    stated = ratio.pick(run.facts).value
    return stated != ONE if of_person else bool(stated)


def at_least(run: Run, rule: RatioRule, raw: Decimal, bases: dict[str, Decimal]) -> Decimal:
    """S7: a guaranteed share of one of `bases`. What is not covered (S4), a ratio stated as zero, is not revived by it."""
    floor = rule.floor.pick(run.facts).value
    if floor is None or not _covered(run, rule):
        return raw
    cost = bases[floor.of]
    ratio = floor.ratio.pick(run.facts)
    guaranteed = cost * ratio.value
    if guaranteed <= raw:
        return raw
    run.note(
        "floor",
        to_fen(guaranteed),
        ratio.path,
        {"of": floor.of, "cost": cost, "ratio": ratio.value, "before": to_fen(raw)},
    )
    return guaranteed
