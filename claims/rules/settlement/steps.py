"""The steps of a settlement as data: a code, the inputs, the amount, the rule in the policy and the policy's version."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from claims.rules.settlement.case import Case
from claims.rules.settlement.choices import Stated
from claims.rules.settlement.policy import Policy

# Code -> the inputs it may carry. The words for them are outside the rules.
STEP_CODES: dict[str, tuple[str, ...]] = {
    "bill_total": ("lines",),
    "class_c_removed": (),
    "over_payment_standard": (),
    "over_limit": ("limit", "per", "on"),
    "class_b_first_pay": (),
    "in_scope": ("total", "fully_self", "over_limit", "first_pay"),
    "off_site_first_pay": ("in_scope", "ratio", "off_site"),
    "deductible_standard": (),
    "deductible_off_site": ("standard", "factor", "off_site"),
    "deductible_repeat": ("standard", "ordinal", "share", "less", "stays"),
    "deductible_reduced": ("before", "share", "less", "to"),
    "deductible_transfer": ("before", "paid", "direction", "form"),
    "deductible_year": ("standard", "taken_before"),
    "deductible_ceiling": ("before", "ceiling", "taken_before"),
    "deductible_taken": ("in_scope", "exempt", "left"),
    "cost_cap": ("cost", "cap", "used_before", "on"),
    "cap_on_payment": ("before", "cap", "used_before"),
    "base": ("in_scope", "off_site_first_pay", "deductible", "over_cap"),
    "person_share_factor": ("factor",),
    "points": ("points", "of", "value"),
    "points_off_site": ("points", "off_site"),
    "factor_off_site": ("factor", "off_site"),
    "flat": ("cost", "ratio", "deductible"),
    "segment": ("from", "to", "cost", "ratio"),
    "slab": ("from", "to", "cost", "ratio"),
    "deductible_on_top": ("deductible",),
    "fixed": ("standard", "days", "within"),
    "final_ratio": ("item_class", "cost", "ratio"),
    "floor": ("of", "cost", "ratio", "before"),
    "fund_pays": ("base",),
    "layers_elsewhere": (),
    "layer_skipped": ("layer", "kind"),
    "layer_base": ("layer", "kind", "before_this_visit", "this_visit"),
    "layer_tilt": ("layer", "deductible_factor", "points", "capped"),
    "layer_deductible": ("layer", "base"),
    "layer_paid_before": ("layer", "entitled"),
    "layer_pays": ("layer", "kind", "base"),
    "person_pays": ("total", "fund_pays", "major_illness_pays", "assistance_pays", "supplement_pays"),
    "personal_account": ("balance", "payable"),
    "cash": ("person_pays", "personal_account_pays"),
    "deposit": ("deposit", "cash_pays"),
}


class Step(NamedTuple):
    """One step. `inputs` are pairs of name and value; `rule` is the path in the policy document, "" when no rule was needed."""

    code: str
    amount: Decimal | None
    inputs: tuple[tuple[str, object], ...]
    rule: str
    version: str


@dataclass(slots=True)
class Run:
    """One settlement under way: what it is computed from, and the steps so far."""

    policy: Policy
    case: Case
    facts: dict
    steps: list[Step] = field(default_factory=list)
    rule_prefix: str = ""
    version: str = ""

    def note(self, code: str, amount: Decimal | None, rule: Stated | str = "", **inputs: object) -> None:
        """Add a step. `rule` is the leaf that was picked, or a path."""
        path = rule if type(rule) is str else rule.path
        named = f"{self.rule_prefix}{path}" if path else ""
        self.steps.append(Step(code, amount, tuple(inputs.items()), named, self.version))
