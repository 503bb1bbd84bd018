"""The steps of a settlement as data: a code, the inputs, the amount, the rule in the policy and the policy's version."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from operator import itemgetter
from typing import Any, Literal, TypeVar, overload

from msgspec import Struct

from claims.settlement.rules.records.case import LayerYear, SettlementCase
from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import Facts
from claims.settlement.rules.records.policy import (
    REMEMBERED,
    Cap,
    DeductibleRule,
    Items,
    Layer,
    Memo,
    Policy,
    PriceBands,
    RatioRule,
)

T = TypeVar("T")

# Code -> the inputs it may carry. The words for them are outside the rules.
STEP_CODES: dict[str, tuple[str, ...]] = {
    "bill_total": ("lines",),
    "class_c_removed": (),
    "over_payment_standard": (),
    "over_limit": ("limit", "per", "on"),
    "first_pay_bounded": ("stated", "line"),
    "class_b_first_pay": (),
    "in_scope": ("total", "fully_self", "over_limit", "first_pay"),
    "price": ("cost", "covers", "person_pays_on", "standard", "stays"),
    "price_by_item": ("cost", "price", "below", "above"),
    "off_site_first_pay": ("in_scope", "ratio", "off_site"),
    "account_first": ("in_scope", "balance"),
    "amount_grown": ("standard", "more"),
    "stay_part": ("number", "days", "begins", "ends", "year"),
    "deductible_goes_on": (),
    "deductible_standard": (),
    "deductible_off_site": ("standard", "factor", "off_site"),
    "deductible_repeat": ("standard", "ordinal", "share", "less", "stays"),
    "deductible_reduced": ("before", "share", "less", "to"),
    "deductible_rounded": ("exact",),
    "deductible_transfer": ("before", "paid", "direction", "form"),
    "deductible_once": ("standard", "charged_before"),
    "deductible_year": ("standard", "taken_before", "pot", "span"),
    "deductible_period": ("standard", "taken_before", "pot", "span"),
    "deductible_ceiling": ("before", "ceiling", "taken_before", "pot", "span"),
    "deductible_taken": ("in_scope", "exempt", "left"),
    "cost_cap": ("cost", "cap", "used_before", "on", "pot", "span", "standard", "days"),
    "cap_on_class": ("item_classes", "paid", "paid_as", "cap", "standard", "days"),
    "cap_on_payment": ("before", "cap", "used_before", "pot", "span", "standard", "days"),
    "cost_above_cap": ("base", "reached_at"),
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
    "fund_pays_price": ("by_rule", "price", "cost"),
    "hospital_bears": ("cost", "price"),
    "hospital_keeps": ("cost", "price"),
    "layers_elsewhere": (),
    "layer_base": ("layer", "kind", "before_this_visit", "this_visit"),
    "layer_tilt": ("layer", "deductible_factor", "points", "capped"),
    "layer_deductible": ("layer", "base"),
    "layer_paid_before": ("layer", "entitled"),
    "layer_pays": ("layer", "kind", "base"),
    "person_pays": ("total", "fund_pays", "major_illness_pays", "assistance_pays", "supplement_pays"),
    "personal_account": ("balance", "payable"),
    "family_account": ("balance", "payable"),
    "cash": ("person_pays", "personal_account_pays", "family_account_pays"),
    "deposit": ("deposit", "cash_pays"),
}


class Step(Struct, frozen=True, gc=False, kw_only=True):
    """One step. `rule` is the path in the policy document, "" when none was needed; `version` names the policy and its version."""

    code: str
    amount: Decimal | None
    inputs: Mapping[str, object]
    rule: str
    version: str


SECTIONS = ("items", "deductible", "caps", "ratio", "layers", "personal_account")
# Before anything is known of a name: it is as if it asked for no fact.
NOTHING_KNOWN: Memo = ((), lambda _facts: (), {})


class NotedFacts(dict[str, Any]):
    """Facts that note which of them were asked for."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.facts = facts
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self.facts[name]


class Run:
    """One settlement under way: what it is computed from, and the steps so far."""

    __slots__ = (
        "case",
        "charged_once",
        "deductible_left",
        "facts",
        "known",
        "layer_years",
        "limits_used",
        "memos",
        "policy",
        "sections",
        "steps",
        "version",
    )

    def __init__(self, policy: Policy, case: SettlementCase, facts: Facts) -> None:
        self.policy, self.case, self.facts = policy, case, facts
        self.memos = policy.memos
        self.steps: list[Step] = []
        self.version = policy.label
        # Layer that counts the year -> its year before this visit, and whether its base goes on through the year.
        self.layer_years: dict[str, tuple[LayerYear, bool]] = {}
        # Layer -> what of its deductible is not used up, for a layer that shares it.
        self.deductible_left: dict[str, Decimal] = {}
        # Limit of the year -> what is used of it with this bill.
        self.limits_used: dict[str, Decimal] = {}
        # Deductible that is charged once a year -> what is charged of it now.
        self.charged_once: dict[str, Decimal] = {}
        # Class of the list and class of items -> the first pay that this settlement has looked up already.
        self.known: dict[tuple[str, str | None], Decimal | PriceBands] = {}
        self.sections: dict[str, Stated[Any]] = self.remember("sections", self._stated_sections)

    @overload
    def section(self, name: Literal["items"]) -> Stated[Items | None]: ...
    @overload
    def section(self, name: Literal["deductible"]) -> Stated[DeductibleRule | None]: ...
    @overload
    def section(self, name: Literal["caps"]) -> Stated[tuple[Cap, ...] | None]: ...
    @overload
    def section(self, name: Literal["ratio"]) -> Stated[RatioRule | None]: ...
    @overload
    def section(self, name: Literal["layers"]) -> Stated[tuple[Layer, ...] | str | None]: ...
    @overload
    def section(self, name: Literal["personal_account"]) -> Stated[tuple[str, ...] | str | None]: ...

    def section(self, name: str) -> Stated[Any]:
        """What the policy states in a section for this case. Raises SettlementError when it does not."""
        found = self.sections.get(name)
        return getattr(self.policy, name).pick(self.facts) if found is None else found

    def _stated_sections(self) -> dict[str, Stated[Any]]:
        """The sections every settlement asks for; where one says nothing for this case, that is told when it is asked for."""
        found = {}
        for name in SECTIONS:
            with suppress(SettlementError):
                found[name] = getattr(self.policy, name).pick(self.facts)
        return found

    def aside(self) -> "Run":
        """The same settlement under way, for a question that leaves no steps."""
        return Run(self.policy, self.case, self.facts)

    def remember(self, name: object, compute: Callable[..., T], *given: object) -> T:
        """What depends on facts alone is worked out once for all cases with the same ones, with its steps.

        Which facts those are is seen when it is worked out: a payment by level knows nothing of ages. As long as all of them are
        the same, the same facts are asked in the same order. What `compute` is `given` besides must be told by `name`.
        """
        memo = self.memos.get(name)
        if memo is not None:
            known: tuple[T, tuple[Step, ...]] | None = memo[2].get(memo[1](self.facts))
            if known is not None:
                value, steps = known
                if steps:
                    self.steps += steps
                return value
        return self._work_out(name, compute, given, memo or NOTHING_KNOWN)

    def _work_out(self, name: object, compute: Callable[..., T], given: tuple[object, ...], memo: Memo) -> T:
        """Work out what is not known yet, and note with it which facts were asked for."""
        (asked, key_of, found), facts = memo, self.facts
        key = key_of(facts)
        mark, noted = len(self.steps), NotedFacts(facts)
        self.facts = noted
        try:
            value = compute(*given)
        finally:
            self.facts = facts
        if type(facts) is NotedFacts:
            facts.names.update(noted.names)
        if more := noted.names.difference(asked):
            # A new table beside the old one: somebody else may be reading that.
            asked, found = (*asked, *sorted(more)), {}
            key_of = itemgetter(*asked)
            key = key_of(facts)
        elif len(found) >= REMEMBERED or found is NOTHING_KNOWN[2]:
            found = {}
        found[key] = value, tuple(self.steps[mark:])
        self.memos[name] = asked, key_of, found
        return value

    def note(self, code: str, amount: Decimal | None, rule: str, inputs: Mapping[str, object]) -> None:
        """Add a step; `rule` is the path of the leaf that was picked."""
        self.steps.append(Step(code=code, amount=amount, inputs=inputs, rule=rule, version=self.version))
