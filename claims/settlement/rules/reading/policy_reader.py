"""Reads a whole policy document: all mistakes at once, with warnings, or the compiled Policy."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, TypeVar

from claims.settlement.rules.reading.amount_reader import AmountReader
from claims.settlement.rules.reading.choice_reader import STATUSES, Reading, check_periods, read_period
from claims.settlement.rules.reading.deductible_reader import DeductibleReader
from claims.settlement.rules.reading.item_reader import ItemReader
from claims.settlement.rules.reading.layer_reader import LayerReader
from claims.settlement.rules.reading.price_reader import PriceReader
from claims.settlement.rules.reading.ratio_reader import RatioReader
from claims.settlement.rules.reading.split_reader import check_split, read_split
from claims.settlement.rules.reading.values import read_code, read_codes, read_date, read_flag, read_text
from claims.settlement.rules.reading.words import read_words
from claims.settlement.rules.records.case import SettlementCase
from claims.settlement.rules.records.choices import Node
from claims.settlement.rules.records.errors import PolicyRefused, Problem, SettlementError
from claims.settlement.rules.records.facts import DECIDING, day_asked_for
from claims.settlement.rules.records.policy import NONE, Cap, DeductibleRule, Items, Layer, OffSite, Policy, RatioRule
from claims.settlement.rules.records.stay_rules import PriceRule, SplitRule
from claims.settlement.rules.settling.once_a_year import varies

OF_ALL = ("id", "version", "title", "place", "scheme", "source", "status", "note", "checked", "demonstration")
HEAD = (*OF_ALL, "in_force", "age_on", "knows")
SECTIONS = ("figures", "items", "off_site", "deductible", "ratio", "caps", "layers", "payment", "price", "split")
# What every policy must state, in the order in which a settlement asks for it; "none" is a statement.
NEEDED = ("deductible", "caps", "ratio", "layers")
TITLES = ("zh_hans", "zh_hant", "en")


T = TypeVar("T")


class Head(TypedDict):
    """What a policy says of itself; the fields of Policy."""

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


class Sections(TypedDict):
    """What a policy rules; the fields of Policy."""

    items: Node[Items | None]
    off_site: Node[OffSite | None]
    deductible: Node[DeductibleRule | None]
    ratio: Node[RatioRule | None]
    caps: Node[tuple[Cap, ...] | None]
    layers: Node[tuple[Layer, ...] | str | None]
    personal_account: Node[tuple[str, ...] | str | None]
    price: Node[PriceRule | None]
    split: Node[SplitRule | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the validator found: the policy unless there are errors, every error, every warning."""

    policy: Policy | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_policy(document: object) -> Checked:
    """Validate a policy document. Never raises for what stands in it."""
    reading = Reading()
    policy = _read(reading, document)
    errors = tuple(reading.problems)
    return Checked(None if errors else policy, errors, tuple(reading.warnings))


def compile_policy(document: object) -> Policy:
    """The compiled policy. Raises PolicyRefused with every mistake."""
    checked = check_policy(document)
    if checked.policy is None:
        raise PolicyRefused(checked.errors)
    return checked.policy


def digest_of(document: object) -> str:
    """Names the content of a document, whatever the order of its keys; numbers as they are written."""
    text = json.dumps(document, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(reading: Reading, document: object) -> Policy | None:
    table = reading.table(document, "", (*HEAD, *SECTIONS))
    if type(document) is not dict:
        return None
    amounts = AmountReader(reading, table.get("figures"))
    ratios = RatioReader(amounts)
    items, deductibles, layers = ItemReader(amounts, ratios), DeductibleReader(amounts), LayerReader(amounts, ratios)
    sections: Sections = {
        "items": items.node(table.get("items"), "items"),
        "off_site": deductibles.off_site(table.get("off_site"), "off_site"),
        "deductible": deductibles.node(table.get("deductible"), "deductible"),
        "ratio": ratios.node(table.get("ratio"), "ratio"),
        "caps": layers.caps(table.get("caps"), "caps"),
        "layers": layers.layers(table.get("layers"), "layers"),
        "personal_account": items.personal_account(table.get("payment"), "payment"),
        "price": PriceReader(amounts).node(table.get("price"), "price"),
        "split": read_split(reading, table.get("split"), "split"),
    }
    head = _read_head(reading, table)
    words = read_words(reading, table.get("knows"), head["schemes"])
    has_prices, splits = (table.get(name) not in (None, NONE) for name in ("price", "split"))
    check_split(reading, head["decided_by"], splits=splits, has_prices=has_prices)
    if reading.problems:
        return None
    return Policy(
        **head,
        **sections,
        sources=reading.sources,
        warnings=tuple(reading.warnings),
        digest=digest_of(document),
        deductible_of_bill=reading.of_bill,
        deductible_varies=varies(sections["deductible"]),
        # Whatever the policy asks by name, and what the engine itself goes by.
        asks=frozenset(reading.asks | words.keys() | {"ordinal", "off_site"}),
        item_classes=frozenset(reading.item_classes),
        kinds=frozenset({*reading.item_classes, None}),
        layer_classes=frozenset(reading.layer_classes),
        account_first=reading.account_first,
        class_caps=reading.class_caps,
        has_prices=has_prices,
        splits=splits,
        pots=reading.pots,
        words=words,
        missing=tuple(name for name in NEEDED if table.get(name) is None),
        label=f"{head['id']}@{head['version']}",
    )


def _read_head(reading: Reading, table: dict[str, Any]) -> Head:
    def taken(key: str, read: Callable[[object], T], default: T) -> T:
        found = None if table.get(key) is None else reading.take(read, table[key], key)
        return default if found is None else found

    starts_on, ends_on, decided_by = _read_force(reading, table)
    if not table.get("source"):
        reading.warn("source", "source_not_stated")
    taken("checked", read_date, date.min)
    status, age_on = table.get("status"), table.get("age_on")
    return {
        "id": taken("id", read_code, "inline"),
        "version": taken("version", read_code, "1"),
        "title": _read_title(reading, table.get("title")),
        "place": taken("place", read_text, ""),
        "schemes": taken("scheme", read_codes, frozenset()),
        "source": taken("source", read_text, ""),
        "status": (reading.choose(status, "status", STATUSES) or "") if status is not None else "",
        "demonstration": taken("demonstration", read_flag, default=False),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "decided_by": decided_by,
        "age_on": None if age_on is None else reading.choose(age_on, "age_on", tuple(DECIDING)),
    }


def _read_title(reading: Reading, title: object) -> dict[str, str]:
    """A text, or one for each of the three languages."""
    if title is None:
        return {}
    if type(title) is str:
        title = {"en": title}
    table = reading.table(title, "title", TITLES)
    return {key: reading.take(read_text, table[key], f"title.{key}") or "" for key in TITLES if key in table}


def _read_force(reading: Reading, table: dict[str, Any]) -> tuple[date | None, date | None, str | None]:
    """`in_force`: from, until, and the date that decides."""
    if table.get("in_force") is None:
        if reading.uses_dates:
            reading.warn("in_force.decided_by", "nothing_decides_the_date")
        return None, None, None
    force = reading.table(table["in_force"], "in_force", ("from", "until", "decided_by"), needed=("decided_by",))
    starts_on, ends_on = read_period(reading, force, "in_force")
    decided_by = force.get("decided_by")
    if decided_by is not None:
        decided_by = reading.choose(decided_by, "in_force.decided_by", tuple(DECIDING))
    return starts_on, ends_on, decided_by


def check_versions(policies: list[Policy]) -> tuple[Problem, ...]:
    """Versions of one policy must follow each other: no day with two of them and none without."""
    reading = Reading()
    dated = [(p.starts_on or date.min, p.ends_on, f"{p.id}@{p.version}.in_force") for p in policies]
    check_periods(reading, dated)
    return tuple(reading.problems)


def check_use(policy: Policy, case: SettlementCase, on: date | None) -> None:
    """Raises SettlementError when the policy is for another scheme than the case, or not in force `on` the day that decides."""
    scheme = case.person.scheme
    if policy.schemes and scheme and scheme not in policy.schemes:
        raise SettlementError("policy_for_other_scheme", "person.scheme", scheme=scheme, allowed=sorted(policy.schemes))
    if policy.starts_on is None and policy.ends_on is None:
        return
    if on is None:
        raise SettlementError("fact_missing", day_asked_for(case, policy.decided_by))
    if not policy.in_force(on):
        starts, ends = (day.isoformat() if day else "" for day in (policy.starts_on, policy.ends_on))
        raise SettlementError("policy_not_in_force", "policy", on=on.isoformat(), starts=starts, ends=ends)
