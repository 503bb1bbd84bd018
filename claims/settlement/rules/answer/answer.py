"""A settlement as a JSON object: money as texts with two decimals, the fields of the national record among them."""

from decimal import Decimal
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import asdict

from claims.settlement.rules.records.case import Accumulators
from claims.settlement.rules.records.steps import Step
from claims.settlement.rules.settling.lines import LineResult
from claims.settlement.rules.settling.settlement import SettledPart, Settlement

# Bump when a field changes its meaning: stored answers are read for years.
SCHEMA = 1


def as_json(settled: Settlement) -> dict[str, Any]:
    """Everything of a settlement that `quote` answers."""
    return head_as_json(settled) | {
        "lines": [_line(line) for line in settled.lines],
        "steps": [_step(step) for step in settled.steps],
    }


def head_as_json(settled: Settlement) -> dict[str, Any]:
    """The answer without its lines and steps."""
    return {name: _texts(value) for name, value in head_of(settled).items()}


def _texts(value: object) -> object:
    """The same with every Decimal as its text."""
    if type(value) is Decimal:
        return plain(value)
    if isinstance(value, Struct):
        value = asdict(value)
    if type(value) is dict:
        return {name: _texts(entry) for name, entry in value.items() if entry is not UNSET}
    return [_texts(entry) for entry in value] if type(value) is tuple else value


def head_of(settled: Settlement) -> dict[str, Any]:
    """The answer without its lines and steps, amounts as Decimals."""
    share, hospital = settled.share, settled.hospital
    head = {
        "schema": SCHEMA,
        "policy": {
            "id": settled.policy_id,
            "version": settled.policy_version,
            "digest": settled.policy_digest,
            "status": settled.policy_status,
            "demonstration": settled.demonstration,
        },
        "complete": settled.complete,
        "total": settled.total,
        "in_scope": settled.in_scope,
        "first_pay": settled.first_pay,
        "over_limit": settled.over_limit,
        "fully_self": settled.fully_self,
        "off_site_first_pay": settled.off_site_first_pay,
        "account_first": settled.account_first,
        "deductible_standard": settled.deductible_standard,
        "deductible": settled.deductible,
        "reimbursable_base": settled.reimbursable_base,
        "over_cap": settled.over_cap,
        "coinsurance": settled.coinsurance,
        "left_to_cap": settled.left_to_cap,
        "fund_pays": settled.fund_pays,
        "major_illness_pays": settled.major_illness_pays,
        "assistance_pays": settled.assistance_pays,
        "supplement_pays": settled.supplement_pays,
        "paid_in_all": settled.paid_in_all,
        "person_pays": share.person_pays,
        "personal_account_pays": share.personal_account_pays,
        "personal_account_left": share.personal_account_left,
        "family_account_pays": share.family_account_pays,
        "family_account_left": share.family_account_left,
        "cash_pays": share.cash_pays,
        "cash_due": share.cash_due,
        "deposit_refund": share.deposit_refund,
        "layers": settled.layers,
        "accumulators_after": settled.accumulators_after,
    }
    if hospital is not None:
        head["price"] = hospital.price
        head["fund_pays_by_rule"] = hospital.by_rule
        head["hospital_bears"], head["hospital_keeps"] = hospital.bears, hospital.keeps
    if settled.parts:
        # The year each part ends in, as its last part leaves it.
        head["years_after"] = {str(part.last.year): part.settled.accumulators_after for part in settled.parts}
        head["parts"] = tuple([_part(part) for part in settled.parts])
    return head


def _part(part: SettledPart) -> dict[str, Any]:
    """A part of a stay: its days, its year, and its own answer."""
    days = {"begins": f"{part.first}", "ends": f"{part.last}", "days": part.days, "year": part.first.year}
    head = head_of(part.settled)
    del head["schema"]
    return days | head


def year_as_json(year: Accumulators) -> dict[str, Any]:
    """Accumulators in the form in which a case states them."""
    return {name: _texts(value) for name, value in asdict(year).items() if value is not UNSET}


def plain(number: Decimal) -> str:
    """A number as digits, never with an exponent."""
    text = str(number)
    return text if "E" not in text else f"{number:f}"


def _line(line: LineResult) -> dict[str, Any]:
    return {
        "code": line.code,
        "class": line.class_,
        "item_class": line.item_class,
        "total": str(line.total),
        "fully_self": str(line.fully_self),
        "over_limit": str(line.over_limit),
        "first_pay": str(line.first_pay),
        "first_pay_ratio": None if line.first_pay_ratio is None else plain(line.first_pay_ratio),
        "in_scope": str(line.in_scope),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        "amount": None if step.amount is None else str(step.amount),
        "inputs": {name: plain(value) if type(value) is Decimal else value for name, value in step.inputs.items()},
        "rule": step.rule,
        "version": step.version,
    }
