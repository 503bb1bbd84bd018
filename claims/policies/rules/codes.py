"""The codes a policy asks by: what a form may offer as level, category, disease, item class, state of filing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass

from claims.settlement.rules.records.case import LOCAL, SETTINGS
from claims.settlement.rules.records.choices import Sets, Stated, Table
from claims.settlement.rules.records.conditions import AnyOf, Condition, OneOf
from claims.settlement.rules.records.facts import FACTS
from claims.settlement.rules.records.policy import Cap, DeductibleRule, Items, Limit, Policy

# All three are levels of one hospital; a policy may ask for each.
LEVEL_FACTS = ("level", "deductible_level", "pay_level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What a policy asks for: codes by fact, item classes, and the names of all facts it depends on.

    `pots` are the names under which it counts care by itself, and whether it does so by month or quarter; `splits`: whether it may
    cut a stay at New Year.
    """

    by_fact: dict[str, tuple[str, ...]]
    item_classes: tuple[str, ...]
    asks: frozenset[str]
    pots: dict[str, bool] = field(default_factory=dict)
    splits: bool = False

    def of(self, fact: str) -> tuple[str, ...]:
        return self.by_fact.get(fact, ())

    @property
    def levels(self) -> tuple[str, ...]:
        return _ordered({code for fact in LEVEL_FACTS for code in self.of(fact)})

    @property
    def off_site(self) -> tuple[str, ...]:
        """States of filing, the local one first."""
        return (LOCAL, *(code for code in self.of("off_site") if code != LOCAL))

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings the policy speaks of; all there are when it makes no difference between them."""
        spoken_of = self.of("setting")
        return tuple(code for code in SETTINGS if code in spoken_of) or SETTINGS


# The codes of a policy by its digest, worked out once per process: a settlement asks for them several times. A province has far
# fewer policies in use at a time.
REMEMBERED = 64
_codes: dict[str, Codes] = {}


def codes_of(policy: Policy) -> Codes:
    """Every code that stands in a compiled policy, by the fact it is compared with."""
    known = _codes.get(policy.digest)
    if known is None:
        known = _read_codes(policy)
        if not policy.digest:
            return known  # Made by hand: nothing names it.
        if len(_codes) >= REMEMBERED:
            _codes.clear()
        _codes[policy.digest] = known
    return known


def _read_codes(policy: Policy) -> Codes:
    found: dict[str, set[str]] = {name: set() for name, kind in FACTS.items() if kind in ("code", "set")}
    found["scheme"] |= policy.schemes
    kinds: set[str] = set()
    for part in _parts(policy):
        _note(part, found)
        kinds |= _item_classes(part)
    by_fact = {fact: _ordered(codes) for fact, codes in found.items() if codes}
    return Codes(
        by_fact=by_fact, item_classes=_ordered(kinds), asks=policy.asks, pots=policy.pots, splits=policy.splits
    )


def _ordered(codes: set[str]) -> tuple[str, ...]:
    """Levels from the highest, everything else as in a dictionary."""
    return tuple(
        sorted(codes, key=lambda code: (not code[:1].isdigit(), -int(code[0]) if code[:1].isdigit() else 0, code))
    )


def _parts(thing: object) -> Iterator[object]:
    """Every record inside a compiled policy, itself among them."""
    if is_dataclass(thing):
        yield thing
        values = [getattr(thing, one.name) for one in fields(thing) if one.name not in ("known", "sources", "words")]
    elif isinstance(thing, dict):
        values = list(thing.values())
    elif isinstance(thing, tuple):
        values = list(thing)
    else:
        return
    for value in values:
        yield from _parts(value)


def _note(part: object, found: dict[str, set[str]]) -> None:
    if isinstance(part, Table) and part.fact in found:
        found[part.fact] |= {str(code) for code in part.entries}
    elif isinstance(part, Sets):
        found[part.fact] |= {code for codes, _node in part.entries for code in codes}
    elif isinstance(part, Condition):
        for fact, test in part.tests:
            if fact in found and isinstance(test, OneOf | AnyOf):
                found[fact] |= {str(code) for code in test.allowed}


def _item_classes(part: object) -> set[str]:
    if isinstance(part, Items):
        return set(part.classes)
    if isinstance(part, Limit | Cap):
        return set(part.kinds or ())
    if isinstance(part, DeductibleRule):
        leaves = [leaf for leaf in _parts(part.exempt) if isinstance(leaf, Stated)]
        return {code for leaf in leaves if isinstance(leaf.value, frozenset) for code in leaf.value}
    return set()
