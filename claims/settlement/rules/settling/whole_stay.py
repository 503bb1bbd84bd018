"""A stay settled in the parts the policy splits it into (T1), and their sum; any other visit as it is.

Each part is settled in its own year by its own version; what a part leaves of account and deposit is there for the next one.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

from msgspec.structs import replace

from claims.settlement.rules.records.case import Accumulators, CareVisit, SettlementCase
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import facts_of
from claims.settlement.rules.records.policy import Policy
from claims.settlement.rules.records.rounding import EXACT, ZERO
from claims.settlement.rules.records.stay_rules import SplitRule
from claims.settlement.rules.records.steps import Step
from claims.settlement.rules.settling.layers import LayerResult
from claims.settlement.rules.settling.lines import LineResult
from claims.settlement.rules.settling.person_share import PersonShare
from claims.settlement.rules.settling.settlement import SettledPart, Settlement, settle
from claims.settlement.rules.settling.stay_parts import FindVersion, PartBill, StayPart, bills_of, parts_of, split_rule

LINE = re.compile(r"bill\.lines\[(\d+)\]")
# Money of a settlement that is the sum of its parts.
SUMS = (
    *("total", "in_scope", "first_pay", "over_limit", "fully_self", "off_site_first_pay", "account_first"),
    *("deductible", "reimbursable_base", "over_cap", "coinsurance", "fund_pays"),
    *("major_illness_pays", "assistance_pays", "supplement_pays"),
)


def settle_whole(policy: Policy, case: SettlementCase, find: FindVersion | None = None) -> Settlement:
    """Settle a case, in parts where the policy says so; `find` gives the version of a day, without it there is but this one.

    Raises SettlementError as `settle` does; `not_together` for several stays on a bill that is to be split, and for a next
    year that the case does not reach.
    """
    rule = split_rule(policy, case)
    if rule is None:
        if case.next_year is not None:
            raise SettlementError("not_together", "accumulators_next", keys=["accumulators_next", "split: none"])
        return settle(policy, case)
    parts = parts_of(rule, policy, case, find or (lambda _case: policy))
    if case.next_year is not None and parts[0].first.year == parts[-1].last.year:
        keys = ["accumulators_next", f"visit.discharged_on: {case.visit.discharged_on}"]
        raise SettlementError("not_together", "accumulators_next", keys=keys)
    if len(parts) == 1 and parts[0].policy.digest == policy.digest:
        return settle(policy, case)
    if case.visit.stays > 1:
        raise SettlementError("not_together", "visit.stays", keys=["split", "stays"])
    with localcontext(EXACT):
        return _together(case, parts, list(_settled(rule, policy, case, parts)))


def _settled(
    rule: SplitRule, policy: Policy, case: SettlementCase, parts: list[StayPart]
) -> Iterator[tuple[Settlement, PartBill]]:
    """Each part settled in its year, one after the other."""
    # The age is that of the stay, so that no birthday in the middle of it changes anything.
    person = replace(case.person, age=facts_of(case, policy.decided_by, policy.age_on)["age"])
    year, next_year = case.accumulators, case.next_year
    before: Settlement | None = None
    for number, (part, bill) in enumerate(zip(parts, bills_of(case, parts), strict=True)):
        if number and part.first.year != parts[number - 1].first.year:
            # A third year of one stay is a new one, too.
            year, next_year = next_year or Accumulators(), None
        own = replace(
            case,
            person=person,
            visit=_visit_of(rule, case.visit, part, before),
            lines=bill.lines,
            buckets=bill.buckets,
            accumulators=year,
            next_year=None,
            **_left_of(before),
        )
        try:
            before = settle(part.policy, own)
        except SettlementError as error:
            raise _on_whole_bill(error, bill) from None
        year = before.accumulators_after
        yield before, bill


def _visit_of(rule: SplitRule, visit: CareVisit, part: StayPart, before: Settlement | None) -> CareVisit:
    """The visit of a part. What follows the first is a stay of its own, or goes on with it and its deductible."""
    own = replace(visit, admitted_on=part.first, discharged_on=part.last, days=part.days, decides_on=part.decides_on)
    if before is None:
        return own
    own = replace(own, transfer=None, ordinal=None, off_site_ordinal=None)
    if rule.deductible == "part":
        return own
    return replace(own, goes_on=True, carried=_left_to_charge(before))


def _left_to_charge(settled: Settlement) -> Decimal:
    """What of its deductible a part could not bear."""
    step = next((step for step in settled.steps if step.code == "deductible_taken"), None)
    left = ZERO if step is None else step.inputs["left"]
    return left - settled.deductible if isinstance(left, Decimal) else ZERO


def _left_of(before: Settlement | None) -> dict[str, Decimal | None]:
    """Account and deposit as the part before has left them."""
    if before is None:
        return {}
    share = before.share
    return {
        "personal_account": share.personal_account_left,
        "family_account": share.family_account_left,
        "deposit": share.deposit_refund,
    }


def _on_whole_bill(error: SettlementError, bill: PartBill) -> SettlementError:
    """A refusal of a line names it by its number on the whole bill."""
    found = LINE.match(error.path)
    if found is None or not bill.numbers:
        return error
    number = bill.numbers[int(found[1])]
    return SettlementError(error.code, f"bill.lines[{number}]{error.path[found.end() :]}", **error.params)


def _together(case: SettlementCase, parts: list[StayPart], settled: list[tuple[Settlement, PartBill]]) -> Settlement:
    """The sum of the parts: what is left of years, caps and accounts is what the last one leaves."""
    found = [one for one, _bill in settled]
    last = found[-1]
    steps: list[Step] = []
    for number, (part, one) in enumerate(zip(parts, found, strict=True), start=1):
        inputs = {"number": number, "days": part.days, "begins": f"{part.first}", "ends": f"{part.last}"}
        inputs["year"] = part.first.year
        steps.append(Step(code="stay_part", amount=one.total, inputs=inputs, rule="split", version=part.policy.label))
        steps += one.steps
    borne: dict[str, Decimal] = {}
    for one in found:
        for name, amount in one.borne.items():
            borne[name] = borne.get(name, ZERO) + amount
    return replace(
        last,
        **{name: sum([getattr(one, name) for one in found], ZERO) for name in SUMS},
        deductible_standard=sum([one.deductible_standard for one in found if not _goes_on(one)], ZERO),
        complete=all(one.complete for one in found),
        share=_shares(found),
        borne=borne,
        lines=_lines(case, settled),
        layers=_layers(found),
        accumulators_before=case.accumulators,
        steps=tuple(steps),
        parts=tuple(
            [
                SettledPart(first=part.first, last=part.last, days=part.days, settled=one)
                for part, one in zip(parts, found, strict=True)
            ]
        ),
    )


def _goes_on(settled: Settlement) -> bool:
    """Whether the part was charged what the one before had left of one deductible."""
    return any(step.code == "deductible_goes_on" for step in settled.steps)


def _shares(found: list[Settlement]) -> PersonShare:
    last = found[-1].share
    names = ("person_pays", "personal_account_pays", "family_account_pays", "cash_pays", "cash_due")
    return replace(last, **{name: sum([getattr(one.share, name) for one in found], ZERO) for name in names})


def _layers(found: list[Settlement]) -> tuple[LayerResult, ...]:
    """Each layer once, with what it has paid in all parts; of its year what the last of them says."""
    layers: dict[str, LayerResult] = {}
    for one in found:
        for layer in one.layers:
            before = layers.pop(layer.id, None)
            if before is not None:
                layer = replace(layer, base=before.base + layer.base, pays=before.pays + layer.pays)
            layers[layer.id] = layer
    return tuple(layers.values())


def _lines(case: SettlementCase, settled: list[tuple[Settlement, PartBill]]) -> tuple[LineResult, ...]:
    """Each line of the bill with the sum of what became of it; its first-pay ratio where that is one."""
    found: dict[int, LineResult] = {}
    for one, bill in settled:
        for number, line in zip(bill.numbers, one.lines, strict=False):
            before = found.get(number)
            found[number] = line if before is None else _added(before, line)
    return tuple([found[number] for number in range(len(case.lines))])


def _added(before: LineResult, line: LineResult) -> LineResult:
    names = ("total", "fully_self", "over_limit", "first_pay", "in_scope")
    sums = {name: getattr(before, name) + getattr(line, name) for name in names}
    same = before.first_pay_ratio == line.first_pay_ratio
    return replace(line, **sums, first_pay_ratio=line.first_pay_ratio if same else None)
