"""What a list, a place and an institution say of one item on a day, put together: class, whether it is paid, first pay, standard,
ceiling, limits, each with its source. The words are those of the settlement engine: classes a, b, c, first pay, payment standard.

What no row says is None, never zero. `why_not` says why nothing is payable: `unknown` (in no list on that day), `class_c`,
`commercial` (the commercial list is never paid by the fund), `agreement_ended` (a negotiated drug behind the end of its agreement;
assumed: what no newer edition takes up again is not paid).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from institutions.catalogue.rules.codes import kind_of
from institutions.catalogue.rules.supervision import Rule

PAYABLE_C = "payable_c"
WHY_NOT = ("unknown", "class_c", "commercial", "agreement_ended")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a value stands: the title of the edition, its source, how sure that is, and whether it is made up to be shown."""

    title: str
    source: str
    status: str
    starts_on: date
    demonstration: bool = False


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What an item is limited to; nothing named is no limit. `text` is the legal text, which prevails."""

    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    settings: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    most: int | None = None
    per: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An item as a list of one place has it; `rank` tells narrower places from wider ones, 0 is the narrowest."""

    code: str
    name: str
    fund_class: str
    rank: int
    source: Source
    limits: Limits = Limits()
    item_class: str = ""
    unit: str = ""
    first_pay_ratio: Decimal | None = None
    payment_standard: Decimal | None = None
    agreement_ends_on: date | None = None
    commercial: bool = False


@dataclass(frozen=True)
class Ratio:
    """A first pay of one place."""

    value: Decimal
    rank: int
    source: Source


@dataclass(frozen=True)
class Ceiling:
    """The price of an institution's list."""

    value: Decimal
    source: Source


@dataclass(frozen=True, kw_only=True)
class Priced:
    """The answer for one item on a day. `class_` is a, b or c as the engine knows them, "" for an item of no list."""

    code: str
    name: str = ""
    kind: str = ""
    class_: str = ""
    payable: bool = False
    why_not: str = ""
    item_class: str = ""
    unit: str = ""
    first_pay_ratio: Decimal | None = None
    payment_standard: Decimal | None = None
    price_ceiling: Decimal | None = None
    agreement_ends_on: date | None = None
    limits: Limits = Limits()
    source: Source | None = None
    first_pay_source: Source | None = None
    price_source: Source | None = None


def priced(code: str, listed: Sequence[Listed], ratios: Sequence[Ratio], ceiling: Ceiling | None, day: date) -> Priced:
    """The answer: the list of the narrowest place, the first pay of the narrowest place that says one, the institution's price."""
    price, price_source = (ceiling.value, ceiling.source) if ceiling else (None, None)
    if not listed:
        return Priced(code=code, kind=kind_of(code), why_not="unknown", price_ceiling=price, price_source=price_source)
    item = min(listed, key=lambda one: one.rank)
    ratio = _first_pay(item, ratios)
    why_not = _why_not(item, day)
    return Priced(
        code=code,
        name=item.name,
        kind=kind_of(code),
        class_="c" if item.fund_class == PAYABLE_C else item.fund_class,
        payable=not why_not,
        why_not=why_not,
        item_class=item.item_class,
        unit=item.unit,
        first_pay_ratio=ratio.value if ratio else None,
        first_pay_source=ratio.source if ratio else None,
        payment_standard=item.payment_standard,
        agreement_ends_on=item.agreement_ends_on,
        limits=item.limits,
        source=item.source,
        price_ceiling=price,
        price_source=price_source,
    )


def _first_pay(item: Listed, ratios: Sequence[Ratio]) -> Ratio | None:
    own = [] if item.first_pay_ratio is None else [Ratio(item.first_pay_ratio, item.rank, item.source)]
    return min([*ratios, *own], key=lambda one: one.rank, default=None)


def _why_not(item: Listed, day: date) -> str:
    if item.commercial:
        return "commercial"
    if item.agreement_ends_on is not None and item.agreement_ends_on < day:
        return "agreement_ended"
    return "class_c" if item.fund_class == "c" else ""


def rules_of(item: Priced) -> list[Rule]:
    """The limits of an item as rules of supervision, so that one function finds what a bill hits of both."""
    limits, about = item.limits, {"code": item.code, "text": item.limits.text}
    if item.source is not None:
        about |= {"source": item.source.title, "status": item.source.status}
    shown = bool(item.source and item.source.demonstration)
    found = []
    if limits.sex:
        found.append(Rule(kind="sex", value=limits.sex, demonstration=shown, **about))
    if limits.age_from is not None or limits.age_to is not None:
        first, last = ("" if age is None else age for age in (limits.age_from, limits.age_to))
        found.append(Rule(kind="age", value=f"{first}-{last}", unit="years", demonstration=shown, **about))
    for kind, values in (("setting", limits.settings), ("diagnosis", limits.diagnoses)):
        if values:
            found.append(Rule(kind=kind, value=",".join(values), demonstration=shown, **about))
    if limits.most is not None:
        most = str(limits.most)
        found.append(Rule(kind="frequency", value=most, unit="times", period=limits.per, demonstration=shown, **about))
    return found
