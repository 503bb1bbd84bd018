"""A small, slow, obvious settlement of one case, written from docs/quote.md alone, to be held against the engine."""

from fractions import Fraction

from tests.claims.settlement.reference_bill import items_of
from tests.claims.settlement.reference_facts import ZERO, Case, Unclear, chosen, number, text
from tests.claims.settlement.reference_fund import deductible_rule, settle_fund
from tests.claims.settlement.reference_layers import PARTS, Burden, settle_layers, take_from
from tests.claims.settlement.reference_once import NOTHING
from tests.claims.settlement.reference_pots import pots_after
from tests.claims.settlement.reference_price import hospital_of, price_of
from tests.claims.settlement.reference_split import parts_of, together
from tests.claims.settlement.reference_year import NAMES, settings_after

BILL = ("total", "first_pay", "over_limit", "fully_self")
COUNTS = ("admissions", "off_site_admissions", "outpatient_visits")
SUMS = (
    "deductible_taken",
    "in_scope",
    "fund_paid",
    "burden",
    "major_illness_paid",
    "assistance_paid",
    "supplement_paid",
)
SUMS += ("outpatient_deductible_taken", "outpatient_in_scope", "outpatient_fund_paid")


def reference(case: dict, previous: dict | None = None) -> dict:
    """The money of a case, as texts with two decimals; `previous` is the year the case before has left.

    Raises Unclear where the document leaves something open, or the policy or the case says too little.
    """
    given = case.get("accumulators") or {}
    if given == "previous":
        if previous is None:
            raise Unclear("previous_missing")
        given = previous
    parts = parts_of(case, Case(case | {"accumulators": given}, year_before(given)))
    if len(parts) < 2:
        return settle_one(case, given)[0]
    return together(case, given, parts, settle_one)


def settle_one(case: dict, given: dict) -> tuple[dict, Case]:
    """The money of a case that is not split, with the facts it was worked out with."""
    facts = Case(case | {"accumulators": given}, year_before(given))
    facts.goes_on = facts.goes_on and ("_goes_on" in facts.visit or not counts_as_admission(facts))
    items, limits = items_of(facts)
    actual = {name: sum((item[name] for item in items), ZERO) for name in (*BILL, "in_scope")}
    priced = price_of(items, facts)
    if priced:
        items = priced["items"]
    payment = account_rule(case, facts)
    balance, family = balances_of(case)
    found = {name: sum((item[name] for item in items), ZERO) for name in BILL}
    found |= settle_fund(items, balance if payment == "first" else ZERO, facts)
    # The year counts in-scope cost without the extra off-site first pay and without what the account paid first.
    facts.bill_in_scope = found["in_scope"] - found["off_site_first_pay"] - found["account_first"]
    burden = Burden({part: found[part] for part in PARTS}, [dict(item) for item in items])
    beyond = found["fund_pays"] + sum(burden.parts[part] for part in PARTS) + found["account_first"] - found["total"]
    # A floor, or a sum within the total, may pay more than the base: what it pays further is taken as a layer's is.
    take_from(burden, [{"part": part, "most": burden.parts[part]} for part in PARTS], max(ZERO, beyond), facts)
    left_by_fund = sum((burden.parts[part] for part in PARTS[:3]), ZERO)
    layers = settle_layers(burden, facts)
    for kind in ("major_illness", "assistance", "supplement"):
        found[f"{kind}_pays"] = sum((one["pays"] for one in layers if one["kind"] == kind), ZERO)
    found |= shares(found, payment, burden, balance, family, number(case.get("deposit") or 0))
    after = year_after(facts, found, left_by_fund, layers, limits)
    if priced:
        # The year knows nothing of what is between the fund and the hospital.
        found |= actual | hospital_of(priced, found["fund_pays"])
    money = {name: text(value) for name, value in found.items()}
    money["layers"] = {one["id"]: text(one["pays"]) for one in layers}
    money["accumulators_after"] = after
    return money, facts


def year_before(given: dict) -> dict:
    year = {name: number(given.get(name) or 0) for name in SUMS} | {name: int(given.get(name) or 0) for name in COUNTS}
    year["limits"] = {name: number(used) for name, used in (given.get("limits") or {}).items()}
    year["layers"] = {
        name: {"base": number(one.get("base") or 0), "paid": number(one.get("paid") or 0)}
        for name, one in (given.get("layers") or {}).items()
    }
    year["settings"] = {
        setting: {name: number(one.get(name) or 0) for name in NAMES}
        for setting, one in (given.get("settings") or {}).items()
    }
    return year


def account_rule(case: dict, facts: Case):
    if not case.get("balances"):
        return "none"
    return chosen(chosen(facts.policy.get("payment"), facts).get("personal_account"), facts)


def balances_of(case: dict) -> tuple[Fraction, Fraction]:
    found = case.get("balances") or {}
    return number(found.get("personal_account") or 0), number(found.get("family_account") or 0)


def shares(found: dict, payment, burden: Burden, balance: Fraction, family: Fraction, deposit: Fraction) -> dict:
    """The person's share by subtraction; of it own account, family's account, cash."""
    paid = sum(found[name] for name in ("fund_pays", "major_illness_pays", "assistance_pays", "supplement_pays"))
    person = found["total"] - paid
    if payment == "first":
        most = found["account_first"]
    elif payment in ("all", "none"):
        most = person if payment == "all" else ZERO
    else:
        most = sum((burden.parts[part] for part in payment), ZERO)
    own = min(balance, most)
    if payment == "first":
        most = own + sum((burden.parts[part] for part in PARTS[:4]), ZERO)
    others = min(family, most - own)
    cash = person - own - others
    return {
        "person_pays": person,
        "personal_account_pays": own,
        "family_account_pays": others,
        "cash_pays": cash,
        "deposit_refund": max(ZERO, deposit - cash),
        "cash_due": max(ZERO, cash - deposit),
    }


def year_after(facts: Case, found: dict, burden: Fraction, layers: list[dict], limits: dict) -> dict:
    year = facts.year
    after = {name: year[name] for name in SUMS + COUNTS}
    prefix = "" if facts.is_stay else "outpatient_"
    after[f"{prefix}deductible_taken"] += found["deductible"]
    after[f"{prefix}in_scope"] += facts.bill_in_scope
    after[f"{prefix}fund_paid"] += found["fund_pays"]
    after["burden"] += burden
    for kind in ("major_illness", "assistance", "supplement"):
        after[f"{kind}_paid"] += found[f"{kind}_pays"]
    counts = facts.stays - 1 if facts.goes_on else facts.stays
    after["admissions" if facts.is_stay else "outpatient_visits"] += counts
    if facts.is_stay and facts.fact("off_site") != "local":
        after["off_site_admissions"] += counts
    after = {name: value if name in COUNTS else text(value) for name, value in after.items()}
    own = year["layers"] | {one["id"]: one["after"] for one in layers if one["after"]}
    after["layers"] = {name: {key: text(value) for key, value in one.items()} for name, one in own.items()}
    after["settings"] = {
        name: {key: text(value) for key, value in one.items()}
        for name, one in settings_after(facts, found, facts.bill_in_scope).items()
    }
    after["once_a_year"] = once_after(facts)
    used = year["limits"] | {name: year["limits"].get(name, ZERO) + more for name, more in limits.items()}
    after["limits"] = {name: text(value) for name, value in used.items()}
    now = {"deductible_taken": found["deductible"], "in_scope": facts.bill_in_scope, "fund_paid": found["fund_pays"]}
    return after | pots_after(facts, now)


def once_after(facts: Case) -> dict | None:
    """The deductibles charged once a year by name; not known as long as the year did not tell of them."""
    told = facts.given.get("once_a_year")
    if told is None and not facts.charged_once and any(facts.year[name] for name in NOTHING):
        return None
    before = {name: number(value) for name, value in (told or {}).items()}
    return {name: text(value) for name, value in added(before, facts.charged_once).items()}


def added(before: dict, more: dict) -> dict:
    return before | {name: before.get(name, ZERO) + value for name, value in more.items()}


def counts_as_admission(facts: Case) -> bool:
    """Of stays after a transfer: where the policy says so, or says that transfers change nothing."""
    rule = deductible_rule(facts)
    transfer = rule.get("transfer")
    if rule.get("amount") == "none" or transfer is None:
        return False
    return transfer == "none" or chosen(transfer, facts).get("counts_as_admission", False)
