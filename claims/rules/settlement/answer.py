"""A settlement as a JSON object: money as texts with two decimals, the fields of the national record among them."""

from decimal import Decimal

from claims.rules.settlement.case import Accumulators
from claims.rules.settlement.layers import LayerResult
from claims.rules.settlement.lines import LineResult
from claims.rules.settlement.settlement import Settlement
from claims.rules.settlement.steps import Step

# Bump when a field changes its meaning: stored answers are read for years.
SCHEMA = 1
YEAR = tuple(name for name in Accumulators._fields if name != "layers")


def as_json(settled: Settlement) -> dict:
    """Everything of a settlement that `quote` answers."""
    return head_as_json(settled) | {
        "lines": [_line(line) for line in settled.lines],
        "steps": [_step(step) for step in settled.steps],
    }


def head_as_json(settled: Settlement) -> dict:
    """The answer without its lines and steps."""
    share = settled.share
    return {
        "schema": SCHEMA,
        "policy": {
            "id": settled.policy_id,
            "version": settled.policy_version,
            "digest": settled.policy_digest,
            "status": settled.policy_status,
            "demonstration": settled.demonstration,
        },
        "complete": settled.complete,
        "total": str(settled.total),
        "in_scope": str(settled.in_scope),
        "first_pay": str(settled.first_pay),
        "over_limit": str(settled.over_limit),
        "fully_self": str(settled.fully_self),
        "off_site_first_pay": str(settled.off_site_first_pay),
        "deductible_standard": str(settled.deductible_standard),
        "deductible": str(settled.deductible),
        "reimbursable_base": str(settled.reimbursable_base),
        "over_cap": str(settled.over_cap),
        "coinsurance": str(settled.coinsurance),
        "left_to_cap": None if settled.left_to_cap is None else str(settled.left_to_cap),
        "fund_pays": str(settled.fund_pays),
        "major_illness_pays": str(settled.major_illness_pays),
        "assistance_pays": str(settled.assistance_pays),
        "supplement_pays": str(settled.supplement_pays),
        "paid_in_all": str(settled.paid_in_all),
        "person_pays": str(share.person_pays),
        "personal_account_pays": str(share.personal_account_pays),
        "personal_account_left": None if share.personal_account_left is None else str(share.personal_account_left),
        "cash_pays": str(share.cash_pays),
        "cash_due": str(share.cash_due),
        "deposit_refund": str(share.deposit_refund),
        "layers": [_layer(layer) for layer in settled.layers],
        "accumulators_after": year_as_json(settled.accumulators_after),
    }


def year_as_json(year: Accumulators) -> dict:
    """Accumulators in the form in which a case states them."""
    found: dict = {
        name: value if type(value) is int else str(value) for name in YEAR if (value := getattr(year, name)) is not None
    }
    found["layers"] = {name: {"base": str(one.base), "paid": str(one.paid)} for name, one in year.layers.items()}
    return found


def plain(number: Decimal) -> str:
    """A number as digits, never with an exponent."""
    text = str(number)
    return text if "E" not in text else f"{number:f}"


def _layer(layer: LayerResult) -> dict:
    return {
        "id": layer.id,
        "kind": layer.kind,
        "base": str(layer.base),
        "year_base": str(layer.year_base),
        "deductible": str(layer.deductible),
        "pays": str(layer.pays),
    }


def _line(line: LineResult) -> dict:
    return {
        "code": line.code,
        "class": line.item_class,
        "item_class": line.kind,
        "total": str(line.total),
        "fully_self": str(line.fully_self),
        "over_limit": str(line.over_limit),
        "first_pay": str(line.first_pay),
        "first_pay_ratio": None if line.first_pay_ratio is None else plain(line.first_pay_ratio),
        "in_scope": str(line.in_scope),
    }


def _step(step: Step) -> dict:
    return {
        "code": step.code,
        "amount": None if step.amount is None else str(step.amount),
        "inputs": {name: plain(value) if type(value) is Decimal else value for name, value in step.inputs.items()},
        "rule": step.rule,
        "version": step.version,
    }
