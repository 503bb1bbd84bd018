"""A policy, compiled once from its document: every parameter is a node that picks its value by the facts of a case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from claims.settlement.rules.records.amounts import Amount
from claims.settlement.rules.records.choices import Node
from claims.settlement.rules.records.conditions import Condition
from claims.settlement.rules.records.errors import Problem
from claims.settlement.rules.records.facts import Facts
from claims.settlement.rules.records.stay_rules import PriceRule, SplitRule

# Parts of the bill that the person still bears after the basic fund, in the order in which a later layer takes them over.
PARTS = ("over_cap", "coinsurance", "deductible", "off_site_first_pay", "first_pay", "over_limit", "fully_self")
IN_SCOPE_PARTS = ("over_cap", "coinsurance", "deductible")
# Of these the part that comes from one class of items is known.
BY_CLASS = ("first_pay", "over_limit", "fully_self")
# The layers exist but are settled under another policy: the settlement then ends with the basic fund and says so.
ELSEWHERE = "elsewhere"
# Said of what there is not.
NONE = "none"
# Said of a personal account that pays before everything else.
FIRST = "first"
# Periods of a cap that count nothing of the year.
BY_BILL = ("visit", "day")
# What of a payment is for the items of a cap: where they stand among all cost under the scheme's ratio.
PAID_AS = ("first", "last", "share")
KINDS = ("major_illness", "assistance", "supplement")
BOUNDS = ("including_deductible", "after_deductible", "deductible_on_top")
REMEMBERED = 500
ADJUSTMENTS = ("person_share_factor", "points", "at_most", "off_site_points", "off_site_factor")


@dataclass(frozen=True, slots=True)
class PriceBands:
    """A first pay by the unit price: each part of it at its band's ratio, or when `slab` the whole at that of the band reached."""

    rows: tuple["Row", ...]
    slab: bool
    bound_belongs_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """B5: at most `amount` a day, a visit, a year, or for each day of the stay, on some item classes or all."""

    id: str
    per: str
    on: str
    amount: Node[Amount | None]
    kinds: frozenset[str] | None
    path: str


@dataclass(frozen=True, slots=True)
class ItemClass:
    """B2 and B4 for one class of items: a first pay of its own, a final ratio of its own."""

    first_pay: Node[Decimal | PriceBands] | None
    final_ratio: Node[Decimal] | None
    counts_for_deductible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """From the bill to the in-scope cost (B1 to B5). `limited` are the item classes with a limit, unless it `limits_all`; `final`
    those with a final ratio."""

    first_pay: Node[Decimal] | None
    classes: dict[str, ItemClass]
    limits: tuple[Limit, ...]
    limited: frozenset[str]
    limits_all: bool
    final: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OffSite:
    """O1 to O4."""

    extra_first_pay: Node[Decimal | None]
    points_off: Node[Decimal | None]
    factor: Node[Decimal | None]
    deductible: Node[Amount | None]
    deductible_factor: Node[Decimal | None]


@dataclass(frozen=True, slots=True)
class Repeat:
    """D2: shares of the first deductible by admission, or a fixed amount less each time down to a floor."""

    shares: tuple[Decimal, ...] = ()
    less_each_time: Node[Amount] | None = None
    at_least: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Reduction:
    """D5: when the condition holds the deductible is a share of itself, some yuan less, or set to an amount."""

    condition: Condition
    form: str
    by: Node[Amount]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductibleRule:
    """D1 to D6."""

    amount: Node[Amount | None]
    period: str
    repeat: Node[Repeat | None]
    yearly_ceiling: Node[Amount | None]
    reductions: tuple[Reduction, ...]
    transfer: dict[str, Node[str]]
    transfer_counts: bool
    exempt: Node[frozenset[str] | None]
    counter: str
    path: str
    id: str
    pot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A segment from `low` to `high` (None: no end). `of_person` means that the ratio is the person's share."""

    low: Decimal
    high: Decimal | None
    ratio: Node[Decimal]
    of_person: bool
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """S2, or S3 when `slab`. `bounds` is one of BOUNDS; `measured` on this visit or on the year so far."""

    rows: tuple[Row, ...]
    bounds: str
    measured: str
    slab: bool
    bound_belongs_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """S5, S6: points on the ratio, at once, for each step of age reached, or for each year."""

    condition: Condition
    points: Node[Decimal]
    sign: int
    per: str | None
    above: Decimal
    each: Decimal
    steps: tuple[Decimal, ...]
    at_most: Decimal | None
    path: str


@dataclass(frozen=True, slots=True)
class Floor:
    """S7: at least this share of `of`, whatever the rules give, unless they give nothing."""

    ratio: Node[Decimal]
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioRule:
    """S1 to S8: exactly one of flat, segments, fixed; and what changes a ratio, in `order`."""

    flat: Node[Decimal] | None
    of_person: bool
    segments: Node[Segments] | None
    fixed: Node[Amount] | None
    fixed_per: str
    fixed_within: str
    points: tuple[Bonus, ...]
    person_share_factor: Node[Decimal | None]
    at_most: Node[Decimal | None]
    floor: Node[Floor | None]
    floored: bool
    order: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """C1, C2: on what is paid, on the cost, or on the cost above the deductible; a year, a quarter, a month, a visit or a day.

    What a cap on payments cuts off is a payment not made; with `overflow` "cost" it is the cost above the point where the cap is
    reached. C5: with `kinds` it is on what is paid for some classes of items, and `paid_as` says what of a payment that is.
    """

    on: str
    amount: Node[Amount | None]
    period: str
    counter: str
    overflow: str
    path: str
    pot: str | None = None
    kinds: frozenset[str] | None = None
    paid_as: str = ""

    @property
    def of_bill(self) -> bool:
        """Whether it holds for each bill by itself, so that it counts nothing of the year."""
        return self.period in BY_BILL


@dataclass(frozen=True, slots=True)
class Tilt:
    """L3: better terms for some people."""

    condition: Condition
    deductible_factor: Decimal
    points: Decimal
    capped: bool


@dataclass(frozen=True, slots=True)
class BasePart:
    """One part in a layer's base: a share of it, of some classes of items only or of all but some."""

    part: str
    share: Node[Decimal] | None = None
    classes: frozenset[str] = frozenset()
    but_classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOf:
    """The deductible of a layer that shares one with a layer before it: what that one has left."""

    layer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """L1 to L6 and C3. `base` names the PARTS that enter whole; `shares` instead says more of each; `between` takes a range of
    the year's in-scope cost. `cumulative`: the base accumulates over the year. `counts_year`: a cap needs to know the year
    all the same."""

    id: str
    kind: str
    condition: Condition
    base: tuple[str, ...]
    shares: tuple[BasePart, ...]
    between: tuple[Decimal, Decimal | None] | None
    measured: str
    cumulative: bool
    counts_year: bool
    cost_capped: bool
    deductible: Node[Amount | LeftOf | None]
    ratio: Node[RatioRule | None]
    caps: Node[tuple[Cap, ...] | None]
    tilts: tuple[Tilt, ...]
    path: str
    # Whether a layer after it shares its deductible.
    lends: bool = False


# The names of the facts, what reads their values out of all facts, and for each values seen: what came out, and its steps.
Memo = tuple[tuple[str, ...], Callable[[Facts], object], dict[object, tuple[Any, tuple[Any, ...]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of one place's rules. `sources` gives the provenance of each path that states it; `asks` the facts it
    depends on; `label` names policy and version, as each step carries it."""

    id: str
    version: str
    title: dict[str, str]
    place: str
    schemes: frozenset[str]
    source: str
    status: str
    demonstration: bool
    starts_on: date | None
    ends_on: date | None
    decided_by: str | None
    age_on: str | None
    items: Node[Items | None]
    off_site: Node[OffSite | None]
    deductible: Node[DeductibleRule | None]
    ratio: Node[RatioRule | None]
    caps: Node[tuple[Cap, ...] | None]
    # ELSEWHERE, or the layers in the order they pay.
    layers: Node[tuple[Layer, ...] | str | None]
    # FIRST, or the PARTS it may pay.
    personal_account: Node[tuple[str, ...] | str | None]
    price: Node[PriceRule | None]
    split: Node[SplitRule | None]
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    digest: str = ""
    deductible_of_bill: bool = True
    # Whether stays of one person in a year may have deductibles by different rules.
    deductible_varies: bool = False
    asks: frozenset[str] = frozenset()
    item_classes: frozenset[str] = frozenset()
    # What a line may say of its class of items: one of those, or nothing.
    kinds: frozenset[str | None] = frozenset()
    layer_classes: frozenset[str] = frozenset()
    account_first: bool = False
    # Whether a cap is on what is paid for some classes of items.
    class_caps: bool = False
    # Whether any stay has a price.
    has_prices: bool = False
    # Whether any stay is split.
    splits: bool = False
    # The pots that deductible and caps name, and whether the year keeps them by month.
    pots: dict[str, bool] = field(default_factory=dict)
    # Fact -> the codes of it that the policy knows; a fact that is not here makes no difference by code.
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    # Sections that the document does not state at all.
    missing: tuple[str, ...] = ()
    label: str = ""
    # What has been worked out: by name, the facts it goes by and the values for those seen (Run.remember).
    memos: "dict[object, Memo]" = field(default_factory=dict, compare=False, repr=False)

    def deductible_pot(self, facts: Facts) -> object:
        """Which yearly deductible facts lead to; None where there is none, so that nothing is taken."""
        rule = self.deductible.pick(facts).value
        if rule is None:
            return None
        stated = rule.amount.pick(facts)
        return None if stated.value is None else (rule.path, stated.path)

    def ceiling_pot(self, facts: Facts) -> object:
        """Which yearly ceiling of deductibles facts lead to."""
        rule = self.deductible.pick(facts).value
        return None if rule is None else (rule.path, rule.yearly_ceiling.pick(facts).path)

    def ratio_pot(self, facts: Facts) -> object:
        """Which section of ratios facts lead to, for segments that go on through the year."""
        return self.ratio.pick(facts).path

    def cap_pot(self, path: str) -> Callable[[Facts], object]:
        """Which amount of the cap that stands at a path facts lead to."""

        def pot(facts: Facts) -> object:
            cap = next((cap for cap in self.caps.pick(facts).value or () if cap.path == path), None)
            # Care without the cap may cost and be paid all the same.
            return ("no cap", path) if cap is None else (path, cap.amount.pick(facts).path)

        return pot

    def source_of(self, path: str) -> tuple[str, str]:
        """Source and status of what stands at a path: its own, or those of the nearest thing around it."""
        while path:
            source, status = self.sources.get(path, ("", ""))
            if source or status:
                return source or self.source, status or self.status
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.source, self.status

    def in_force(self, on: date) -> bool:
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)
