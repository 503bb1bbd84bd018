"""Settles one bill by one policy, in the order of work that fits every consistent published example.

1. per item: class C and over-limit out, first pay out (lines.py, limits.py); or a price (price.py)
2. extra off-site first pay (off_site.py)   3. the deductible (deductible.py)   4. segments or ratio, floor (segments.py, ratio.py)
5. caps, before and after 4 (caps.py, class_caps.py)
6. layers (layers.py)   7. the person's share by subtraction (person_share.py); the year after it (accumulators.py)
"""

from datetime import date
from decimal import Decimal, getcontext, setcontext

from msgspec import Struct

from claims.settlement.rules.reading.policy_reader import check_use
from claims.settlement.rules.reading.words import unknown_word
from claims.settlement.rules.records.case import Accumulators, SettlementCase
from claims.settlement.rules.records.errors import Problem, SettlementError, SeveralProblems
from claims.settlement.rules.records.facts import facts_of, own_admission
from claims.settlement.rules.records.policy import FIRST, IN_SCOPE_PARTS, KINDS, NONE, PARTS, Policy
from claims.settlement.rules.records.rounding import EXACT, ZERO
from claims.settlement.rules.records.steps import Run, Step
from claims.settlement.rules.settling.accumulators import year_after
from claims.settlement.rules.settling.fund import FundShare, pay_fund
from claims.settlement.rules.settling.layers import LayerResult, layers_of, pay_layers
from claims.settlement.rules.settling.lines import Bill, LineResult, sort_out
from claims.settlement.rules.settling.person_share import PersonShare, share_of_person
from claims.settlement.rules.settling.price import HospitalShare, counted_bill, price_of, share_of_hospital
from claims.settlement.rules.settling.transfers import counts_as_admission

PAYS = {kind: f"{kind}_pays" for kind in KINDS}


class Settlement(Struct, frozen=True, gc=False, kw_only=True):
    """Who pays what of one bill, to the fen, and why."""

    policy_id: str
    policy_version: str
    policy_digest: str
    policy_status: str
    demonstration: bool
    complete: bool
    total: Decimal
    in_scope: Decimal
    first_pay: Decimal
    over_limit: Decimal
    fully_self: Decimal
    off_site_first_pay: Decimal
    account_first: Decimal
    deductible_standard: Decimal
    deductible: Decimal
    reimbursable_base: Decimal
    over_cap: Decimal
    coinsurance: Decimal
    left_to_cap: Decimal | None
    fund_pays: Decimal
    major_illness_pays: Decimal
    assistance_pays: Decimal
    supplement_pays: Decimal
    share: PersonShare
    borne: dict[str, Decimal]
    lines: tuple[LineResult, ...]
    layers: tuple[LayerResult, ...]
    accumulators_before: Accumulators
    accumulators_after: Accumulators
    steps: tuple[Step, ...]
    # Where a price holds for the bill.
    hospital: HospitalShare | None = None
    # Where a stay was split.
    parts: "tuple[SettledPart, ...]" = ()

    @property
    def paid_in_all(self) -> Decimal:
        return self.fund_pays + self.major_illness_pays + self.assistance_pays + self.supplement_pays


class SettledPart(Struct, frozen=True, kw_only=True):
    """One part of a stay, settled in its year: from its first day to its last."""

    first: date
    last: date
    days: int
    settled: Settlement


def settle(policy: Policy, case: SettlementCase) -> Settlement:
    """Settle a case. Raises SettlementError: `value_missing` names what the policy does not state, `fact_missing` what the
    case does not say; nothing is ever taken as zero because it is not known."""
    facts = facts_of(case, policy.decided_by, policy.age_on)
    if not facts["is_admission"] and not case.visit.goes_on and counts_as_admission(policy, facts):
        facts = own_admission(case, facts)
    check_use(policy, case, facts["on"])
    if policy.missing:
        raise SeveralProblems(
            tuple(Problem(f"policy.{name}", "value_missing", {"write": NONE}) for name in policy.missing)
        )
    run = Run(policy, case, facts)
    unknown = unknown_word(policy, case, facts)
    # Two settings of the context cost half of what `localcontext` does, which copies it.
    before = getcontext()
    setcontext(EXACT)
    try:
        settled = _settle(run)
    except SettlementError as error:
        # What says of the same code that the policy states nothing for it says more.
        if unknown is None or (error.code == "value_missing" and error.path.endswith(f".{unknown.params['value']}")):
            raise
        raise unknown from None
    finally:
        setcontext(before)
    if unknown is not None:
        raise unknown
    return settled


def _settle(run: Run) -> Settlement:
    sorted_out = bill = sort_out(run)
    priced = price_of(run, bill) if run.policy.has_prices else None
    if priced is not None:
        bill = counted_bill(run, bill, priced)
    fund = pay_fund(run, bill)
    hospital = None if priced is None else share_of_hospital(run, priced, bill, fund.pays)
    parts = _borne(bill, fund)
    burden = sum(map(parts.__getitem__, IN_SCOPE_PARTS), ZERO)
    layers = pay_layers(run, parts, bill, fund.cost)
    paid, person_pays = dict.fromkeys(KINDS, ZERO), bill.total - fund.pays
    for layer in layers:
        if layer.pays:
            paid[layer.kind] += layer.pays
            person_pays -= layer.pays
    inputs = {"total": bill.total, "fund_pays": fund.pays}
    for kind, amount in paid.items():
        inputs[PAYS[kind]] = amount
    run.note("person_pays", person_pays, "", inputs)
    share = share_of_person(run, person_pays, parts, fund.account_first)
    after = year_after(run, fund.deductible, fund.cost, fund.pays, burden, paid, layers)
    return _settlement(run, sorted_out, fund, hospital, paid, share, parts, layers, after)


def _borne(bill: Bill, fund: FundShare) -> dict[str, Decimal]:
    """What the person bears after the basic fund, by the part of the bill it comes from, in the order of PARTS."""
    parts = {
        "over_cap": fund.over_cap,
        "coinsurance": fund.coinsurance,
        "deductible": fund.deductible,
        "off_site_first_pay": fund.off_site_first_pay,
        "first_pay": bill.first_pay,
        "over_limit": bill.over_limit,
        "fully_self": bill.fully_self,
    }
    if fund.account_first:
        # Paid already, so that no layer takes it over.
        parts[FIRST] = fund.account_first
    if fund.beyond_base:
        # Only a floor or a lump sum measured on the whole bill reaches into what is otherwise the person's own.
        left = fund.beyond_base
        for name in PARTS:
            taken = min(parts[name], left)
            parts[name] -= taken
            left -= taken
    return parts


def _settlement(
    run: Run,
    bill: Bill,
    fund: FundShare,
    hospital: HospitalShare | None,
    paid: dict[str, Decimal],
    share: PersonShare,
    parts: dict[str, Decimal],
    layers: tuple[LayerResult, ...],
    after: Accumulators,
) -> Settlement:
    policy = run.policy
    return Settlement(
        policy_id=policy.id,
        policy_version=policy.version,
        policy_digest=policy.digest,
        policy_status=policy.status,
        demonstration=policy.demonstration,
        complete=layers_of(run) is not None,
        total=bill.total,
        in_scope=bill.in_scope,
        first_pay=bill.first_pay,
        over_limit=bill.over_limit,
        fully_self=bill.fully_self,
        off_site_first_pay=fund.off_site_first_pay,
        account_first=fund.account_first,
        deductible_standard=fund.deductible_standard,
        deductible=fund.deductible,
        reimbursable_base=fund.base,
        over_cap=fund.over_cap,
        coinsurance=fund.coinsurance,
        left_to_cap=fund.left_to_cap,
        fund_pays=fund.pays if hospital is None else hospital.pays,
        major_illness_pays=paid["major_illness"],
        assistance_pays=paid["assistance"],
        supplement_pays=paid["supplement"],
        share=share,
        borne=parts,
        lines=bill.lines,
        layers=layers,
        accumulators_before=run.case.accumulators,
        accumulators_after=after,
        steps=tuple(run.steps),
        hospital=hospital,
    )
